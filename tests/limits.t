#!/usr/bin/perl
# tests: check plain
# The table of limits (`wirecopy explain limits`): each is tried at the limit, where nothing is said of it, and one past it, where
# what the table promises comes about. The numbers are the table's own. Rows not tried here are listed at the end, with where they are.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;
use Limits;

cmp_ok(scalar keys %most, '>', 40, 'there is a table');
my $page = wirecopy('--manual', 'limits')->{out};
is(join(' ', sort keys %most), join(' ', sort $page =~ /^\.It Cm (\S+)/mg), '... and the manual has the same rows');


# --- any document
my $outside = 0;
for my $levels (1 .. 20) {    # how many elements are open around a body
    my $r = convert(item(body => '<div>' x ($most{depth} - $levels) . 'x' . '</div>' x ($most{depth} - $levels)));
    $outside = $levels, last if $r->{status} == 0;
}
is($outside, 5, 'depth: the elements around a body count');
refuses('depth', 'xml-limit', sub { item(body => '<div>' x ($_[0] - 5) . 'x' . '</div>' x ($_[0] - 5)) });
refuses('depth', 'json-limit', sub { '{"uri":"u","headline":"h","odd":' . '[' x ($_[0] - 1) . ']' x ($_[0] - 1) . '}' }, '-f', 'ninjs');
refuses('tag', 'xml-limit', sub { my $past = $_[0] > $most{tag}; item(body => '<p class="' . 'x' x ($past ? $most{tag} + 65536 : $most{tag} - 65536) . '">x</p>') });
refuses('names', 'xml-limit', sub { my $n = $_[0] > $most{names} ? $most{names} + 2000 : $most{names} - 100; item(content => join '', map { "<odd$_/>" } 1 .. $n) });
refuses('expansion', 'xml-limit', sub {
    my $past = $_[0] > $most{expansion};
    # the parser asks for an entity once a reference, and once more for the first
    return '<!DOCTYPE newsItem [<!ENTITY a "' . 'x' x 65536 . '">]>' . item(body => '<p>' . '&a;' x ($most{expansion} / 65536 - !$past) . '</p>') }, '-f', 'newsml-g2');
refuses('text', 'text-too-long', sub { my $line = 'A ferry sails in the morning of every day, and it is late again today too.' . "\n"; my $head = "A headline\n\nBAY (HW) - x.\n\n";
    my $all = $head . $line x (($_[0] - length $head) / length $line); return $all . "\n" x ($_[0] - length $all) }, '-f', 'text', '-t', 'json', '-q');
