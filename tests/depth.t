#!/usr/bin/perl
# tests: check plain
# NewsML-G2 items made by chance from the official schema, as deep as it lets them be (tests/depth): every word of them is
# in the article; written and read again it is the same, or the ledger says what could not go; what is written is valid, as
# an older version too.
# The schema is not part of this project: without WIRECOPY_ORACLE these tests are skipped.
use strict;
use warnings;
use Cwd qw(abs_path);
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $oracle = abs_path($ENV{WIRECOPY_ORACLE} // '../shared') // '';
my $schema = "$oracle/schemas-official/NewsML-G2_2.35-spec-All-Power.xsd";
plan skip_all => 'no official schema here (WIRECOPY_ORACLE)' unless -f $schema;
plan skip_all => 'no python3 with lxml here' if system('/usr/bin/python3', '-c', 'import lxml');

my $json = JSON::PP->new->canonical->allow_nonref;
my $folder = scratch('.items');
my $made = run({ seconds => 120 }, '/usr/bin/python3', '-B', 'tests/depth', $schema, 1, 70, $folder);
is($made->{status}, 0, 'items are made') || diag($made->{err});

# The words made up, each of which stands once.
sub words { my %seen; @seen{ $_[0] =~ /[a-z]+[0-9]+q/g } = (); return \%seen }

# The words of a story by the field they stand in.
sub words_by_field {
    my ($story) = @_;
    my %by;
    for my $field (keys %$story) {
        push @{ $by{$field} }, $json->encode($story->{$field}) =~ /[a-z]+[0-9]+q/g;
    }
    return \%by;
}

my @words = (0, 0);
for my $path (sort glob "$folder/*.xml") {
    my ($name) = $path =~ m{([^/]+)\z};
    my $source = slurp($path);
    $source =~ s{<(itemClass|pubStatus)(?:\s[^>]*[^/])?>.*?</\1>}{my $e = $&; $e =~ s/<name\b.*?(?:<\/name>|\/>)//g; $e}ges; # skipped: the code says it
    my $read = wirecopy('convert', '-c', '-t', 'json', $path);
    my $article = words($read->{out});
    my @lost = grep { !exists $article->{$_} } sort keys %{ words($source) };
    is("@lost", '', "$name: every word is in the article");

    my ($ledger, $back) = (scratch('.ledger'), scratch('.xml'));
    my $written = wirecopy({ stdout => $back }, 'convert', '-t', 'newsml-g2', '--ledger', $ledger, $path);
    my $again = wirecopy('convert', '-c', '-t', 'json', $back);
    my %told = map { ($_->{path} =~ m{\A([^./]*)}, 1) }
        grep { $_->{direction} eq 'out' && $_->{act} eq 'dropped' } map { @{ $json->decode($_)->{rows} } } split /\n/, slurp($ledger);
    my ($first, $second) = (words_by_field($json->decode($read->{out})), words($again->{out}));
    for my $field (sort keys %$first) {
        my @gone = grep { !exists $second->{$_} } @{ $first->{$field} };
        $words[0] += @{ $first->{$field} };
        $words[1] += @gone;
        ok($told{$field} || $told{pubconstraint}, "$name: the ledger says what is lost of $field") || diag("@gone") if @gone;
    }
    is(system("xmllint --noout --nonet --schema '$schema' '$back' >/dev/null 2>&1"), 0, "$name: valid when written again");
}
# Older versions are given what they have of an item, and no more.
for my $version (qw(2.12 2.15 2.18 2.23 2.28)) {
    my $old = "$oracle/schemas-official/versions/NewsML-G2_$version-spec-All-Power.xsd";
    my $written = scratch('.written');
    mkdir $written;
    is(wirecopy('convert', '-q', '-t', "newsml-g2\@$version", '-o', "$written/", $folder)->{status}, 0, "$version: written");
    my @said = split /\n/, `xmllint --noout --nonet --schema '$old' $written/*.xml 2>&1`;
    is(scalar(grep { / validates\z/ } @said), 70, "$version: all are valid") || diag(join "\n", grep { !/ validates\z/ } @said);
}
cmp_ok($words[0], '>', 9000, "$words[0] words were looked for");
cmp_ok($words[1], '<', $words[0] / 50, "$words[1] of them the format could not take back");
done_testing();
