#!/usr/bin/perl
# tests: check plain
# Every sample in every format: what the ledger says cannot go is kept in tests/pairs.txt, a line a pair, and
# is all that may be missing when the output is read again. `make golden` writes the file anew: read the
# difference before committing.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $write = @ARGV && $ARGV[0] eq '--write';
chdir $root or die;
my $json = JSON::PP->new->canonical->allow_nonref;

my (%reads, @writes);
for (split /\n/, wirecopy('formats')->{out}) {
    my ($name, $can) = /^(\S+)\s+((?:read)?\s*(?:write)?)\s/ or next;
    $reads{$name} = 1 if $can =~ /read/;
    push @writes, $name if $can =~ /write/;
}
# Copy whose fields are told by its layout: what is said twice or in another form is read as it stands there. For
# these a second trip must change nothing.
my %layout = map { $_ => 1 } qw(text anpa iptc7901);
my %apart = map { $_ => 1 } qw(source); # says where the story was read

sub stories { return map { $json->decode($_) } grep { length } split /\n/, $_[0] }

# Some rows name the element of the output that could not say it all.
my %says = (remoteContent => [qw(renditions associations)], inlineData => [qw(renditions associations)], partMeta => ['associations'],
    itemRef => ['associations'], infoSource => ['infoSources']);

# Fields whose name stands in rows of the ledger on the way out, by story.
sub told {
    my ($row) = @_;
    my %told;
    for (grep { $_->{direction} eq 'out' } @{ $row->{rows} }) {
        my ($field) = $_->{path} =~ m{\A([^/]*)};
        my ($whole) = $field =~ m{\A([^.]*)}; # what of the articles that belong to it, is said of these
        $told{$_}{of_element} = 1 for @{ $says{$field} // [] };
        $told{$field}{ $_->{act} } = 1;
        $told{$whole}{of_parts} = 1;
    }
    return \%told;
}

# Whether all that the first says the second says too: an output may know more, such as the uri of a code.
sub holds_all {
    my ($x, $y) = @_;
    return 0 if ref($x) ne ref($y);
    return $json->encode($x) eq $json->encode($y) if !ref($x) || ref($x) !~ /^(?:HASH|ARRAY)\z/;
    return !grep { !exists $y->{$_} || !holds_all($x->{$_}, $y->{$_}) } keys %$x if ref($x) eq 'HASH';
    return @$x == @$y && !grep { !holds_all($x->[$_], $y->[$_]) } 0 .. $#$x;
}

# Which fields of two stories differ. To extra an envelope may add what it says of itself, and a story is a text where
# nothing else is said.
sub differs {
    my ($x, $y) = @_;
    my %all = (%$x, %$y);
    my %kept = map { $json->encode($_) => 1 } @{ $y->{extra} // [] };
    my @differs = grep {
        !$apart{$_} && $_ ne 'extra' && !($_ eq 'type' && !exists $x->{$_} && $y->{$_} eq 'text') &&
            (!exists $x->{$_} || !exists $y->{$_} || !holds_all($x->{$_}, $y->{$_}))
    } sort keys %all;
    push @differs, 'extra' if grep { !$kept{ $json->encode($_) } } @{ $x->{extra} // [] };
    return @differs;
}

my %dropped;
for my $sample (samples()) {
    my ($short, $from) = $sample =~ m{(samples/([^/]+)/.*)\z};
    next if !$reads{$from} && $from ne 'article-json';
    my $read = wirecopy('convert', '-c', '-t', 'json', $short);
    my @given = stories($read->{out});
    for my $to (@writes) {
        my ($out, $ledger) = (scratch(".$to"), scratch('.ledger'));
        my $r = wirecopy('convert', '-t', $to, '-o', $out, '--ledger', $ledger, '--fail-if-loss', $short);
        my @rows = stories(slurp($ledger));
        $dropped{$from}{$to} //= {};
        my @told = map { told($_) } @rows;
        for my $told (@told) {
            $dropped{$from}{$to}{$_} = 1 for grep { $told->{$_}{dropped} } keys %$told;
        }
        next if $write;
        is($r->{status}, 0, "$short: as $to, nothing of the body is lost") or diag($r->{err});
        next if !$reads{$to};
        if ($layout{$to}) {
            my ($once, $twice) = (wirecopy('convert', '-f', $to, '-t', $to, $out), undef);
            my $file = spurt(scratch(".$to"), $once->{out});
            $twice = wirecopy('convert', '-f', $to, '-t', $to, $file);
            is($twice->{out}, $once->{out}, "$short: as $to, a second trip changes nothing");
            next;
        }
        my @again = stories(wirecopy('convert', '-f', $to, '-c', '-t', 'json', $out)->{out});
        is(scalar @again, scalar @given, "$short: as $to, each story is there") or next;
        my @untold;
        for my $i (0 .. $#given) {
            push @untold, grep { !$told[$i]{$_} } differs($given[$i], $again[$i]);
        }
        is("@untold", '', "$short: as $to and back, all is there but what the ledger says");
    }
}

my $text = "# What of the samples each output has no place for, by the ledger: from, to, fields. Made by tests/pairs.t.\n";
for my $from (sort keys %dropped) {
    $text .= join(' ', $from, $_, sort keys %{ $dropped{$from}{$_} }) . "\n" for sort keys %{ $dropped{$from} };
}

# The table in the README: an output a line, what it has no place for of anything read.
sub table {
    my %lost;
    for my $from (keys %dropped) {
        for my $to (keys %{ $dropped{$from} }) {
            $lost{$to}{$_} = 1 for grep { !/\.extra\z/ } keys %{ $dropped{$from}{$to} };
        }
    }
    my $table = "| written as | has no place for |\n|---|---|\n";
    for my $to (@writes) {
        my @fields = sort keys %{ $lost{$to} };
        $table .= "| `$to` | " . (@fields ? join(', ', map { "`$_`" } @fields) : 'everything has one') . " |\n";
    }
    return $table;
}
my $readme = slurp("$root/README.md");
my $in_readme = qr/\| written as \| has no place for \|\n(?:\|[^\n]*\n)+/;
if ($write) {
    spurt("$root/tests/pairs.txt", $text);
    spurt("$root/README.md", $readme) if $readme =~ s/$in_readme/table()/e && slurp("$root/README.md") ne $readme;
} else {
    is(($readme =~ /($in_readme)/)[0], table(), 'the README says what each output has no place for');
    is($text, slurp("$root/tests/pairs.txt"), 'what each pair cannot carry is what tests/pairs.txt says');
    is_deeply([ grep { %{ $dropped{$_}{json} } } keys %dropped ], [], 'json has a place for everything');
    done_testing();
}
