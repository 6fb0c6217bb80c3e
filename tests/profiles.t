#!/usr/bin/perl
# tests: check plain asan
# Vendor profiles: a row a habit, each seen in a story (skipped where that is not there) or in a sample; that nothing acts
# unasked, nothing reaches the public through one, and files of profiles that are wrong are said to be, with line and column.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $oracle = $ENV{WIRECOPY_ORACLE} // "$root/../shared";
my $json = JSON::PP->new->utf8;
my $house = 'samples/profile/house/lantern.profile';
my @lantern = ('--pre', 'samples/xslt/vendor/lantern.xsl', 'samples/xslt/vendor/lantern.xml');

sub stories { my $r = wirecopy('convert', '-q', '-c', '-t', 'json', @_); return map { $json->decode($_) } split /\n/, $r->{out} }

# The value at "provider.name", "keywords.0" or "extra:PATH" (the first), or undef.
sub at {
    my ($a, $place) = @_;
    if ($place =~ /^extra:([^\[]*)(?:\[(.*)\])?$/) {
        my ($path, $name) = ($1, $2);
        my ($e) = grep { $_->{path} eq $path && (!defined $name || $_->{name} eq $name) } @{ $a->{extra} // [] };
        return $e && $e->{value};
    }
    for my $key (split /\./, $place) {
        $a = ref $a eq 'HASH' ? $a->{$key} : ref $a eq 'ARRAY' ? $a->[$key] : undef;
    }
    return $a;
}

# file (below the corpus or samples), profile, place, what it is without, what it is with
my @habits = (
    [ 'newsml-g2/stt/stt_newsml_endash.xml', 'stt', 'versionCreated', '2018-04-04T04:05:16', '2018-04-04T04:05:16+03:00' ],
    [ 'newsml-g2/stt/stt_archive_newsml_test.xml', 'stt', 'contentCreated', '2013-02-16T17:36:20', '2013-02-16T17:36:20+02:00' ],
    [ 'newsml-g2/stt/stt_newsml_abstract_test.xml', 'stt', 'versionCreated', '2018-04-19T16:41:14+03:00', '2018-04-19T16:41:14+03:00' ],
    [ 'newsml-g2/stt/stt_newsml_endash.xml', 'stt', 'provider.name', undef, 'STT' ],
    [ 'nitf/ntb/nitf-ntb.xml', 'ntb', 'versionCreated', '2020-09-07T14:45:26', '2020-09-07T14:45:26+02:00' ],
    [ 'nitf/ntb/nitf-ntb.xml', 'ntb', 'version', undef, '48' ],
    [ 'nitf/ntb/nitf-ntb.xml', 'ntb', 'extra:head/docdata/evloc/@state-prov', 'Norge', undef ],
    [ 'nitf/ntb/nitf-ntb.xml', 'ntb', 'extra:head/meta[NTBStikkord]', 'faktisk-faktasjekk', undef ],
    [ 'nitf/ntb/nitf-ntb.xml', 'ntb', 'extra:head/meta[NTBID]', 'faktisk-d9cde75b-256e-4989-b6a3-b8ad27f43a5c', undef ],
    [ 'nitf/ntb/nitf-ntb.xml', 'ntb', 'extra:head/tobject/@tobject.type', 'Innenriks', undef ],
    [ 'nitf/aap/aap-finance1.xml', 'aap', 'versionCreated', '2015-02-20T13:51:42', '2015-02-20T13:51:42+11:00' ],
    [ 'nitf/aap/aap-finance1.xml', 'aap', 'extra:head/meta[anpa-takekey]', '(ATTN EDITORS)', undef ],
    [ 'nitf/aap/aap-finance1.xml', 'aap', 'nonPublic.0.value', undef, '(ATTN EDITORS)' ],
    [ 'nitf/aap/aap.xml', 'aap', 'provider.name', undef, 'Australian Associated Press' ],
    [ 'nitf/pa/pa4.xml', 'pa', 'provider.name', undef, 'Press Association' ],
    [ 'nitf/pa/pa4.xml', 'pa', 'extra:head/docdata/doc-scope/@scope', 'SHOWBIZ', undef ],
    [ 'nitf/cp/handle_invalid_fields.xml', 'cp', 'provider.name', 'THE CANADIAN PRESS', 'The Canadian Press' ],
    [ 'nitf/cp/handle_invalid_fields.xml', 'cp', 'edNotes.0.value', undef, 'ADDS military statement' ],
    [ 'newsml-1/businesswire/businesswire-newsml-20130515006361.xml', 'businesswire', 'provider.name', undef, 'Business Wire' ],
    [ 'newsml-1/businesswire/businesswire-newsml-20130515006361.xml', 'businesswire', 'genres.1.name', undef, 'Product/Service' ],
    [ 'newsml-1/businesswire/businesswire-newsml-20130515006361.xml', 'businesswire', 'places.0.name', undef, 'United States' ],
    [ 'newsml-1/businesswire/businesswire-newsml-20130515006361.xml', 'businesswire', 'extra:NewsComponent/Metadata/BWKeywords[BWIndustryKeywords]', 'Technology', undef ],
    [ 'newsml-1/businesswire/businesswire-newsml-20130515006361.xml', 'businesswire', 'extra:NewsComponent/AdministrativeMetadata/Contributor/Comment', '<Comment FormalName="BWoffices">DA</Comment>', undef ],
    [ 'newsml-1/ana/ana1.xml', 'ana', 'provider.name', undef, "\x{391}\x{3A0}\x{395}-\x{39C}\x{3A0}\x{395}" ],
    [ 'newsml-1/ana/ana1.xml', 'ana', 'located.name', undef, 'Athens' ],
    [ 'newsml-1/ana/ana1.xml', 'ana', 'nonPublic.0.role', undef, 'Department' ],
    [ 'newsml-g2/businessdesk/scoop.xml', 'businessdesk', 'sent', undef, '2016-01-12T12:35:40+13:00' ],
    [ 'newsml-g2/businessdesk/scoop.xml', 'businessdesk', 'provider.name', undef, 'BusinessDesk' ],
    [ 'newsml-g2/reuters/picture.xml', 'reuters', 'infoSources.0.literal', 'REUTERS', 'Reuters' ],
    [ 'newsml-g2/reuters/picture.xml', 'reuters', 'provider.name', undef, 'Reuters' ],
    [ 'newsml-g2/reuters/picture.xml', 'reuters', 'nonPublic.0.where', undef, 'newsMessage/header/destination' ],
    [ 'newsml-g2/ansa/*', 'ansa', 'provider.name', undef, 'ANSA' ],
    [ 'newsml-g2/ansa/*', 'ansa', 'nonPublic.0.where', undef, 'newsMessage/header/destination' ],
    [ 'feeds/ritzau/ritzau_feed.xml', 'ritzau', 'versionCreated', '2018-02-01T18:44:52.973', '2018-02-01T18:44:52.973+01:00' ],
    [ 'feeds/ritzau/ritzau_feed.xml', 'ritzau', 'provider.name', undef, 'Ritzau' ],
    [ 'ninjs/bbc/bbc-ninjs-text-test.json', 'bbc', 'versionCreated', '2018-05-28T16:40:08', '2018-05-28T16:40:08+01:00' ],
    [ 'ninjs/bbc/bbc-ninjs-text-test.json', 'bbc', 'nonPublic.0.where', undef, 'contracts' ],
    [ 'ninjs/superdesk/ninjs_embargoed.json', '360info', 'nonPublic.0.where', undef, 'extra' ],
    [ 'ninjs/superdesk/ninjs_embargoed.json', '360info', 'provider.name', undef, '360info' ],
    [ 'iptc7901/dpa/dpa_two_by_line.txt', 'dpa-7901', 'sent', '2018-11-21T12:59:00', '2018-11-21T12:59:00+01:00' ],
    [ 'iptc7901/dpa/dpa_two_line.txt', 'dpa-7901', 'sent', '2018-11-21T21:01:00Z', '2018-11-21T21:01:00Z' ],
    [ 'iptc7901/dpa/dpa_two_line.txt', 'dpa-7901', 'provider.name', undef, 'dpa' ],
    [ 'samples/anpa/quay-fire.anpa', 'ap-anpa', 'subjects.0.name', undef, 'Domestic news' ],
);
my %proved;
for my $habit (@habits) {
    my ($file, $profile, $place, $without, $with) = @$habit;
    my ($path) = glob($file =~ /^samples/ ? $file : "$oracle/corpus/$file");
  SKIP: {
        skip "$file is not here", 3 unless defined $path && -f $path;
        my ($before) = stories($path);
        my ($after) = stories('--profile', 'auto', $path);
        my ($named) = stories('--profile', $profile, $path);
        is(at($before, $place), $without, "$profile: $place of $file without");
        is(at($after, $place), $with, "... and with");
        is_deeply($named, $after, '... found by the story as by name');
        $proved{$profile}++;
    }
}

# ---------------------------------------------------------------- summer, at its edges

{
    my %hours = ( # local times around the change: the last before and the first after
        eu => [ '+02:00', '2024-03-31T02:59:59', '+02:00', '2024-03-31T04:00:00', '+03:00', '2024-10-27T02:59:59', '+03:00', '2024-10-27T04:00:00', '+02:00' ],
        us => [ '-05:00', '2024-03-10T01:59:59', '-05:00', '2024-03-10T03:00:00', '-04:00', '2024-11-03T00:59:59', '-04:00', '2024-11-03T02:00:00', '-05:00' ],
        au => [ '+10:00', '2024-10-06T01:59:59', '+10:00', '2024-10-06T03:00:00', '+11:00', '2024-04-07T01:59:59', '+11:00', '2024-04-07T03:00:00', '+10:00' ],
        nz => [ '+12:00', '2024-09-29T01:59:59', '+12:00', '2024-09-29T03:00:00', '+13:00', '2024-04-07T01:59:59', '+13:00', '2024-04-07T03:00:00', '+12:00' ],
    );
    for my $rule (sort keys %hours) {
        my ($offset, @pairs) = @{ $hours{$rule} };
        my $p = spurt(scratch('.profile'), "profile x\n for type = text\n zone $offset $rule\n");
        while (my ($time, $wanted) = splice @pairs, 0, 2) {
            my $story = spurt(scratch('.xml'), slurp('samples/newsml-g2/open-embargo.xml') =~ s{(<versionCreated>)[^<]*}{$1$time}r);
            my ($a) = stories('--profile', $p, $story);
            is($a->{versionCreated}, "$time$wanted", "summer by $rule: $time");
        }
    }
}

# ---------------------------------------------------------------- a house's own, from a file

{
    my ($a) = stories('--profile', $house, @lantern);
    is($a->{provider}{name}, 'Lantern Newswire', 'a file: a value written otherwise');
    is($a->{dateline}{place}, 'Gull Rock', '... a member of another');
    is($a->{copyrightHolder}, 'Lantern Newswire', '... what it never says');
    is($a->{services}[0]{name}, 'Lantern', '... an element for something else');
    is($a->{versionCreated}, '2025-07-09T06:15:00+02:00', '... its zone, in summer');
    is_deeply([ grep { $_->{where} eq 'body' } @{ $a->{nonPublic} } ], [ { where => 'body', value => 'The lamp was lit first in 1925 and has failed twice since.' } ],
        '... a block of the body that is not for publication');
    for my $to (qw(html ninjs text nitf)) {
        my $r = wirecopy('convert', '-t', $to, '--profile', $house, '--fail-if-loss', @lantern);
        is($r->{status}, 0, "... as $to: exit 0") or diag($r->{err});
        unlike($r->{out}, qr/lit first in 1925/, '... without it') if $to ne 'nitf';
    }
    my $r = wirecopy('inspect', '--profile', $house, @lantern);
    like($r->{out}, qr/Profile lantern: these rows acted\n +1 × +value provider.name : Lantern = Lantern Newswire\n +how it signs/, 'inspect says which rows acted, and what they rest on');
    like(wirecopy('inspect', 'samples/anpa/quay-fire.anpa')->{out}, qr/Profile ap-anpa is for this story; it acts with --profile auto/, 'unasked it says whose story it is');
    unlike(wirecopy('inspect', @lantern)->{out}, qr/Profile/, '... and nothing where there is none');
    my $ledger = scratch('.ledger');
    wirecopy('convert', '-t', 'json', '--ledger', $ledger, '--profile', $house, @lantern);
    my ($row) = grep { $_->{path} eq 'lantern: zone +01:00 eu' } @{ $json->decode(slurp($ledger))->{rows} };
    is_deeply([ @{ $row // {} }{qw(act count why)} ], [ 'supplied', 1, "by the vendor's profile" ], 'the ledger has a row for each that did');
    my @files = map { "samples/$_" } qw(nitf/council-vote.xml anpa/quay-fire.anpa newsml-g2/harbour-bridge.xml);
    is(wirecopy('convert', '-j', '3', '-c', '-t', 'json', '--profile', $house, @files)->{out}, wirecopy('convert', '-c', '-t', 'json', '--profile', $house, @files)->{out}, '-j 3 gives the same');
    is(wirecopy('convert', '-c', '-t', 'json', '--profile', 'auto', 'samples/newsml-g2/harbour-bridge.xml')->{out},
        wirecopy('convert', '-c', '-t', 'json', 'samples/newsml-g2/harbour-bridge.xml')->{out}, 'a story of nobody known is as it was');
}

# ---------------------------------------------------------------- the rows that come along

{
    my ($profile, @bare, @lost, %rows);
    for (split /\n/, slurp('formats/article/vendors.profile')) {
        next if /^\s*(#|$)/;
        if (/^profile (\S+)/) { $profile = $1; next }
        $rows{$profile}++;
        push @bare, "$profile: $_" unless / -- \S/;
        push @lost, "$profile: $_" if -d "$oracle/corpus" && / -- ([a-z0-9-]+\/[^ :;]+\.[a-z]+)[:;]/ && !(() = glob("$oracle/corpus/*/$1"));
    }
    is_deeply(\@bare, [], 'every row says what it rests on');
    is_deeply(\@lost, [], '... and the stories named are there');
  SKIP: {
        skip 'no corpus here', 1 unless -d "$oracle/corpus";
        is_deeply([ grep { !$proved{$_} } sort keys %rows ], [], 'a habit of every profile is shown above');
    }
}

# ---------------------------------------------------------------- files that are wrong

for my $case (
    [ 'no verb', "profile a\n  for title = x\n  frob title\n", 3, 3, 'not with' ],
    [ 'a row before a profile', "\nset title = x\n", 2, 1, 'has to come before' ],
    [ 'no name', "profile\n", 1, 8, 'a name' ],
    [ 'two of one name', "profile a\nprofile a\n", 2, 9, 'already' ],
    [ 'no field', "profile a\n set titel = x\n", 2, 6, "'titel'" ],
    [ 'no member', "profile a\n set provider.nmae = x\n", 2, 6, "'nmae'" ],
    [ 'a record alone', "profile a\n set provider = x\n", 2, 6, 'name a member' ],
    [ 'a member of a text', "profile a\n set title.name = x\n", 2, 6, 'no members' ],
    [ 'an offset', "profile a\n zone 2\n", 2, 7, 'offset' ],
    [ 'an offset of too many hours', "profile a\n zone +15:00\n", 2, 7, 'offset' ],
    [ 'a rule', "profile a\n zone +02:00 mars\n", 2, 14, "'mars'" ],
    [ 'take to nowhere', "profile a\n take title\n", 2, undef, 'PLACE -> PLACE' ],
    [ 'take into extra', "profile a\n take title -> extra:x\n", 2, 16, 'extra' ],
    [ 'no value', "profile a\n for title =\n", 2, 6, 'no value' ],
    [ 'a bracket', "profile a\n secret extra:a[b\n", 2, 9, 'not closed' ],
    [ 'the body whole', "profile a\n secret body\n", 2, 9, 'body' ],
    [ 'the body as a target', "profile a\n set body = x\n", 2, 6, "'body'" ],
    [ 'bytes', "profile a\n set title = \xFF\n", 2, 1, 'UTF-8' ],
    [ 'a NUL', "profile a\n set title = a\0b\n", 2, 1, 'UTF-8' ],
) {
    my ($what, $text, $line, $column, $says) = @$case;
    my $file = spurt(scratch('.profile'), $text);
    my $r = wirecopy('convert', '-t', 'json', '--profile', $file, 'samples/nitf/council-vote.xml');
    $column //= '\d+';
    is($r->{status}, 3, "$what: exit 3");
    like($r->{err}, qr/^\Q$file\E:$line:$column: error: .*\Q$says\E.*\[profile-broken\]$/m, '... said with line and column');
    is($r->{out}, '', '... and nothing written');
}
{
    my $many = spurt(scratch('.profile'), "profile a\n" . "set title = x\n" x 20000);
    is(wirecopy('convert', '-t', 'json', '--profile', $many, 'samples/nitf/council-vote.xml')->{status}, 3, 'rows without end: exit 3');
    is(wirecopy('convert', '-t', 'json', '--profile', '/dev/zero', 'samples/nitf/council-vote.xml')->{status}, 3, '... bytes without end');
    is(wirecopy('convert', '-t', 'json', '--profile', './nosuch', 'samples/nitf/council-vote.xml')->{status}, 3, 'no such file: exit 3');
    my $r = wirecopy('convert', '-t', 'json', '--profile', 'businessdsk', 'samples/nitf/council-vote.xml');
    is($r->{status}, 2, 'no such profile: exit 2');
    like($r->{err}, qr/did you mean businessdesk\?/, '... with the nearest');
    my $empty = spurt(scratch('.profile'), '');
    is(wirecopy('convert', '-t', 'json', '--profile', $empty, 'samples/nitf/council-vote.xml')->{status}, 0, 'an empty file is none of profiles, and no fault');
}

# ---------------------------------------------------------------- nothing of it reaches the public

SKIP: {
    skip 'no corpus here', 1 unless -x "$oracle/tools/check_public.py" && -d "$oracle/corpus";
    my $with = spurt(scratch('.sh'), "#!/bin/sh\nexec $program \"\$@\" --profile auto\n");
    chmod 0755, $with;
    my @corpora = map { "$oracle/corpus/$_" } qw(newsml-g2/reuters newsml-g2/stt newsml-g2/ansa newsml-g2/dpa newsml-g2/businessdesk newsml-1 nitf ninjs/bbc ninjs/superdesk anpa iptc7901);
    my $r = run({ seconds => 600 }, '/usr/bin/python3', "$oracle/tools/check_public.py", '--wirecopy', $with, '--require', '100', @corpora);
    is($r->{status}, 0, 'check_public.py with every profile') or diag($r->{out}, $r->{err});
}
done_testing();
