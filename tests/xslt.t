#!/usr/bin/perl
# tests: check plain asan
# Stylesheets: what --stylesheet and --pre make of the samples, what a stylesheet may not do, and that who uses none
# has nothing of XSLT in the process.
use strict;
use warnings;
use FindBin;
use IO::Socket::INET;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $story = 'samples/newsml-g2/harbour-bridge.xml';
my $page = 'samples/xslt/house/page.xsl';
my @lantern = ('--pre', 'samples/xslt/vendor/lantern.xsl', 'samples/xslt/vendor/lantern.xml');
my $json = JSON::PP->new->utf8;

# A stylesheet of so many templates, in a file.
sub sheet {
    my ($inside, %o) = @_;
    my $version = $o{version} // '1.0';
    return spurt(scratch('.xsl'), qq{<xsl:stylesheet version="$version" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" }
        . qq{xmlns:n="http://iptc.org/std/nar/2006-10-01/" xmlns:e="http://exslt.org/common" xmlns:s="http://exslt.org/strings" }
        . qq{xmlns:f="http://exslt.org/functions" xmlns:saxon="http://icl.com/saxon" xmlns:u="urn:u" }
        . qq{extension-element-prefixes="e f saxon u" exclude-result-prefixes="n s">\n$inside\n</xsl:stylesheet>\n});
}
sub text_of { return sheet(qq{<xsl:output method="text"/>$_[0]<xsl:template match="/">$_[1]</xsl:template>}) }

# ---------------------------------------------------------------- what it makes

{
    my $r = wirecopy('convert', '--stylesheet', $page, '--param', 'site=The Kestrel Bay Post', $story);
    is($r->{status}, 0, 'a house\'s page: exit 0') or diag($r->{err});
    like($r->{out}, qr{<title>Kestrel Bay reopens its harbour bridge &amp; halves the toll \| The Kestrel Bay Post</title>}, '... with the parameter');
    like($r->{out}, qr{<time datetime="2025-03-12T14:20:05.5\+01:00">12 March 2025</time>}, '... a template of what it imports');
    like($r->{out}, qr{<td colspan="2">free</td>}, '... and the body as it was');
    unlike($r->{out}, qr/mobile number|555 010 0142/, 'what is not for publication is not given to it');
    like(wirecopy('convert', '--stylesheet', $page, $story)->{out}, qr{\| Example Post</title>}, 'a parameter not given is what the stylesheet says');
    like(wirecopy('convert', '--stylesheet', $page, 'samples/newsml-g2/open-embargo.xml')->{out}, qr{class="status">Not before},
        'document() reads the files of the stylesheet');
    my $copy = sheet('<xsl:output indent="no"/><xsl:template match="/"><xsl:copy-of select="."/></xsl:template>');
    my $all = wirecopy('convert', '--stylesheet', $copy, '--with-non-public', $story)->{out};
    like($all, qr/mobile number/, '--with-non-public gives it all');
    my $some = wirecopy('convert', '--stylesheet', $copy, $story)->{out};
    unlike($some, qr/mobile number|555 010 0142/, '... and without that it is not even there to be left out');
    like($some, qr/Adds the engineer's figures/, '... but notes that are not constrained are');
    like(wirecopy('convert', '-t', 'newsml-g2@2.29', '--stylesheet', $copy, $story)->{out}, qr/standardversion="2.29"/, '-t newsml-g2@2.29 is the version it is given');
    my $ledger = scratch('.ledger');
    wirecopy('convert', '--stylesheet', $copy, '--ledger', $ledger, $story);
    my $row = $json->decode((split /\n/, slurp($ledger))[0]);
    ok((grep { $_->{path} eq 'edNotes' && $_->{why} eq 'not for publication' } @{ $row->{rows} }), 'the ledger says what was held back');
    is($row->{bodyGiven}, $row->{bodyWritten}, '... and that all of the body was given');
}
{
    my $r = wirecopy('convert', '-t', 'json', @lantern, '--param', 'agency=Lantern Press');
    is($r->{status}, 0, "a vendor's XML by --pre: exit 0") or diag($r->{err});
    my $a = $json->decode($r->{out});
    is($a->{headlines}[0]{value}, 'Lighthouse of Gull Rock goes dark for a week', '... its headline');
    is_deeply($a->{keywords}, [ 'lighthouse', 'shipping' ], '... its keywords');
    is($a->{provider}{name}, 'Lantern Press', '... a parameter');
    is_deeply([ @{ $a->{source} }{qw(format file)} ], [ 'nitf', 'samples/xslt/vendor/lantern.xml' ], '... read as NITF, of the file it came in');
    like($a->{bodies}[1]{value}, qr/office\.\x{A0}A buoy/, '... entities of HTML in it');
    unlike(wirecopy('convert', '-t', 'html', @lantern)->{out}, qr/555 01 88/, '... what is not for publication kept apart');
    like(wirecopy('inspect', @lantern)->{out}, qr/Gull Rock/, 'inspect takes --pre as well');
    is(wirecopy('validate', '-q', @lantern)->{status} <= 1, 1, '... and so does validate');
    my $both = wirecopy('convert', '--stylesheet', $page, @lantern, '--param', 'agency=A', '--param', 'site=B');
    like($both->{out}, qr/dark for a week \| B</, 'both at once, each with its parameters') or diag($both->{err});
    is($r->{out}, wirecopy({ stdin => 'samples/xslt/vendor/lantern.xml' }, 'convert', '-t', 'json', @lantern[0, 1], '--param', 'agency=Lantern Press')->{out}
            =~ s{<stdin>}{samples/xslt/vendor/lantern.xml}r, '... from a pipe');
}
{
    my $out = scratch('.d');
    my $made = text_of('', '<xsl:value-of select="*/n:contentMeta/n:headline[1]"/>');
    my $r = wirecopy('convert', '--stylesheet', $made, '-o', "$out/", 'samples/newsml-g2/night-message.xml', 'samples/text/reuters-update.txt');
    is($r->{status}, 0, 'into a folder: exit 0') or diag($r->{err});
    is(join(' ', map { s{.*/}{}r } sort glob "$out/*"), 'night-message-2.txt night-message-3.txt night-message.txt reuters-update.txt',
        '... a file a story, with the suffix of the output method');
    is(slurp("$out/reuters-update.txt"), "UPDATE 2-Kestrel Bay harbour halves bridge toll, shares rise\n", '... rightly');
    my @many = (samples('newsml-g2/'), samples('text/')) x 3;
    my $one = wirecopy('convert', '-j', '1', '--stylesheet', $page, @many);
    my $four = wirecopy('convert', '-j', '4', '--stylesheet', $page, @many);
    is($four->{out}, $one->{out}, '-j 4 gives the same');
    is($four->{err}, $one->{err}, '... and says the same');
    my $functions = text_of('<f:function name="u:twice"><xsl:param name="x"/><f:result select="concat($x, $x)"/></f:function>',
        '<xsl:value-of select="u:twice(*/n:itemMeta/n:title)"/>');
    is(wirecopy('convert', '-j', '4', '--stylesheet', $functions, @many)->{out}, wirecopy('convert', '-j', '1', '--stylesheet', $functions, @many)->{out},
        '... functions of EXSLT too');
    my $pres = wirecopy('convert', '-j', '4', '-c', '-t', 'json', @lantern, ('samples/xslt/vendor/lantern.xml') x 20);
    is(scalar(() = $pres->{out} =~ /Gull Rock goes dark for a week"\}/g), 21, '... and --pre') or diag($pres->{err});
}
for my $case ([ '<xsl:output method="html"/>', 'html' ], [ '<xsl:output method="xml"/>', 'xml' ], [ '', 'xml' ],
    [ '<xsl:output method="text" media-type="application/json"/>', 'json' ], [ '<xsl:output media-type="application/rss+xml"/>', 'rss' ]) {
    my ($said, $suffix) = @$case;
    my $out = scratch('.d');
    wirecopy('convert', '--stylesheet', sheet("$said<xsl:template match='/'><x/></xsl:template>"), '-o', "$out/", $story);
    ok(-f "$out/harbour-bridge.$suffix", ($said || 'no xsl:output') . ": .$suffix");
}
is(wirecopy('convert', '--stylesheet', sheet('<xsl:output encoding="ISO-8859-1"/><xsl:template match="/"><x>&#233;</x></xsl:template>'), $story)->{out},
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<x>\xE9</x>\n", 'the encoding of xsl:output');

# ---------------------------------------------------------------- what is wrong is said at its place

sub fails { # NAME, STYLESHEET, ID, LINE, TEXT, STATUS
    my ($name, $sheet, $id, $line, $text, $status) = @_;
    my $out = scratch('.out');
    spurt($out, 'as it was');
    my $r = wirecopy({ seconds => $sanitized ? 120 : 30 }, 'convert', '--stylesheet', $sheet, '-o', $out, $story);
    is($r->{status}, $status, "$name: exit $status");
    like($r->{err}, qr/^\Q$sheet\E:$line:(?:\d+:)? error: .*$text.*\[$id\]$/m, '... said with its place');
    is(slurp($out), 'as it was', '... and nothing is written');
    is(fine_failure($r), '', '... decently') or diag($r->{err});
}
fails('not well-formed', spurt(scratch('.xsl'), "<xsl:stylesheet\n"), 'stylesheet-broken', 2, '', 3);
fails('no stylesheet', spurt(scratch('.xsl'), "<html><b/></html>\n"), 'stylesheet-broken', 1, '', 3);
fails('an expression that is none', sheet('<xsl:template match="/"><xsl:value-of select="a["/></xsl:template>'), 'stylesheet-broken', 2, '', 3);
fails('an element there is not', sheet("<xsl:foo/>"), 'stylesheet-broken', 2, 'foo', 3);
fails('XSLT 2.0', sheet('<xsl:template match="/"/>', version => '2.0'), 'stylesheet-version', 1, '2\.0', 3);
fails('XSLT 3.0', sheet('<xsl:template match="/"/>', version => '3.0'), 'stylesheet-version', 1, '3\.0', 3);
fails('a function there is not', sheet("<xsl:template match='/'>\n<xsl:value-of select='nosuch()'/></xsl:template>"), 'stylesheet-failed', 3, 'nosuch', 1);
fails('a variable there is not', sheet("<xsl:template match='/'>\n<xsl:value-of select='\$nosuch'/></xsl:template>"), 'stylesheet-failed', 3, 'nosuch', 1);
fails('a stylesheet that ends itself', sheet("<xsl:template match='/'>\n<xsl:message terminate='yes'>no picture</xsl:message></xsl:template>"),
    'stylesheet-failed', 3, '', 1);
{
    my $r = wirecopy('convert', '--stylesheet', sheet('<xsl:import href="nosuch.xsl"/>'), $story);
    is($r->{status}, 3, 'an import that is not there: exit 3');
    like($r->{err}, qr/nosuch\.xsl: error: cannot be read: No such file/, '... by its name');
    $r = wirecopy('convert', '--stylesheet', sheet("<xsl:template match='/'><xsl:message>a word &amp; more</xsl:message><x/></xsl:template>"), $story);
    is($r->{status}, 0, 'xsl:message: exit 0');
    like($r->{err}, qr/:2: warning: the stylesheet says: a word & more; with \Q$story\E \[stylesheet-message\]/, '... is a warning');
    $r = wirecopy('convert', '-c', '-t', 'json', '--pre', 'samples/xslt/vendor/lantern.xsl', 'samples/text/kill-notice.txt', 'samples/xslt/vendor/lantern.xml');
    is($r->{status}, 1, 'no XML for --pre: exit 1');
    like($r->{err}, qr/kill-notice\.txt:1:\d+: error: .*\[input-not-xml\]/, '... said with its place');
    like($r->{out}, qr/Gull Rock/, '... and the next is read');
    $r = wirecopy('convert', '-t', 'json', '--pre', sheet('<xsl:output method="text"/><xsl:template match="/"/>'), $story);
    is($r->{status}, 1, 'a --pre that makes nothing: exit 1');
    like($r->{err}, qr/makes nothing/, '... is told');
    for my $case ([ 'no such parameter', '--stylesheet', $page, '--param', 'nosuch=1' ], [ 'a parameter without =', '--stylesheet', $page, '--param', 'site' ],
        [ 'a parameter for nothing', '-t', 'json', '--param', 'site=1' ], [ 'another format', '-t', 'json', '--stylesheet', $page ]) {
        my ($what, @arguments) = @$case;
        is(wirecopy('convert', @arguments, $story)->{status}, 2, "$what: exit 2");
    }
}

# ---------------------------------------------------------------- what it may not

my $target = scratch('.written');
my $secret = spurt(scratch('.secret.xml'), '<secret>sesame</secret>');
my $server = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die;
my $web = 'http://127.0.0.1:' . $server->sockport . '/x.xsl';
$server->blocking(0);
fails('exslt:document', sheet("<xsl:template match='/'>\n<e:document href='$target'>x</e:document></xsl:template>"), 'stylesheet-forbidden', 3, '', 1);
fails('saxon:output', sheet("<xsl:template match='/'>\n<saxon:output href='$target'>x</saxon:output></xsl:template>"), 'stylesheet-forbidden', 3, '', 1);
fails('xsl:document', sheet("<xsl:template match='/'>\n<xsl:document href='$target'>x</xsl:document></xsl:template>", version => '1.1'),
    'stylesheet-forbidden', 3, '', 1);
fails('a file by document()', sheet("<xsl:template match='/'>\n<xsl:copy-of select=\"document('$secret')\"/></xsl:template>"), 'stylesheet-forbidden', 3, '', 1);
fails('the web by document()', sheet("<xsl:template match='/'>\n<xsl:copy-of select=\"document('$web')\"/></xsl:template>"), 'stylesheet-forbidden', 3, '', 1);
{
    my $r = wirecopy('convert', '--stylesheet', sheet("<xsl:import href='$web'/>"), $story);
    is($r->{status}, 3, 'the web by xsl:import: exit 3');
    like($r->{err}, qr/\[stylesheet-forbidden\]/, '... forbidden');
    $r = wirecopy('convert', '--stylesheet', spurt(scratch('.xsl'), qq{<!DOCTYPE x [<!ENTITY p SYSTEM "$secret"><!ENTITY % q SYSTEM "$web">%q;]>\n}
        . '<x xsl:version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">&p;</x>'), $story);
    is($r->{status}, 3, 'entities from outside: exit 3');
    my $own = sheet("<xsl:template match='/'><xsl:value-of select=\"count(document('')//xsl:template)\"/></xsl:template><xsl:output method='text'/>");
    is(wirecopy('convert', '--stylesheet', $own, $story)->{out}, "1\n", "document('') is the stylesheet itself");
    my $given = spurt(scratch('.xml'), qq{<!DOCTYPE x [<!ENTITY p SYSTEM "$secret">]>\n<TELEGRAM><ZEILE>&p;</ZEILE></TELEGRAM>});
    $r = wirecopy('convert', '-t', 'json', @lantern[0, 1], $given);
    is($r->{status}, 1, 'an input of --pre with an entity from outside: exit 1');
    unlike($r->{out} . $r->{err}, qr/sesame/, '... which is not read');
    my $lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' . join('', map { my $before = chr(ord($_) - 1); "<!ENTITY $_ \"" . "&$before;" x 10 . '">' } 'b' .. 'k') . ']>';
    $r = wirecopy({ seconds => 30 }, 'convert', '-t', 'json', @lantern[0, 1], spurt(scratch('.xml'), "$lol<TELEGRAM><ZEILE>&k;</ZEILE></TELEGRAM>"));
    is($r->{status}, 1, 'an input of --pre that expands without end: exit 1');
}
ok(!-e $target, 'nothing was written');
is($server->accept, undef, 'nobody called');

# ---------------------------------------------------------------- what it is given is what may be published

SKIP: {
    my $oracle = $ENV{WIRECOPY_ORACLE} // "$root/../shared";
    skip 'no corpus here', 1 unless -x "$oracle/tools/check_public.py" && -d "$oracle/corpus";
    my $copy = sheet('<xsl:template match="/"><xsl:copy-of select="."/></xsl:template>');
    my $instead = spurt(scratch('.sh'), qq{#!/bin/sh\n[ "\$3" != html ] || exec $program convert --stylesheet $copy "\$4"\nexec $program "\$@"\n});
    chmod 0755, $instead;
    my $r = run({ seconds => 600 }, '/usr/bin/python3', "$oracle/tools/check_public.py", '--wirecopy', $instead, '--require', '100',
        map { "$oracle/corpus/$_" } qw(newsml-g2/dpa-sample newsml-g2/dpa iptc7901));
    is($r->{status}, 0, 'check_public.py finds nothing not for publication in what a stylesheet is given') or diag($r->{out}, $r->{err});
}

# ---------------------------------------------------------------- it ends

my $again = '<xsl:call-template name="a"/>';
fails('a template that calls itself', sheet("<xsl:template match='/'>$again</xsl:template><xsl:template name='a'>$again</xsl:template>"), 'stylesheet-limit', 2, '', 1);
my $less = '<xsl:call-template name="a"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>';
fails('a tree of calls', sheet("<xsl:template match='/'><xsl:call-template name='a'><xsl:with-param name='n' select='60'/></xsl:call-template></xsl:template>"
    . "<xsl:template name='a'><xsl:param name='n'/><xsl:if test='\$n &gt; 0'>$less$less</xsl:if></xsl:template>"), 'stylesheet-limit', 2, '', 1);
fails('an expression in an expression', sheet('<xsl:template match="/"><xsl:value-of select="count(//*[count(//*[count(//*[count(//*[count(//*) &gt; 1]) &gt; 1]) &gt; 1]) &gt; 1])"/></xsl:template>'),
    'stylesheet-limit', 2, '', 1);
fails('a text that doubles', sheet('<xsl:template match="/"><xsl:call-template name="a"><xsl:with-param name="s" select="\'0123456789\'"/></xsl:call-template></xsl:template>'
    . '<xsl:template name="a"><xsl:param name="s"/><xsl:call-template name="a"><xsl:with-param name="s" select="concat($s, $s)"/></xsl:call-template></xsl:template>'),
    'stylesheet-limit', 2, '', 1);
is(wirecopy('convert', '--stylesheet', spurt(scratch('.xsl'), "<a>" x 100000), $story)->{status}, 3, 'deep nesting: exit 3');

# ---------------------------------------------------------------- who does not use it does not have it

SKIP: {
    skip 'no ldd', 1 if system('command -v ldd >/dev/null') != 0;
    unlike(scalar(`ldd $program`), qr/xslt/, 'the program is not linked with libxslt');
}
for my $case ([ 0, 'convert', '-t', 'json' ], [ 0, 'inspect' ], [ 0, 'validate', '-q' ], [ 1, 'convert', '--stylesheet', $page ], [ 1, 'convert', '-t', 'json', @lantern[0, 1] ]) {
    my ($wanted, @arguments) = @$case;
    my $fifo = scratch('.fifo');
    system('mkfifo', $fifo) == 0 or die;
    my $pid = fork // die;
    if ($pid == 0) {
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        exec $program, @arguments, $story, $fifo;
    }
    open my $f, '>', $fifo or die; # it has read the story and now waits for this
    my $maps = slurp("/proc/$pid/maps");
    print {$f} slurp($story);
    close $f;
    waitpid $pid, 0;
    is($maps =~ /xslt/ ? 1 : 0, $wanted, "@arguments: libxslt " . ($wanted ? 'is' : 'is not') . ' in the process');
}
{
    my $alone = scratch('.d');
    mkdir $alone;
    system('cp', $program, "$alone/wirecopy") == 0 or die;
    my $r = run({}, "$alone/wirecopy", 'convert', '--stylesheet', $page, $story);
    is($r->{status}, 3, 'without the module: exit 3');
    like($r->{err}, qr/\[module-missing\]/, '... and why is said');
    is(run({}, "$alone/wirecopy", 'convert', '-t', 'json', $story)->{status}, 0, '... all else goes');
    mkdir "$alone/bin"; mkdir "$alone/libexec"; mkdir "$alone/libexec/wirecopy";
    system('cp', $program, "$alone/bin/wirecopy"); system('cp', "$build/xslt.so", "$alone/libexec/wirecopy/");
    is(run({}, "$alone/bin/wirecopy", 'convert', '--stylesheet', $page, $story)->{status}, 0, 'it is found in libexec, beside bin');
}
done_testing();
