#!/usr/bin/perl
# tests: torture-memory plain
# What a stream of 1 000 000 stories takes of memory at its peak is within 10 % of what one of 10 000 takes.
# STORIES=N makes the longer stream shorter.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use IPC::Open2;
use POSIX ();
use Test::More;
use Wire;

chdir $root or die;
my ($few, $many) = (10_000, $ENV{STORIES} // 1_000_000);

# Peak of the program in KB when all stories have come out and before it ends: its input stays open till then.
sub peak {
    my ($stories, @args) = @_;
    my $pid = open2(my $out, my $in, $program, 'convert', '-q', '-f', 'ninjs', '-t', 'json', '--stream', 'lines', @args);
    my $feeder = fork // die "fork: $!";
    if ($feeder == 0) {
        close $out;
        my $body = 'Water rose on the quay. ' x 20;
        print {$in} qq({"uri":"urn:x:$_","version":"1","headline":"Tide $_","body_text":"$body"}\n) for 1 .. $stories;
        close $in;
        POSIX::_exit(0);
    }
    my $came = 0;
    while ($came < $stories && sysread $out, my $some, 1 << 20) { $came += $some =~ tr/\n// }
    my ($peak) = slurp("/proc/$pid/status") =~ /^VmHWM:\s*(\d+) kB/m;
    close $in;
    waitpid $feeder, 0;
    my $rest = sysread $out, my $more, 1;
    waitpid $pid, 0;
    is("$? $came " . ($rest // 'none'), "0 $stories 0", "@args: $stories stories go in, and as many come out");
    return $peak;
}

for my $jobs (1, 2) {
    my ($less, $more) = map { peak($_, '-j', $jobs) } $few, $many;
    diag(sprintf '-j %d: %d KB at the peak of %d stories, %d KB of %d', $jobs, $less, $few, $more, $many);
    cmp_ok($more, '<=', $less * 1.1, "-j $jobs: within 10 %");
}
done_testing();
