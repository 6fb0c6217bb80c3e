#!/usr/bin/perl
# tests: check plain asan
# Every sample gives the files kept beside its name in tests/golden: NAME.json, NAME.html and, where there
# is something to say, NAME.findings. `make golden` writes them anew: read the difference before committing.
use strict;
use warnings;
use File::Path qw(make_path);
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $write = @ARGV && $ARGV[0] eq '--write';
chdir $root or die;
my %wanted;

sub compare {
    my ($path, $got, $what) = @_;
    $wanted{$path} = 1;
    if ($write) {
        if ($got eq '') { unlink $path }
        elsif (!-f $path || slurp($path) ne $got) { spurt($path, $got); print "# wrote $path\n" }
        return;
    }
    my $want = -f $path ? slurp($path) : '';
    return pass($what) if $want eq $got;
    fail($what);
    my $new = spurt(scratch('.new'), $got);
    diag(`diff -u @{[ -f $path ? $path : '/dev/null' ]} $new | head -40`);
}

for my $sample (samples()) {
    my ($short) = $sample =~ m{samples/(.*)\z};
    my ($name) = $short =~ m{(.*)\.};
    make_path("tests/golden/$name" =~ s{/[^/]*\z}{}r) if $write;
    my ($json, $html) = map { wirecopy('convert', '-t', $_, "samples/$short") } qw(json html);
    for my $r ($json, $html) {
        is(fine_failure($r), '', "$r->{command}: decent") unless $write;
        is($r->{status}, 0, "$r->{command}: exit 0") unless $write;
    }
    compare("tests/golden/$name.json", $json->{out}, "$short: json");
    # how a page looks is not what a story says: the style sheet may change without these files
    my $page = $html->{out} =~ s{<style>.*?</style>}{<style>...</style>}sr;
    compare("tests/golden/$name.html", $page, "$short: html");
    compare("tests/golden/$name.findings", $json->{err}, "$short: findings");
    next if $write;
    my $piped = wirecopy({ stdin => "samples/$short" }, 'convert', '-t', 'html', $short =~ /^text/ ? ('-f', 'text') : ());
    is($piped->{status}, 0, "$short: through a pipe");
    my $one = wirecopy('convert', '-c', '-t', 'json', "samples/$short");
    is(scalar(() = $one->{out} =~ /\n/g), scalar(() = $json->{out} =~ /^\{$/mg), "$short: -c gives a story a line");
}
my @stray = grep { !$wanted{$_} } glob('tests/golden/*/*');
is_deeply(\@stray, [], 'no golden file without its sample') unless $write;
done_testing() unless $write;
