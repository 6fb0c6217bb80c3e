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

# --- the optional tests: formats, which --strict asserts; what is not held to is named here
my %apart = ( # how many
    'draft3/format.json' => 3,         # names of CSS colours
    'draft3/jsregex.json' => 1,        # lookbehind, which ECMA 262 has had since 2018
    'draft7/idn-hostname.json' => 2,   # classes of letters (RFC 5892)
    'draft7/iri.json' => 1,            # an address of IPv6 without its brackets
    'draft7/content.json' => 4,        # contentEncoding and contentMediaType are annotations
);
for my $draft (qw(draft3 draft4 draft6 draft7)) {
    for my $file (sort glob("$suite/tests/$draft/optional/*.json $suite/tests/$draft/optional/format/*.json")) {
        my ($name) = $file =~ m{([^/]+)\z};
        my $r = run({ seconds => 60 }, "$build/tests/json-schema", $draft, "$suite/remotes", $file);
        my @bad = $r->{out} =~ /^(not ok .*)/mg;
        cmp_ok(scalar @bad, '<=', $apart{"$draft/$name"} // 0, "$draft, optional: $name") or diag(join "\n", @bad);
    }
}
done_testing();
