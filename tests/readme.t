#!/usr/bin/perl
# tests: check plain
# Every command of README.md runs, and gives what the README shows after it.
#
# A block ```sh is run, line by line, in a folder with a copy of the samples. A block ```text or ```json right
# after it is its output, or an excerpt: "..." stands for anything. Lines with make are asked for with make -n.
# A line that ends with "# exit N" must exit so.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $readme = slurp("$root/README.md");
my $dir = scratch('.d');
mkdir $dir or die;
system('cp', '-r', "$root/samples", $dir) == 0 or die;
mkdir "$dir/build";
symlink $program, "$dir/build/wirecopy";
local $ENV{PATH} = "$build:$ENV{PATH}";

sub like_excerpt {
    my ($got, $want) = @_;
    my $pattern = join '.*?', map { join '\s*', map { quotemeta } split ' ', $_ } split /^\s*\.\.\.,?\s*$|\s*\.\.\.\s*/m, $want;
    $pattern =~ s/(?:\\s\*)+/\\s+/g;
    return $got =~ /$pattern/s;
}

my @blocks;
while ($readme =~ /^```(\w*)\n(.*?)^```\n/msg) { push @blocks, { kind => $1, text => $2, end => pos $readme } }
my $commands = 0;
my $last;
for my $i (0 .. $#blocks) {
    my $block = $blocks[$i];
    if ($block->{kind} eq 'sh') {
        my $output = '';
        my $joined = $block->{text} =~ s/\\\n\s*/ /gr;
        for my $line (grep { /\S/ && !/^#/ } split /\n/, $joined) {
            $commands++;
            my ($status) = $line =~ /#\s*exit (\d)/;
            if ($line =~ /^(?:sudo )?make\b/) {
                my $r = run({ seconds => 60 }, 'make', '-n', '-C', $root, grep { !/^make$|^sudo$|=/ } split ' ', $line =~ s/#.*//r);
                is($r->{status}, 0, "$line: there is such a target") or diag($r->{err});
                next;
            }
            my $r = run({ dir => $dir, seconds => 60 }, 'bash', '-o', 'pipefail', '-c', $line);
            is($r->{status}, $status // 0, $line) or diag($r->{out} . $r->{err});
            $output .= $r->{out} . $r->{err};
        }
        $last = $output;
    } elsif ($block->{kind} =~ /^(?:text|json|html)$/ && defined $last) {
        my ($first) = $block->{text} =~ /(.*)/;
        ok(like_excerpt($last, $block->{text}), "... prints: $first") or diag($last);
        undef $last;
    } else {
        undef $last;
    }
}
cmp_ok($commands, '>', 8, 'the README shows commands');

# Its table of formats is the program's.
for my $line (split /\n/, run({}, $program, 'formats', '--json')->{out}) {
    my ($name) = $line =~ /"name": ?"([^"]+)"/ or next;
    my ($read, $write) = map { $line =~ /"$_": ?true/ ? 'yes' : 'no' } qw(read write);
    my ($row) = $readme =~ /^(\| `\Q$name\E` .*)/m;
    like($row // '', qr/\| $read \| $write \|$/, "the table of formats has $name: read $read, write $write");
}
done_testing();
