#!/usr/bin/perl
# tests: check plain asan
# convert --validate: one pass converts and judges. What is found is what validate finds, what is written is what convert
# writes; --only-valid leaves out the stories that are not valid, and no others.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $patience = $sanitized ? 180 : 60;
sub convert { return wirecopy({ seconds => $patience }, 'convert', '-t', 'json', '-c', @_) }
sub validate { return wirecopy({ seconds => $patience }, 'validate', @_) }
sub errors { return join '', sort grep { /: error: / } split /^/, $_[0]{err} }
sub stories { my @lines = split /\n/, $_[0]{out}; return scalar @lines }

# --- every sample: the findings of the one, the stories of the other, and an exit status for both
my @samples = map { s{^\Q$root\E/}{}r } samples();
for my $sample (@samples) {
    my ($both, $plain, $verdict) = (convert('--validate', $sample), convert($sample), validate($sample));
    is($both->{out}, $plain->{out}, "$sample: what goes out is as without --validate");
    next if $sample =~ m{samples/(text|anpa|iptc7901|email|html)/}; # below
    my %of_validate = map { $_ => 1 } split /^/, errors($verdict);
    my %of_both = map { $_ => 1 } split /^/, errors($both);
    is_deeply([ grep { !$of_both{$_} } sort keys %of_validate ], [], "$sample: all that validate finds");
    is($both->{status}, $verdict->{status} || $plain->{status}, "$sample: exit status");
    my $only = convert('--only-valid', $sample);
    is($only->{out}, $plain->{out}, "$sample: --only-valid lets it pass") if $verdict->{status} == 0;
    isnt($only->{out}, $plain->{out}, "$sample: --only-valid does not") if $verdict->{status} != 0;
}
my @all = sort { $a cmp $b } @samples;
my $one = convert('--validate', '-j', 1, @all);
for my $j (2, 4) {
    my $r = convert('--validate', '-j', $j, @all);
    is($r->{out}, $one->{out}, "-j $j: the same stories");
    is($r->{err}, $one->{err}, "-j $j: the same findings");
    is($r->{status}, 1, "-j $j: exit 1");
    is(convert('--only-valid', '-j', $j, @all)->{out}, convert('--only-valid', '-j', 1, @all)->{out}, "-j $j: the same valid stories");
}

# --- one bad story of several
my $message = slurp("$root/samples/newsml-g2/night-message.xml");
my $count = stories(convert('samples/newsml-g2/night-message.xml'));
cmp_ok($count, '>', 2, "a message of $count stories");
(my $bad = $message) =~ s/<urgency>\d/<urgency>77/;
my $r = convert('--only-valid', spurt(scratch('.xml'), $bad));
is(stories($r), $count - 1, 'one of them is not valid and stays behind');
like($r->{err}, qr/\[xsd-value\].*\[story-not-valid\]/s, '  which is said');
is($r->{status}, 1, '  and exit 1');
is(stories(convert('--validate', spurt(scratch('.xml'), $bad))), $count, '  without --only-valid it goes out too');
($bad = $message) =~ s/<sent>[^<]*/<sent>yesterday/;
is(stories(convert('--only-valid', spurt(scratch('.xml'), $bad))), 0, 'what is wrong in the header is of every story');
($bad = $message) =~ s{</itemSet>}{</itemSet><itemSet/>};
$r = convert('--only-valid', spurt(scratch('.xml'), $bad));
is(stories($r), $count, 'what is wrong behind the last story comes too late for any');
is($r->{status}, 1, '  but not for the exit status');
my $first = slurp("$root/samples/newsml-g2/open-embargo.xml");
$r = convert('--only-valid', spurt(scratch('.xml'), ($first =~ s/<embargoed/<embargo/r) . $first));
is(stories($r), 1, 'documents one after another are judged each');

