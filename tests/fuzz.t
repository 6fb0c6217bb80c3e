#!/usr/bin/perl
# tests: check plain asan
# What fuzzing holds on any bytes (tests/fuzz/target.c), on those that once broke it and on all samples.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $replay = "$build/replay";
my @targets = split /\n/, run({}, $replay)->{out};
my @samples = grep { -f } glob("$root/samples/*/*");

cmp_ok(scalar @targets, '>=', 14, 'there are targets');
for my $target (@targets) {
    my ($format) = $target =~ /^read-(.*)/;
    # a reader has its own samples; text is read out of anything, and so is what has no format
    my @own = defined $format && $format ne 'text' ? grep { m{/samples/\Q$format\E/} } @samples : @samples;
    my @files = (glob("$root/tests/fuzz/found/$target.*"), @own);
    my $all = run({ seconds => 300 }, $replay, $target, @files);
    my $good = $all->{status} == 0 && !$all->{signal};
    for my $file ($good ? () : @files) {    # one by one, to say which
        my $r = run({ seconds => 60 }, $replay, $target, $file);
        diag("$file: " . substr($r->{err}, 0, 2000)) if $r->{status} != 0 || $r->{signal};
    }
    ok($good, "$target: " . @own . ' samples, ' . (() = glob("$root/tests/fuzz/found/$target.*")) . ' found before');
}

done_testing();
