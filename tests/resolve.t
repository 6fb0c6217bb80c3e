#!/usr/bin/perl
# tests: check plain asan
# --resolve: packages joined with their items.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new;

sub stories { return map { $json->decode($_) } split /\n/, $_[0]{out} }

sub item {
    my ($id, $version, $text) = @_;
    return qq{<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="urn:x:$id" }
        . qq{version="$version"><itemMeta><versionCreated>2025-01-01T00:00:0${version}Z</versionCreated></itemMeta>}
        . qq{<contentMeta><headline>$id $version</headline></contentMeta><contentSet><inlineData contenttype="text/plain">}
        . qq{$text</inlineData></contentSet></newsItem>};
}

sub package_of {
    my ($id, @refs) = @_;
    my $refs = join '', map { my ($uri, $version) = split /@/; qq{<itemRef residref="urn:x:$uri"} . ($version ? qq{ version="$version"} : '') . '/>' } @refs;
    return qq{<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="urn:x:$id">}
        . qq{<itemMeta><versionCreated>2025-01-01T00:00:00Z</versionCreated></itemMeta><groupSet root="g"><group id="g" role="r:main">}
        . qq{$refs</group></groupSet></packageItem>};
}

sub message {
    return qq{<?xml version="1.0"?>\n<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-01-01T00:00:00Z</sent>}
        . '</header><itemSet>' . join("\n", @_) . '</itemSet></newsMessage>';
}

my $folder = scratch('');
mkdir $folder or die;
my @with = ('convert', '-c', '-t', 'json', '--resolve', $folder);

# the folder
spurt("$folder/a1.xml", item('a', 1, 'first'));
spurt("$folder/a2.xml", item('a', 2, 'second'));
spurt("$folder/a10.xml", item('a', 9, 'ninth'));
spurt("$folder/two.xml", message(item('b', 1, 'bee'), item('c', 1, 'sea')));
spurt("$folder/broken.xml", '<newsItem');
my $list = spurt(scratch('.xml'), package_of('p', 'a', 'a@1', 'c', 'nowhere'));
my $r = wirecopy(@with, $list);
my ($p) = stories($r);
is(join(',', map { $_->{bodies}[1]{value} // '-' } @{ $p->{associations} }), 'ninth,first,sea,-',
    'the version asked for, else the latest; a story that is not the first of its file; one that is not there');
like($r->{err}, qr/package-item-missing/, 'what is not there is told');
like($r->{err}, qr/urn:x:nowhere/, '... by its uri');
is($r->{status}, 0, '... and the package goes out all the same');
is($p->{associations}[0]{rel}, 'main', 'what an item is to its package stays');

# the same message: items before and after the package, used once and twice
my $one = spurt(scratch('.xml'), message(item('d', 1, 'dee'), package_of('p', 'd', 'e'), item('e', 1, 'eve'), item('f', 1, 'eff')));
my @got = stories(wirecopy(@with, $one));
is(join(',', map { $_->{uri} } @got), 'urn:x:p,urn:x:f', 'items that are joined are not written by themselves');
is(join(',', map { $_->{bodies}[1]{value} } @{ $got[0]{associations} }), 'dee,eve', '... but in their package');
my $twice = spurt(scratch('.xml'), message(item('d', 1, 'dee'), package_of('p', 'd'), package_of('q', 'd', 'a')));
@got = stories(wirecopy(@with, $twice));
is(join(',', map { join '+', map { $_->{bodies}[1]{value} } @{ $_->{associations} } } @got), 'dee,dee+ninth', 'an item of two packages is in both');

# packages in packages, and in themselves
my $nested = spurt(scratch('.xml'), message(package_of('p', 'q'), package_of('q', 'd', 'p'), item('d', 1, 'dee')));
$r = wirecopy(@with, $nested);
@got = stories($r);
is($got[0]{associations}[0]{associations}[0]{bodies}[1]{value}, 'dee', 'a package in a package');
like($r->{err}, qr/urn:x:p/, '... which is not in itself');
is(scalar @got, 1, '... and all is one story');
spurt("$folder/loop.xml", package_of('loop', 'loop2'));
spurt("$folder/loop2.xml", package_of('loop2', 'loop'));
$r = wirecopy(@with, "$folder/loop.xml");
is(fine_failure($r), '', 'packages of a folder that refer to each other');
my @deep = map { package_of("n$_", 'n' . ($_ + 1)) } 0 .. 200;
$r = wirecopy(@with, spurt(scratch('.xml'), message(@deep)));
is(fine_failure($r), '', 'a long chain of packages');
is($r->{status}, 0, '... is read to its end');

# what stood before a fault comes out; threads; usage
$r = wirecopy(@with, spurt(scratch('.xml'), message(item('d', 1, 'dee'), package_of('p', 'd')) =~ s{</itemSet>.*}{<bad}sr));
is($r->{status}, 1, 'a message that breaks off');
is(join(',', map { $_->{uri} } stories($r)), 'urn:x:p', '... its package comes out, joined');
my @many = ($list, $one, $twice, $nested) x 5;
is(wirecopy(@with, '-j', 3, @many)->{out}, wirecopy(@with, '-j', 1, @many)->{out}, 'three threads give the same bytes as one');
$r = wirecopy('convert', '-t', 'json', '--resolve', $one, $one);
is($r->{status}, 2, 'a file is no folder');
like($r->{err}, qr/--resolve needs a folder/, '... and it is said');
my $html = wirecopy('convert', '-t', 'html', '--resolve', 'samples/newsml-g2', 'samples/newsml-g2/evening-package.xml');
is($html->{status}, 0, 'a whole package as a page');
like($html->{out}, qr/reopens its harbour bridge/, '... has its stories');
is($html->{err}, '', '... and nothing to complain of');

# a whole package as NewsML-G2, which has references only, and read again
my $joined = wirecopy('convert', '-c', '-t', 'json', '--resolve', 'samples/newsml-g2', 'samples/newsml-g2/evening-package.xml');
my $g2 = scratch('.xml');
$r = wirecopy('convert', '-f', 'json', '-t', 'newsml-g2', '--fail-if-loss', '-o', $g2, spurt(scratch('.json'), $joined->{out}));
is($r->{status}, 0, 'a whole package as NewsML-G2');
my ($before, $after) = map { stories($_) } $joined, wirecopy('convert', '-c', '-t', 'json', '--fail-if-loss', $g2);
for my $field (qw(uri rel bodies headlines renditions subjects people copyrightHolder rights credits)) {
    is_deeply([ map { $_->{$field} } @{ $after->{associations} } ], [ map { $_->{$field} } @{ $before->{associations} } ],
        "... gives back $field of each of its items");
}
is(scalar @{ $after->{associations}[0]{associations} }, 2, '... and the parts of one of them');
done_testing();
