#!/usr/bin/perl
# tests: check plain
# NITF and NewsML 1 made by chance from our own tables of them, as deep as those let them be (tests/depth-table): every word
# is in the article, but for what the ledger names as skipped; written and read again it is there still, or the ledger says
# what could not go; what is written is valid.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
plan skip_all => 'no python3 here' if system('/usr/bin/python3', '-c', '0');
my $json = JSON::PP->new->canonical->allow_nonref;

# The words made up, each of which stands once.
sub words { my %seen; @seen{ ($_[0] =~ s/\\[nrt]/ /gr) =~ /[a-z]+[0-9]+q/g } = (); return \%seen }

# The words of a story by the field they stand in.
sub words_by_field {
    my ($story) = @_;
    return { map { ($_, words($json->encode($story->{$_}))) } keys %$story };
}

# What a document says that is looks, structure or told by something else, and so is no loss.
my %other = (
    nitf => sub { $_[0] =~ s/<a\b\K[^>]*>/>/gr =~ s/(<(?:block\/)?classifier\b[^>]*?) type="[^"]*"/$1/gr },
    'newsml-1' => sub {
        my $s = $_[0] =~ s{<BasisForChoice\b.*?</BasisForChoice>}{}gsr;    # by which of several a program may choose
        $s =~ s/<TopicType\b\K[^>]*//g;                                    # it says which list a topic goes into
        $s =~ s{<DataContent>([A-Za-z0-9+/=]+)</DataContent>}{}g;          # base64
        return $s;
    },
);

my %made = (nitf => [ 'nitf', 1, 100, 2500 ], 'newsml-1' => [ 'NewsML', 1, 45, 6000 ]);
for my $format (sort keys %made) {
    my ($name, $seed, $count, $least) = @{ $made{$format} };
    my $folder = scratch('.made');
    my $made = run({ seconds => 120 }, '/usr/bin/python3', '-B', 'tests/depth-table', "schemas/$format.table", $name, $seed, $count, $folder);
    is($made->{status}, 0, "$format: documents are made") || diag($made->{err});
    my @files = sort glob "$folder/*.xml";
    my $valid = wirecopy('validate', '-q', '--rules', 'none', '--as', $format eq 'nitf' ? 'nitf@3.6' : 'newsml-1@1.2', @files);
    is($valid->{status}, 0, "$format: all of them valid") || diag($valid->{out} . $valid->{err});

    my @words = (0, 0);
    for my $path (@files) {
        my ($short) = $path =~ m{([^/]+)\z};
        my $read = wirecopy('convert', '-q', '-c', '-t', 'json', '--fail-if-loss', $path);
        is($read->{status}, 0, "$format $short: read without loss") || diag($read->{err});
        my $article = words($read->{out});
        my $said = words($other{$format}->(slurp($path)));
        my @lost = grep { !exists $article->{$_} } sort keys %$said;
        is("@lost", '', "$format $short: every word is in the article");

        my ($ledger, $back) = (scratch('.ledger'), scratch('.xml'));
        wirecopy({ stdout => $back }, 'convert', '-q', '-t', $format, '--ledger', $ledger, $path);
        my $judged = wirecopy('validate', '-q', '--rules', 'none', $back);
        is($judged->{status}, 0, "$format $short: valid when written again") || diag($judged->{out} . $judged->{err});
        my $again = words(wirecopy('convert', '-q', '-c', '-t', 'json', $back)->{out});
        my %told = map { ($_->{path} =~ m{\A([^./]*)}, 1) }
            grep { $_->{direction} eq 'out' && $_->{act} eq 'dropped' } map { @{ $json->decode($_)->{rows} } } split /\n/, slurp($ledger);
        my %first = map { %{ words_by_field($json->decode($_)) } } split /\n/, $read->{out};
        for my $field (sort keys %first) {
            my @gone = grep { !exists $again->{$_} } sort keys %{ $first{$field} };
            $words[0] += keys %{ $first{$field} };
            $words[1] += @gone if $field ne 'extra'; # what no field is for goes back where the format has a place for it
            ok($told{$field}, "$format $short: the ledger says what is lost of $field") || diag("@gone") if @gone;
        }
    }
    cmp_ok($words[0], '>', $least, "$format: $words[0] words were looked for");
    cmp_ok($words[1], '<', $words[0] / 100, "$format: $words[1] of them the format could not take back");
}
done_testing();
