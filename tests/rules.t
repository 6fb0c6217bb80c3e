#!/usr/bin/perl
# tests: check plain asan
# Rules beyond schemas: the good and the bad example of each, out of its own row; mending; rules of the house.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $patience = $sanitized ? 120 : 30;
my $json = JSON::PP->new->utf8;

# The rules are those findings that have examples: id => [good, bad, mends].
my %rule;
for my $id (map { (split)[0] } split /\n/, wirecopy({}, 'explain')->{out}) {
    my $said = wirecopy({}, 'explain', $id)->{out};
    my ($good, $bad) = $said =~ /^  Good\n    ([^\n]*)\n\n  Bad\n    ([^\n]*)\n/m or next;
    $rule{$id} = [ $good, $bad, index($said, "--fix' mends it") >= 0 ];
    like($said, qr/^  Rule\n    \S/m, "$id says where it comes from");
}
cmp_ok(scalar keys %rule, '>=', 30, 'there are rules: ' . keys %rule);

# --- stories with a gap, which the example fills

my $words = join ' ', map { "The ferry to the outer islands sailed again on Monday, number $_." } 1 .. 6;

sub ninjs {
    my (%other) = @_;
    my %field = (
        uri => '"uri": "tag:meridian.example,2025:ferry"', language => '"language": "en"', headlines => '"headlines": [{"value": "Ferry back in service"}]',
        times => '"firstCreated": "2025-03-03T08:00:00Z"', bodies => qq("bodies": [{"contentType": "text/html", "value": "<p>The ferry is back.</p>"}]), %other);
    return "{\n" . join(",\n", map { $field{$_} } sort grep { $field{$_} ne '' } keys %field) . "\n}\n";
}

sub body { return qq("bodies": [{"contentType": "text/html", "value": "<p>$_[0]</p>"}]) }

