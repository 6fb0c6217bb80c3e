#!/usr/bin/perl
# tests: check plain asan
# NITF as agencies send it: what each habit becomes, and that none of its words are lost.
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
    my ($content, %more) = @_;
    return '<nitf><head>' . ($more{head} // '') . '<docdata><doc-id id-string="d1"/>' . ($more{docdata} // '') . '</docdata></head><body><body.head>'
        . ($more{top} // '<hedline><hl1>Head</hl1></hedline>') . "</body.head><body.content>$content</body.content>"
        . ($more{end} ? "<body.end>$more{end}</body.end>" : '') . '</body></nitf>';
}

sub story {
    my $file = spurt(scratch('.xml'), document(@_));
    my $r = wirecopy('convert', '-q', '-c', '-t', 'json', '--fail-if-loss', $file);
    is($r->{status}, 0, 'read without loss') or diag($r->{err});
    return ($json->decode($r->{out}), $file);
}

sub body { my ($a) = grep { $_->{contentType} eq 'text/plain' } @{ $_[0]{bodies} // [] }; return $a ? $a->{value} : undef }
sub kept { return { map { ("$_->{path}", $_->{value}) } @{ $_[0]{extra} // [] } } }

# --- codes that no field and no attribute of the body is for

{
    my ($a) = story('<p>The <event start-date="20240501" value="E1">fair</event> and <org><alt-code idsrc="x" value="X1"/><alt-code idsrc="y" value="Y1"/>Kestrel</org>.</p>'
        . '<bq quote-source="harbour log"><block><p>Calm.</p></block></bq>',
        top => '<hedline><hl1>The <org idsrc="nyse" value="KST">Kestrel</org> turns</hl1></hedline><byline>By <person idsrc="staff" value="S7">A B</person></byline>'
            . '<distributor><org value="W">Wire</org></distributor>', end => '<tagline>By <person value="S8">C D</person></tagline>');
    my $kept = kept($a);
    is($kept->{'body/body.head/hedline/hl1/org/@value'}, 'KST', 'the code of an organisation in a headline is kept');
    is($kept->{'body/body.head/byline/person/@value'}, 'S7', '... of a person in a byline');
    is($kept->{'body/body.head/distributor/org/@value'}, 'W', '... of who distributes');
    is($kept->{'body/body.end/tagline/person/@value'}, 'S8', '... of who signs');
    is($kept->{'body.content/event/@start-date'}, '20240501', 'when an event begins is kept');
    is($kept->{'body.content/bq/@quote-source'}, 'harbour log', '... and where a quotation is from');
    is_deeply($a->{organisations}, [ { name => 'Kestrel', literal => 'X1', scheme => 'x', symbols => [ { ticker => 'Y1', exchange => 'y' } ] } ],
        'a second code of an organisation is its symbol');
    is("$a->{headlines}[0]{value}|$a->{by}|$a->{provider}{name}", 'The Kestrel turns|By A B|Wire', 'the texts are as they were');
}

# --- media

{
    my ($a, $file) = story('<media media-type="image"><media-metadata name="crop"/><media-reference mime-type="image/jpeg" source="p.jpg">on the server</media-reference>'
        . '<media-caption>A pier.</media-caption><media-producer>Ida Roe</media-producer><media-producer>Wire Photo</media-producer></media>'
        . '<media media-type="video"><media-reference time="12" outcue="ends here" mime-type="video/mp4"/><media-caption>A film.</media-caption></media><p>Text.</p>');
    my ($photo, $film) = @{ $a->{associations} };
    is($photo->{creditline}, 'Ida Roe, Wire Photo', 'each of two producers is credited');
    is(kept($photo)->{'media/media-reference'}, 'on the server', 'what a reference says is kept');
    is(kept($photo)->{'media/media-metadata'}, 'crop', '... and a name without a value');
    is(kept($film)->{'media/media-reference/@outcue'}, 'ends here', '... and what a reference without a file says');
    my $again = wirecopy('convert', '-q', '-t', 'nitf', $file);
    my $back = $json->decode(wirecopy('convert', '-q', '-c', '-t', 'json', spurt(scratch('.xml'), $again->{out}))->{out});
    is_deeply(kept($back->{associations}[$_]), kept($a->{associations}[$_]), "media $_ comes back whole") for 0, 1;
}

# --- advisories that are not for publication (note/@type, tagline/@type)

{
    my ($a, $file) = story('<p>One.</p><note type="npa"><body.content><p>Call the harbour master.</p></body.content></note><note type="pa"><body.content><p>Two.</p></body.content></note>',
        end => '<tagline type="npa">Desk: hold for legal</tagline>');
    is(body($a), "One.\n\nTwo.", 'a non-publishable advisory is no body, a publishable one is');
    is_deeply([ map { $_->{value} } @{ $a->{nonPublic} } ], [ 'Call the harbour master.', 'Desk: hold for legal' ], 'it is kept apart');
    for my $to (qw(html ninjs text)) {
        unlike(wirecopy('convert', '-q', '-t', $to, $file)->{out}, qr/harbour master|hold for legal/, "... and not in $to");
    }
    ($a) = story('<p>One.</p>', top => '<hedline><hl1>H</hl1></hedline><note class="nonpublic"><body.content><p>Not this.</p></body.content></note>');
    is(body($a), 'One.', 'a note of class nonpublic in the head is none either');
}

done_testing();
