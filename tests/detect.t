#!/usr/bin/perl
# tests: check plain
# Which format some bytes are in is told from the bytes alone, with the reason: of every sample, and of real stories
# where WIRECOPY_ORACLE names some.
use strict;
use warnings;
use Cwd qw(abs_path);
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my %reads = map { /^(\S+)\s+read/ ? ($1 => 1) : () } split /\n/, wirecopy('formats')->{out};

# What each of these files was taken for: [format, why], by name.
sub taken_for {
    my %taken;
    my $r = wirecopy({ seconds => 120 }, 'convert', '-v', '-t', 'json', '-o', scratch('') . '/', @_);
    $taken{$1} = [ $2, $3 ] while $r->{err} =~ /^(.+): (\S+) \((.+)\), \d+ stor/mg;
    return %taken;
}

for my $folder (sort glob 'samples/*/') {
    my ($name) = $folder =~ m{([^/]+)/\z};
    next if !$reads{$name};
    my @files = glob "$folder*";
    my %taken = taken_for(@files);
    is_deeply([ grep { ($taken{$_}[0] // '') ne $name } @files ], [], "samples of $name are told to be that");
    is_deeply([ grep { length($taken{$_}[1] // '') < 10 } @files ], [], '... and why');
}

my $oracle = abs_path($ENV{WIRECOPY_ORACLE} // '../shared') // '';
SKIP: {
    skip 'no outside material here (WIRECOPY_ORACLE)', 1 unless -d "$oracle/corpus";
    my %folders = ((map { $_ => $_ } qw(newsml-g2 newsml-1 nitf ninjs anpa iptc7901 email text)), feeds => 'rss');
    for my $folder (sort keys %folders) {
        my $format = $folders{$folder};
        next if !$reads{$format};
        my @files = grep { !/\.expected\.json\z|\.md\z|\.tsv\z/ } split /\0/, `find '$oracle/corpus/$folder' -type f -print0 | sort -z`;
        my %taken = taken_for(@files);
        # examples of single elements are in no format, and that is said
        my @wrong = grep { exists $taken{$_} && $taken{$_}[0] ne $format } @files;
        my @untold = grep { !exists $taken{$_} } @files;
        is_deeply(\@wrong, [], scalar(@files) . " real files: none of $format is taken for another") or diag(map { "$taken{$_}[0]: $taken{$_}[1]\n" } @wrong);
        is(scalar(grep { slurp($_) !~ /\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:groupSet|contentSet|contentMeta|inlineXML)\b/s } @untold), 0,
            '... and all are told but fragments') or diag(join "\n", @untold);
    }
}
done_testing();