sub g2 {
    my (%part) = (root => 'newsItem', catalog => '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/><catalog><scheme alias="mer" uri="http://meridian.example/codes/"/></catalog>',
        class => '<itemClass qcode="ninat:text"/>', version => '2025-03-12T14:20:05+01:00', status => '<pubStatus qcode="stat:usable"/>',
        meta => '', headline => '<headline>Ferry back</headline>', language => '<language tag="en"/>', more => '', lang => 'xml:lang="en"',
        content => '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>The ferry is back.</p></body></html></inlineXML></contentSet>',
        @_);
    return qq(<?xml version="1.0" encoding="UTF-8"?>\n<$part{root} xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" )
        . qq(standardversion="2.35" conformance="power" guid="urn:newsml:meridian.example:20250303:evening" version="1" $part{lang}>\n)
        . "$part{catalog}\n<itemMeta>$part{class}<provider qcode=\"nprov:IPTC\"/>\n<versionCreated>$part{version}</versionCreated>\n"
        . "$part{status}$part{meta}</itemMeta>\n<contentMeta>$part{language}$part{more}$part{headline}</contentMeta>\n$part{content}</$part{root}>\n";
}

sub newsml_1 {
    return qq(<?xml version="1.0" encoding="UTF-8"?>\n<NewsML><Catalog Href="http://www.iptc.org/std/catalog/catalog.IPTC-NewsML_1.xml"/>\n<NewsEnvelope><DateAndTime>20250303T080000Z</DateAndTime></NewsEnvelope>\n<NewsItem xml:lang="en"><Identification><NewsIdentifier>)
        . qq(<ProviderId>meridian.example</ProviderId><DateId>20250303</DateId><NewsItemId>ferry</NewsItemId><RevisionId PreviousRevision="1" Update="U">2</RevisionId>\n<PublicIdentifier>$_[0]</PublicIdentifier></NewsIdentifier></Identification>)
        . qq(<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20250303T080000Z</FirstCreated><ThisRevisionCreated>20250303T080000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>)
        . qq(<NewsComponent><NewsLines><HeadLine>Ferry back</HeadLine></NewsLines><ContentItem><MediaType FormalName="Text"/><DataContent>The ferry is back.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>\n);
}

sub nitf {
    my ($text, $head) = @_;
    return qq(<?xml version="1.0" encoding="UTF-8"?>\n<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">) . ($head ? "<head>\n$head</head>" : '') . qq(<body><body.head><hedline><hl1>One</hl1></hedline>)
        . "</body.head><body.content><p>$text</p></body.content></body></nitf>\n";
}

sub package_of {
    my ($groups) = @_;
    return g2(root => 'packageItem', class => '<itemClass qcode="ninat:composite"/>', content => $groups);
}

# Each gives the story around its example.
my %story = (
    'headline-missing' => sub { ninjs(headlines => $_[0]) },
    'body-missing'     => sub { ninjs(bodies => $_[0]) },
    'dateline-missing' => sub { ninjs(bodies => body("$_[0] sailed. $words")) },
    'language-missing' => sub { $_[0] =~ /lang/ ? ninjs(language => $_[0]) : ninjs(language => '') },
    'canceled-with-body' => sub { ninjs(bodies => qq("located": "Kestrel Bay", "pubStatus": "canceled", "bodies": [{"contentType": "text/plain", $_[0] sits. $words"}])) },
    'embargo-in-text'  => sub { $_[0] =~ /^"/ ? ninjs(e => $_[0], bodies => body('EMBARGOED UNTIL 0600 GMT. Fares fall.')) : ninjs(bodies => body("$_[0] 0600 GMT. Fares fall.")) },
    'secret-in-body'   => sub { $_[0] =~ /^"/ ? ninjs(e => $_[0]) : ninjs(bodies => body($_[0])) },
    'contact-in-body'  => sub { ninjs(bodies => body("More tomorrow, $_[0].")) },
    'sign-off-in-body' => sub { my $line = $_[0] =~ /^"/ ? '' : "</p><p>$_[0]; Editing by Tarik Lund)"; ninjs(e => $_[0] =~ /^"/ ? '"by": "By Oda Fenwick"' : '', bodies => body("The ferry is back.$line")) },
    'link-no-scheme'   => sub { (my $link = $_[0]) =~ s/"/\\"/g; ninjs(bodies => body("See the <a $link>tides</a>.")) },
    'media-no-scheme'  => sub { ninjs(e => qq("renditions": [{"name": "photo", $_[0]}])) },
    'times-backwards'  => sub { ninjs(times => $_[0]) },
    'word-count'       => sub { qq({"uri": "urn:x:1", "language": "en", "headline": "Ferry back", $_[0], "body_text": "The ferry to the outer islands is back, and it sails as it did before, twice each day."}\n) },
    'headline-unclear' => sub { g2(headline => "<headline>Ferry in service</headline>$_[0]") },
    'uri-relative'     => sub { ninjs(uri => $_[0]) },
    'package-of-itself' => sub { package_of(qq(<groupSet root="g"><group id="g" role="mer:main"><itemRef $_[0]/></group></groupSet>)) },
    'language-tag'     => sub { g2(lang => $_[0]) },
    'language-case'    => sub { g2(lang => $_[0]) },
    'time-form'        => sub { g2(version => $_[0]) },
    'time-no-offset'   => sub { (my $time = $_[0]) =~ s/<$//; g2(version => $time) },
    'alias-undeclared' => sub { $_[0] =~ /catalogRef/ ? g2(catalog => $_[0], more => '<subject qcode="medtop:04000000"/>')
        : g2(catalog => '<catalog><scheme alias="ninat" uri="http://cv.iptc.org/newscodes/ninature/"/><scheme alias="stat" uri="http://cv.iptc.org/newscodes/pubstatusg2/"/><scheme alias="nprov" uri="http://cv.iptc.org/newscodes/newsprovider/"/></catalog>', more => $_[0]) },
    'vocabulary-status' => sub { g2(status => $_[0]) },
    'item-class'       => sub { g2(class => $_[0]) },
    'out-of-use'       => sub { g2(meta => qq(<link rel="irel:seeAlso" $_[0]newsml:meridian.example:20250302:ferry"/>)) },
    'group-reference'  => sub { package_of($_[0] =~ /idref/ ? qq(<groupSet root="main"><group id="main" role="mer:main">$_[0]<itemRef residref="urn:x:1"/></group></groupSet>)
        : qq(<groupSet root="main">$_[0] role="mer:main"><itemRef residref="urn:x:1"/></group></groupSet>)) },
    'inline-namespace' => sub { g2(content => qq(<contentSet><inlineXML contenttype="application/xhtml+xml">$_[0]<head><title/></head><body><p>The ferry is back.</p></body></html></inlineXML></contentSet>)) },
    'mojibake'         => sub { ninjs(bodies => body("A $_[0] by the quay.")) },
    'windows-1252'     => sub { g2(headline => "<headline>$_[0], says the mayor</headline>") },
    'control-character' => sub { ninjs(bodies => body("The $_[0] is back.")) },
    'character-lost'   => sub { ninjs(bodies => body("A $_[0] by the quay.")) },
    'escaped-twice'    => sub { nitf($_[0]) },
    'embargo-no-end'   => sub { nitf('The ferry is back.', qq(<docdata $_[0]><doc-id id-string="x"/></docdata>)) },
    'norm-form'        => sub { nitf('The ferry is back.', qq(<docdata><doc-id id-string="x"/><date.issue $_[0]/></docdata>)) },
    'subject-number'   => sub { nitf('The ferry is back.', qq(<tobject><tobject.subject $_[0]/></tobject><docdata><doc-id id-string="x"/></docdata>)) },
    'identifier-parts' => sub { newsml_1($_[0]) },
);
is_deeply([ sort keys %story ], [ sort keys %rule ], 'every rule has a story for its examples');

my %suffix = (map { $_ => '.xml' } grep { $story{$_}->('x') =~ /^</ } keys %story);

# What validate says of some bytes: the findings that are rules.
sub findings {
    my ($bytes, $suffix, @options) = @_;
    my $path = spurt(scratch($suffix), $bytes);
    my $r = wirecopy({ seconds => $patience }, 'validate', '--diagnostics', 'json', @options, $path);
    my @all = map { $json->decode($_) } grep { /^\{/ } split /\n/, $r->{err};
    return ($r, grep { $rule{ $_->{id} } } @all);
}

for my $id (sort grep { $story{$_} } keys %rule) {
    my ($good, $bad, $mends) = @{ $rule{$id} };
    my $suffix = $suffix{$id} // '.json';
    my ($r, @found) = findings($story{$id}->($good), $suffix);
    is(join(' ', map { "$_->{id} ($_->{line}: @{[$_->{detail} // '']})" } @found), '', "$id: the good example breaks no rule");
    is($r->{status}, 0, '  and is valid') or diag($r->{err});
    ($r, @found) = findings($story{$id}->($bad), $suffix);
    is(join(' ', sort keys %{ { map { $_->{id} => 1 } @found } }), $id, "$id: the bad one breaks it, and no other") or diag($r->{err});
    ok(@found && $found[0]{line} && $found[0]{column}, '  at a line and a column');
    is($r->{status}, $id =~ /^(language-tag|time-form)$/ ? 1 : 0, '  and the verdict is the schema\'s') or diag($r->{err});
    next if !@found;
    is((findings($story{$id}->($bad), $suffix, '--strict'))[1]{level}, $found[0]{level} eq 'style' ? 'style' : 'error', '  with --strict a warning is an error');

    my $path = spurt(scratch($suffix), $story{$id}->($bad));
    my $mended = wirecopy({ seconds => $patience }, 'validate', '--fix', $path);
    if (!$mends) {
        is($mended->{out}, slurp($path), '  --fix leaves it as it is');
        next;
    }
    like($mended->{err}, qr/:\d+:\d+: warning: .*: $id: .*\[fixed\]/, '  --fix says what it did');
    ($r, @found) = findings($mended->{out}, $suffix);
    is(join(' ', map { $_->{id} } @found), '', '  after --fix it is gone') or diag($mended->{out});
    my ($from, $to) = map { my $s = $_; $s } ($story{$id}->($bad), $mended->{out});
    my $same = 0;
    $same++ while $same < length $from && substr($from, $same, 1) eq substr($to, $same, 1);
    my $end = 0;
    $end++ while $end < length($from) - $same && substr($from, -1 - $end, 1) eq substr($to, -1 - $end, 1);
    cmp_ok(length($from) - $same - $end, '<=', 40, '  and nothing around it is touched');
}

# --- mending keeps the encoding and all that is not at fault

sub fix {
    my ($bytes, $suffix, @options) = @_;
    my $path = spurt(scratch($suffix), $bytes);
    my $r = wirecopy({ seconds => $patience }, 'validate', '--fix', @options, $path);
    $r->{path} = $path;
    return $r;
}

my $latin = qq(<?xml version="1.0" encoding="ISO-8859-1"?>\r\n) . substr(nitf("Caf\xE9 \x93Kai\x94 "), 39);
my $r = fix($latin, '.xml');
(my $wanted = $latin) =~ s/\x93Kai\x94/&#8220;Kai&#8221;/;
is($r->{out}, $wanted, 'ISO-8859-1 stays what it is, and what it lacks is a reference');
is(fix("\xEF\xBB\xBF" . ninjs(bodies => body("A caf\xC3\x83\xC2\xA9.")), '.json')->{out}, "\xEF\xBB\xBF" . ninjs(bodies => body("A caf\xC3\xA9.")), 'a byte order mark stays');
is(fix(ninjs(bodies => body('A caf\u00c3\u00a9.')), '.json')->{out}, ninjs(bodies => body("A caf\xC3\xA9.")), 'escapes of JSON');
is(fix("HARBOUR, March 3 (Mer) - A caf\xC3\x83\xC2\xA9 opened.\x02\n\nMore.\n", '.txt')->{out}, "HARBOUR, March 3 (Mer) - A caf\xC3\xA9 opened.\n\nMore.\n", 'plain text');
my $sixteen = join '', map { "$_\0" } split //, "HARBOUR, March 3 (Mer) - A ferry\x02 sailed.\n\nMore.\n";
(my $clean = $sixteen) =~ s/\x02\0//;
is(fix("\xFF\xFE$sixteen", '.txt')->{out}, "\xFF\xFE$clean", 'UTF-16');
for my $legit ("\xC2\xABIRM\xC3\x83\xC2\xBB", "\xC3\x9Cbung f\xC3\xBCr \xC3\x84rzte \xE2\x80\x93 na\xC3\xAFf", "\xD0\x9F\xD1\x80\xD0\xB8", "\xC2\xBB\xC3\x84h\xC2\xAB") {
    is((fix(ninjs(bodies => body($legit)), '.json'))->{out}, ninjs(bodies => body($legit)), 'letters that belong together stay');
}
my $broken = nitf("The \x02ferry is back.");
$r = fix($broken, '.xml');
is($r->{out}, nitf('The ferry is back.'), 'a control character that ends an XML document is taken out');
is($r->{status}, 0, '  and then the document is valid');
my $count = sub { my $c = shift; g2(content => qq(<contentSet><inlineXML contenttype="application/xhtml+xml" wordcount="$c"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>The ferry is back.</p></body></html></inlineXML></contentSet>)) };
is(fix($count->(400), '.xml')->{out}, $count->(4), 'the count of words of NewsML-G2');

# --- where it goes

my $good = ninjs();
my $bad = ninjs(bodies => body("caf\xC3\x83\xC2\xA9"));
(my $right = $bad) =~ s/\xC3\x83\xC2\xA9/\xC3\xA9/;
my ($one, $two) = (spurt(scratch('.json'), $bad), spurt(scratch('.json'), $good));
my @before = stat $two;
$r = wirecopy({}, 'validate', '--fix', '--in-place', $one, $two);
is($r->{status}, 0, '--in-place');
is(slurp($one), $right, '  changes the file');
is((stat $two)[1], $before[1], '  and leaves alone what has nothing to be mended');
spurt($one, $bad);
my $to = scratch();
$r = wirecopy({}, 'validate', '--fix', '-o', "$to/", $one, $two);
my ($leaf_one, $leaf_two) = map { m{([^/]+)$} } $one, $two;
is(slurp("$to/$leaf_one"), $right, '-o DIR/');
is(slurp("$to/$leaf_two"), $good, '  has all stories');
is(slurp($one), $bad, '  and the input stays');
wirecopy({}, 'validate', '--fix', '--in-place', '-j', '2', $one, $two);
is(slurp($one), $right, '-j 2 mends as well');
spurt($one, $bad);
$r = wirecopy({ stdin => $one }, 'validate', '--fix');
is($r->{out}, $right, 'a filter');
is(wirecopy({}, 'validate', @$_)->{status}, 2, "usage: @$_[0 .. $#$_ - 1]")
    for [ '--in-place', $one ], [ '-o', $to, $one ], [ '--fix', '--in-place', '-o', $to, $one ], [ '--fix', '-q', $one ], [ '--fix', '--rules', 'none', $one ];

# --- every format that can be read is judged, one without schema by the rules alone

$r = wirecopy({}, 'validate', '--diagnostics', 'json', spurt(scratch('.txt'), "Ferry back\n\nKESTREL BAY, March 3 (Meridian) - A caf\xC3\x83\xC2\xA9 opened at the quay.\n\nIt rains.\n"));
is($r->{status}, 0, 'plain text is valid');
like($r->{err}, qr/"id":"mojibake".*"line":3,"column":40/, '  and the rules see it');
is(wirecopy({}, 'validate', '-q', spurt(scratch('.txt'), "A ferry sank on Monday.\n"))->{out} =~ /: valid$/m, 1, '  with --quiet too');
is(wirecopy({}, 'validate', '--strict', spurt(scratch('.txt'), "KESTREL BAY (Meridian) - A caf\xC3\x83\xC2\xA9 opened.\n\nIt rains.\n"))->{status}, 1, '  with --strict it is not');

# --- rules of the house

my $house = spurt(scratch('.json'), <<'END');
{
  "rules": {"mojibake": "error", "language-missing": "off", "headline-missing": "style"},
  "fields": [
    {"field": "slugline", "required": true, "provider": "meridian", "say": "desk rule 4"},
    {"field": "urgency", "values": ["1", 4]},
    {"field": "headlines.value", "min": 5, "max": 20, "level": "warning"},
    {"field": "bodies.value", "min": 3, "unit": "words", "format": "ninjs", "type": "text"},
    {"field": "uri", "pattern": "^tag:"},
    {"field": "credits.name", "role": "editor", "required": true, "type": "picture"}
  ]
}
END
sub house { return (findings($_[0], '.json', '--rules', $house))[0] }
is(house(ninjs())->{status}, 0, 'a story that keeps the rules of the house');
$r = house(ninjs(e => '"slugline": "x", "urgency": 4'));
is($r->{status}, 0, 'a value that is allowed');
$r = house(ninjs(e => '"urgency": 3'));
like($r->{err}, qr/"id":"house-value","level":"error".*"line":3,"column":12.*"detail":"urgency: 3"/, 'one that is not');
is($r->{status}, 1, '  is an error');
like(house(ninjs(headlines => '"headlines": [{"value": "Ferry back in service again, says office"}]'))->{err}, qr/"id":"house-length","level":"warning".*headlines.value has 40 characters/, 'a length');
like(house(ninjs(type => '"type": "text"', bodies => body('Two words.')))->{err}, qr/house-length.*bodies.value has 2 words/, 'in words');
like(house(ninjs(uri => '"uri": "urn:x:1"'))->{err}, qr/house-value.*uri: urn:x:1/, 'a pattern');
like(house($bad)->{err}, qr/"id":"mojibake","level":"error"/, 'the level of a rule');
unlike(house(ninjs(language => ''))->{err}, qr/language-missing/, 'a rule that is off');
my $g2 = spurt(scratch('.xml'), g2());
my $for = spurt(scratch('.json'), '{"fields": [{"field": "slugline", "required": true, "provider": "NPROV:iptc", "say": "desk rule 4"}, {"field": "slugline", "required": true, "provider": "other"}]}');
$r = wirecopy({}, 'validate', '--diagnostics', 'json', '--rules', $for, $g2);
is(scalar(() = $r->{err} =~ /house-required/g), 1, 'by provider');
like($r->{err}, qr/"line":2.*"detail":"slugline; desk rule 4"/, '  with what the house says');
is(wirecopy({}, 'validate', '-q', '--rules', $for, $g2)->{out}, "$g2: invalid\n", '  and --quiet');
my @wrong = (
    [ '[]', '1:1', 'object' ], [ '{"x": 1}', '1:2', 'no \'x\'' ], [ '{"rules": {"nosuch": "off"}}', '1:12', 'nosuch' ],
    [ '{"rules": {"mojibake": "loud"}}', '1:12', 'loud' ], [ '{"fields": {}}', '1:2', 'list' ],
    [ qq({"fields": [\n{"field": "nosuch"}]}), '2:2', 'nosuch' ], [ '{"fields": [{"required": true}]}', '1:13', '"field"' ],
    [ '{"fields": [{"field": "uri", "pattern": "("}]}', '1:30', '' ], [ '{"fields": [{"field": "uri", "max": "x"}]}', '1:30', 'whole number' ],
    [ '{"fields": [{"field": "uri", "colour": 1}]}', '1:30', 'colour' ], [ '{"fields": [', '', '' ], [ '', '', '' ],
);
for (@wrong) {
    my ($text, $at, $what) = @$_;
    my $file = spurt(scratch('.json'), $text);
    $r = wirecopy({}, 'validate', '--rules', $file, $one);
    is($r->{status}, 3, "no house rules: $text");
    like($r->{err}, qr/^\Q$file\E:\Q$at\E.*error: .*\Q$what\E/m, '  and why');
}
is(wirecopy({}, 'validate', '--rules', '/nonexistent', $one)->{status}, 3, 'a file that is not there');
is(wirecopy({}, 'validate', '--rules', 'none', '--diagnostics', 'json', $one)->{err}, '', '--rules none');

# --- hostile: linear, and no end

for my $hostile (
    ninjs(bodies => body("\xC3\x83" x 200_000)), ninjs(bodies => body("\xC2\x93\xC3\xA9" x 100_000)), ninjs(bodies => body('@' x 300_000)),
    ninjs(bodies => body('+1' x 200_000)), ninjs(bodies => body('&amp;' x 100_000)), ninjs(bodies => body('a@' x 100_000)),
    '<nitf' . ' a="b"' x 100_000, '<nitf>' . '<p>' x 100_000, '<nitf><![CDATA[' . ']]' x 100_000, '<!DOCTYPE nitf [' . '<' x 200_000,
    '<!DOCTYPE nitf [<!--', "\"{\\" x 100_000, '{"uri":' x 50_000, nitf('&#' x 100_000), nitf('&amp;amp' x 100_000), "<?xml encoding=", '<nitf a=', '<nitf a="', "{\"a\":\"\\u00",
) {
    my $file = spurt(scratch('.xml'), $hostile);
    my $begun = time;
    $r = wirecopy({ seconds => $patience }, 'validate', '--fix', '-o', scratch(), $file);
    ok($r->{status} < 2 && time - $begun < $patience / 2, 'hostile: ' . substr($hostile, 0, 24) =~ s/[^ -~]/./gr) or diag("$r->{status} $r->{err}" =~ /(.{0,400})/s);
}

# --- several threads say the same

my @all = (glob("$root/samples/*/*"));
is(wirecopy({ seconds => 120 }, 'validate', '-v', '-j', 4, @all)->{err}, wirecopy({ seconds => 120 }, 'validate', '-v', @all)->{err}, '-j');

# --- no rule is an error on what IPTC holds valid, nor on real stories; and little is said of good ones

my $shared = $ENV{WIRECOPY_ORACLE} // "$root/../shared";
SKIP: {
    skip 'no outside material', 2 if !-d "$shared/suites";
    for my $folder (glob("$shared/suites/*/*/should_pass"), glob("$shared/corpus/*/*")) {
        my $judged = wirecopy({ seconds => 300 }, 'validate', '--diagnostics', 'json', $folder);
        my @errors = grep { $rule{ $_->{id} } && $_->{level} eq 'error' } map { $json->decode($_) } grep { /^\{/ } split /\n/, $judged->{err};
        is(scalar @errors, 0, "no rule is an error in $folder") or diag($errors[0]{id});
        isnt($judged->{status}, 99, '  and no sanitizer complains');
    }
}
done_testing();
