#!/usr/bin/perl
# tests: check torture plain
# The rows of the table of limits that are of schemas, stylesheets, archives and folders: each tried at the limit and one past it;
# where steps are counted that nobody can count by hand, a little under the limit and a little over it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;
use Limits;

# What goes at N and not at N + 1, by the status and by what is said; NAME's number is N unless it is given.
sub bounds {
    my ($name, $message, $try, $under, $over) = @_;
    $tried{$name} = 1;
    $under //= $most{$name} // return fail("$name is in the table");
    $over //= $under + 1;
    my ($one, $two) = ($try->($under), $try->($over));
    unlike($one->{err}, $message, "$name: $under go") or diag(substr $one->{err}, 0, 300);
    is("$one->{status} $one->{signal}", '0 0', '... exit 0') or diag(substr $one->{err}, 0, 300);
    isnt($two->{status}, 0, "... $over do not");
    is($two->{signal}, 0, '... and do no harm');
    like($two->{err}, $message, '... which is said') or diag(substr $two->{err}, 0, 300);
    return;
}
sub slow { return wirecopy({ seconds => 300 }, @_) }

# --- JSON Schema
my $story = spurt(scratch('.json'), '{"uri":"u"}');
sub judged {
    my ($schema, $on) = @_;
    my $file = spurt(scratch('.json'), $schema);
    my $r = slow('validate', '--schema', $file, $on // $story);
    unlink $file;
    return $r;
}
bounds('json-schema-depth', qr/\[json-bound\]/, sub { my $n = $_[0];
    judged('{"$ref":"#/$defs/a1","$defs":{' . join(',', map { "\"a$_\":" . ($_ < $n ? '{"$ref":"#/$defs/a' . ($_ + 1) . '"}' : '{}') } 1 .. $n) . '}}') });
bounds('json-schema-size', qr/more than $most{'json-schema-size'} schemas.*\[json-schema-large\]/,
    sub { judged('{"allOf":[' . join(',', ('{}') x ($_[0] - 1)) . ']}') });
bounds('json-schema-memory', qr/of memory.*\[json-schema-large\]/,    # of some 1200 bytes each
    sub { judged('{"allOf":[' . join(',', ('{"type":"object","properties":{},"pattern":"x","title":"xxx"}') x $_[0]) . ']}') },
    $most{'json-schema-memory'} / 2000, $most{'json-schema-memory'} / 1150);
bounds('json-schema-steps', qr/\[json-bound\]/, sub {    # 1000 schemas for each item, and a few more for the way to it
    judged('{"items":{"allOf":[' . join(',', ('{"title":"x"}') x 999) . ']}}', spurt(scratch('.json'), '[' . join(',', (1) x $_[0]) . ']')) },
    $most{'json-schema-steps'} / 1000 - 1, $most{'json-schema-steps'} / 1000 + 1);
bounds('pattern', qr/\[json-bound\]/, sub { judged('{"not":{"pattern":"^(a+)+$"}}', spurt(scratch('.json'), '"' . 'a' x $_[0] . '!"')) }, 17, 20);

# --- XML Schema
my $xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
my $element = '<xs:element name="r"/>';
sub judged_by {
    my ($file, $xml) = @_;
    return slow('validate', '--schema', $file, spurt(scratch('.xml'), $xml // '<r/>'));
}
my $n = 0;
bounds('schema-files', qr/it is made of more than $most{'schema-files'} files/, sub {
    my $d = scratch('');
    mkdir $d or die;
    spurt("$d/$_.xsd", "<xs:schema $xs>" . ($_ < $_[0] ? '<xs:include schemaLocation="' . ($_ + 1) . '.xsd"/>' : $element) . '</xs:schema>') for 1 .. $_[0];
    judged_by("$d/1.xsd") });
bounds('schema-derived', qr/it makes more than $most{'schema-derived'} types/, sub {
    judged_by(spurt(scratch('.xsd'), "<xs:schema $xs>$element" . join('', map { "<xs:simpleType name=\"t$_\"><xs:restriction base=\"xs:string\"/></xs:simpleType>" } 1 .. $_[0]) . '</xs:schema>')) });
{
    $tried{'schema-findings'} = 1;
    my $schema = spurt(scratch('.xsd'), "<xs:schema $xs><xs:element name=\"r\"><xs:complexType><xs:sequence><xs:element name=\"n\" type=\"xs:int\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element></xs:schema>");
    my ($one, $two) = map { judged_by($schema, '<r>' . '<n>x</n>' x $_ . '</r>') } $most{'schema-findings'}, $most{'schema-findings'} + 1;
    is(count($one->{err}, qr/error: .*\[xsd/), $most{'schema-findings'}, "schema-findings: $most{'schema-findings'} are told");
    unlike($one->{err}, qr/there is more/, '... and no more');
    like($two->{err}, qr/there is more/, '... of one more it is told that there is');
}

# --- stylesheets
my $xsl = '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>';
my $sample = "$root/samples/text/kill-notice.txt";
sub styled { return slow('convert', '-q', '--stylesheet', spurt(scratch('.xsl'), "$xsl$_[0]</xsl:stylesheet>"), $sample) }
# So many templates, each in the one before.
sub chain { my ($n) = @_; return '<xsl:template match="/"><xsl:call-template name="t2"/></xsl:template>'
    . join '', map { "<xsl:template name=\"t$_\">" . ($_ < $n ? '<xsl:call-template name="t' . ($_ + 1) . '"/>' : 'x') . '</xsl:template>' } 2 .. $n }
my $stopped = qr/\[stylesheet-limit\]/;
bounds('templates', $stopped, sub { styled(chain($_[0])) });
# One that calls itself N times with half of N each time: N instructions of text, and a few for each call.
sub halves { my ($n, $what) = @_; return '<xsl:template match="/"><xsl:call-template name="t"><xsl:with-param name="n" select="' . $n . '"/></xsl:call-template></xsl:template>'
    . "<xsl:template name=\"t\"><xsl:param name=\"n\"/><xsl:choose><xsl:when test=\"\$n &gt; 1\"><xsl:call-template name=\"t\"><xsl:with-param name=\"n\" select=\"floor(\$n div 2)\"/></xsl:call-template>"
    . "<xsl:call-template name=\"t\"><xsl:with-param name=\"n\" select=\"\$n - floor(\$n div 2)\"/></xsl:call-template></xsl:when><xsl:otherwise>$what</xsl:otherwise></xsl:choose></xsl:template>" }
bounds('instructions', $stopped, sub { styled(halves($_[0], 'x')) }, $most{instructions} / 10, $most{instructions} / 5);
bounds('xpath', $stopped, sub { styled(halves($_[0], '<xsl:if test="count(//node()[count(//node()) &gt; 0]) &lt; 0">x</xsl:if>')) },
    $most{xpath} / 25000, $most{xpath} / 12500);
bounds('stylesheet-memory', qr/more memory than.*\[stylesheet-limit\]/, sub {    # a text that doubles, all of them held
    styled('<xsl:template match="/"><xsl:variable name="v0" select="\'xxxxxxxxxxxxxxxx\'"/>' . join('', map { my $was = $_ - 1;
        "<xsl:variable name=\"v$_\" select=\"concat(\$v$was, \$v$was)\"/>" } 1 .. $_[0]) . '<xsl:value-of select="string-length($v1)"/></xsl:template>') }, 20, 23);
bounds('stylesheet-files', qr/\.xsl/, sub {
    my $d = scratch('');
    mkdir $d or die;
    spurt("$d/$_.xsl", $xsl . ($_ < $_[0] ? '<xsl:include href="' . ($_ + 1) . '.xsl"/>' : '<xsl:template match="/">x</xsl:template>') . '</xsl:stylesheet>') for 1 .. $_[0];
    slow('convert', '-q', '--stylesheet', "$d/1.xsl", $sample) });
my $same = spurt(scratch('.xsl'), '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template></xsl:stylesheet>');
sub padded {
    my ($bytes) = @_;
    my $item = item();
    my $left = $bytes - length $item;
    my $comment = '<!--' . 'x' x 100_000 . "-->\n";
    my $last = $left % length $comment;
    return spurt(scratch('.xml'), $item . $comment x int($left / length $comment) . ' ' x $last);
}
bounds('tree', qr/\[[a-z-]+\]/, sub { slow('convert', '-t', 'html', '-o', '/dev/null', '--pre', $same, padded($_[0])) });

# --- what is shown, and told
bounds('page-source', qr/./, sub { slow('inspect', '--html', padded($_[0])) });
{
    $tried{'watch-findings'} = 1;
    for my $n ($most{'watch-findings'}, $most{'watch-findings'} + 1) {
        my $d = scratch('');
        mkdir $_ or die for $d, "$d/in";
        spurt("$d/in/a.json", join '', map { "{\"uri\":\"u$_\",\"headlines\":[{\"value\":\"h\"}],\"odd\":\"x\"}\n" } 1 .. $n);
        slow('watch', '--once', '-f', 'json', '-t', 'json', "$d/in", "$d/out");
        my $report = slurp("$d/in/done/a.json.report.json");
        is(count($report, qr/json-field-unknown/), $most{'watch-findings'}, "watch-findings: of $n so many are told");
        is(count($report, qr/"findingsLeftOut": 1\b/), $n - $most{'watch-findings'}, '... and how many are not');
    }
}

# --- archives
{
    my $d = scratch('');
    mkdir $d or die;
    $tried{containers} = 1;
    spurt("$d/0.xml", item());
    my $file = '0.xml';
    for my $n (1 .. $most{containers} + 1) {
        system("tar -C $d -cf $d/$n.tar $file") == 0 or die;
        $file = "$n.tar";
        my $r = slow('convert', '-q', '-c', '-t', 'json', "$d/$file");
        is(count($r->{out}, qr/"urn:x:y"/), $n <= $most{containers} ? 1 : 0, "containers: a story in $n of them");
    }
}
{
    @tried{qw(unpacked unpacked-ratio)} = (1, 1);
    my $try = sub {    # BYTES unpacked, in a stream that is so many bytes
        my $f = padded($_[0]);
        system('gzip', '-9', $f) == 0 or die;
        my $r = slow('convert', '-q', '-c', '-t', 'json', "$f.gz");
        return (-s "$f.gz", $r);
    };
    my ($size) = $try->($most{unpacked} * 1.6);
    my $each = $most{unpacked} * 1.6 / $size;    # it packs that well, so that both limits are met where n = unpacked + ratio * n / each
    my $limit = int($most{unpacked} / (1 - $most{'unpacked-ratio'} / $each));
    for my $n ($limit - 1_000_000, $limit + 1_000_000) {
        my ($packed, $r) = $try->($n);
        my $may = $most{unpacked} + $most{'unpacked-ratio'} * $packed;
        is($r->{status}, $n <= $may ? 0 : 1, "unpacked: $n bytes of $packed, which may be $may") or diag($r->{err});
        is($n <= $may ? 1 : 0, $n < $limit ? 1 : 0, '... on this side of the limit');
    }
}

# --- packages
sub package_of {    # in groups, each of which may have so many members
    my ($id, @refs) = @_;
    my $groups = '';
    for (my $g = 1; my @some = splice @refs, 0, 500; $g++) {
        $groups .= "<group id=\"g$g\" role=\"r:main\">" . join('', map { "<itemRef residref=\"$_\"/>" } @some) . '</group>';
    }
    return "<packageItem $nar guid=\"$id\"><itemMeta><versionCreated>2025-01-01T00:00:00Z</versionCreated></itemMeta><groupSet root=\"g1\">$groups</groupSet></packageItem>";
}
sub joined {    # the package with what is joined to it, from a folder that is filled
    my ($write, @refs) = @_;
    my $d = scratch('');
    mkdir $d or die;
    $write->($d);
    return slow('convert', '-c', '-t', 'json', '--resolve', $d, spurt(scratch('.xml'), package_of('urn:p:0', @refs)));
}
sub small { my ($id) = @_; return "<newsItem $nar guid=\"$id\"><contentMeta><headline>H</headline></contentMeta></newsItem>" }
# What is joined of what is asked for at the limit and past it; MISSED: how many are not, past it.
sub joins {
    my ($name, $missed, $try) = @_;
    $tried{$name} = 1;
    my ($one, $two) = ($try->($most{$name}), $try->($most{$name} + 1));
    is("$one->{status} $two->{status}", '0 0', "$name: delivered");
    is(count($one->{err}, qr/\[package-item-missing\]/), 0, '... at the limit all is joined') or diag(substr $one->{err}, 0, 300);
    is(count($two->{err}, qr/\[package-item-missing\]/), $missed, '... past it not, which is told') or diag(substr $two->{err}, 0, 300);
    return;
}
joins('resolve-depth', 1, sub { my ($n) = @_;
    joined(sub { my ($d) = @_; spurt("$d/$_.xml", $_ < $n ? package_of("urn:p:$_", 'urn:p:' . ($_ + 1)) : small("urn:p:$_")) for 1 .. $n }, 'urn:p:1') });
joins('resolve-fetched', 1, sub { my ($n) = @_;
    joined(sub { my ($d) = @_; spurt("$d/$_.xml", small("urn:p:$_")) for 1 .. $n }, map { "urn:p:$_" } 1 .. $n) });
joins('resolve-held', 1, sub { my ($n) = @_;    # the package is one of them, and asks for the last
    my $d = scratch('');
    mkdir $d or die;
    slow('convert', '-c', '-t', 'json', '--resolve', $d, spurt(scratch('.xml'), "<newsMessage $nar><itemSet>"
        . package_of('urn:p:0', 'urn:p:' . ($n - 1)) . join('', map { small("urn:p:$_") } 1 .. $n - 1) . '</itemSet></newsMessage>')) });

# --- what takes a quarter of a gigabyte each
if (($ENV{WIRECOPY_TESTS} // '') eq 'torture') {
    my $line = '{"uri":"urn:x:1","version":"1","headline":"Tide","standard":{"name":"ninjs","version":"3.1"}}';
    bounds('document', qr/a document of more than 256 MB/, sub { slow('convert', '-q', '-c', '-f', 'ninjs', '-t', 'json', '--stream', 'lines',
        spurt(scratch('.json'), $line . ' ' x ($_[0] - length $line) . "\n")) });
    bounds('mended', qr/not mended/, sub { slow('validate', '-q', '--fix', spurt(scratch('.json'), $line . ' ' x ($_[0] - length $line))) });
    delete @tried{qw(document mended)};
}

is(join(' ', sort keys %tried), join(' ', sort @of_the_program), 'all that tests/limits.t leaves to this');
done_testing();