# --- JSON: each value by itself, whatever its bytes
my $good = '{"uri":"urn:x:1","standard":{"name":"ninjs","version":"3.1"},"headlines":[{"role":"main","value":"One"}]}';
(my $wrong = $good) =~ s/"urn:x:1"/7/;
for my $case ([ "$good\n$wrong\n$good\n", 2, 3 ], [ "[$good,\n$good]", 2, 2 ], [ $wrong, 0, 1 ], [ "\xEF\xBB\xBF$good$wrong", 1, 2 ]) {
    my $file = spurt(scratch('.json'), $case->[0]);
    is(stories(convert('-f', 'ninjs', '--only-valid', $file)), $case->[1], 'valid: ' . substr $case->[0], 0, 30);
    my $both = convert('-f', 'ninjs', '--validate', $file);
    is(stories($both), $case->[2], '  all of them');
    is(errors($both), errors(validate($file)), '  and the findings of validate');
}
my $padded = join "\n", map { my $n = $_; ($n % 3 ? $good : $wrong) =~ s/One/"One " . 'x' x ($n * 37)/er } 1 .. 300;
$r = convert('-f', 'ninjs', '--only-valid', spurt(scratch('.json'), $padded));
is(stories($r), 200, 'values across the edges of what is read at once');
$r = convert('-f', 'ninjs', '--only-valid', spurt(scratch('.json'), "$good\n$good\n{\"uri\":"));
is(stories($r), 2, 'what stands before the end of JSON comes out');
my @said = $r->{err} =~ /json-not-well-formed/g;
is(scalar @said, 1, '  which is said once');
is($r->{status}, 1, '  and exit 1');
my $wide = join '', map { "$_\0" } split //, "$good$wrong";
is(stories(convert('-f', 'ninjs', '--only-valid', spurt(scratch('.json'), $wide))), 0, 'UTF-16: all or nothing');
is(stories(convert('-f', 'ninjs', '--validate', spurt(scratch('.json'), $wide))), 2, '  and all without --only-valid');

# --- which schema
my $g2 = 'samples/newsml-g2/open-embargo.xml';
is(convert('--validate', '--as', 'newsml-g2@2.35', $g2)->{status}, 0, '--as');
is(convert('--validate', '--as', 'newsml-g2@2.24/core', $g2)->{status}, 1, '  of another level');
is(convert('--validate', '--as', 'ninjs', $g2)->{status}, 1, '  of another format: it was not judged');
is(convert('--validate', 'samples/text/ap-byline.txt')->{status}, 0, 'for text no schema is known, and the rules judge alone');
like(convert('--validate', '--rules', 'none', 'samples/text/ap-byline.txt')->{err}, qr/\[schema-none\]/, '  without them it is not valid');
for my $schema ([ rng => '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>' ], [ dtd => '<!ELEMENT a EMPTY>' ],
    [ xsd => '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>' ]) {
    $r = convert('--validate', '--schema', spurt(scratch(".$schema->[0]"), $schema->[1]), $g2);
    ok($r->{status} == 1 && stories($r) == 1 && errors($r) ne '', "--schema: $schema->[0]");
    is(stories(convert('--only-valid', '--schema', spurt(scratch(".$schema->[0]"), $schema->[1]), $g2)), 0, '  and --only-valid');
}
is(convert('--validate', '-f', 'ninjs', '--schema', spurt(scratch('.json'), '{"required":["title"]}'), spurt(scratch('.json'), $good))->{status}, 1, '--schema: JSON');
is(convert('--as', 'ninjs', $g2)->{status}, 2, '--as says nothing without --validate');
is(convert('--validate', '--as', 'nothing', $g2)->{status}, 2, 'no such schema');
is(convert('--validate', '--schema', spurt(scratch('.xsd'), '<xs:schema'), $g2)->{status}, 3, 'a schema that is none');

