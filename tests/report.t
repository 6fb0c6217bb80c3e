#!/usr/bin/perl
# tests: check plain asan
# convert --report: the counts are right, the same with threads, bounded, and nothing of a feed can do anything in the page.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new->utf8;
local $ENV{SOURCE_DATE_EPOCH} = 1750000000;

sub item {
    my (%has) = @_;
    my %with = (uri => 'urn:x:1', version => 1, time => '2025-03-12T09:30:00Z', provider => 'Meridian', language => 'en', headline => 'Ferry late', %has);
    s/&/&amp;/g, s/</&lt;/g, s/"/&quot;/g for values %with;
    return qq(<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="$with{uri}" version="$with{version}" standard="NewsML-G2" standardversion="2.35" xml:lang="$with{language}"><itemMeta><itemClass qcode="ninat:text"/><provider literal="$with{provider}"/><versionCreated>$with{time}</versionCreated></itemMeta><contentMeta><headline>$with{headline}</headline><oddity>x</oddity></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>The ferry is late again.</p></body></html></inlineXML></contentSet></newsItem>);
}

sub message { return '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>' . join("\n", @_) . '</itemSet></newsMessage>' }

sub report {
    my ($suffix, @arguments) = @_;
    my $file = scratch($suffix);
    my $r = wirecopy({ seconds => 120 }, 'convert', '-q', '-t', 'json', '-o', scratch('.d') . '/', '--report', $file, @arguments);
    return ($r, -f $file ? slurp($file) : '');
}

# ---------------------------------------------------------------- the counts

