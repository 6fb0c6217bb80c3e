#!/usr/bin/perl
# tests: check plain asan
# Feeds: what their dialects have in common and where they part.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new;

sub stories { return map { $json->decode($_) } split /\n/, $_[0]{out} }
sub text { return $_[0]{bodies}[1]{value} // '' }

# Read a feed given as text; every letter has to be accounted for.
sub feed {
    my ($xml) = @_;
    my $r = wirecopy('convert', '-c', '-t', 'json', '--fail-if-loss', spurt(scratch('.xml'), $xml));
    is($r->{status}, 0, 'read, every letter accounted for') or diag($r->{err});
    return stories($r);
}

my $ns = 'xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/"';
my ($a) = feed(qq{<rss version="2.0" $ns><channel><title>F</title><item><title>T</title><guid>g</guid><d:creator>A</d:creator>}
    . qq{<c:encoded>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</c:encoded><description>S</description></item></channel></rss>});
is(text($a), 'One & two', 'modules are told by their namespace, not by their prefix');
is($a->{by}, 'A', '... dc:creator too');
is($a->{descriptions}[0]{value}, 'S', 'beside content a description is one');

($a) = feed(q{<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" }
    . q{xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>F</title><items><rdf:Seq><rdf:li rdf:resource="u"/>}
    . q{</rdf:Seq></items></channel><item rdf:about="u"><title>T</title><link>http://x.example/1</link><dc:date>2025-01-02</dc:date>}
    . q{<description>S</description></item></rdf:RDF>});
is($a->{headlines}[0]{value}, 'T', 'RSS 1.0');
is($a->{versionCreated}, '2025-01-02', '... and its date');

($a) = feed(q{<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>F</a:title><a:entry><a:id>i</a:id><a:title>T</a:title>}
    . q{<a:updated>2025-01-02T03:04:05Z</a:updated><a:content type="text">1 &lt; 2</a:content></a:entry></a:feed>});
is($a->{uri}, 'i', 'Atom with a prefix');
is(text($a), '1 < 2', '... and plain text with a sign of less in it');

($a) = feed(q{<rss version="2.0"><channel><item><guid>g</guid><description>&lt;p&gt;All of it.&lt;/p&gt;</description></item></channel></rss>});
is(text($a), 'All of it.', 'without content a description in HTML is the story');
is($a->{descriptions}, undef, '... and no summary of it');

my @got = feed(q{<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">}
    . qq{<channel><item><guid>g</guid><content:encoded><![CDATA[One <b>bold</b>.\n\nTwo.]]></content:encoded><wp:status>draft</wp:status>}
    . q{<wp:comment><wp:comment_author_email>reader@x.example</wp:comment_author_email></wp:comment></item></channel></rss>});
is(text($got[0]), "One bold.\n\nTwo.", 'a blank line of WordPress begins a paragraph');
is($got[0]{pubStatus}, 'withheld', 'a draft is withheld');

# what is not for publication stays in
my $samples = 'samples/rss/weblog-export.rss';
for my $to (qw(html rss atom ninjs text)) {
    my $out = wirecopy('convert', '-t', $to, $samples, 'samples/rss/coast-news.rss', 'samples/atom/harbour-notes.atom')->{out};
    unlike($out, qr/reader\@courier|plaice|About time|desk\@meridian|tarik\@harbour/, "$to: no address, password or letter of a reader");
}
like(wirecopy('convert', '-t', 'json', $samples)->{out}, qr/reader\@courier.*plaice/s, 'json has them');

# written: valid, read again the same words, what was supplied told as absent
my @all = (glob("samples/newsml-g2/*.xml"), glob('samples/text/*.txt'), glob('samples/rss/*'), glob('samples/atom/*'));
my @before = stories(wirecopy('convert', '-c', '-t', 'json', @all));
for my $to (qw(rss atom)) {
    my $file = scratch(".$to");
    my $r = wirecopy('convert', '-t', $to, '-o', $file, @all);
    is($r->{status}, 0, "$to: all samples in one feed");
    is(run({}, 'xmllint', '--noout', $file)->{status}, 0, '... which is XML');
    my @after = stories(wirecopy('convert', '-c', '-t', 'json', $file));
    is(scalar @after, scalar @before, '... with a story each');
    is_deeply([ map { text($_) } @after ], [ map { text($_) } @before ], '... and every word of it');
    is_deeply([ map { $_->{pubStatus} } @after ], [ map { $_->{pubStatus} } @before ], '... and its status');
    is_deeply([ map { $_->{embargoedUntil} } @after ], [ map { $_->{embargoedUntil} } @before ], '... and its embargo');
    is_deeply([ map { $_->{uri} } @after ], [ map { $_->{uri} } @before ], '... and its uri, if it has one');
    is_deeply([ map { $_->{by} } @after ], [ map { $_->{by} } @before ], '... and its byline');
    is_deeply([ map { $_->{versionCreated} } @after ], [ map { $_->{versionCreated} } @before ], '... and its time');
}
my $cdata = spurt(scratch('.json'), '{"uri":"urn:x","headlines":[{"role":"main","value":"H"}],"bodies":[{"role":"main","contentType":'
    . '"application/xhtml+xml","value":"<p>a]]&gt;b<code>x[y[0]]&gt;1</code></p>"}]}');
my $r = wirecopy('convert', '-f', 'json', '-t', 'rss', $cdata);
my ($again) = stories(wirecopy('convert', '-c', '-t', 'json', spurt(scratch('.rss'), $r->{out})));
is(text($again), 'a]]>bx[y[0]]>1', 'the end of a CDATA section within the text');

# hostile
for my $bad ('<rss><channel><item>', '<rss/>', '<feed xmlns="http://www.w3.org/2005/Atom"/>', '<rss><channel>' . '<item>' x 300, '<rss><channel><item><pubDate>soon</pubDate></item>') {
    my $file = spurt(scratch('.xml'), $bad);
    is(fine_failure(wirecopy('convert', '-t', 'json', $file), $file), '', 'a broken feed: ' . substr($bad, 0, 40));
}
done_testing();