refuses('text-lines', 'text-too-long', sub { "A headline\n\nBAY (HW) - x.\n\n" . "x\n" x ($_[0] - 4) }, '-f', 'text', '-t', 'text', '-q')
    if ($ENV{WIRECOPY_TESTS} // '') eq 'torture';

sub ledger_of { my ($bytes) = @_; my $path = scratch('.ledger'); convert($bytes, '--ledger', $path); return slurp($path) }
{
    $tried{ledger} = 1;
    my $make = sub { item(content => join '', map { "<odd$_>x</odd$_>" } 1 .. $_[0]) };
    my $base = count(ledger_of($make->(0)), qr/"path"/);
    my $rows = sub { count(ledger_of($make->($_[0])), qr/"path":"(?!\(more)/) };
    my $more = sub { count(ledger_of($make->($_[0])), qr/"path":"\(more\)/) };
    is($more->($most{ledger} - $base), 0, "ledger: $most{ledger} rows go");
    is($more->($most{ledger} - $base + 1), 1, '... one more is in the row (more)');
    is($rows->($most{ledger} - $base + 1), $rows->($most{ledger} - $base), '... which stands for all that follow');
}
my ($none, $one) = (sub { 0 }, sub { 1 });
cuts('members', sub { count($_[0]{out}, qr{<name xml:lang}) }, $none, $one,
    sub { item(content => '<subject qcode="medtop:1">' . join('', map { "<name xml:lang=\"x-a$_\">N$_</name>" } 1 .. $_[0]) . '</subject>') });
my $all = sub { $_[0] };
cuts('unknown', sub { count($_[0]{err}, qr/\[json-field-unknown\]/) }, $all, $all,
    sub { '{"uri":"u","headlines":[{"value":"h"}],' . join(',', map { "\"odd$_\":\"x\"" } 1 .. $_[0]) . '}' }, '-f', 'json', '-v');
cuts('schemes', sub { count($_[0]{out}, qr{"http://e\.example/[0-9]+/1"}) }, $all, $all,
    sub { item(catalog => '<catalog>' . join('', map { "<scheme alias=\"a$_\" uri=\"http://e.example/$_/\"/>" } 1 .. $_[0]) . '</catalog>',
               content => join('', map { "<subject qcode=\"a$_:1\"/>" } 1 .. $_[0])) });
cuts('json-bodies', sub { count($_[0]{out}, qr/"path":"bodies/) }, $none, $one,
    sub { '{"uri":"u","bodies":[' . join(',', map { "{\"role\":\"main\",\"contentType\":\"text/plain\",\"value\":\"B $_\"}" } 1 .. $_[0]) . ']}' }, '-f', 'json');
cuts('pictures', sub { count($_[0]{out}, qr/"rel":"inline"/) }, $all, $all,
    sub { feed('<content:encoded>' . escaped(join '', map { "<p><img src=\"http://e.example/$_.jpg\" alt=\"x\"/></p>" } 1 .. $_[0]) . '</content:encoded>') });
cuts('classes', sub { count($_[0]{out}, qr/\bk\d+\b/) }, $all, $all, sub { item(body => '<p class="' . join(' ', map { "k$_" } 1 .. $_[0]) . '">x</p>') });
cuts('header', sub { count((split /\n/, $_[0]{out})[1] // '', qr/sig:N\d+/) }, $all, $all,
    sub { '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>' . join('', map { "<signal qcode=\"sig:N$_\"/>" } 1 .. $_[0]) . '</header><itemSet>' . item() . item() . '</itemSet></newsMessage>' });
cuts('bylines', sub { count($_[0]{out}, qr/"path":"[^"]*byline"/) }, $none, $one,
    sub { nitf('<byline>By ' . 'x' x ($_[0] - 3) . '</byline><byline>By Ann Lee</byline>') });
cuts('ninjs-bodies', sub { count($_[0]{out}, qr{"path":"bodies/}) }, sub { $_[0] - 1 }, $all,
    sub { '{"uri":"u","standard":{"name":"ninjs","version":"3.1"},"bodies":[' . join(',', map { "{\"contenttype\":\"text/plain\",\"value\":\"B $_.\"}" } 1 .. $_[0]) . ']}' }, '-f', 'ninjs');
cuts('html', sub { count($_[0]{out}, qr/<h[2-4]>end/) }, $one, $none,
    sub { my $deep = $_[0] - 2; feed('<description>' . escaped('<div>' x $deep . 'x' . '</div>' x $deep . '<h2>end</h2>') . '</description>') });
cuts('parts', sub { count($_[0]{out}, qr/<article/) }, sub { $_[0] + 1 }, sub { $_[0] + 1 },
    sub { my $n = $_[0]; '{"uri":"u","headlines":[{"value":"h"}]' . join('', map { ",\"associations\":[{\"uri\":\"u$_\",\"type\":\"text\",\"headlines\":[{\"value\":\"h$_\"}],\"bodies\":[{\"role\":\"main\",\"contentType\":\"text/plain\",\"value\":\"B\"}]" } 1 .. $n) . '}]' x $n . '}' }, '-f', 'json', '-t', 'html');

# NewsML 1: the innermost component is the story, and those around it speak for it as far as the limit
sub nested {
    my ($n) = @_;
    return '<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>p</ProviderId><DateId>20250101</DateId><NewsItemId>i</NewsItemId>'
        . '<RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:x</PublicIdentifier></NewsIdentifier></Identification>'
        . join('', map { "<NewsComponent><NewsLines><HeadLine>H$_</HeadLine><KeywordLine>k$_</KeywordLine></NewsLines>" } 1 .. $n)
        . '<ContentItem><DataContent><p>B.</p></DataContent></ContentItem>' . '</NewsComponent>' x $n . '</NewsItem></NewsML>';
}
cuts('components', sub { my ($list) = $_[0]{out} =~ /"keywords":\[([^\]]*)/; count($list, qr/"k\d+"/) }, $all, sub { $_[0] }, \&nested);
{
    my $codes = spurt(scratch('.xml'), "<knowledgeItem $nar guid=\"urn:k\"><catalog><scheme alias=\"z\" uri=\"http://e.example/\"/>"
        . '<scheme alias="subj" uri="http://cv.iptc.org/newscodes/subjectcode/"/></catalog><conceptSet>'
        . join('', map { "<concept><conceptId qcode=\"z:$_\"/><name>N$_</name><sameAs qcode=\"subj:$_\"/></concept>" } 1 .. $most{broader} + 1)
        . '</conceptSet></knowledgeItem>');
    cuts('broader', sub { count($_[0]{out}, qr/"z:\d+"/) }, $all, $all,
        sub { '{"uri":"u","subjects":[' . join(',', map { "{\"qcode\":\"subj:$_\"}" } 1 .. $_[0]) . ']}' }, '-f', 'json', '--vocabulary', $codes);
}

# --- files of the command line: past the limit the command does not begin
my $sample = "$root/samples/text/kill-notice.txt";
my $profile = "profile a\n    for provider.name = X*\n";
starts('profile', qr/larger than profiles may be/, sub { $profile . '#' x ($_[0] - length($profile) - 1) . "\n" }, ['convert', '-q', '-t', 'json', '--profile'], $sample);
starts('profile-rows', qr/more rows than can be/, sub { $profile . "    set copyrightHolder = X\n" x ($_[0] - 1) }, ['convert', '-q', '-t', 'json', '--profile'], $sample);
starts('rules', qr/./, sub { '{}' . ' ' x ($_[0] - 2) }, ['validate', '-q', '--rules'], $sample);
starts('schema', qr/./, sub { '{}' . ' ' x ($_[0] - 2) }, ['validate', '-q', '--schema'], spurt(scratch('.json'), '{}'));
my $sheet = '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>';
starts('stylesheet', qr/./, sub { my $all = "$sheet<xsl:template match=\"/\">x</xsl:template></xsl:stylesheet>"; $all . ' ' x ($_[0] - length $all) }, ['convert', '--stylesheet'], $sample);
starts('stylesheet-depth', qr/./, sub { "$sheet<xsl:template match=\"/\">" . '<a>' x ($_[0] - 2) . 'x' . '</a>' x ($_[0] - 2) . '</xsl:template></xsl:stylesheet>' }, ['convert', '--stylesheet'], $sample);

# --- the program
$tried{jobs} = 1;
is(wirecopy('convert', '-q', '-j', $most{jobs}, '-t', 'json', $sample)->{status}, 0, "jobs: $most{jobs} go");
my $r = wirecopy('convert', '-q', '-j', $most{jobs} + 1, '-t', 'json', $sample);
is($r->{status}, 2, '... one more is a mistake');
like($r->{err}, qr/from 1 to $most{jobs}/, '... which is said');

my %of_the_program = map { $_ => 1 } @of_the_program;
print "# not tried, here or in tests/limits-program.t: ", join(' ', grep { !$tried{$_} && !$of_the_program{$_} } sort keys %most), "\n";
done_testing();
