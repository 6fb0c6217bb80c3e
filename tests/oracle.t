#!/usr/bin/perl
# tests: check plain
# Real stories of many agencies, which are not part of this project, and independent readings of them.
# WIRECOPY_ORACLE names the folder that has both; without it these tests are skipped.
use strict;
use warnings;
use Cwd qw(abs_path);
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $oracle = abs_path($ENV{WIRECOPY_ORACLE} // '../shared') // '';
plan skip_all => 'no outside material here (WIRECOPY_ORACLE)' unless -d "$oracle/tools" && -d "$oracle/corpus";
plan skip_all => 'no python3 with lxml here' if system('/usr/bin/python3', '-c', 'import lxml');

my @python = ('/usr/bin/python3', '-B');

sub holds {
    my ($what, @command) = @_;
    my $r = run({ seconds => 300 }, @command);
    ok($r->{status} == 0 && !$r->{signal}, $what) || diag(substr($r->{out} . $r->{err}, 0, 6000));
    return;
}

# What is asked of each folder of real stories: the outputs through which every word of the body must come, the
# formats that must give the same article back, and whether there is markup and anything for editors only.
my @public = qw(html ninjs text);
my %asked = (
    'newsml-1' => { through => [ qw(newsml-1 newsml-g2), @public ], again => [ qw(json newsml-1 newsml-g2 nitf) ], structure => 1 },
    'newsml-g2' => { through => [ qw(newsml-g2), @public ], again => [ qw(json newsml-g2 newsml-1 nitf) ], structure => 1, secrets => 1 },
    anpa => { through => [ qw(newsml-g2 anpa iptc7901), @public ], again => [ qw(json anpa) ] },
    iptc7901 => { through => [ qw(newsml-g2 anpa iptc7901), @public ], again => [ qw(json iptc7901) ], secrets => 1 },
    nitf => { through => [ qw(nitf newsml-g2), @public ], again => [ qw(json nitf newsml-g2) ], structure => 1 },
    ninjs => { through => [ qw(newsml-g2), @public ], again => [ qw(json newsml-g2 nitf) ] },
);
# Fields that a format has no place for: in ninjs two of Superdesk's, and times and dates of events in a form its schema
# does not take; an association is compared whole, with what a vendor put into it.
my %no_place = (ninjs => 'priority,services,versionCreated,firstCreated,eventDetails,associations');
my @with = ('--wirecopy', $program, '--jobs', 2, '--require', 100);
my $articles = "$oracle/tools/check_articles.py";
for my $name (sort keys %asked) {
    my ($ask, $stories) = ($asked{$name}, "$oracle/corpus/$name");
    holds("$name: every field and word as the oracle reads them", @python, $articles, @with, $stories);
    holds("$name: every word of the body in $_", @python, $articles, @with, '--words-through', $_, $stories)
        for @{ $ask->{through} };
    holds("$name: written as $_ and read again", @python, $articles, @with, '--roundtrip', $_, $stories) for @{ $ask->{again} };
    holds("$name: the structure of the body", @python, "$oracle/tools/check_structure.py", @with, $stories) if $ask->{structure};
    holds("$name: nothing for editors only in what is published, all of it in json", @python, "$oracle/tools/check_public.py",
        @with, $stories) if $ask->{secrets};
    for my $to (@{ $ask->{through} }, 'json') { # fragments that are no documents are not read, and say so
        my $r = wirecopy({ seconds => 120 }, 'convert', '-t', $to, '-o', scratch('.out') . '/', $stories);
        unlike($r->{err}, qr/\[loss\]|\[story-not-written\]/, "$name: the sums of every story as $to");
    }
}
for my $to (sort keys %no_place) {
    holds("$to: written as $to and read again, but for what $to has no place for", @python, $articles, @with, '--roundtrip', $to,
        '--ignore', $no_place{$to}, "$oracle/corpus/$to");
}

# What is written as ninjs of each version is valid by its official schema, whatever it was read from.
for my $version (qw(3.1 2.2 1.6)) {
    my $folder = scratch('.ninjs');
    wirecopy({ seconds => 120 }, 'convert', '-t', "ninjs\@$version", '-o', "$folder/", "$oracle/corpus/newsml-g2",
        "$oracle/corpus/ninjs", "$root/samples");
    my $judged = run({ seconds => 300 }, @python, "$oracle/tools/schema_agreement.py", '--verdicts', '--schema',
        "$oracle/schemas-official/ninjs-schema_$version.json", $folder);
    my @valid = $judged->{out} =~ /\tvalid\b/mg;
    my @all = glob "$folder/*.json";
    ok(@all > 100 && @valid == @all, "ninjs $version: " . @all . ' stories are valid by the official schema')
        or diag(join "\n", (grep { !/\tvalid\b/ } split /\n/, $judged->{out} . $judged->{err})[0 .. 9]);
}

# So is what is written as NITF, alone and as the body of NewsML-G2.
for my $how ([ 'nitf', 'nitf-3-6.xsd' ], [ 'newsml-g2', 'NewsML-G2_2.35-spec-All-Power.xsd', '--body', 'nitf' ]) {
    my ($to, $schema, @how) = @$how;
    my $folder = scratch(".$to");
    wirecopy({ seconds => 120 }, 'convert', '-t', $to, @how, '-o', "$folder/", map { "$oracle/corpus/$_" } qw(newsml-g2 nitf text ninjs));
    my @all = glob "$folder/*.xml";
    my $judged = run({ seconds => 300 }, 'xmllint', '--noout', '--schema', "$oracle/schemas-official/$schema", @all);
    my @valid = $judged->{err} =~ / validates$/mg;
    ok(@all > 400 && @valid == @all, "@{[ $to, @how ]}: " . @all . ' stories are valid by the official schema')
        or diag(join "\n", (grep { !/ validates$/ } split /\n/, $judged->{err})[0 .. 9]);
}

holds('feeds as people read them', @python, "$oracle/tools/check_expected.py", '--wirecopy', $program, '--require', 100,
    "$oracle/corpus/feeds", "$oracle/corpus/email");
holds('plain text as people read it', @python, "$oracle/tools/check_text.py", '--wirecopy', $program, '--require', 99,
    "$oracle/corpus/text", "$oracle/seeds");

# The old wires: what is set in one of them and read is the same when it is set in it again.
for my $to (qw(anpa iptc7901)) {
    my $folder = scratch('');
    mkdir $folder or die;
    my @from = map { "$oracle/corpus/$_" } qw(newsml-g2 text anpa iptc7901);
    for my $path (split /\n/, `find @from -type f -name '*.xml' -o -type f -name '*.txt' -o -type f -name '*.tst' | sort`) {
        my $set = wirecopy('convert', '-q', '-t', $to, $path);
        spurt("$folder/" . ($path =~ s{.*/corpus/}{}r =~ tr{/}{-}r), $set->{out}) if length $set->{out};
    }
    holds("$to: every word of NewsML-G2 and text", @python, $articles, @with, '--words-through', $to, @from[ 0, 1 ]);
    holds("$to: the same stories when set again", @python, $articles, @with, '--roundtrip', $to, $folder);
}

# Every document of the official test suite is well-formed XML: each must be read, and none may bring the program down.
my @suite = split /\n/, `find $oracle/suites/newsml-g2 -name '*.xml' | sort`;
my @bad;
for my $path (@suite) {
    my $r = wirecopy({ seconds => 20 }, 'convert', '-c', '-t', 'json', $path);
    my $bad = fine_failure($r, $path);
    push @bad, "$path: $bad" if $bad || $r->{status} > 1;
}
is(scalar @bad, 0, scalar(@suite) . ' documents of the official suite are read or refused decently') or diag(join "\n", @bad[0 .. ($#bad > 9 ? 9 : $#bad)]);
done_testing();
