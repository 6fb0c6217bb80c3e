#!/usr/bin/perl
# tests: check plain asan
# --vocabulary: knowledge items name the codes of stories.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new->utf8;
my $topics = 'samples/newsml-g2/topics-knowledge.xml';

sub story {
    my ($story, @options) = @_;
    my $file = spurt(scratch('.json'), $json->encode({ uri => 'urn:x:1', %$story }));
    my $r = wirecopy('convert', '-c', '-f', 'json', '-t', 'json', @options, $file);
    is($r->{status}, 0, 'converted') or diag($r->{err});
    return $json->decode($r->{out});
}

my $a = story({ language => 'de-AT', subjects => [ { qcode => 'mtop:sea' }, { qcode => 'mtop:none' } ],
    people => [ { qcode => 'mper:82' } ] }, '--vocabulary', $topics);
is($a->{subjects}[0]{name}, 'Meer', 'a name in the language of the story, a region aside');
is($a->{subjects}[0]{uri}, 'http://meridian.example/codes/topic/sea', '... and the uri of the code');
is_deeply($a->{subjects}[1], { qcode => 'mtop:none' }, 'a code that is in no vocabulary stays as it is');
is($a->{people}[0]{name}, 'Ines Abara', 'people too, and not by a name that has a role');
is(story({ language => 'fi', subjects => [ { qcode => 'mtop:sea' } ] }, '--vocabulary', $topics)->{subjects}[0]{name}, 'the sea',
    'a language that is not there: the first name');
is(story({ subjects => [ { uri => 'http://meridian.example/codes/topic/sea' } ] }, '--vocabulary', $topics)->{subjects}[0]{name},
    'the sea', 'found by the uri as well');
is(story({ subjects => [ { qcode => 'mtop:sea', name => 'my own' } ] }, '--vocabulary', $topics)->{subjects}[0]{name}, 'my own',
    'what a story says stays');

$a = story({ language => 'de', subjects => [ { qcode => 'subj:04015004', name => 'Schiffe' }, { qcode => 'subj:04015000' } ] },
    '--vocabulary', $topics);
is(join(',', map { $_->{qcode} } @{ $a->{subjects} }), 'subj:04015004,subj:04015000,mtop:ferries',
    'subject codes gain the topic that means the same, once');
is($a->{subjects}[2]{name}, "F\x{e4}hren", '... with its name');
is($a->{subjects}[2]{broader}[0]{name}, 'Meer', '... and what is broader');
is_deeply(story({ subjects => [ { qcode => 'subj:04015004' } ] })->{subjects}, [ { qcode => 'subj:04015004' } ], 'without a vocabulary nothing is added');

my $ledger = scratch('.ledger');
story({ subjects => [ { qcode => 'mtop:sea' } ] }, '--vocabulary', $topics, '--ledger', $ledger);
like(slurp($ledger), qr/"supplied","path":"subjects.name","why":"from the vocabulary"/, 'the ledger has what was supplied');

# several, large ones, none
my $large = spurt(scratch('.xml'), qq{<knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:k"><catalog><scheme alias="z" uri="http://z.example/"/>}
    . '</catalog><conceptSet>' . join('', map { my $i = $_; qq{<concept><conceptId qcode="z:$i"/>}
    . join('', map { qq{<name xml:lang="$_">$_ $i</name>} } qw(en de fr es it)) . '<definition>' . 'x' x 200 . '</definition></concept>' } 1 .. 5000)
    . '</conceptSet></knowledgeItem>');
$a = story({ language => 'fr', subjects => [ map { { qcode => $_ } } 'z:1', 'z:5000', 'mtop:sea' ] }, '--vocabulary', $large, '--vocabulary', $topics);
is(join(',', map { $_->{name} } @{ $a->{subjects} }), 'fr 1,fr 5000,the sea', 'two vocabularies, one of 5000 concepts');
my $g2 = 'samples/newsml-g2/harbour-bridge.xml';
is(wirecopy('convert', '-j', 2, '-t', 'json', '--vocabulary', $topics, ($g2) x 6)->{out},
    wirecopy('convert', '-t', 'json', '--vocabulary', $topics, ($g2) x 6)->{out}, 'threads share it');
my $r = wirecopy('convert', '-t', 'json', '--vocabulary', $g2, $g2);
is($r->{status}, 3, 'a story is no vocabulary');
like($r->{err}, qr/\Q$g2\E.*no concept/, '... and it is said of which file');
is($r->{out}, '', '... before anything is written');
$r = wirecopy('convert', '-t', 'json', '--vocabulary', 'nosuch.xml', $g2);
is($r->{status}, 3, 'a file that is not there');
like($r->{err}, qr/nosuch\.xml: .*No such file/, '... and why');
$r = wirecopy('convert', '-t', 'json', '--vocabulary', spurt(scratch('.xml'), substr(slurp($topics), 0, 1500)), $g2);
is($r->{status}, 3, 'a vocabulary that breaks off');
done_testing();
