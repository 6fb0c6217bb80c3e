#!/usr/bin/perl
# tests: check plain asan
# inspect --html: the source is all there, each of its parts has the right colour and leads to its other side,
# and nothing of a feed can do anything in the page.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;

sub page { my $r = wirecopy({ seconds => 60 }, 'inspect', '--html', @_); return ($r->{out}, $r) }

# The text of the source as the page has it, line by line.
sub source {
    my ($page) = @_;
    my ($side) = $page =~ m{<div id="source">\n(.*?)\n</div>\n<div id="article">}s or return '';
    return join "\n", map { s{<i [^>]*>\d+</i>}{}r =~ s/<[^>]*>//gr =~ s/&lt;/</gr =~ s/&gt;/>/gr =~ s/&quot;/"/gr =~ s/&#39;/'/gr =~ s/&amp;/&/gr }
        map { s{^<div>}{}r =~ s{</div>$}{}r } split /\n/, $side;
}

# What is wrong with a page, or ''.
sub wrong {
    my ($page) = @_;
    my (%id, @open);
    return 'no page' unless $page =~ /^<!DOCTYPE html>.*<\/html>\n\z/s;
    while ($page =~ /\sid="([^"]*)"/g) { return "the id $1 stands twice" if $id{$1}++ }
    while ($page =~ /\shref="([^"]*)"/g) { my $to = $1; return "$to leads out" unless $to =~ s/^#//; return "#$to leads nowhere" unless $id{$to} }
    while ($page =~ m{<(/?)([a-z0-9]+)[^>]*>}gi) {
        my ($end, $tag) = ($1, lc $2);
        next if $tag =~ /^meta$/;
        if (!$end) { push @open, $tag } elsif (($open[-1] // '') eq $tag) { pop @open } else { return "</$tag> closes <" . ($open[-1] // '') . '>' }
    }
    return "not closed: @open" if @open;
    return 'markup of a feed' if $page =~ /<(?:script|img|iframe|link|style [^>])/i || $page =~ /<[^>]*\son\w+=/i;
    return '';
}

for my $sample (grep { !/xslt|demo/ } samples()) {
    my ($page, $r) = page($sample);
    my $bytes = slurp($sample);
    is($r->{signal} . ' ' . wrong($page), '0 ', $sample);
    next unless utf8::decode(my $text = $bytes);
    $bytes =~ s/^\xEF\xBB\xBF//;
    $bytes =~ s/\r+$//mg;
    $bytes =~ s/\n\z//;
    next if $bytes =~ /[\0-\x08\x0B-\x1F\x7F]|\xC2[\x80-\x9F]|\xE2\x80[\x8E\x8F\xA8-\xAE]|\xE2\x81[\xA6-\xA9]|\xEF\xBB\xBF|\t|\\/;
    ok(source($page) eq $bytes, '... and its source is whole');
}

{
    my ($page) = page('samples/newsml-g2/harbour-bridge.xml');
    my $part = sub { my ($text) = @_; return $page =~ m{<a class="(\w+)" id="[^"]*"(?: href="#r(\d+)")?>[^<]*\Q$text\E} ? ($1, $2) : ('none', undef) };
    for my $case ([ 'versionCreated&gt;2025', 'field', 'versionCreated' ], [ 'The mayor&#39;s mobile', 'secret', 'edNotes' ], [ 'headline', 'field', 'headlines' ]) {
        my ($text, $class, $label) = @$case;
        my ($got, $row) = $part->($text);
        ($got, $row) = $part->(($text =~ s/&#39;/'/r)) if $got eq 'none';
        is($got, $class, "$label is $class");
        ok(defined $row && $page =~ m{<div class="row $class" id="r$row"><b>$label</b>}, '... and leads to its row') or diag($row);
    }
    like($page, qr{<div class="row body" id="r\d+"><b>p</b>.*?<a class="at" href="#p\d+-\d+">}, 'the body leads to the source');
    like($page, qr{<a class="body" id="p\d+-\d+" href="#r\d+">}, '... and the source to the body');
    my ($wire) = page('samples/iptc7901/bruecken-maut.7901');
    like($wire, qr{<a class="body" id="p8-1"}, 'where a paragraph begins with a dateline it is body');
    like($wire, qr{<a class="body on" href="#r\d+">halbiert}, '... and so are its further lines');
    like($wire, qr{<a class="secret" id="p16-1"[^>]*>dpa ak}, 'a line not for publication');
}
{
    my $harm = spurt(scratch("<b>\xFF.txt"), qq{KESTREL BAY, March 12 (Meridian) - <script>alert(1)</script> "><img src=x onerror=alert(2)> \e[31m \xE2\x80\xAE txt\n\nMore & more.\n});
    my ($page, $r) = page('-f', 'text', $harm);
    is(wrong($page), '', 'a harmful text');
    like($page, qr/\\x1b\[31m \\u202e/, '... with what steers made visible');
    my $cut = spurt(scratch('.xml'), substr slurp('samples/newsml-g2/night-message.xml'), 0, 2500);
    ($page, $r) = page($cut);
    is($r->{status}, 1, 'a source that breaks off: exit 1');
    is(wrong($page), '', '... and a page all the same');
    like($page, qr/xml-not-well-formed/, '... with the finding');
    is((page('samples/text/kill-notice.txt', 'samples/text/reuters-update.txt'))[1]{status}, 2, 'two files: exit 2');
    is((page('nosuch.xml'))[1]{status}, 3, 'no such file: exit 3');
    is((page('samples'))[1]{status}, 3, 'a folder: exit 3');
    my $piped = wirecopy({ stdin => 'samples/text/kill-notice.txt' }, 'inspect', '--html');
    is(wrong($piped->{out}), '', 'standard input');
    my $one = spurt(scratch('.json'), slurp('samples/ninjs/harbour-bridge.json') =~ s/\s*\n\s*/ /gr);
    ($page) = page($one);
    cmp_ok((() = $page =~ /<a class="(?:field|body)"/g) + 0, '>', 10, 'parts of one long line have their own colours');
}
done_testing();
