#!/usr/bin/perl
# tests: check plain asan
# Timelines: a made-up month told exactly as it was made, what changed between two versions, and the forms of telling.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new->canonical->utf8;

sub lines { return map { $json->decode($_) } split /\n/, $_[0]{out} }

# ---------------------------------------------------------------- a month

my $month = scratch();
is(run({ seconds => 600 }, 'tests/month', 20250301, $sanitized ? 300 : 5000, $month)->{status}, 0, 'a month is made up');
my $answers = run({ seconds => 600 }, 'tests/month', 'compare', $program, $month);
is($answers->{status}, 0, '... and looked into') or diag($answers->{err});
for my $line (split /\n/, $answers->{out}) {
    $line =~ /^(not )?ok - (.*)/ ? ok(!$1, $2) : diag($line);
}

# ---------------------------------------------------------------- what changed

sub story {
    my ($n, $body, %more) = @_;
    return $json->encode({ uri => 'urn:x:1', version => $n, versionCreated => "2025-01-01T0$n:00:00Z", headlines => [ { role => 'main', value => 'H' } ],
        bodies => [ { role => 'main', contentType => 'application/xhtml+xml', value => join '', map { "<p>$_</p>" } @$body } ],
        source => { format => 'newsml-g2' }, %more });
}
sub changed {
    my ($was, $is) = @_;
    my $file = spurt(scratch('.json'), join "\n", story(1, ref $was ? $was : [$was]), story(2, ref $is ? $is : [$is]));
    my ($told) = lines(wirecopy('timeline', '-t', 'json', $file));
    return $told->{versions}[1]{changed}{paragraphs} // {};
}
my ($a, $b, $c, $d) = ('The ferry to Ostholm stayed in port on Monday.', 'No boat had left by noon, the harbour master said.',
    'Winds of force nine are expected until the evening.', 'Schools on the island remain closed.');
my $b2 = 'No boat had left by two, the harbour master said.';
my @cases = (
    [ 'nothing',                             [ $a, $b ], [ $a, $b ], {} ],
    [ 'one added at the end',                [$a], [ $a, $b ], { added => [ { at => 2, text => $b } ] } ],
    [ '... at the beginning',                [$a], [ $b, $a ], { added => [ { at => 1, text => $b } ] } ],
    [ 'one removed',                         [ $a, $b, $c ], [ $a, $c ], { removed => [ { at => 2, text => $b } ] } ],
    [ 'one edited',                          [ $a, $b, $c ], [ $a, $b2, $c ], { edited => [ { at => 2, from => $b, to => $b2 } ] } ],
    [ '... with one added before it',        [ $a, $b ], [ $a, $d, $b2 ], { added => [ { at => 2, text => $d } ], edited => [ { at => 3, from => $b, to => $b2 } ] } ],
    [ 'one in place of another',             [ $a, $b ], [ $a, $c ], { added => [ { at => 2, text => $c } ], removed => [ { at => 2, text => $b } ] } ],
    [ 'two that changed places',             [ $a, $b, $c ], [ $b, $a, $c ], { moved => 1 } ],
    [ 'one that went to the end',            [ $a, $b, $c, $d ], [ $b, $c, $d, $a ], { moved => 1 } ],
    [ 'all new',                             [$a], [ $b, $c ], { added => [ { at => 1, text => $b }, { at => 2, text => $c } ], removed => [ { at => 1, text => $a } ] } ],
    [ 'none any more',                       [ $a, $b ], [], { removed => [ { at => 1, text => $a }, { at => 2, text => $b } ] } ],
    [ 'the same one more often',             [ $a, $b ], [ $a, $a, $b ], { added => [ { at => 2, text => $a } ] } ],
);
for (@cases) {
    my ($what, $was, $is, $wanted) = @$_;
    is($json->encode(changed($was, $is)), $json->encode($wanted), "changed: $what");
}
my @many = map { "Paragraph $_ of a very long story, which has some words." } 1 .. 30000;
my $r = wirecopy({ seconds => 60 }, 'timeline', '-t', 'json', spurt(scratch('.json'), join "\n", story(1, \@many), story(2, [ reverse @many ])));
is((lines($r))[0]{versions}[1]{changed}{paragraphs}{moved}, 29999, 'a long story turned round takes no long time');
my @hard = map { join ' ', 'x', map { $_ % 7 } $_ .. $_ + 20 } 1 .. 3000;
$r = wirecopy({ seconds => 60 }, 'timeline', '-t', 'json', spurt(scratch('.json'), join "\n", story(1, \@hard), story(2, [ map { "$_ y" } @hard ])));
is($r->{status}, 0, '... nor does one whose paragraphs are all alike');

