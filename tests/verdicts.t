#!/usr/bin/perl
# tests: check plain
# Verdicts against those of the official schemas: IPTC's suites, real stories, and mutants of them, by our schemas and,
# through our engine, by the official ones.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $oracle = $ENV{WIRECOPY_ORACLE} // "$root/../shared";
plan skip_all => "no outside material at $oracle" if !-f "$oracle/suites/expected.tsv";
my @python = -x '/usr/bin/python3' ? '/usr/bin/python3' : 'python3';
my @ninjs = qw(1.0 1.1 1.2 1.3 1.4 1.5 1.6 2.0 2.1 2.2 3.0 3.1);

sub verdicts {
    my ($options, @paths) = @_;
    my $r = wirecopy({ seconds => 120 }, 'validate', '--quiet', @$options, @paths);
    return map { /^(.*): (valid|invalid)$/ ? ($1 => $2) : () } split /\n/, $r->{out};
}

# --- every row of expected.tsv about a published schema of ninjs
my (%rows, $count);
for (split /\n/, slurp("$oracle/suites/expected.tsv")) {
    my ($path, $schema, $verdict) = split /\t/;
    next if $schema !~ /^ninjs-schema_([\d.]+)\.json$/;
    $rows{$1}{"$oracle/suites/$path"} = $verdict;
    $count++;
}
cmp_ok($count, '>', 400, "expected.tsv has $count rows about ninjs");
for my $version (sort keys %rows) {
    my %want = %{ $rows{$version} };
    my %got  = verdicts([ '--as', "ninjs\@$version" ], sort keys %want);
    my @bad  = grep { ($got{$_} // 'nothing') ne $want{$_} } sort keys %want;
    is(@bad, 0, "ninjs $version: IPTC's suite, " . keys(%want) . ' stories') or diag(join "\n", @bad);
}

# --- real stories and mutants of those that are valid
my $catalog = spurt(scratch('.xml'), qq(<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">)
        . qq(<uri name="https://geojson.org/schema/GeoJSON.json" uri="file://$oracle/schemas-official/GeoJSON-schema.json"/></catalog>));
for my $version (@ninjs) {
    my ($major)  = $version =~ /^(\d)/;
    my @stories  = sort split /\n/, `find $oracle/corpus/ninjs $oracle/suites/ninjs/$major.*/should_pass -name '*.json'`;
    my %verdict  = verdicts([ '--as', "ninjs\@$version" ], @stories);
    my @valid    = grep { $verdict{$_} eq 'valid' } @stories;
    my $official = "$oracle/schemas-official/ninjs-schema_$version.json";
    my $folder   = scratch('.mutants');
    mkdir $folder or die;
    run({ seconds => 300 }, @python, "$oracle/tools/mutate.py", '--seed', 7, '--count', 300, '--out', $folder, '--vocabulary', $official, @valid);
    for my $by ([ 'our schema', "--as ninjs\@$version" ], [ 'the official schema in our engine', "--schema $official --catalog $catalog" ]) {
        my $r = run({ seconds => 300 }, @python, "$oracle/tools/schema_agreement.py", '--schema', $official, '--require', 99.9, '--batch',
            "$program validate --quiet $by->[1] {files}", $folder, "$oracle/corpus/ninjs");
        my ($agree) = $r->{out} =~ /^agree +(.*)/m;
        is($r->{status}, 0, "ninjs $version by $by->[0]: agree " . ($agree // '')) or diag($r->{out} . $r->{err});
    }
}
done_testing();