# --- rules, in the same pass
my $mer = '{"uri":"urn:x:1","language":"en","headlines":[{"value":"One"}],"bodies":[{"contentType":"text/plain","value":"A caf\u00c3\u00a9 sank."}]}';
(my $clean = $mer) =~ s/\\u00c3\\u00a9/e/;
my $three = spurt(scratch('.json'), "$clean\n$mer\n$clean\n");
like(convert('--validate', '-f', 'ninjs', $three)->{err}, qr/:2:\d+: warning: .*\[mojibake\]/, 'rules');
is(convert('--validate', '-f', 'ninjs', $three)->{status}, 0, '  warn');
is(convert('--validate', '-f', 'ninjs', '--strict', $three)->{status}, 1, '  with --strict they judge');
is(stories(convert('--only-valid', '-f', 'ninjs', '--strict', $three)), 2, '  and keep back the story that it is about');
is(convert('--validate', '-f', 'ninjs', '--rules', 'none', $three)->{err}, '', '--rules none');
my $asks = spurt(scratch('.json'), '{"rules": {"mojibake": "off"}, "fields": [{"field": "headlines.value", "max": 3}, {"field": "slugline", "required": true, "level": "warning"}]}');
$r = convert('--validate', '-f', 'ninjs', '--rules', $asks, $three);
is($r->{status}, 0, '--rules FILE: what it asks is there');
is(scalar(() = $r->{err} =~ /warning: .*\[house-required\]/g), 3, '  or is warned of, story by story');
is(convert('--validate', '--rules', spurt(scratch('.json'), '{"x": 1}'), $g2)->{status}, 3, '  one that makes no sense');
is(convert('--rules', 'none', $g2)->{status}, 2, '--rules says nothing without --validate');
my $items = join '', map { my $n = $_; slurp("$root/samples/newsml-g2/open-embargo.xml") =~ s/<\?xml.*?\?>\s*//r =~ s/<headline>/$n % 2 ? '<headline>' : '<headline>&#147;Late&#148; '/er } 1 .. 40;
my $burst = spurt(scratch('.xml'), qq(<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-09-03T08:00:00Z</sent></header><itemSet>$items</itemSet></newsMessage>));
is(stories(convert('--only-valid', '--strict', '--rules', spurt(scratch('.json'), '{"rules": {"alias-undeclared": "off"}}'), $burst)), 20, 'each item of a message by itself');
is(() = convert('--validate', $burst)->{err} =~ /\[windows-1252\]/g, 20, '  and each is told of');
for my $file (glob("$root/samples/{newsml-g2,newsml-1,nitf,ninjs,text,anpa,iptc7901,email,rss,atom}/*")) {
    my $own = sub { join "\n", sort grep { !/^(?:\S+: )?note|judged|^ +\d/ && /\[(?:[a-z0-9-]+)\]$/ } map { s/:\d+:\d+:/:/r } split /\n/, $_[0]{err} };
    my %both = map { $_ => 1 } split /\n/, $own->(convert('--validate', '-v', $file));
    my @lost = grep { !$both{$_} } split /\n/, $own->(validate('-v', $file));
    is("@lost", '', 'convert says all that validate says of ' . $file =~ s{.*/}{}r);
}

# --- files
my $out = scratch('.json');
is(convert('--validate', '-o', $out, spurt(scratch('.xml'), $first =~ s/<embargoed/<embargo/r))->{status}, 1, 'into a file: exit 1');
ok(-s $out, '  and the story is in it');
$out = scratch('.json');
is(convert('--only-valid', '-o', $out, $g2, spurt(scratch('.xml'), $first =~ s/<embargoed/<embargo/r))->{status}, 1, '--only-valid into a file');
is(() = slurp($out) =~ /\n/g, 1, '  which has the valid one');
$r = convert('--validate', '--diagnostics', 'json', '-f', 'ninjs', spurt(scratch('.json'), $wrong));
like($r->{err}, qr/"id":"json-/, 'diagnostics for machines');

# --- SARIF 2.1.0, held to a schema of its own (tests/sarif.schema.json)
my $odd = spurt(scratch(' %c.json'), $wrong);
for my $command ([ 'validate', '-q' ], [ 'validate' ], [ 'convert', '-t', 'json', '--validate' ], [ 'validate', '-j', 2 ]) {
    my $r = wirecopy({ seconds => $patience }, @$command, '--diagnostics', 'sarif', $odd, 'samples/rss', 'samples/text', scratch('.nosuch'));
    my $held = validate('--strict', '--schema', 'tests/sarif.schema.json', spurt(scratch('.json'), $r->{err}));
    is($held->{status}, 0, "SARIF of @$command") or diag($held->{err});
}

# --- what breaks off
for my $cut (grep { $_ < length $message } map { $_ * 97 } 1 .. 40) {
    my $file = spurt(scratch('.xml'), substr $message, 0, $cut);
    $r = convert('-f', 'newsml-g2', '--validate', $file);
    ok($r->{status} == 1 && !$r->{signal}, "cut at $cut");
    is($r->{out}, convert('-f', 'newsml-g2', $file)->{out}, '  the stories before the fault');
}
done_testing();
