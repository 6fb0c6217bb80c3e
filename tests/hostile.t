#!/usr/bin/perl
# tests: check plain asan
# Bytes that mean harm: each must end soon, by itself, with the right status and an error that says where.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $patience = $sanitized ? 60 : 15;    # seconds a single run may take at most
my $g2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35"';

# A NewsML-G2 item around a body or a head, well-formed but for what the caller puts in.
sub item {
    my (%part) = @_;
    return join '', '<?xml version="1.0" encoding="', $part{encoding} // 'UTF-8', qq("?>\n), $part{doctype} // '',
        qq(<newsItem $g2 guid="urn:x:hostile" version="1"), $part{attributes} // '', ">\n",
        "<itemMeta><itemClass qcode=\"ninat:text\"/><provider literal=\"x\"/>",
        "<versionCreated>2025-01-01T00:00:00Z</versionCreated>", $part{meta} // '', "</itemMeta>\n",
        "<contentMeta><headline>", $part{headline} // 'A headline', "</headline></contentMeta>\n",
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>',
        $part{body} // '<p>A body.</p>', "</body></html></inlineXML></contentSet>\n</newsItem>\n";
}

# Convert bytes to json; the file's name is in every error there is.
sub convert {
    my ($bytes, %how) = @_;
    my $path = spurt(scratch($how{suffix} // '.xml'), $bytes);
    my $r = wirecopy({ seconds => $how{seconds} // $patience }, 'convert', '-c', '-t', $how{to} // 'json',
        @{ $how{options} // [] }, $path);
    $r->{name} = $path;
    unlink $path;
    return $r;
}

# It must fail, with status 1, and the error must name file and line.
sub refused {
    my ($what, $r) = @_;
    my $bad = fine_failure($r, $r->{name});
    $bad ||= "exit status $r->{status}" unless $r->{status} == 1;
    # where there is nothing that could be read, or it cannot be unpacked, there is no line either
    $bad ||= "no line number: $r->{err}"
        unless $r->{err} =~ /^\Q$r->{name}\E:(?:\d+| error: .*\[(?:input-empty|input-unknown|container-broken)\])/m;
    return ok(!$bad, $what) || diag("$bad");
}

# It must be read, exit 0.
sub accepted {
    my ($what, $r) = @_;
    my $bad = fine_failure($r);
    $bad ||= "exit status $r->{status}: $r->{err}" unless $r->{status} == 0;
    return ok(!$bad, $what) || diag("$bad");
}

sub accepted_run {
    my $r = convert(@_);
    is($r->{status}, 0, 'exit 0') or diag($r->{err});
    return $r;
}

# Either, so long as it is decent.
sub decent {
    my ($what, $r) = @_;
    my $bad = fine_failure($r, $r->{name});
    $bad ||= "exit status $r->{status}" if $r->{status} > 1;
    return ok(!$bad, $what) || diag("$bad");
}

# Many decent runs are one test: the first that is not tells of itself.
sub all_decent {
    my ($what, @runs) = @_;
    my $count = 0;
    for my $case (@runs) {
        my ($name, $bytes, %how) = @$case;
        my $r = convert($bytes, %how);
        $count++;
        my $bad = fine_failure($r, $r->{name});
        $bad ||= "exit status $r->{status}" if $r->{status} > 1;
        $bad ||= "not one JSON value a line" if $r->{out} =~ /[^\n]\z/;
        if ($bad) {
            my $kept = spurt("/tmp/wirecopy-hostile-$$" . ($how{suffix} // '.xml'), $bytes);
            fail("$what: $name");
            diag("$bad\nkept as $kept");
            return;
        }
    }
    return pass("$what ($count inputs)");
}

sub headlines { return ($_[0]{out} =~ /"role":"main","value":"((?:[^"\\]|\\.)*)"/g) }

# ---------------------------------------------------------------- as a measure: what is well-formed goes through

accepted('the frame used below is itself sound', convert(item()));

# ---------------------------------------------------------------- cut and damaged

srand 20250312;
my @shrapnel = ('<', '>', '&', '"', "'", '/', ']]>', '<!--', '<![CDATA[', '&#0;', '&#x110000;', '&nbsp;', "\0", "\xff");
my $step = $sanitized ? 512 : 64;
for my $path (samples()) {
    my $whole = slurp($path);
    my ($suffix) = $path =~ /(\.\w+)$/;
    my $short = $path =~ s{.*/}{}r;
    my @cuts;
    for (my $n = 0; $n < length $whole; $n += $step) {
        push @cuts, [ "$short cut at $n", substr($whole, 0, $n), suffix => $suffix ];
    }
    all_decent("$short cut at every ${step}th byte", @cuts);
    my @damaged;
    for my $round (1 .. ($sanitized ? 6 : 40)) {
        my $bytes = $whole;
        for (1 .. 1 + int rand 4) {
            my $at = int rand length $bytes;
            my $how = int rand 4;
            if    ($how == 0) { substr($bytes, $at, 1) = chr int rand 256 }
            elsif ($how == 1) { substr($bytes, $at, 1 + int rand 20) = '' }
            elsif ($how == 2) { substr($bytes, $at, 0) = substr($bytes, int rand length $bytes, 1 + int rand 60) }
            else { substr($bytes, $at, 0) = $shrapnel[int rand @shrapnel] }
        }
        push @damaged, [ "$short damaged, round $round", $bytes, suffix => $suffix ];
    }
    all_decent("$short with damaged bytes", @damaged);
}

# A message that breaks off gives the stories before the break, then one error.
{
    my $message = slurp("$root/samples/newsml-g2/night-message.xml");
    my $at = index $message, 'KILL: Storm';
    my $r = convert(substr $message, 0, $at);
    refused('a message cut in its second story is refused', $r);
    is_deeply([ headlines($r) ], ['Town budget grows by 2.5 percent'], '... after its first story came out');
    my @errors = $r->{err} =~ /: error: /g;
    is(scalar @errors, 1, '... with one error') or diag($r->{err});
    $message =~ s{(<newsItem[^>]*storm.*?)</newsItem>}{$1</newsItem2>}s;
    refused('a message with a wrong end tag is refused', convert($message));
}

# ---------------------------------------------------------------- entities

my $bomb = "<!DOCTYPE newsItem [\n<!ENTITY a0 \"lol\">\n"
    . join('', map { "<!ENTITY a$_ \"" . ('&a' . ($_ - 1) . ';') x 10 . "\">\n" } 1 .. 9) . "]>\n";
refused('billion laughs in the body',     convert(item(doctype => $bomb, body => '<p>&a9;</p>')));
refused('billion laughs in the headline', convert(item(doctype => $bomb, headline => '&a9;')));
refused('billion laughs in an attribute', convert(item(doctype => $bomb, attributes => ' xml:lang="&a9;"')));
my $quadratic = '<!DOCTYPE newsItem [<!ENTITY q "' . ('q' x 100_000) . "\">]>\n";
refused('quadratic blow-up in the body',     convert(item(doctype => $quadratic, body => '<p>' . '&q;' x 5000 . '</p>')));
refused('quadratic blow-up in an attribute', convert(item(doctype => $quadratic, attributes => ' xml:lang="' . '&q;' x 5000 . '"')));
refused('an entity that contains itself',
    convert(item(doctype => "<!DOCTYPE newsItem [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>\n", body => '<p>&a;</p>')));
refused('an entity that is not declared', convert(item(body => '<p>&nosuchentity;</p>')));
{
    my $r = convert(item(body => '<p>a&nbsp;b &eacute;t&eacute; &mdash; &hellip;</p>'));
    accepted('the named characters of HTML need no DTD', $r);
    like($r->{out}, qr/a\xC2\xA0b \xC3\xA9t\xC3\xA9 \xE2\x80\x94 \xE2\x80\xA6/, '... and are the characters they name');
    $r = convert(item(doctype => '<!DOCTYPE newsItem SYSTEM "nowhere.dtd">' . "\n", body => '<p>a&nbsp;b</p>'));
    accepted('nor do they with an external DOCTYPE', $r);
    like($r->{out}, qr/a\xC2\xA0b/, '... in which none is dropped');
    $r = convert(item(doctype => "<!DOCTYPE newsItem [<!ENTITY desk \"the desk\">]>\n", body => '<p>by &desk;</p>'));
    accepted('an entity the document declares', $r);
    like($r->{out}, qr/by the desk/, '... is what it says');
}

# ---------------------------------------------------------------- nothing is fetched

my $canary = spurt(scratch('.canary'), 'CANARY-MUST-NOT-BE-READ');
my @external = (
    [ 'an external entity of a file', "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"file://$canary\">]>\n", '<p>&x;</p>' ],
    [ 'an external entity by a bare path', "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"$canary\">]>\n", '<p>&x;</p>' ],
    [ 'an external parameter entity', "<!DOCTYPE newsItem [<!ENTITY % x SYSTEM \"file://$canary\"> %x;]>\n", '<p>a</p>' ],
    [ 'an external DTD', "<!DOCTYPE newsItem SYSTEM \"file://$canary\">\n", '<p>a</p>' ],
    [ 'an entity over HTTP', "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]>\n", '<p>&x;</p>' ],
    [ 'an external DTD over FTP', "<!DOCTYPE newsItem PUBLIC \"-//X//Y\" \"ftp://127.0.0.1:9/x.dtd\">\n", '<p>a</p>' ],
    [ '/etc/passwd', "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n", '<p>&x;</p>' ],
    [ 'an unparsed entity', "<!DOCTYPE newsItem [<!NOTATION n SYSTEM \"n\"><!ENTITY x SYSTEM \"file://$canary\" NDATA n>]>\n", '<p>a</p>' ],
);
for my $case (@external) {
    my ($what, $doctype, $body) = @$case;
    my $r = convert(item(doctype => $doctype, body => $body));
    decent("$what: decent", $r);
    unlike($r->{out} . $r->{err}, qr/CANARY|root:x:/, '... and not fetched');
}
{
    my $r = convert(item(body => "<p>a</p><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"$canary\" parse=\"text\"/>"));
    decent('an XInclude: decent', $r);
    unlike($r->{out}, qr/CANARY-MUST/, '... and not followed');
    $r = convert(qq(<?xml version="1.0"?>\n<?xml-stylesheet href="file://$canary"?>\n) . item() =~ s/^<\?xml.*?\?>\n//r);
    accepted('a stylesheet instruction', $r);
    unlike($r->{out}, qr/CANARY-MUST/, '... and not followed');
    unless (system('strace -V >/dev/null 2>&1')) {
        my $path = spurt(scratch('.xml'), item(doctype => $external[0][1], body => '<p>&x;</p>') );
        my $trace = scratch('.trace');
        run({ seconds => $patience }, 'strace', '-f', '-e', 'trace=socket,connect,openat', '-o', $trace,
            $program, 'convert', '-t', 'json', $path);
        my $calls = -f $trace ? slurp($trace) : '';
        SKIP: {
            skip 'strace may not trace here', 1 unless $calls =~ /openat/;
            unlike($calls, qr/AF_INET|\Q$canary\E/, 'the kernel saw neither a socket nor the file opened');
        }
    }
}

# ---------------------------------------------------------------- depth, size, number

my $limit;
{
    my $r = convert(item(body => '<div>' x 100_000 . '<p>deep</p>' . '</div>' x 100_000));
    refused('100 000 levels of nesting', $r);
    ($limit) = $r->{err} =~ /more than (\d+) elements/;
    ok(defined $limit, '... and the error names the limit') or diag($r->{err});
    $limit //= 512;
    my $levels = $limit - 20;
    $r = convert(item(body => '<div>' x $levels . '<p>deep</p>' . '</div>' x $levels));
    accepted("$levels levels of nesting", $r);
    like($r->{out}, qr/deep/, '... keep their text');
}
refused('100 000 levels that are never closed', convert(item(body => '<div>' x 100_000) =~ s{</body>.*}{}sr));
refused('100 000 levels outside the body', convert(item(meta => '<x>' x 100_000 . '</x>' x 100_000)));
{
    # newsItem, contentSet, inlineXML, html and body stand around
    my @status = map { convert(item(body => '<div>' x $_ . 'x' . '</div>' x $_))->{status} } $limit - 13 .. $limit + 3;
    my ($first) = grep { $status[$_] } 0 .. $#status;
    is($first, 13 - 5 + 1, "the limit of depth: $limit open elements go, one more does not") or diag("@status");
    ok(!grep({ $_ == 0 } @status[ ($first // 0) .. $#status ]), '... sharp: all below go, none above');
}
{
    my $r = convert(item(attributes => join '', map { " a$_=\"1\"" } 1 .. 160_000), seconds => $sanitized ? 30 : 5);
    refused('160 000 attributes on one tag, in seconds', $r);
    refused('an attribute of 10 MB', convert(item(attributes => ' x="' . 'x' x 10_000_000 . '"')));
    accepted('a tag of 200 kB', convert(item(attributes => ' x="' . 'x' x 200_000 . '"')));
    refused('a tag that never ends', convert(substr(item(), 0, 200) . ' <x ' . 'y="z" ' x 2_000_000));
    refused('a name of 10 MB', convert(item(meta => '<' . 'n' x 10_000_000 . '/>')));
}
for my $n (10_000_000) {
    decent('a comment of 10 MB', convert(item(body => '<p>a</p><!--' . 'c' x $n . '-->')));
    decent('a CDATA section of 10 MB', convert(item(body => '<p><![CDATA[' . 'd ' x ($n / 2) . ']]></p>')));
    decent('a processing instruction of 10 MB', convert(item(body => '<p>a</p><?x ' . 'i' x $n . '?>')));
    decent('a text of 10 MB', convert(item(body => '<p>' . 't ' x ($n / 2) . '</p>')));
    decent('a headline of 10 MB', convert(item(headline => 'h ' x ($n / 2))));
    decent('a DOCTYPE of 10 MB', convert(item(doctype => "<!DOCTYPE newsItem [<!--" . 'd' x $n . "-->]>\n")));
}
decent('200 000 paragraphs', convert(item(body => '<p>word</p>' x 200_000)));
decent('100 000 siblings of an inline', convert(item(body => '<p>' . '<b>x</b> ' x 100_000 . '</p>')));
decent('50 000 subjects', convert(item() =~ s{(<contentMeta>.*?</headline>)}{$1 . '<subject qcode="a:b"/>' x 50_000}sre));
decent('20 000 elements of different names', convert(item(meta => join '', map { "<x$_>y</x$_>" } 1 .. 20_000), seconds => $patience * 2));
decent('20 000 namespaces', convert(item(meta => join '', map { "<p$_:x xmlns:p$_=\"urn:$_\"/>" } 1 .. 20_000), seconds => $patience * 2));
decent('inlines across blocks, 2 000 deep', convert(item(body => '<b><i><p>' x 150 . 'x' . '</p></i></b>' x 150)));
decent('a formatting storm', convert(item(body => '<b><p>a</p><p>b</p>' x 160 . '</b>' x 160)));

# ---------------------------------------------------------------- bytes that are no text

refused('an empty .xml file', convert(''));
refused('white space only',   convert(" \n\t\n"));
refused('only a byte order mark', convert("\xEF\xBB\xBF"));
refused('only a byte order mark, UTF-16', convert("\xFF\xFE"));
refused('NUL bytes',      convert("\0" x 1000));
refused('random bytes',   convert(join '', map { chr int rand 256 } 1 .. 5000));
refused('a NUL in the text', convert(item(body => "<p>a\0b</p>")));
refused('a control character in the text', convert(item(body => "<p>a\x01b</p>")));
refused('a reference to U+0000', convert(item(body => '<p>&#0;</p>')));
refused('a reference past Unicode', convert(item(body => '<p>&#x110000;</p>')));
refused('a reference to a surrogate', convert(item(body => '<p>&#xD800;</p>')));
refused('bytes that are not UTF-8', convert(item(body => "<p>caf\xE9</p>")));
refused('an overlong slash', convert(item(body => "<p>\xC0\xAF</p>")));
refused('a lone continuation byte in an attribute', convert(item(attributes => " xml:lang=\"\x80\"")));
refused('an encoding nobody knows', convert(item(encoding => 'KLINGON-8')));
refused('UTF-16 declared, ASCII sent', convert(item(encoding => 'UTF-16')));
decent('UTF-8 sent, US-ASCII declared', convert(item(encoding => 'US-ASCII', body => "<p>caf\xC3\xA9</p>")));
{
    my $r = convert(item(encoding => 'ISO-8859-1', body => "<p>caf\xE9</p>"));
    accepted('Latin-1 declared and sent', $r);
    like($r->{out}, qr/caf\xC3\xA9/, '... arrives as UTF-8');
    $r = convert(item(encoding => 'windows-1252', body => "<p>\x93quoted\x94 \x80 5</p>"));
    accepted('Windows-1252 declared and sent', $r);
    like($r->{out}, qr/\xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x82\xAC 5/, '... arrives as UTF-8');
    my $wide = "\xFF\xFE" . join '', map { "$_\0" } split //, item(encoding => 'UTF-16');
    accepted('UTF-16 with a mark', convert($wide));
    refused('UTF-16 cut in the middle of a character', convert(substr $wide, 0, 1001));
}
refused('a PNG', convert("\x89PNG\r\n\x1A\n\0\0\0\rIHDR" . join '', map { chr int rand 256 } 1 .. 500));
refused('a gzip', convert("\x1F\x8B\x08\0\0\0\0\0" . join '', map { chr int rand 256 } 1 .. 500));
# NITF: documents one after another are several, and a fault in one does not take those before it.
sub nitf { return "<nitf><head><docdata><doc-id id-string=\"$_[0]\"/></docdata></head><body><body.head><hedline><hl1>$_[0]</hl1></hedline>"
    . "</body.head><body.content>$_[1]</body.content></body></nitf>" }
my $declared = "<?xml version=\"1.0\"?>\n";
is(join(' ', headlines(accepted_run(nitf(1, '<p>a</p>') . $declared . nitf(2, '<p>b</p>') . "\xEF\xBB\xBF" . $declared . nitf(3, '<p>c</p>')))),
    '1 2 3', 'three documents in one file, one with a byte order mark');
my $cut = convert(nitf(1, '<p>a</p>') . "\n" . nitf(2, '<p>b</'));
is("$cut->{status} " . join(' ', headlines($cut)), '1 1', 'a second document that is cut leaves the first');
like($cut->{err}, qr/:2:/, '... and the error names its line');
my @many = headlines(accepted_run(join "\n", map { nitf($_, "<p>$_</p>") } 1 .. 2000));
is(scalar @many, 2000, '2000 documents in one file');
accepted('media in captions of media, 200 deep', convert(nitf(1, join '', map({ "<media media-type=\"image\"><media-reference source=\"$_\"/><media-caption>" } 1 .. 60),
    'x', '</media-caption></media>' x 60)));
accepted('100 000 entities', convert(nitf(1, '<p>' . join(' ', map { "<person value=\"$_\">P $_</person>" } 1 .. 100_000) . '</p>')));
accepted('30 000 media', convert(nitf(1, join '', map { "<media media-type=\"image\"><media-reference source=\"$_.jpg\"/></media>" } 1 .. 30_000)));
accepted('a body that is all titles of a byline', convert(nitf(1, '<p>a</p>') =~ s{</hedline>}{'</hedline><byline>' . '<byttl>x</byttl>' x 20_000 . '</byline>'}er));
accepted('20 000 bylines', convert(nitf(1, '<p>a</p>') =~ s{</hedline>}{'</hedline>' . '<byline>x</byline>' x 20_000}er));
for my $to (qw(nitf newsml-g2)) {
    accepted("60 tables within each other, as $to", convert(nitf(1, '<table><tr><td>' x 60 . 'x' . '</td></tr></table>' x 60), to => $to));
    accepted("an announcement within elements within each other, as $to",
        convert(nitf(1, '<p><em><lang class="a">Not for publication: <copyrite>x</copyrite></lang></em></p>'), to => $to));
}

refused('two roots', convert(item() . '<x/>'));
refused('text after the root', convert(item() . 'more'));
refused('HTML in place of XML', convert("<html><body><p>unclosed<br></body></html>"));
refused('XML that is no news', convert("<?xml version=\"1.0\"?>\n<invoice><total>5</total></invoice>\n", options => [ '-f', 'newsml-g2' ]));
for my $case ([ 'an empty text file', '' ], [ 'a text of white space', " \n\n\t" ], [ 'a text of NULs', "\0" x 500 ],
    [ 'a text of one byte', 'x' ], [ 'a text of form feeds', "\f" x 2000 ], [ 'a line of 5 MB', 'word ' x 1_000_000 ],
    [ 'a word of 5 MB', 'w' x 5_000_000 ], [ '100 000 blank lines', "\n" x 100_000 ], [ '100 000 short lines', "ab cd\n" x 100_000 ],
    [ 'brackets', '(' x 100_000 ], [ 'dashes', "A, B (C) - " x 20_000 ], [ 'bylines', "By A B\n\n" x 20_000 ],
    [ 'sign-offs', "(Reporting by A B; editing by C D)\n\n" x 10_000 ], [ 'names', '(Reporting by ' . 'A B, ' x 20_000 . 'C D)' ],
    [ 'slashes', 'A/' x 50_000 . 'B (C) - d' ], [ 'commas', 'A, ' x 50_000 . 'B (C) - d' ],
    [ 'bad UTF-8', "caf\xE9 \xFF\xFE\x80 text\n" x 1000 ], [ 'UTF-16 cut short', "\xFF\xFEa\0b\0c" ],
    [ 'capitals', 'A' x 200_000 . ' (X) - y' ], [ 'quotes', '"' x 100_000 ], [ 'columns', "a    b    c\n" x 50_000 ]) {
    decent("text: $case->[0]", convert($case->[1], suffix => '.txt', options => [ '-f', 'text' ]));
}

# ---------------------------------------------------------------- ninjs

{
    my @as = (suffix => '.json', options => [ '-f', 'ninjs' ]);
    my $ninjs = sub { '{"uri":"urn:x:1","headline":"First"}' . "\n" . '{"uri":"urn:x:2",' . $_[0] . '}' };
    accepted('the ninjs used below is itself sound', convert($ninjs->('"headline":"Second"'), @as));
    for my $case ([ 'a NUL in a string', "\"headline\":\"a\0b\"" ], [ 'bad UTF-8', "\"headline\":\"caf\xE9\"" ],
        [ 'a number of no form', '"urgency":01' ], [ 'a comma too many', '"urgency":1,' ], [ 'a name without quotes', 'urgency:1' ],
        [ 'an escape that is none', '"headline":"\\q"' ], [ 'brackets without end', '"x":' . '[' x 100_000 ],
        [ 'associations without end', '"associations":{"a":' x 2000 ], [ 'a value that is none', '"headline":nul' ]) {
        my $r = convert($ninjs->($case->[1]), @as);
        refused("ninjs: $case->[0]", $r);
        like($r->{err}, qr/:2:\d+: error: /, '... with line and column');
        is_deeply([ headlines($r) ], ['First'], '... after the story before it came out');
    }
    for my $case ([ 'half a surrogate pair', '"headline":"\\ud800 x"' ], [ 'an escaped NUL', '"headline":"a\\u0000b"' ],
        [ 'a huge number', '"urgency":1e999,"version":' . '9' x 5000 ], [ 'a name twice', '"headline":"a","headline":"b"' ],
        [ 'a name of 1 MB', '"' . 'n' x 1_000_000 . '":1' ], [ 'a string of 5 MB', '"headline":"' . 'w ' x 2_500_000 . '"' ],
        [ 'a body of tags', '"body_html":"' . '<b>' x 50_000 . '"' ], [ 'a body of cells', '"body_text":"' . '<td>' x 50_000 . '"' ],
        [ 'a NITF that expands', '"body_nitf":"<!DOCTYPE nitf [<!ENTITY a \'' . 'x' x 1000 . '\'><!ENTITY b \'' . '&a;' x 1000
            . '\'>]><nitf><body><body.content><p>' . '&b;' x 1000 . '</p></body.content></body></nitf>"' ],
        [ 'a NITF with a file', '"body_nitf":"<!DOCTYPE nitf [<!ENTITY a SYSTEM \'/etc/passwd\'>]><nitf><body><body.content><p>&a;</p>'
            . '</body.content></body></nitf>"' ],
        [ 'many subjects', '"subjects":[' . join(',', ('{"rel":"r"}') x 50_000) . ']' ],
        [ 'many names', join(',', map { "\"x$_\":1" } 1 .. 50_000) ],
        [ 'many associations', '"associations":{' . join(',', map { "\"a$_\":{\"uri\":\"u\"}" } 1 .. 5000) . '}' ]) {
        decent("ninjs: $case->[0]", convert($ninjs->($case->[1]), @as));
        decent("ninjs: $case->[0], to ninjs", convert($ninjs->($case->[1]), @as, to => 'ninjs'));
    }
    my $r = convert($ninjs->('"body_nitf":"<!DOCTYPE nitf [<!ENTITY a SYSTEM \'/etc/passwd\'>]><nitf><body><body.content><p>&a;</p>'
        . '</body.content></body></nitf>"'), @as);
    unlike($r->{out}, qr/root:/, 'ninjs: no file is read into a NITF body');
}

# ---------------------------------------------------------------- files, pipes, disks

my $story = "$root/samples/newsml-g2/harbour-bridge.xml";
{
    my $r = wirecopy('convert', '-t', 'json', "$story.nosuch");
    is($r->{status}, 3, 'a file that is not there: exit 3');
    like($r->{err}, qr/nosuch.*No such file/, '... and says so');
    $r = wirecopy('convert', '-t', 'json', scratch() . '/nosuch/story.xml');
    is($r->{status}, 3, 'a folder that is not there: exit 3');
    $r = wirecopy('convert', '-t', 'json', "$story.nosuch", $story);
    is($r->{status}, 3, 'one missing file of two: exit 3');
    like($r->{out}, qr/Kestrel Bay/, '... and the other is converted');

    my $empty = scratch('.d');
    mkdir $empty;
    $r = wirecopy('inspect', $empty);
    is(fine_failure($r, $empty), '', 'inspecting an empty folder ends decently');
    like($r->{err}, qr/\Q$empty\E/, '... and names it');

    my $secret = spurt(scratch('.xml'), item());
    chmod 0, $secret;
    SKIP: {
        skip 'the superuser reads everything', 2 if -r $secret;
        $r = wirecopy('convert', '-t', 'json', $secret);
        is($r->{status}, 3, 'an unreadable file: exit 3');
        like($r->{err}, qr/\Q$secret\E.*Permission denied/, '... and says so');
    }
    chmod 0600, $secret;

    SKIP: {
        skip 'no /dev/full here', 6 unless -c '/dev/full';
        for my $to (qw(json html)) {
            $r = wirecopy({ stdout => '/dev/full' }, 'convert', '-t', $to, $story);
            is($r->{status}, 3, "$to to a full disk: exit 3");
            like($r->{err}, qr/No space left/, '... and says so');
        }
        for my $command ([ 'formats' ], [ 'inspect', $story ]) {
            $r = wirecopy({ stdout => '/dev/full' }, @$command);
            is($r->{status}, 3, "$command->[0] to a full disk: exit 3");
        }
    }
    $r = wirecopy('convert', '-t', 'json', '-o', '/dev/null/x/y.json', $story);
    is($r->{status}, 3, 'an output that cannot be made: exit 3');
    is(fine_failure($r), '', '... decently');
}
for my $to (qw(json html)) {
    my $err = scratch('.err');
    my $many = join ' ', map { quotemeta } (samples('newsml-g2/.*xml$')) x 40; # one argument of a shell holds 128 KB
    my $script = qq(set -o pipefail; "$program" convert -t $to $many 2>"$err" | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}");
    my $r = run({ seconds => $patience * 2 }, 'bash', '-c', $script);
    chomp(my $status = $r->{out});
    ok($status eq '0' || $status eq '141', "$to into a pipe that closes ends quietly") or diag("status $status");
    unlike(slurp($err), qr/pipe|Sanitizer/i, '... without a word about it');
}
{
    my $endless = qq{$^X -e 'print "<?xml version=\\"1.0\\"?>\\n<newsItem xmlns=\\"http://iptc.org/std/nar/2006-10-01/\\"><contentSet><inlineXML>"; \$SIG{PIPE} = sub { exit }; print "<p>endless</p>" x 1000 while 1'};
    my $r = run({ seconds => $sanitized ? 180 : 60 }, 'bash', '-c', qq($endless | "$program" convert -t json; exit \${PIPESTATUS[1]}));
    is(fine_failure($r), '', 'a story without end is cut by the limit');
    is($r->{status}, 1, '... with exit 1');
    $endless =~ s/<\?xml.*<inlineXML>//;
    $endless =~ s/<p>endless<.p>/endless words /;
    $r = run({ seconds => $sanitized ? 180 : 60 }, 'bash', '-c', qq($endless | "$program" convert -f text -t json; exit \${PIPESTATUS[1]}));
    is(fine_failure($r), '', 'a text without end is cut by the limit');
    is($r->{status}, 1, '... with exit 1');
}

# ---------------------------------------------------------------- the old wires

{
    my $anpa = "\x16\x16\x01a0001\x1f-----\r\nr a\x13\x11 BC-X   01-01 0010\r\n\x02^BC-X,10<\r\n";
    my $iptc = "\x01eca0001 4 i 20  dpa 1\r\n\r\nOrrin/\r\n\x02Story =\r\n\r\n";
    my $n = $sanitized ? 100_000 : 1_000_000;
    my %attack = (
        'starts of heading' => "\x01" x $n,           'ends of transmission' => "\x04" x $n,
        'messages of a letter' => "\x01a" x ($n / 8), 'texts in one message' => "\x01a\x03" . "b\x02\x03" x ($n / 32),
        'one line' => 'a' x $n,                       'lines' => "a\n" x ($n / 2),
        'frames' => "ZCZC\n" x ($n / 8),              'headers' => "eca0001 4 i 20  dpa\n" x ($n / 64),
        'carets' => $anpa . '^' x $n,                 'quotation marks' => $anpa . "``''" x ($n / 4),
        'bylines' => "$anpa^By X=\n" . "^Y=\n" x ($n / 4), 'notes' => $anpa . "^Eds: x<\n" x ($n / 16),
        'table lines' => $anpa . "\x08a;b\n" x ($n / 5), 'keywords' => $anpa =~ s/BC-X,10/BC-X,a/r . ',a' x ($n / 2),
        'stamps' => $iptc . "141503 GMT Mar 19\n" x ($n / 18), 'notebooks' => $iptc . "# Notebook\n" x ($n / 11),
        'a note' => "$iptc# Notebook\n\n## Note to editors\n- " . "b\n" x ($n / 2), 'rules' => $iptc . "* * * *\n" x ($n / 8),
        'lines of a header' => $iptc =~ s/\x02.*//sr . "line\n" x ($n / 5) . "\x02x\x03\x04",
        'deleted characters' => $iptc . "\x7f " x ($n / 2),
    );
    for my $format (qw(anpa iptc7901)) {
        for my $what (sort keys %attack) {
            for my $to ('json', $format) {
                decent("$what as $format to $to", convert($attack{$what}, suffix => '.wire', to => $to, options => [ '-f', $format ]));
            }
        }
    }
}

# Every message that was not touched comes out of a damaged stream; each that was is reported at its place.
for my $format (qw(anpa iptc7901)) {
    my ($stream, $line, %damaged, @whole) = ('', 1);
    my $count = $sanitized ? 300 : 3000;
    for my $i (1 .. $count) {
        my $text = join ' ', map { (qw(harbour bridge toll ferry storm quay light keeper vote mayor))[ int rand 10 ] } 0 .. 5 + int rand 60;
        my $message = $format eq 'anpa'
            ? sprintf("\x16\x16\x01a%04d\x1f-----\r\nr a\x13\x11 BC-S$i   01-01 0010\r\n\x02^BC-S$i,10<\r\n^Head $i<\r\n\t   Text $i $text.\r\n\x03AP-WF-02-02-09 1502GMT<\r\n\x04\r\n", $i)
            : sprintf("\x01eca%04d 4 i 20  dpa $i\r\n\r\nOrrin/\r\n\x02Head $i =\r\n\r\nText $i $text.\r\n\r\n\x03141503 GMT Mar 19\r\n\x7f\x04\r\n", $i);
        if ($i > 1 && !$damaged{ $i - 1 } && rand() < 0.1) { # two damaged neighbours may become one
            my $how = int rand 6;
            $how == 0 ? $message =~ s/\x01// : $how == 1 ? $message =~ s/\x02// : $how == 2 ? $message =~ s/\x03//
                : $how == 3 ? $message =~ s/\x03.*//s : $how == 4 ? $message =~ s/Text/Te\x1at/ : $message =~ s/\x01[^\x02]*/\x01???\r\n/;
            $damaged{$i} = [ $line, $line + ($message =~ tr/\n//) ];
        } else {
            push @whole, $i;
        }
        $stream .= $message;
        $line += $message =~ tr/\n//;
    }
    my $r = convert($stream, suffix => '.wire', options => [ '-f', $format ]);
    accepted("$format: a stream with @{[ scalar keys %damaged ]} of $count messages damaged", $r);
    my %out = map { $_ => 1 } $r->{out} =~ /\bText (\d+) /g;
    is_deeply([ grep { !$out{$_} } @whole ], [], '... every message that is whole comes out');
    my @lines = $r->{err} =~ /:(\d+):\d+: warning: (?:a message came damaged|bytes between)/g;
    my @silent = grep { my ($from, $to) = @{ $damaged{$_} }; !grep { $_ >= $from && $_ <= $to } @lines } keys %damaged;
    is_deeply(\@silent, [], '... and every one that is not is reported at its place');
}

# ---------------------------------------------------------------- active content goes no further

{
    my $r = convert(item(headline => 'A &lt;script&gt;alert(1)&lt;/script&gt; "B"', body =>
        '<p onclick="evil()">t<script>alert(2)</script><a href="javascript:alert(3)">u</a>'
        . '<a href="JaVa&#x09;Script:alert(4)">v</a><img src="data:text/html,x" alt="w"/></p>'
        . '<style>p{}</style><p style="x:expression(1)">x</p><p>&lt;/script&gt;&lt;!--</p>'), to => 'html');
    accepted('a story with scripts to html', $r);
    unlike($r->{out}, qr/<script(?! type="application\/ld\+json")/i, '... has no script');
    unlike($r->{out}, qr/\son\w+\s*=|javascript:|JaVa|data:text|expression\(/i, '... no handler, no active link, no style of theirs');
    my ($data) = $r->{out} =~ m{<script type="application/ld\+json">(.*?)</script>}s;
    ok(!defined $data || $data !~ m{</|<!--}, '... and the data block cannot be left from inside');
    unlike($r->{out}, qr/<script>alert\(1\)/, '... the headline stays text');
}

done_testing();
