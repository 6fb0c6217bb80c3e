#!/usr/bin/perl
# tests: check plain asan
# wirecopy validate: verdicts, the first message of each of many hand-made faults, schemas of one's own, and hostile ones.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $patience = $sanitized ? 120 : 30;

sub validate {
    my ($bytes, @options) = @_;
    my $path = spurt(scratch('.json'), $bytes);
    my $r = wirecopy({ seconds => $patience }, 'validate', @options, $path);
    $r->{path} = $path;
    return $r;
}

# --- the first message names the line, the column, the place and what to do: FAULT, LINE:COL, ID, words of the message
my %three = (head => qq({\n  "uri": "urn:x:1",\n  "standard": {"name": "ninjs", "version": "3.1"},\n), tail => qq(\n}\n));
my %two   = (head => qq({\n  "uri": "urn:x:1",\n  "standard": {"name": "ninjs", "version": "2.2"},\n), tail => qq(\n}\n));
my %one   = (head => qq({\n  "uri": "urn:x:1",\n  "\$standard": {"name": "ninjs", "version": "1.6"},\n), tail => qq(\n}\n));
my @faults = (
    [ \%three, '"urgency": "3"', '4:14', 'json-type', '/urgency is a text, and a whole number is asked for' ],
    [ \%three, '"urgency": 12', '4:14', 'json-range', '/urgency is 12; it must be at most 9' ],
    [ \%three, '"urgency": 0', '4:14', 'json-range', '/urgency is 0; it must be at least 1' ],
    [ \%three, '"urgency": 1.5', '4:14', 'json-type', 'a whole number is asked for' ],
    [ \%three, '"urgency": true', '4:14', 'json-type', '/urgency is true' ],
    [ \%three, '"pubStatus": "cancelled"', '4:16', 'json-enum', '"usable", "withheld" or "canceled"' ],
    [ \%three, '"pubStatus": null', '4:16', 'json-enum|json-type', '/pubStatus is null' ],
    [ \%three, '"pubstatus": "usable"', '4:3', 'json-unevaluated', 'did you mean "pubStatus"' ],
    [ \%three, '"headline": "One"', '4:3', 'json-unevaluated', 'did you mean "headlines"' ],
    [ \%three, '"colour": "red"', '4:3', 'json-unevaluated', '/colour' ],
    [ \%three, '"headlines": "One"', '4:16', 'json-type', '/headlines is a text, and a list is asked for' ],
    [ \%three, '"headlines": ["One"]', '4:17', 'json-type', '/headlines/0 is a text, and an object is asked for' ],
    [ \%three, '"headlines": [{"role": "main"}]', '4:17', 'json-required', '/headlines/0 has no "value"' ],
    [ \%three, '"headlines": [{"value": "One", "vlaue": "x"}]', '4:34', 'json-additional', '/headlines/0/vlaue (did you mean "value"?)' ],
    [ \%three, qq("headlines": [\n    {"value": "One"},\n    {"value": 2}]), '6:15', 'json-type', '/headlines/1/value is a number, and a text' ],
    [ \%three, '"bodies": [{"value": "é", "wordCount": "two"}]', '4:42', 'json-type', '/bodies/0/wordCount' ],
    [ \%three, '"bodies": [{"contentType": "text/plain"}]', '4:14', 'json-required', '/bodies/0 has no "value"' ],
    [ \%three, '"type": "story"', '4:11', 'json-enum', '/type is "story"' ],
    [ \%three, '"representationType": "whole"', '4:25', 'json-enum', '"full" or "partial"' ],
    [ \%three, '"subjects": [{"name": "Sea", "relevance": 101}]', '4:45', 'json-range', 'at most 100' ],
    [ \%three, '"subjects": [{"name": "Sea", "confidence": -1}]', '4:46', 'json-range', 'at least 0' ],
    [ \%three, '"people": [{"nmae": "A. Person"}]', '4:15', 'json-additional', 'did you mean "name"' ],
    [ \%three, '"people": {"name": "A. Person"}', '4:13', 'json-type', '/people is an object, and a list' ],
    [ \%three, '"people": [{"contactInfo": [{"name": "x"}]}]', '4:31', 'json-one-of', 'has no "value" or "address"' ],
    [ \%three, '"people": [{"contactInfo": [{"value": "x", "address": {}}]}]', '4:31', 'json-one-of', 'more than one of "value" or "address"' ],
    [ \%three, '"places": [{"geoJSON": {"type": "Point", "coordinates": [1]}}]', '4:59', 'json-item-count', 'has 1; there must be at least 2' ],
    [ \%three, '"places": [{"geoJSON": {"type": "Dot"}}]', '4:', 'json-', '/places/0/geoJSON' ],
    [ \%three, '"renditions": [{"href": "http://x.example/a"}]', '4:18', 'json-required', '/renditions/0 has no "name"' ],
    [ \%three, '"renditions": [{"name": "a", "width": 10.5}]', '4:41', 'json-type', '/renditions/0/width' ],
    [ \%three, '"renditions": [{"name": "a", "scanType": "zigzag"}]', '4:44', 'json-enum', '"progressive" or "interlaced"' ],
    [ \%three, '"associations": [{"uri": "urn:x:2"}]', '4:20', 'json-required', '/associations/0 has no "name"' ],
    [ \%three, '"associations": [{"name": "a"}]', '4:20', 'json-required', '/associations/0 has no "uri"' ],
    [ \%three, '"associations": [{"name": "a", "uri": "urn:x:2", "headlines": [{"value": 3}]}]', '4:76', 'json-type', '/associations/0/headlines/0/value' ],
    [ \%three, '"associations": {"a": {"uri": "urn:x:2"}}', '4:19', 'json-type', '/associations is an object, and a list' ],
    [ \%three, '"eventDetails": {"dates": {"expectedStartDate": "May", "endDate": "2024-05-01T00:00:00Z"}}', '4:51', 'json-pattern', '"May"' ],
    [ \%three, '"rightsInfo": {"langId": "urn:x:l"}', '4:17', 'json-one-of', 'has no "linkedRights" or "encodedRights"' ],
    [ \%three, '"altIds": {"desk": "1"}', '4:13', 'json-type', '/altIds is an object, and a list' ],
    [ \%three, '"plannedCoverage": [{"itemCount": {"rangeFrom": "1"}}]', '4:51', 'json-type', '/plannedCoverage/0/itemCount/rangeFrom' ],
    [ \%two, '"versionCreated": "2024-05-01T00:00:00Z"', '4:3', 'json-unevaluated', 'did you mean "versioncreated"' ],
    [ \%two, '"headlines": [{"value": "a", "contentType": "text/plain"}]', '4:32', 'json-additional', 'did you mean "contenttype"' ],
    [ \%two, '"renditions": [{"name": "a", "width": "10"}]', '4:41', 'json-type', 'a number is asked for' ],
    [ \%two, '"genres": [{"code": "x"}]', '4:15', 'json-additional', '/genres/0/code' ],
    [ \%one, '"headlines": [{"value": "a"}]', '4:3', 'json-additional', 'did you mean "headline"' ],
    [ \%one, '"body_text": ["a"]', '4:16', 'json-type', '/body_text is a list, and a text' ],
    [ \%one, '"subject": [{"qcode": "a:b"}]', '4:16', 'json-additional', '/subject/0/qcode' ],
    [ \%one, '"renditions": {"a": {"height": "3"}}', '4:34', 'json-type', '/renditions/a/height' ],
    [ \%one, '"associations": {"a": {"headline": "x"}}', '4:25', 'json-required', '/associations/a has no "uri"' ],
    [ \%one, '"associations": {"a": {"uri": "urn:x:2", "associations": {"b": {}}}}', '4:66', 'json-required', '/associations/a/associations/b has no "uri"' ],
);
for my $fault (@faults) {
    my ($of, $text, $place, $id, $words) = @$fault;
    my $r = validate("$of->{head}  $text$of->{tail}");
    my ($first) = split /\n/, $r->{err};
    like($first, qr/^\Q$r->{path}:$place\E.*error: .*\Q$words\E.*\[(?:$id)/, "the first message on $text");
    is($r->{status}, 1, '  and exit 1');
}
my $r = validate(qq({"headlines": []}));
like($r->{err}, qr/:1:1: error: .*the whole has no "uri" \[json-required\]/, 'a story without uri');
$r = validate(qq([\n1,\n]));
like($r->{err}, qr/:3:1: error: .*\[json-not-well-formed\]/, 'bytes that are no JSON');
is($r->{status}, 1, '  are not valid');
is(validate('')->{status}, 1, 'nothing is not valid');

is(validate("A ferry sank on Monday.\n")->{status}, 0, 'text has no schema: it is judged by the rules alone');
like(validate("A ferry sank on Monday.\n", '--rules', 'none')->{err}, qr/:1:1: error: .*\[schema-none\]/, '  and without them not at all');

# --- which schema judges
my $plain = '{"uri":"urn:x:1"}';
is(validate($plain)->{status}, 0, 'a story with a uri alone is valid');
is(validate('{"uri":"urn:x:1","headline":"a"}')->{status}, 0, 'ninjs 1 by its names');
is(validate('{"uri":"urn:x:1","versioncreated":"2024-05-01T00:00:00Z","headlines":[]}')->{status}, 0, 'ninjs 2 by its names');
is(validate('{"uri":"urn:x:1","versionCreated":"2024-05-01T00:00:00Z","headlines":[]}')->{status}, 0, 'ninjs 3 by its names');
is(validate('{"uri":"urn:x:1","headline":"a"}', '--as', 'ninjs@3.1')->{status}, 1, '--as decides');
$r = validate('{"uri":"urn:x:1","standard":{"name":"ninjs","version":"2.1"},"digitalsourcetype":{}}');
like($r->{err}, qr/:1:62: warning: .*it says ninjs 2\.1.*digitalsourcetype.*\[schema-newer\]/, 'newer than it says is a warning');
is($r->{status}, 0, '  and valid');
$r = validate($plain, '--as', 'ninjs@9.9');
ok($r->{status} == 2 && $r->{err} =~ /no schema is called 'ninjs\@9\.9'/, 'a version there is not');
for my $v (qw(1.0 1.1 1.2 1.3 1.4 1.5 1.6 2.0 2.1 2.2 3.0 3.1)) {
    is(validate($plain, '--as', "ninjs\@$v")->{status}, 0, "the schema of ninjs $v works");
    is(validate('{"uri":7}', '--as', "ninjs\@$v")->{status}, 1, '  and tells right from wrong');
}
my %article = (right => '{"uri":"urn:x:1","headlines":[{"value":"a"}]}', wrong => '{"uri":"urn:x:1","headlines":"a"}');
is(validate($article{right}, '--as', 'json')->{status}, 0, 'an article');
is(validate($article{wrong}, '--as', 'json')->{status}, 1, '  that is wrong');
for my $sample (samples()) {
    my $json = wirecopy({}, 'convert', '-t', 'json', $sample);
    next if $json->{status} || $json->{out} eq '';
    my $judged = validate($json->{out}, '--as', 'json');
    is($judged->{status}, 0, "what $sample becomes is valid by the article's schema") or diag($judged->{err});
}

# --- formats of texts
my $when = '{"uri":"urn:x:1","headline":"a","versioncreated":"yesterday"}';
$r = validate($when);
ok($r->{status} == 0 && $r->{err} =~ /:1:50: warning: .*"yesterday", which is no date-time \[json-format\]/, 'a format is a warning');
$r = validate($when, '--strict');
ok($r->{status} == 1 && $r->{err} =~ /error: .*\[json-format-strict\]/, '  with --strict an error');

# --- several stories, several files, quiet
$r = validate(qq({"uri":"urn:x:1"}\n{"uri":2}\n{"uri":"urn:x:3"}\n{}\n));
ok($r->{err} =~ /:2:8: error/ && $r->{err} =~ /:4:1: error/ && $r->{err} =~ /^4 stories judged, 2 not valid$/m, 'each of several stories is judged');
like($r->{err}, qr/^ +1  .*\[json-required\]$/m, 'the summary counts by finding');
my $good = spurt(scratch('-good.json'), $plain);
my $bad  = spurt(scratch('-bad.json'), '{}');
$r = wirecopy({}, 'validate', '--quiet', $bad, $good, '/nonexistent/x.json');
is($r->{out}, "$bad: invalid\n$good: valid\n", 'quiet: one line a file');
is($r->{status}, 3, 'what cannot be read is trouble');
$r = wirecopy({}, 'validate', '-q', $good);
ok($r->{status} == 0 && $r->{err} eq '', 'quiet says nothing else');
$r = wirecopy({ stdin => $bad }, 'validate');
ok($r->{status} == 1 && $r->{err} =~ /^<stdin>:1:1: error/, 'standard input');

# --- a value that holds several stories: each is judged by itself, and its place is in the whole
{
    my ($good, $bad) = ('{"uri": "urn:x:1", "headlines": [{"value": "One"}]}', '{"uri": "urn:x:2", "colour": 1}');
    my %around = (items => "{\"total\": 2, \"items\": [$good,\n$bad]}", 'data/items' => "{\"data\": {\"items\": [$good,\n$bad]}}",
        list => "[$good,\n$bad]", 'items/item' => "{\"items\": [{\"item\": $good},\n{\"item\": $bad}]}");
    my %place = (items => '/items/1/colour', 'data/items' => '/data/items/1/colour', list => '/1/colour', 'items/item' => '/items/1/item/colour');
    for my $form (sort keys %around) {
        my $r = validate($around{$form});
        my @errors = grep { /: error: / } split /\n/, $r->{err};
        is($r->{status}, 1, "$form: one of its stories is not valid");
        is(scalar @errors, 1, "$form: one fault") || diag($r->{err});
        like($errors[0] // '', qr{:2:\d+: error: .* \Q$place{$form}\E }, "$form: at its line and place");
        like($r->{err}, qr/^2 stories judged, 1 not valid$/m, "$form: both were judged");
    }
    my $schema = spurt(scratch('.json'), '{"type": "array", "maxItems": 1}');
    my $r = validate("[$good,\n$bad]", '--schema', $schema);
    like($r->{err}, qr/json-item-count/, 'a schema of one\'s own is for the whole') || diag($r->{err});
}

# --- several threads say the same, in the same order
my @all = map { spurt(scratch('.json'), $_ % 3 ? $plain : "{\"a\":$_}") } 1 .. 60;
for my $how ([], ['--quiet'], [ '--diagnostics', 'json' ], [ '--diagnostics', 'sarif' ]) {
    my $alone = wirecopy({}, 'validate', '-j', 1, @$how, @all);
    my $together = wirecopy({}, 'validate', '-j', 4, @$how, @all);
    ok($alone->{out} eq $together->{out} && $alone->{err} eq $together->{err} && $alone->{status} == 1 && $together->{status} == 1,
        "-j 4 @$how: the same");
}
is(wirecopy({}, 'validate', '-j', 'x', @all)->{status}, 2, '-j takes a number');

# --- for machines, and for terminals
$r = wirecopy({}, 'validate', '--rules', 'none', '--diagnostics', 'json', $bad);
my @lines = map { decode_json($_) } split /\n/, $r->{err};
ok(@lines == 1 && $lines[0]{id} eq 'json-required' && $lines[0]{line} == 1, 'JSON lines');
$r = wirecopy({}, 'validate', '--diagnostics', 'sarif', $bad);
my $sarif = decode_json($r->{err});
is($sarif->{runs}[0]{results}[0]{ruleId}, 'json-required', 'SARIF');
$r = validate(qq({"uri": "urn:é:1",\n "x": "ü", "y": 1}), '--color', 'always', '--as', 'ninjs@1.6');
like($r->{err} =~ s/\e\[[0-9;]*m//gr, qr/^    \Q "x": "ü", "y": 1}\E\n     \^$/m, 'the line, and a caret under the place');
like(wirecopy({}, 'explain', 'json-required')->{out}, qr/What to do/, 'explain knows the findings');

# --- schemas of one's own
my $schema = spurt(scratch('.schema.json'), '{"type":"object","required":["a"],"properties":{"a":{"type":"integer","multipleOf":3}}}');
is(validate('{"a":6.0}', '--schema', $schema)->{status}, 0, 'a schema of one\'s own');
like(validate('{"a":7}', '--schema', $schema)->{err}, qr/:1:6: error: .*\[json-multiple\]/, '  judges');
my $other = spurt(scratch('.schema.json'), '{"$ref":"https://example.com/other.json"}');
$r = validate('1', '--schema', $other);
ok($r->{status} == 3 && $r->{err} =~ /\Q$other\E:1:9: error: .*\[json-schema-ref\]/, 'nothing is fetched');
my $there = spurt(scratch('.json'), '{"type":"integer"}');
my $catalog = spurt(scratch('.xml'), qq(<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="https://example.com/other.json" uri="file://$there"/></catalog>));
is(validate('1', '--schema', $other, '--catalog', $catalog)->{status}, 0, 'a catalog says where it is');
is(validate('"a"', '--schema', $other, '--catalog', $catalog)->{status}, 1, '  and it judges');
is(validate('1', '--schema', '/nonexistent')->{status}, 3, 'a schema that is not there');

# --- hostile schemas and documents: an end, soon, with an error
sub hostile {
    my ($what, $schema, $document, $id) = @_;
    my $file = spurt(scratch('.json'), ref $schema ? JSON::PP->new->max_depth(100000)->encode($schema) : $schema);
    my $r = validate($document, '--schema', $file);
    ok(!$r->{late} && !$r->{signal} && $r->{status} =~ /^[13]$/ && $r->{err} =~ /\[$id\]/, "$what ends with $id")
        or diag("$r->{status} $r->{signal} " . substr $r->{err}, 0, 600);
}
hostile('a schema that is itself', '{"$ref":"#"}', '1', 'json-loop');
hostile('two that are each other', '{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"anyOf":[{"$ref":"#/$defs/a"}]}}}', '1', 'json-loop');
my %double = map { ("d$_" => { allOf => [ map { { '$ref' => $_ } } ("#/\$defs/d" . ($_ + 1)) x 2 ] }) } 0 .. 40;
hostile('schemas that double 40 times', { '$defs' => { %double, d41 => { type => 'integer' } }, '$ref' => '#/$defs/d0' }, '1', 'json-bound');
my %any = map { ("d$_" => { anyOf => [ map { { '$ref' => $_ } } ("#/\$defs/d" . ($_ + 1)) x 2 ] }) } 0 .. 40;
hostile('alternatives that double 40 times', { '$defs' => { %any, d41 => { type => 'string' } }, '$ref' => '#/$defs/d0' }, '1', 'json-bound');
hostile('a pattern that backtracks without end', '{"pattern":"^(a+)+$"}', '"' . 'a' x 5000 . '!"', 'json-bound');
hostile('patterns in patterns', '{"pattern":"' . '(' x 5000 . ')' x 5000 . '"}', '"a"', 'json-schema-pattern');
hostile('a pattern that is none', '{"pattern":"("}', '"a"', 'json-schema-pattern');
hostile('a schema of 100000 brackets', '{"not":' x 100000 . '{}' . '}' x 100000, '1', 'json-limit');
hostile('a document of 100000 brackets', '{}', '[' x 100000, 'json-limit');
my $chain = { type => 'integer' };
$chain = { allOf => [$chain] } for 1 .. 90;
hostile('allOf in allOf', $chain, '"a"', 'json-type');
my %steps = map { ("d$_" => { '$ref' => '#/$defs/d' . ($_ + 1) }) } 0 .. 5000;
hostile('5000 references in a row', { '$defs' => { %steps, d5001 => {} , }, '$ref' => '#/$defs/d0' }, '1', 'json-bound');
hostile('keywords of the wrong kind', '{"required":1,"properties":[],"minLength":"a","type":"strange","enum":1,"allOf":{}}', '1', 'json-schema-keyword');
my $big = '{' . join(',', map { "\"k$_\":$_" } 1 .. 20000) . '}';
my $reversed = '{' . join(',', map { "\"k$_\":$_" } reverse 1 .. 20000) . '}';
hostile('large objects that are the same in another order', '{"uniqueItems":true}', "[$big,$reversed]", 'json-unique');
hostile('a name twice: the last counts', '{"properties":{"a":{"type":"integer"}}}', '{"a":1,"a":"x"}', 'json-type');
hostile('a number without end', '{"multipleOf":7}', '1' . '0' x 100000, 'json-multiple');
hostile('an exponent without end', '{"maximum":1}', '1e99999999999999999999', 'json-range');
$r = validate('{"a":0}' x 200000, '--schema', spurt(scratch('.json'), '{"type":"array"}'));
ok(!$r->{late} && $r->{status} == 1, '200000 bad stories');

done_testing();