# ---------------------------------------------------------------- the forms

my $file = spurt(scratch('.json'), join "\n",
    story(1, [ $a, $b ], pubStatus => 'usable', subjects => [ { qcode => 'x:sea', name => 'Sea' } ]),
    story(3, [ $a, $b2, '<b>&amp;</b> more' ], pubStatus => 'canceled', headlines => [ { role => 'main', value => "H\x{1b}[31m <script>" } ]),
    story(2, [ $a, $b2, $c ], embargo => { until => '2025-01-01T02:30:00Z' }, embargoedUntil => '2025-01-01T02:30:00Z',
        edNotes => [ { value => 'NOT FOR THE PUBLIC', public => JSON::PP::false } ]),
    story(4, [$a]));
my $text = wirecopy('timeline', $file)->{out};
like($text, qr/^  killed, 4 versions$/m, 'text: how the story stands');
is(join(' ', $text =~ /^ {2,4}(?:> )?\d  \S+Z  (\w+)/mg), 'new embargo kill void', '... its life');
like($text, qr/^  > 3  2025-01-01T03:00:00Z  kill/m, '... the version that counts');
like($text, qr/~ No boat had left by \[-noon,-\]\{\+two,\+\} ?the harbour master said\./, '... what changed in a paragraph');
like($text, qr/^ +- subject x:sea Sea$/m, '... and of its subjects');
unlike($text, qr/\x1b/, '... and nothing that steers a terminal');
my $page = wirecopy('timeline', '-t', 'html', $file)->{out};
my $plain = $page =~ s/<(\/?)time\b/<$1span/gr =~ s/<(\/?)(?:section|details|summary|main|header)\b/<$1div/gr; # what xmllint does not know
is(run({}, 'xmllint', '--html', '--noout', spurt(scratch('.html'), $plain))->{err}, '', 'html: a page');
unlike($page, qr/<script|src=|href=|url\(/, '... that runs and fetches nothing');
like($page, qr/H.*&lt;script&gt;/, '... with what looks like markup as text');
unlike($page . $text, qr/NOT FOR THE PUBLIC/, 'what is not for publication is not told');
my $out = scratch('.html');
is(wirecopy('timeline', '-t', 'html', '-o', $out, $file)->{status}, 0, '-o');
is(slurp($out), $page, '... the same page');
is(wirecopy('timeline', '-o', scratch() . '/', $file)->{status}, 2, 'not into a folder');
is(wirecopy({ stdin => $file }, 'timeline', '-t', 'json')->{out} =~ s/<stdin>/$file/gr, wirecopy('timeline', '-t', 'json', $file)->{out}, 'from standard input');
$r = wirecopy('timeline', '-t', 'json', scratch('.none'), $file);
is($r->{status}, 3, 'an input that is not there');
is(() = lines($r), 1, '... keeps no other from being told');
my @apart = lines(wirecopy('timeline', '-t', 'json', 'samples/text', 'samples/anpa'));
cmp_ok(scalar @apart, '>', 5, 'stories without uri');
is(scalar(grep { @{ $_->{versions} } != 1 } @apart), 0, '... are one by itself each');

done_testing();
