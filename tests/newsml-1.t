#!/usr/bin/perl
# tests: check plain asan
# NewsML 1: which component is the story, what the others are to it, and that what is written has the elements of the
# standard in its order (its schema) and reads back as it was.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new->canonical;

sub document {
    my ($components, %more) = @_;
    my $management = $more{management} // '<Status FormalName="Usable"/>';
    my $envelope = $more{envelope} // '<DateAndTime>20040512T091500Z</DateAndTime>';
    return '<NewsML><NewsEnvelope>' . $envelope . '</NewsEnvelope><NewsItem><Identification><NewsIdentifier>'
        . '<PublicIdentifier>urn:newsml:a.example:20040512:1:1</PublicIdentifier></NewsIdentifier></Identification>'
        . "<NewsManagement>$management</NewsManagement>$components</NewsItem></NewsML>";
}

sub role { return $_[0] eq '' ? '' : "<Role FormalName=\"$_[0]\"/>" }

sub text {
    my ($role, $words, %more) = @_;
    return '<NewsComponent>' . role($role) . ($more{lines} // '') . ($more{about} // '') . "<ContentItem>"
        . ($more{media} // '<MediaType FormalName="Text"/>') . "<DataContent>$words</DataContent></ContentItem></NewsComponent>";
}

sub stories {
    my ($bytes, @options) = @_;
    my $r = wirecopy('convert', '-q', '-c', '-t', 'json', '--fail-if-loss', @options, spurt(scratch('.xml'), $bytes));
    is($r->{status}, 0, 'read without loss') or diag($r->{err});
    return map { $json->decode($_) } split /\n/, $r->{out};
}

sub body { my ($a) = grep { $_->{contentType} eq 'text/plain' } @{ $_[0]{bodies} // [] }; return $a ? $a->{value} : undef }

# --- which component is the story

my @cases = (
    [ 'the first text with words', text('', '<p> </p>') . text('', '<p>one</p>') , 'one' ],
    [ 'roles of the body, whatever their case', text('Sidebar', '<p>no</p>') . text('LEAD', '<p>one</p>') . text('body', '<p>two</p>'), "one\n\ntwo" ],
    [ 'a neighbour with a headline is a story of its own',
        text('Main', '<p>one</p>') . text('Main', '<p>two</p>', lines => '<NewsLines><HeadLine>T</HeadLine></NewsLines>'), 'one' ],
    [ 'markup before plain text where they are alternatives',
        '<NewsComponent EquivalentsList="yes"><ContentItem><DataContent>plain</DataContent></ContentItem><ContentItem><DataContent><p>marked</p></DataContent></ContentItem></NewsComponent>', 'marked' ],
    [ 'HTML in character data', text('', '<![CDATA[<p>a<br>b<p>c]]>'), "a\nb\n\nc" ],
    [ 'NITF', text('', '<nitf><body><body.content><p>n</p></body.content></body></nitf>'), 'n' ],
    [ 'no style sheet', text('', '.a {}', media => '<MimeType FormalName="text/css"/>') . text('', '<p>w</p>'), 'w' ],
    [ 'no picture', text('', 'QUJD', media => '<MediaType FormalName="Photo"/>'), undef ],
);
for my $case (@cases) {
    my ($a) = stories(document("<NewsComponent>$case->[1]</NewsComponent>"));
    is(body($a), $case->[2], "the body: $case->[0]");
}

# --- what the others are

{
    my ($a) = stories(document('<NewsComponent>' . text('Main', '<p>w</p>') . text('Caption', '<p>a  caption</p>') . text('Contact', '<p>call</p>')
        . '<NewsComponent><Role FormalName="Photo"/><NewsComponent><Role FormalName="Thumbnail"/><ContentItem Href="t.jpg"><MimeType FormalName="image/jpeg"/></ContentItem></NewsComponent>'
        . text('Caption', '<p>of the photo</p>') . '</NewsComponent></NewsComponent>'));
    is_deeply($a->{descriptions}, [ { role => 'caption', value => 'a caption' } ], 'a caption beside the text describes the story');
    is_deeply([ map { $_->{rel} } @{ $a->{associations} } ], [ 'Contact', 'Photo' ], 'others are associated with it');
    is(body($a->{associations}[0]), 'call', '... with their words');
    is_deeply($a->{associations}[1]{descriptions}, [ { role => 'caption', value => 'of the photo' } ], 'a caption beside a photo describes that');
    is_deeply($a->{associations}[1]{renditions}, [ { name => 'Thumbnail', href => 't.jpg', contentType => 'image/jpeg' } ], 'forms of one photo are its renditions');
}
{
    my $about = sub { "<DescriptiveMetadata><Language FormalName=\"$_[0]\"/><Genre FormalName=\"$_[0]\"/></DescriptiveMetadata>" };
    my ($a) = stories(document('<NewsComponent><NewsLines><HeadLine>Outer</HeadLine><ByLine>By A</ByLine><DateLine>LORN, May 1</DateLine></NewsLines>' . $about->('de')
        . text('', '<p>w</p>', lines => '<NewsLines><HeadLine>Inner</HeadLine><ByLineTitle>Editor</ByLineTitle></NewsLines>', about => $about->('en_gb')) . '</NewsComponent>'));
    is($a->{language}, 'en-GB', 'the language is that of the inner component');
    is_deeply($a->{headlines}, [ { role => 'main', value => 'Inner' } ], '... and so is the headline');
    is($a->{by}, 'By A, Editor', 'the byline with its title, each from where it is nearest');
    is_deeply([ map { $_->{name} } @{ $a->{genres} } ], [qw(de en_gb)], 'lists take all, outside in');
}
{
    my ($a) = stories(document('<NewsComponent><TopicSet><Topic Duid="t"><TopicType FormalName="Person"/><FormalName Scheme="p">P1</FormalName><Description xml:lang="en">Nora Vance</Description></Topic>'
        . '<Topic><TopicType FormalName="SubjectMatter"/><FormalName>04000000</FormalName><Description xml:lang="en">economy</Description><Description xml:lang="de">Wirtschaft</Description></Topic></TopicSet>'
        . '<DescriptiveMetadata><SubjectCode><Subject FormalName="04000000"/></SubjectCode><TopicOccurrence Topic="#t"/></DescriptiveMetadata>' . text('', '<p>w</p>') . '</NewsComponent>'));
    is_deeply($a->{people}, [ { name => 'Nora Vance', literal => 'P1', scheme => 'p' } ], 'a topic that occurs stands in the list of its type');
    is_deeply([ map { $_->{value} } @{ $a->{subjects}[0]{names} } ], [qw(economy Wirtschaft)], 'a topic with the code of a subject gives its names');
}
{
    my $change = '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20040513T060000+0200</DateAndTime></StatusWillChange>';
    my ($a) = stories(document(text('', '<p>w</p>'), management => $change));
    is("$a->{pubStatus} $a->{embargoedUntil}", 'withheld 2004-05-13T06:00:00+02:00', 'a status that will change to usable lifts an embargo');
    my $xml = wirecopy({ stdin => spurt(scratch('.xml'), document(text('', '<p>w</p>'), management => $change)) }, 'convert', '-t', 'newsml-1');
    like($xml->{out}, qr{<Status FormalName="Embargoed"/>\s*<StatusWillChange>\s*<FutureStatus FormalName="Usable"/>\s*<DateAndTime>20040513T060000\+0200}, '... and is written so');
}
{
    my $note = '<NewsLines><HeadLine>H</HeadLine><NewsLine><NewsLineType FormalName="%s"/><NewsLineText>Ring the harbour master</NewsLineText></NewsLine></NewsLines>';
    for my $case ([ 'EditorialNote', 1 ], [ 'InternalNote', 0 ]) {
        my $bytes = document(text('', '<p>w</p>', lines => sprintf $note, $case->[0]));
        my ($a) = stories($bytes);
        is($a->{edNotes}[0]{public} ? 1 : 0, $case->[1], "$case->[0]: for everyone or not");
        my $file = spurt(scratch('.xml'), $bytes);
        for my $to (qw(html ninjs text)) {
            unlike(wirecopy('convert', '-t', $to, $file)->{out}, qr/harbour master/, "$case->[0]: not in $to") if !$case->[1];
        }
        my $line = () = wirecopy('convert', '-t', 'newsml-1', $file)->{out} =~ /<NewsLineText>/g;
        is($line, $case->[1], "$case->[0]: among the lines of NewsML 1 or not");
    }
}

# --- several stories, one envelope

{
    my $two = join '', map { '{"headlines":[{"role":"main","value":"' . $_->[0] . '"}],"uri":"urn:x:' . $_->[0] . '"' . $_->[1] . "}\n" }
        [ 'A', ',"sent":"2020-01-01T00:00:00Z","priority":3,"services":[{"name":"S"}]' ], [ 'B', '' ], [ 'C', ',"sent":"2021-01-01T00:00:00Z"' ];
    my $file = spurt(scratch('.json'), $two);
    my $out = scratch('.xml');
    is(wirecopy('convert', '-f', 'json', '-t', 'newsml-1', '-o', $out, $file)->{status}, 0, 'three stories in one document');
    my @again = stories(slurp($out), '-f', 'newsml-1');
    is_deeply([ map { $_->{sent} // '-' } @again ], [ '2020-01-01T00:00:00Z', '-', '2021-01-01T00:00:00Z' ], 'each has its own time of transmission, or none');
    is_deeply([ map { $_->{priority} // '-' } @again ], [ 3, '-', '-' ], '... and priority');
    is_deeply([ map { scalar @{ $_->{services} // [] } } @again ], [ 1, 0, 0 ], '... and services');
    is_deeply([ grep { exists $_->{versionCreated} || exists $_->{version} || exists $_->{pubStatus} } @again ], [], 'what the format demands is not read as said');
}

# --- what is written is of the standard

for my $sample (samples()) {
    my ($short) = $sample =~ m{(samples/.*)\z};
    for my $body (qw(xhtml nitf)) {
        my $r = wirecopy('convert', '-q', '-t', 'newsml-1', '--body', $body, $short);
        is($r->{status}, 0, "$short: written with a body in $body") or next;
        my $verdict = wirecopy('validate', '--as', 'newsml-1@1.2', spurt(scratch('.xml'), $r->{out}));
        is($verdict->{status}, 0, "$short: the elements of NewsML 1.2 in their order ($body)") or diag($verdict->{err});
    }
}
is(wirecopy('convert', '-t', 'newsml-1@1.0', 'samples/newsml-1/pier-closed.xml')->{status}, 2, 'versions that are not written are refused');

# --- what no field is for comes back in the elements of the standard

sub written {
    my ($bytes) = @_;
    my $r = wirecopy('convert', '-q', '-t', 'newsml-1', spurt(scratch('.xml'), $bytes));
    my $judged = wirecopy('validate', '-q', '--rules', 'none', spurt(scratch('.xml'), $r->{out}));
    is($judged->{status}, 0, 'what is written is valid') or diag($judged->{err});
    return $r->{out};
}
my $line = '<RightsLine>All rights of the <Origin>line</Origin></RightsLine>';
my $where = '<Location HowPresent="Origin"><Property FormalName="City" Value="Selwyn &amp; Sons"/></Location>';
my $order = '<Instruction FormalName="Rectify"><RevisionStatus Revision="1"><Status FormalName="Canceled"/></RevisionStatus></Instruction>';
my $full = document(text('', '<p>one</p>', lines => "<NewsLines>$line</NewsLines>", about => "<DescriptiveMetadata>$where</DescriptiveMetadata>"),
    management => '<NewsItemType FormalName="Alert"/><FirstCreated>20040512</FirstCreated><ThisRevisionCreated>20040512</ThisRevisionCreated>'
        . "<Status FormalName=\"Usable\"/>$order");
my $given = written($full);
like($given, qr/\Q$_\E/, 'given back: ' . substr $_, 0, 30) for $line, $where, $order, '<NewsItemType FormalName="Alert"/>';

my $update = '<Update><Replace DuidRef="x1"><HeadLine>New head</HeadLine></Replace></Update>';
my $times = '<NewsItemType FormalName="News"/><FirstCreated>20040512</FirstCreated><ThisRevisionCreated>20040512</ThisRevisionCreated>';
$given = written(document($update, management => "$times<Status FormalName=\"Usable\"/>")
    =~ s{(?=<PublicIdentifier>)}{<ProviderId>a.example</ProviderId><DateId>20040512</DateId><NewsItemId>1</NewsItemId><RevisionId PreviousRevision="1" Update="U">2</RevisionId>}r);
like($given, qr/\Q$update\E/, 'an item of updates stays one');
unlike($given, qr/<NewsComponent/, 'and has nothing beside them');

# An article may come from anywhere: what is no element as it should be is not written as one.
for my $bad ('<RightsLine>a', '<RightsLine>a</b></RightsLine>', '<Other>a</Other>', '<RightsLine>&x;</RightsLine>', '<RightsLine/><b/>',
    '<RightsLine a="1" a="2"/>', '<x:RightsLine/>', '<RightsLine><!-- --></RightsLine>', '<RightsLine a=\'1\'/>', '<RightsLine a="<"/>') {
    my $article = $json->encode({ uri => 'urn:a:1', source => { format => 'newsml-1' },
        extra => [ { name => 'RightsLine', path => 'NewsComponent/NewsLines/RightsLine', value => $bad } ] });
    my $r = wirecopy('convert', '-q', '-t', 'newsml-1', spurt(scratch('.json'), $article));
    unlike($r->{out}, qr/\Q$bad\E/, "not written as XML: $bad");
}

# --- text in base64

sub encoded { return "<NewsComponent><ContentItem>$_[0]<Encoding Notation=\"base64\"><DataContent>$_[1]</DataContent></Encoding></ContentItem></NewsComponent>" }
my $type = '<MediaType FormalName="Text"/>';
for my $case ([ $type, "PHA+SGVsbG8gd8O2\n  cmxkPC9wPg==", "Hello w\xc3\xb6rld" ], [ '<MimeType FormalName="text/plain"/>', 'b25l', 'one' ],
    [ $type, 'b25', undef ], [ $type, 'b25l====', undef ], [ $type, 'AAEC', undef ], [ '<MediaType FormalName="Photo"/>', 'b25l', undef ], [ '', 'b25l', undef ]) {
    my ($a) = stories(document(encoded(@$case)));
    is(body($a), $case->[2], "base64: $case->[0]$case->[1]");
    is($a->{renditions} ? 1 : 0, defined $case->[2] ? 0 : 1, 'or it is a file');
}

# --- the only text is a caption

my ($caption) = stories(document(text('Caption', '<p>The pier.</p>')));
is_deeply([ @{ $caption->{descriptions}[0] }{qw(role value)} ], [ 'caption', 'The pier.' ], 'a caption that stands alone describes the story');
is(body($caption), undef, 'and is no body');

done_testing();
