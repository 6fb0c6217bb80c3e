#!/usr/bin/perl
# tests: check plain asan
# NITF and NewsML 1 made by chance from the tables of schemas/, as deep as those let them be (tests/depth-table): each word of
# their text is in the article, and in what is written of it in the same format, unless the ledger names what could not go.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new;

# The words made up, each of which stands once; of a document those of its text.
sub words { my %seen; @seen{ $_[0] =~ /[a-z]+[0-9]+q/g } = (); return \%seen }
sub text { my ($s) = @_; $s =~ s/<BasisForChoice\b.*?<\/BasisForChoice>//gs; $s =~ s/<[^>]*>/ /g; return $s } # how to choose, and no news

for ([ 'nitf', 'nitf', 60 ], [ 'newsml-1', 'NewsML', 60 ]) {
    my ($format, $element, $count) = @$_;
    my $folder = scratch('.made');
    my $made = run({ seconds => 120 }, '/usr/bin/python3', '-B', 'tests/depth-table', "schemas/$format.table", $element, 1, $count, $folder);
    is($made->{status}, 0, "$format: documents are made") || diag($made->{err});
    my ($all, $gone) = (0, 0);
    for my $path (sort glob "$folder/*.xml") {
        my ($name) = $path =~ m{([^/]+)\.xml\z};
        my $said = words(text(slurp($path)));
        my $read = wirecopy('convert', '-c', '-q', '-t', 'json', '--fail-if-loss', $path);
        is($read->{status}, 0, "$format $name: every letter is accounted for") || diag($read->{err});
        my $article = words($read->{out});
        is(join(' ', grep { !exists $article->{$_} } sort keys %$said), '', '... and every word is in the article');
        my ($ledger, $back) = (scratch('.ledger'), scratch('.xml'));
        wirecopy({ stdout => $back }, 'convert', '-q', '-t', $format, '--ledger', $ledger, $path);
        my $again = words(wirecopy('convert', '-c', '-q', '-f', $format, '-t', 'json', $back)->{out});
        my $told = grep { $_->{direction} eq 'out' && $_->{act} eq 'dropped' } map { @{ $json->decode($_)->{rows} } } split /\n/, slurp($ledger);
        my @lost = grep { !exists $again->{$_} } sort keys %$said;
        ok(!@lost || $told, '... the ledger says what could not be written') || diag("@lost");
        $all += keys %$said;
        $gone += @lost;
    }
    cmp_ok($all, '>', 900, "$format: $all words were looked for");
    cmp_ok($gone, q{<}, $all / 15, "... $gone of them are not written again");
}
done_testing();
