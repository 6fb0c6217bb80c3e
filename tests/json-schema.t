#!/usr/bin/perl
# tests: check plain asan
# The JSON Schema engine: every required test of the JSON Schema Test Suite (Debian's package json-schema-test-suite, drafts 3
# to 7), and our own cases from the specifications of 2019-09 and 2020-12 in tests/json-schema.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $suite = '/usr/share/json-schema-test-suite';
my %least = (draft3 => 270, draft4 => 319, draft6 => 404, draft7 => 422, 'draft2019-09' => 13, 'draft2020-12' => 187);

for my $draft (sort keys %least) {
    my $own = "$root/tests/json-schema/$draft";
    my @files = sort glob(-d $own ? "$own/*.json" : "$suite/tests/$draft/*.json");
  SKIP: {
        skip "$draft: the package json-schema-test-suite is not installed", 2 if !@files;
        my $r = run({ seconds => 120 }, "$build/tests/json-schema", $draft, "$suite/remotes", @files);
        my @bad = $r->{out} =~ /^(not ok .*\n#.*)/mg;
        my $count = () = $r->{out} =~ /^ok /mg;
        ok($r->{status} == 0 && !$r->{signal} && !@bad, "$draft: every test") or diag(@bad ? join("\n", @bad) : $r->{err});
        cmp_ok($count, '>=', $least{$draft}, "$draft: there were $count");
    }
}

done_testing();
