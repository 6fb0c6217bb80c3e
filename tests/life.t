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
is(wirecopy('convert', '-j', '4', '--latest', '-c', '-t', 'json', $folder)->{out}, wirecopy('convert', '-j', '1', '--latest', '-c', '-t', 'json', $folder)->{out},
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
my ($file, $ledger) = (scratch('.json'), scratch('.jsonl'));
$r = wirecopy('convert', '--publishable', '--ledger', $ledger, '-t', 'json', '-o', $file, @versions, batch({ uri => 'urn:x:3', status => 'canceled' }, { uri => 'urn:x:4', until => '2999-01-01T00:00:00Z' }));
my %why = map { my $l = $json->decode($_); map { ($l->{uri} . ' ' . ($l->{bodyWritten} // '')) => $_->{why} } grep { $_->{path} eq 'story' && $_->{act} eq 'dropped' && $_->{direction} eq 'out' } @{ $l->{rows} } } split /\n/, slurp($ledger);
like($why{'urn:x:1 0'}, qr/newer|superseded/, 'the ledger tells of what is refused: superseded');
like($why{'urn:x:3 0'}, qr/killed/, '... canceled');
like($why{'urn:x:4 0'}, qr/embargo/, '... embargoed');
is(scalar keys %why, 3, '... and of that alone');
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

# ---------------------------------------------------------------- a life event a format

# What a story says of its life: status, embargo, take, signals.
sub life {
    my ($story) = @_;
    my %take = %{ $story->{take} // {} };
    my $embargo = $story->{embargo} // {};
    return join ' ', $story->{pubStatus} // '-',
        ($embargo->{open} ? 'embargo-open' : defined $embargo->{until} ? "embargo=$embargo->{until}" : ()),
        (defined $story->{embargoedUntil} && ($embargo->{until} // '') ne $story->{embargoedUntil} ? 'EMBARGO DIFFERS' : ()),
        (map { defined $take{$_} ? (ref $take{$_} ? $_ : "$_=$take{$_}") : () } qw(number lead writethru kind)),
        (map { 'signal=' . ($_->{qcode} // $_->{literal} // $_->{name}) } @{ $story->{signals} // [] });
}

sub g2 {
    my ($meta, $headline) = @_;
    return '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="2"><itemMeta><itemClass qcode="ninat:text"/>' . $meta .
        '</itemMeta><contentMeta><headline>' . ($headline // 'Ferry late') . '</headline></contentMeta></newsItem>';
}
sub newsml_1 {
    my ($management) = @_;
    return '<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId>2</RevisionId><PublicIdentifier>urn:x:2</PublicIdentifier></NewsIdentifier>' .
        "</Identification><NewsManagement>$management</NewsManagement><NewsComponent><NewsLines><HeadLine>Ferry late</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>";
}
sub nitf {
    my ($status, $docdata, $headline) = @_;
    return '<nitf><head><docdata' . ($status ? qq{ management-status="$status"} : '') . '><doc-id id-string="x"/><date.issue norm="20250301T120000Z"/>' .
        "$docdata</docdata></head><body><body.head><hedline><hl1>" . ($headline // 'Ferry late') . '</hl1></hedline></body.head><body.content><p>Late.</p></body.content></body></nitf>';
}
sub ninjs { return $json->encode({ uri => 'x', standard => { name => 'ninjs', version => '3.1' }, headlines => [ { value => 'Ferry late' } ], @_ }) }
sub anpa {
    my ($keyword, @head) = @_;
    return "\x16\x16\x01a0456\x1fbx---\r\nu a\x11\x12 BC-Isles--Ferry   03-01 0412\r\n\x02^BC-Isles--Ferry$keyword<\r\n" . join('', map { "^$_<\r\n" } @head) .
        "\tOSTHOLM (AP) _ The ferry stayed in port on Monday, the harbor master said.\r\n\x03AP-WF-03-01-25 1502GMT<\r\n\x04";
}
sub iptc7901 {
    my @head = @_;
    return "\x01bdt0345 4 vm 64  dpa 0456\r\n\r\nVerkehr/F\xE4hre/\r\n\x02" . join("\r\n", @head) . " =\r\n\r\nOstholm (dpa) - Die F\xE4hre ist am Montag im Hafen geblieben.\r\n\r\n\x03" .
        "011745 Mrz 25\r\n\x7f\x04";
}
sub text { return join("\n\n", @_, 'OSTHOLM, March 1 (Reuters) - The ferry stayed in port on Monday, the harbour master said on the quay.') . "\n" }
sub article { return $json->encode({ uri => 'urn:x', headlines => [ { role => 'main', value => 'Ferry late' } ], @_ }) }
sub atom { return '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>urn:f</id><updated>2025-03-01T12:00:00Z</updated><entry><id>urn:x</id><updated>2025-03-01T12:00:00Z</updated>' . $_[0] . '<content type="html">&lt;p&gt;Late.&lt;/p&gt;</content></entry></feed>' }
sub rss { return '<rss version="2.0"><channel><title>F</title><item><guid>g</guid>' . $_[0] . '<description>&lt;p&gt;Late.&lt;/p&gt;</description></item></channel></rss>' }

my $until = '<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20250302T060000Z</DateAndTime></StatusWillChange>';
my @events = (
    # format     what it is                       what is sent                                                       what it means
    [ 'newsml-g2', 'usable',                      g2('<pubStatus qcode="stat:usable"/>'),                            'usable' ],
    [ 'newsml-g2', 'a kill',                      g2('<pubStatus qcode="stat:canceled"/>'),                          'canceled' ],
    [ 'newsml-g2', 'a hold',                      g2('<pubStatus qcode="stat:withheld"/>'),                          'withheld' ],
    [ 'newsml-g2', 'an embargo',                  g2('<embargoed>2025-03-02T06:00:00Z</embargoed><pubStatus qcode="stat:usable"/>'), 'usable embargo=2025-03-02T06:00:00Z' ],
    [ 'newsml-g2', 'an embargo without an end',   g2('<embargoed/><pubStatus qcode="stat:usable"/>'),                'usable embargo-open' ],
    [ 'newsml-g2', 'a correction',                g2('<pubStatus qcode="stat:usable"/><signal qcode="sig:correction"/>'), 'usable kind=correction signal=sig:correction' ],
    [ 'newsml-g2', 'an update',                   g2('<signal qcode="sig:update"/>'),                                '- kind=update signal=sig:update' ],
    [ 'newsml-g2', 'an update by its headline',   g2('', 'UPDATE 2-Ferry late'),                                     '- number=2 kind=update' ],
    [ 'newsml-g2', 'a corrected update',          g2('', 'CORRECTED-UPDATE 1-Ferry late'),                           '- number=1 kind=correction' ],
    [ 'newsml-1',  'usable',                      newsml_1('<Status FormalName="Usable"/>'),                         'usable' ],
    [ 'newsml-1',  'a kill',                      newsml_1('<Status FormalName="Canceled"/>'),                       'canceled' ],
    [ 'newsml-1',  'a hold',                      newsml_1('<Status FormalName="Withheld"/>'),                       'withheld' ],
    [ 'newsml-1',  'an embargo',                  newsml_1('<Status FormalName="Embargoed"/>' . $until),             'withheld embargo=2025-03-02T06:00:00Z' ],
    [ 'newsml-1',  'an embargo without an end',   newsml_1('<Status FormalName="Embargoed"/>'),                      'withheld embargo-open' ],
    [ 'nitf',      'usable',                      nitf('usable', ''),                                                'usable' ],
    [ 'nitf',      'a kill',                      nitf('canceled', ''),                                              'canceled' ],
    [ 'nitf',      'a hold',                      nitf('withheld', ''),                                              'withheld' ],
    [ 'nitf',      'an embargo',                  nitf('embargoed', '<date.release norm="20250302T060000Z"/>'),      'withheld embargo=2025-03-02T06:00:00Z' ],
    [ 'nitf',      'an embargo without an end',   nitf('embargoed', ''),                                             'withheld embargo-open' ],
    [ 'nitf',      'one that is over at once',    nitf('usable', '<date.release norm="20250301T120000Z"/>'),         'usable embargo=2025-03-01T12:00:00Z' ],
    [ 'nitf',      'a refile',                    nitf('', '', 'REFILE-Ferry late'),                                 '- kind=refile' ],
    [ 'json',      'a kill',                      article(pubStatus => 'canceled'),                                  'canceled' ],
    [ 'json',      'a hold',                      article(pubStatus => 'withheld'),                                  'withheld' ],
    [ 'json',      'an embargo',                  article(embargoedUntil => '2025-03-02T06:00:00Z', embargo => { until => '2025-03-02T06:00:00Z' }), '- embargo=2025-03-02T06:00:00Z' ],
    [ 'json',      'an embargo without an end',   article(pubStatus => 'usable', embargo => { open => JSON::PP::true }), 'usable embargo-open' ],
    [ 'json',      'a take',                      article(take => { number => 2, writethru => JSON::PP::true, kind => 'correction' }), '- number=2 writethru kind=correction' ],
    [ 'json',      'a signal',                    article(signals => [ { qcode => 'sig:correction' } ]),             '- signal=sig:correction' ],
    [ 'ninjs',     'a kill',                      ninjs(pubStatus => 'canceled'),                                    'canceled' ],
    [ 'ninjs',     'a hold',                      ninjs(pubStatus => 'withheld'),                                    'withheld' ],
    [ 'ninjs',     'an embargo',                  ninjs(embargoedUntil => '2025-03-02T06:00:00Z'),                   '- embargo=2025-03-02T06:00:00Z' ],
    [ 'ninjs',     'an embargo of 1.x and 2.x',   ninjs(embargoed => '2025-03-02T06:00:00Z'),                        '- embargo=2025-03-02T06:00:00Z' ],
    [ 'ninjs',     'a repeat',                    ninjs(headlines => [ { value => 'RPT-Ferry late' } ]),             '- kind=repeat' ],
    [ 'anpa',      'a first lead',                anpa(', 1st Ld,120', 'Ferry late'),                                '- lead=1' ],
    [ 'anpa',      'a writethru',                 anpa(', 3rd Ld-Writethru,120', 'Ferry late'),                      '- lead=3 writethru' ],
    [ 'anpa',      'a correction',                anpa(', Correction,120', 'Ferry late'),                            '- kind=correction signal=correction' ],
    [ 'anpa',      'a corrective',                anpa(', Corrective,120', 'Ferry late'),                            '- signal=correction' ],
    [ 'anpa',      'an advisory',                 anpa(', Advisory,120', 'Ferry late'),                              '- signal=advisory' ],
    [ 'anpa',      'a kill',                      anpa(', KILL,120', 'Ferry late'),                                  'canceled' ],
    [ 'anpa',      'a kill by its note',          anpa(',120', 'Ferry late', 'Eds: Kill BC-Isles--Ferry, a0123. A substitute will move.'), 'canceled' ],
    [ 'anpa',      'a hold',                      anpa(', WITHHOLD,120', 'Ferry late'),                              'withheld' ],
    [ 'anpa',      'an embargo',                  anpa(',120', 'Ferry late', 'Eds: Embargoed until 6 a.m. ET Monday, March 17.'), '- embargo=2025-03-17T06:00:00-04:00' ],
    [ 'anpa',      'a hold for release',          anpa(',120', 'Ferry late', 'Eds: Hold for release.'),              '- embargo-open' ],
    [ 'iptc7901',  'a second lead',               iptc7901('2ND LEAD', "F\xE4hre sp\xE4t"),                          '- lead=2' ],
    [ 'iptc7901',  'a refile',                    iptc7901('REFILE', "F\xE4hre sp\xE4t"),                            '- kind=refile' ],
    [ 'iptc7901',  'a kill',                      iptc7901("KILL KILL KILL '''''"),                                  'canceled' ],
    [ 'iptc7901',  'a hold',                      iptc7901("HOLD HOLD HOLD '''''"),                                  'withheld' ],
    [ 'iptc7901',  'an embargo',                  iptc7901('Sperrfrist 23. Januar 19.00 Uhr', "F\xE4hre sp\xE4t"),   '- embargo=2025-01-23T19:00:00' ],
    [ 'iptc7901',  '... with its zone',           iptc7901('Sperrfrist: 5. April, 6 Uhr MESZ', "F\xE4hre sp\xE4t"),  '- embargo=2025-04-05T06:00:00+02:00' ],
    [ 'text',      'an update',                   text('UPDATE 2-Ferry late'),                                       '- number=2 kind=update' ],
    [ 'text',      'a correction',                text('CORRECTED-Ferry late'),                                      '- kind=correction' ],
    [ 'text',      'a refile',                    text('REFILE-Ferry late'),                                         '- kind=refile' ],
    [ 'text',      'a lead',                      text('(2nd LD) Ferry late'),                                       '- lead=2' ],
    [ 'text',      'a kill',                      text('Ferry late', 'Please kill item 157 "Ferry late".'),          'canceled' ],
    [ 'text',      'a kill by its headline',      text('WITHDRAWN-Ferry late'),                                      'canceled kind=kill' ],
    [ 'text',      'a hold',                      text('HOLD HOLD HOLD', 'Ferry late'),                              'withheld' ],
    [ 'text',      'an embargo',                  text('EMBARGOED UNTIL 0001 GMT MONDAY, MARCH 3, 2025', 'Ferry late'), '- embargo=2025-03-03T00:01:00Z' ],
    [ 'text',      '... after noon',              text('HOLD FOR RELEASE AT 6 P.M. EST SUNDAY, NOV. 30, 2025', 'Ferry late'), '- embargo=2025-11-30T18:00:00-05:00' ],
    [ 'text',      '... in German',               text('Sperrfrist: 23. Januar 2025, 19.00 Uhr', 'Ferry late'),      '- embargo=2025-01-23T19:00:00' ],
    [ 'text',      '... in French',               text("Embargo jusqu'au 5 mars 2025 \xC3\xA0 18h00", 'Ferry late'), '- embargo=2025-03-05T18:00:00' ],
    [ 'text',      '... in Spanish',              text('EMBARGADO HASTA el 5 de marzo de 2025 a las 18:00 horas', 'Ferry late'), '- embargo=2025-03-05T18:00:00' ],
    [ 'text',      '... in winter time there',    text('Embargoed until 8:30 a.m. ET, March 8, 2025', 'Ferry late'), '- embargo=2025-03-08T08:30:00-05:00' ],
    [ 'text',      '... and in summer time',      text('Embargoed until 8:30 a.m. (ET), March 9, 2025', 'Ferry late'), '- embargo=2025-03-09T08:30:00-04:00' ],
    [ 'text',      '... at noon',                 text('STRICTLY EMBARGOED. Not for public release until 12noon, 5 March 2025', 'Ferry late'), '- embargo=2025-03-05T12:00:00' ],
    [ 'text',      '... without an end',          text('Embargoed until further notice', 'Ferry late'),              '- embargo-open' ],
    [ 'text',      '... whose year nobody says',  text('Sperrfrist 22. Oktober 09.30 Uhr', 'Ferry late'),            '- embargo-open' ],
    [ 'text',      '... that is over',            text('EMBARGO: lifted', 'Ferry late'),                             '-' ],
    [ 'atom',      'an update',                   atom('<title>UPDATE 1-Ferry late</title>'),                        '- number=1 kind=update' ],
    [ 'atom',      'a correction',                atom('<title>CORRECTED-Ferry late</title>'),                       '- kind=correction' ],
    [ 'atom',      'a draft is held',             atom('<title>Ferry late</title><app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>'), 'withheld' ],
    [ 'rss',       'an update',                   rss('<title>UPDATE 1-Ferry late</title>'),                         '- number=1 kind=update' ],
    [ 'rss',       'a draft is held',             rss('<title>Ferry late</title><wp:status xmlns:wp="http://wordpress.org/export/1.2/">draft</wp:status>'), 'withheld' ],
);
for (@events) {
    my ($format, $what, $bytes, $wanted) = @$_;
    my ($story) = stories(wirecopy('convert', '-q', '-f', $format, '-c', '-t', 'json', spurt(scratch(), $bytes)));
    is(life($story), $wanted, "$format: $what");
}

# the same of what agencies really sent
my $corpus = ($ENV{WIRECOPY_ORACLE} // "$root/../shared") . '/corpus';
my @sent = (
    [ 'newsml-g2/reuters/tag_reuters.com_2016_newsml_L1N14N0FF_version_1542761538', qr/^canceled kind=correction/ ],
    [ 'newsml-g2/reuters/tag_reuters.com_2016_newsml_L1N14N0FF_version_978556838',  qr/^usable kind=correction.*signal=edStat:C/ ],
    [ 'newsml-g2/dpa-digitalwires/embargoed.xml',                                   qr/^usable embargo=2025-01-23T19:00:00\+01:00/ ],
    [ 'newsml-g2/businessdesk/scoop.xml',                                           qr/^usable embargo-open/m ],
    [ 'newsml-g2/iptc-examples/LISTING_1_A_NewsML-G2_News_Item.xml',                qr/^usable embargo=2018-10-23T12:00:00Z.*signal=sig:update/ ],
    [ 'anpa/ap/anpa-2.tst',                                                         qr/^- lead=1 writethru/ ],
    [ 'anpa/ap/ap_anpa-4.tst',                                                      qr/^- lead=3 writethru/ ],
    [ 'iptc7901/dpa/dpa_two_line.txt',                                              qr/^- kind=extra/ ],
    [ 'text/labelled/02-reuters-update-additional.txt',                             qr/^- number=2 kind=update/ ],
    [ 'text/labelled/05-reuters-corrected.txt',                                     qr/^- kind=correction/ ],
    [ 'text/labelled/06-reuters-refile.txt',                                        qr/^- kind=refile/ ],
    [ 'text/isot/872.txt',                                                          qr/^canceled/ ],
);
SKIP: {
    skip "no stories of agencies in $corpus", scalar @sent if !-d $corpus;
    for (@sent) {
        my ($name, $wanted) = @$_;
        my @stories = stories(wirecopy('convert', '-q', '-c', '-t', 'json', "$corpus/$name"));
        like(join("\n", map { life($_) } @stories), $wanted, $name);
    }
}

done_testing();