{
    my $d = scratch('.d');
    mkdir $d;
    spurt("$d/a.xml", message(item(), item(uri => 'urn:x:2', time => '2025-03-12T10:00:00+01:00', language => 'de'),
            item(uri => 'urn:x:3', provider => 'Gulls', headline => 'CORRECTED-Gulls early', time => '2025-03-12T15:59:59Z')));
    spurt("$d/b.xml", message(item(version => 2, time => '2025-03-12T23:00:00Z'), item()));
    spurt("$d/c.xml", substr message(item(uri => 'urn:x:4'), item(uri => 'urn:x:5')), 0, -300);
    my ($r, $text) = report('.json', $d, 'nosuch.xml');
    is($r->{status}, 3, 'a batch with a missing input: exit 3');
    my $got = eval { $json->decode($text) } // {};
    is($got->{stories}, 6, '... and a report all the same: stories');
    is_deeply($got->{inputs}, { read => 4, withErrors => 1, unreadable => 1 }, 'inputs');
    is_deeply({ map { $_->{provider} => $_->{stories} } @{ $got->{providers} } }, { Meridian => 5, Gulls => 1 }, 'stories by provider');
    is_deeply($got->{languages}, [ { language => 'en', stories => 5 }, { language => 'de', stories => 1 } ], '... language');
    is_deeply($got->{formats}, [ { format => 'newsml-g2', stories => 6 } ], '... format');
    is_deeply($got->{types}, [ { type => 'text', stories => 6 } ], '... type');
    is_deeply([ @{ $got->{versions} }{qw(laterVersions sentAgain corrections kills withoutUri)} ], [ 1, 1, 1, 0, 0 ], 'versions');
    is_deeply([ map { "$_->{hour} $_->{stories}" } @{ $got->{time}{hours} } ],
        [ '2025-03-12T09:00:00Z 4', '2025-03-12T15:00:00Z 1', '2025-03-12T23:00:00Z 1' ], 'hours, in UTC');
    is_deeply($got->{time}{silences}, [ { from => '2025-03-12T16:00:00Z', hours => 7 }, { from => '2025-03-12T10:00:00Z', hours => 5 } ],
        'silences, the longest first');
    is($got->{time}{silentHours}, 12, '... and their sum');
    is($got->{time}{hourOfDay}[9], 4, 'hours of the day');
    is_deeply([ map { $_->{file} } @{ $got->{failures} } ], [ "$d/c.xml", 'nosuch.xml' ], 'failures by name');
    ok((grep { $_->{id} eq 'xml-not-well-formed' && $_->{count} == 1 && $_->{example} =~ m{c\.xml:\d+: } } @{ $got->{findings} }), 'findings, with an example');
    my ($meridian) = grep { $_->{provider} eq 'Meridian' } @{ $got->{providers} };
    is_deeply([ @{ $meridian->{fields} }{qw(uri headlines bodies)} ], [ 5, 5, 5 ], 'fields that a provider fills');
    is($meridian->{fields}{byline}, undef, '... and none it does not');
    ok((grep { $_->{path} =~ /oddity/ && $_->{stories} == 6 && $_->{example} =~ /:1$/ } @{ $got->{notUnderstood} }), 'what was kept though not understood');
    my $bytes = 0;
    $bytes += -s for glob "$d/*.xml";
    is($got->{sizes}{bytes}, $bytes, 'bytes');
    is($got->{speed}, undef, 'no speed where SOURCE_DATE_EPOCH is set');
    delete local $ENV{SOURCE_DATE_EPOCH};
    ok($json->decode((report('.json', $d))[1])->{speed}, '... else there is');
}
{
    my $file = scratch('.json');
    wirecopy('convert', '-q', '-t', 'html', '-o', scratch('.html'), '--report', $file, 'samples/newsml-g2');
    my %dropped = map { $_->{field} => $_->{stories} } @{ $json->decode(slurp($file))->{noPlace} };
    cmp_ok($dropped{edNotes} // 0, '>', 1, 'what the output has no place for');
}

# ---------------------------------------------------------------- threads, files

{
    my @all = grep { !/xslt/ } glob 'samples/*';
    my ($r, $one) = report('.json', '-j', 1, @all);
    is($r->{status}, 0, 'all samples') or diag($r->{err});
    for my $n (2, 4) { is((report('.json', '-j', $n, @all))[1], $one, "-j $n gives the same bytes") }
    my ($again, $page) = report('.html', '-j', 2, @all);
    is((report('.html', @all))[1], $page, 'the page as well');
    is(wirecopy('convert', '-t', 'json', '--report', '-', 'samples/text')->{status}, 2, '--report - beside stories on standard output: exit 2');
    my $both = wirecopy('convert', '-q', '-t', 'json', '-o', scratch('.d') . '/', '--report', '-', 'samples/text');
    like($both->{out}, qr/^<!DOCTYPE html>.*<\/html>\n$/s, '... but with the stories elsewhere');
    is(wirecopy('convert', '-t', 'json', '-o', scratch('.d') . '/', '--report', '/nosuch/report.html', 'samples/text')->{status}, 3, 'a report that cannot be written: exit 3');
}

# ---------------------------------------------------------------- bounds, and harm

{
    my $many = spurt(scratch('.xml'), message(map { item(uri => "urn:x:$_", provider => "Agency $_", language => "x-" . $_ % 1500) } 1 .. 3000));
    my ($r, $text) = report('.json', $many);
    my $got = $json->decode($text);
    is(scalar @{ $got->{providers} }, 301, 'providers are bounded');
    is($got->{providers}[-1]{stories}, 2700, '... the rest is counted together');
    is(scalar @{ $got->{languages} }, 1001, 'names are bounded');
    my $sum = 0;
    $sum += $_->{stories} for @{ $got->{languages} };
    is($sum, 3000, '... and none is lost');
    cmp_ok(length((report('.html', $many))[1]), '<', 120_000, 'so is the page');
}
{
    my $harm = q{"><script>alert(1)</script><img src=x onerror=alert(2)>};
    my $dir = scratch('.d');
    mkdir $dir;
    my $name = "$dir/<b onmouseover=alert(3)>\xFF\e[31m\".xml";
    spurt($name, message(item(provider => $harm, language => $harm, version => $harm), item(provider => "\xE2\x80\xAEgnp.evil", time => '9999-99-99T99:99:99Z'),
            item(provider => 'x' x 100000, time => '0001-01-01T00:00:00Z'), item(time => '9999-12-31T23:59:59Z')) =~ s{</newsMessage>}{<$harm}r);
    my ($r, $page) = report('.html', $name);
    is($r->{signal}, 0, 'harmful content');
    ok($page !~ /<(?:script|img|b [^c]|iframe|link)/i, 'no markup of a feed is in the page');
    ok($page !~ /<[^>]*\son\w+=/i, '... nor a handler');
    ok($page !~ /\e|\xE2\x80\xAE/, '... nor what steers the text');
    like($page, qr/Content-Security-Policy" content="default-src 'none'/, '... and its policy lets nothing in');
    ok($page !~ /<[^>]*(?:src|href)=/, '... it asks for nothing');
    my $valid = do { open my $h, '<', \$page; local $/; my $t = <$h>; my @open; my $bad = '';
        while ($t =~ m{<(/?)([a-z0-9]+)([^>]*?)(/?)>}gi) {
            my ($end, $tag, $self) = ($1, lc $2, $4);
            next if $self || $tag =~ /^(?:meta|br|!doctype)$/;
            if (!$end) { push @open, $tag } elsif (($open[-1] // '') eq $tag) { pop @open } else { $bad ||= "</$tag> closes <" . ($open[-1] // '') . '>'; }
        }
        $bad . join ' ', @open };
    is($valid, '', 'every element of the page is closed in its order');
    ok(eval { utf8::decode(my $copy = $page) }, '... and it is UTF-8');
    ok(eval { $json->decode((report('.json', $name))[1]) }, 'as data too it can be read');
}
SKIP: {
    my ($chromium) = grep { -x } map { "$_/chromium" } split /:/, $ENV{PATH};
    skip 'no chromium here', 2 unless $chromium && !$sanitized;
    my $page = scratch('.html');
    wirecopy('convert', '-q', '-t', 'ninjs', '-o', scratch('.d') . '/', '--report', $page, 'samples/newsml-g2', 'samples/text');
    for my $wide (1200, 500) {
        my $picture = scratch('.png');
        run({ seconds => 60 }, $chromium, '--headless', '--no-sandbox', "--screenshot=$picture", "--window-size=$wide,900", "file://$page");
        cmp_ok(-s $picture // 0, '>', 20000, "a browser shows it $wide wide");
    }
}

done_testing();
