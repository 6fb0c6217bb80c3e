#!/usr/bin/perl
# tests: check plain asan
# The life of a story: takes, corrections, kills, embargoes in every format; the newest version; what may be published when.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new->canonical;

sub stories { return map { $json->decode($_) } split /\n/, $_[0]{out} }

# Versions of stories as article JSON, a file each: { uri, version, status, created, until ... }.
sub version {
    my (%v) = @_;
    my %a = (headlines => [ { role => 'main', value => $v{headline} // 'Ferry late' } ]);
    $a{uri} = $v{uri} if defined $v{uri};
    $a{version} = $v{version} if defined $v{version};
    $a{pubStatus} = $v{status} if defined $v{status};
    $a{versionCreated} = $v{created} if defined $v{created};
    $a{sent} = $v{sent} if defined $v{sent};
    ($a{embargoedUntil}, $a{embargo}) = ($v{until}, { until => $v{until} }) if defined $v{until};
    $a{embargo} = { open => JSON::PP::true } if $v{open};
    $a{source} = { format => $v{format} // 'newsml-g2' };
    return $json->encode(\%a);
}
sub batch { return map { spurt(scratch('.json'), version(%$_)) } @_ }
sub headlines { return join ' ', map { $_->{headlines}[0]{value} } stories($_[0]) }

# ---------------------------------------------------------------- the newest version
my @order = (
    [ 'the version decides, as a number',       'b', { headline => 'a', version => 9 }, { headline => 'b', version => 10 } ],
    [ '... wherever it stands in the batch',    'b', { headline => 'b', version => 10 }, { headline => 'a', version => 9 } ],
    [ '... and whenever it was made',           'b', { headline => 'b', version => 2, created => '2025-01-01' },
                                                     { headline => 'a', version => 1, created => '2025-02-01' } ],
    [ 'versions in parts are numbers by parts', 'b', { headline => 'b', version => '1.10' }, { headline => 'a', version => '1.9' } ],
    [ 'zeros before a number do not count',     'b', { headline => 'a', version => '2' }, { headline => 'b', version => '02' } ],
    [ 'long numbers are compared whole',        'b', { headline => 'b', version => '978556838123456789012' }, { headline => 'a', version => '978556838123456789011' } ],
    [ 'of the same version the later made',     'b', { headline => 'b', version => 1, created => '2025-01-01T10:00:00+01:00' },
                                                     { headline => 'a', version => 1, created => '2025-01-01T08:59:59Z' } ],
    [ '... to the fraction of a second',        'b', { headline => 'b', version => 1, created => '2025-01-01T10:00:00.25Z' },
                                                     { headline => 'a', version => 1, created => '2025-01-01T10:00:00.125Z' } ],
    [ '... by when it was sent, without that',  'b', { headline => 'b', sent => '2025-01-01T10:00:01Z' }, { headline => 'a', sent => '2025-01-01T10:00:00Z' } ],
    [ 'of two alike the later in the batch',    'b', { headline => 'a', version => 1 }, { headline => 'b', version => 1 } ],
    [ 'no version is version 1',                'b', { headline => 'b', version => 2 }, { headline => 'a', created => '2025-01-01' } ],
    [ 'a kill stays a kill',                    'b', { headline => 'a', version => 1 }, { headline => 'b', version => 2, status => 'canceled' },
                                                     { headline => 'c', version => 3 } ],
    [ '... though it came before what it kills','b', { headline => 'b', version => 1, status => 'canceled' }, { headline => 'a', version => 1 } ],
    [ 'withheld is not for ever',               'b', { headline => 'a', version => 1, status => 'withheld' }, { headline => 'b', version => 2 } ],
);
for (@order) {
    my ($what, $wanted, @versions) = @$_;
    my $r = wirecopy('convert', '--latest', '-c', '-t', 'json', batch(map { { uri => 'urn:x:1', %$_ } } @versions));
    is(headlines($r), $wanted, "newest: $what");
    is($r->{status}, 0, '... and all is well');
}
my @apart = batch({ headline => 'a' }, { headline => 'b' }, { headline => 'c', uri => 'urn:x:2' }, { headline => 'd', uri => 'urn:x:3' });
is(headlines(wirecopy('convert', '--latest', '-c', '-t', 'json', @apart)), 'a b c d', 'stories without uri are never one');
my $r = wirecopy('convert', '--latest', '-c', '-t', 'json', batch(map { { uri => "urn:newsml:ana.example:20250101:X1:$_", version => $_, headline => $_ } } 1, 3, 2));
is(headlines($r), '3', 'a revision at the end of a uri is not what the story is called');
$r = wirecopy('convert', '--latest', '-c', '-t', 'json', batch({ uri => 'urn:newsml:ana.example:20250101:1N', version => 1, headline => 'a' },
    { uri => 'urn:newsml:ana.example:20250101:2N', version => 2, headline => 'b' }));
is(headlines($r), 'a b', '... where there is one');

# a batch that cannot be read twice
my @three = map { version(uri => 'urn:x:1', version => $_, headline => $_) } 1, 3, 2;
my $stream = spurt(scratch('.json'), join "\n", @three);
is(headlines(wirecopy({ stdin => $stream }, 'convert', '--latest', '-c', '-t', 'json')), '3', 'standard input is read twice');
$r = run({}, 'bash', '-c', "$program convert --latest -c -t json <(cat $stream) - <(cat $apart[3]) < $apart[2] 2>/dev/null");
is(headlines($r), '3 c d', '... and so are pipes');
$r = run({}, 'bash', '-c', "TMPDIR=/nowhere $program convert --latest -c -t json < $stream");
is($r->{status}, 3, 'what cannot be put by');
like($r->{err}, qr/\[not-put-by\]/, '... is said');
my $folder = scratch();
mkdir $folder;
spurt("$folder/$_.json", version(uri => 'urn:x:' . $_ % 7, version => $_, headline => $_)) for 1 .. 60;
is(wirecopy('convert', '-j', '4', '--latest', '-c', '-t', 'json', $folder)->{out}, wirecopy('convert', '--latest', '-c', '-t', 'json', $folder)->{out},
    'by several threads the same');

# ---------------------------------------------------------------- what may be published
my @standing = (
    [ 'usable',                        '',                 { status => 'usable' } ],
    [ 'no status',                     '',                 {} ],
    [ 'a kill',                        'story-canceled',   { status => 'canceled' } ],
    [ 'withheld',                      'story-withheld',   { status => 'withheld' } ],
    [ 'before the end of an embargo',  'story-embargoed',  { until => '2025-06-01T12:00:01Z' } ],
    [ 'at the end of an embargo',      '',                 { until => '2025-06-01T12:00:00Z' } ],
    [ '... in another place',          'story-embargoed',  { until => '2025-06-01T12:00:00-00:30' } ],
    [ 'an embargo without an end',     'story-embargoed',  { open => 1 } ],
    [ 'one whose place nobody knows',  'story-embargoed',  { until => '2025-06-01T00:00:01' } ],
    [ '... but over everywhere',       '',                 { until => '2025-06-01T00:00:00' } ],
    [ 'withheld, its embargo over',    'story-withheld',   { status => 'withheld', until => '2025-05-01T00:00:00Z' } ],
    [ '... where the status ends too', '',                 { status => 'withheld', until => '2025-05-01T00:00:00Z', format => 'newsml-1' } ],
    [ '... and where it has not yet',  'story-embargoed',  { status => 'withheld', until => '2025-07-01T00:00:00Z', format => 'nitf' } ],
);
for (@standing) {
    my ($what, $id, $v) = @$_;
    my ($file, $out) = (batch({ uri => 'urn:x:1', headline => 'a', %$v }), undef);
    $out = wirecopy('convert', '--publishable', '--as-of', '2025-06-01T12:00:00Z', '-c', '-t', 'json', $file);
    is(headlines($out), $id ? '' : 'a', "publishable: $what");
    is($out->{status}, $id ? 1 : 0, '... the exit status says so');
    is(() = $out->{err} =~ /\[story-/g, $id ? 1 : 0, '... in one line');
    like($out->{err}, qr/urn:x:1.*\[$id\]/, '... that names the story and why') if $id;
    $out = wirecopy('convert', '--as-of', '2025-06-01T12:00:00Z', '-c', '-t', 'json', $file);
    is(headlines($out), $id ? '' : 'a', '... as of that time the same');
    is($out->{err} . $out->{status}, '0', '... without a word');
}
my @versions = batch({ uri => 'urn:x:1', version => 2, headline => 'b' }, { uri => 'urn:x:1', version => 1, headline => 'a' });
$r = wirecopy('convert', '--publishable', '-c', '-t', 'json', @versions);
is(headlines($r), 'b', 'publishable: what is superseded is refused');
like($r->{err}, qr/\[story-superseded\]/, '... and said');
is($r->{status}, 1, '... and told by the exit status');
$r = wirecopy('convert', '--publishable', '--latest', '-c', '-t', 'json', @versions);
is($r->{err} . $r->{status}, '0', '... but not where only the latest is asked for');
my $file = scratch('.json');
$r = wirecopy('convert', '--publishable', '-t', 'json', '-o', $file, batch({ uri => 'urn:x:1', status => 'canceled' }, { uri => 'urn:x:2' }));
is($r->{status}, 1, 'a refusal shows in the exit status');
is($json->decode(slurp($file))->{uri}, 'urn:x:2', '... and keeps no other story from its file');
$r = wirecopy('convert', '--publishable', '--set', 'pubStatus=usable', '-c', '-t', 'json', batch({ uri => 'urn:x:1', status => 'withheld' }));
is($r->{status}, 0, 'what the user says of a story counts');

my @life = batch({ uri => 'urn:x:1', version => 1, created => '2025-01-01T10:00:00Z', headline => 'a' },
    { uri => 'urn:x:1', version => 3, created => '2025-01-01T12:00:00Z', headline => 'c', status => 'canceled' },
    { uri => 'urn:x:1', version => 2, created => '2025-01-01T11:00:00+01:00', headline => 'b', until => '2025-01-01T11:00:00Z' });
my %as_of = ('2025-01-01' => '', '2025-01-01T09:59:59Z' => '', '2025-01-01T10:30:00Z' => '', '2025-01-01T11:00:00Z' => 'b', '2025-01-01T11:59:59Z' => 'b',
    '2025-01-01T12:00:00Z' => '', '2025-01-01T12:00:00+01:00' => 'b');
is(headlines(wirecopy('convert', '--as-of', $_, '-c', '-t', 'json', @life)), $as_of{$_}, "as of $_: '$as_of{$_}'") for sort keys %as_of;
is(headlines(wirecopy('convert', '--as-of', '2025-01-01T13:00:00', '--timezone', '+02:00', '-c', '-t', 'json', @life)), 'b', 'as of a time without offset');
is(wirecopy('convert', '--as-of', 'noon', '-t', 'json', @life)->{status}, 2, 'a time that is none');

done_testing();
