#!/usr/bin/perl
# tests: check plain asan
# Messages: their headers, what is copy in them and what a file, and what hostile ones do.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $json = JSON::PP->new->utf8;
my $head = "From: Desk <desk\@meridian.example>\nDate: Wed, 12 Mar 2025 14:21:01 +0100\nMessage-ID: <1\@meridian.example>\nSubject: Bay reopens\n";
my $copy = "KESTREL BAY (Meridian) - The bridge is open.\n\nThe ferry stays.\n";

# Read a message; every letter has to be accounted for.
sub message {
    my ($bytes, @options) = @_;
    my $r = wirecopy('convert', '-c', '-t', 'json', '--fail-if-loss', @options, spurt(scratch('.eml'), $bytes));
    is($r->{status}, 0, 'read, every letter accounted for') or diag($r->{err});
    my @stories = map { $json->decode($_) } split /\n/, $r->{out};
    is(scalar @stories, 1, 'one story') or diag($bytes);
    return ($stories[0], $r->{err});
}
sub text { my ($b) = grep { $_->{contentType} eq 'text/plain' } @{ $_[0]{bodies} // [] }; return $b ? $b->{value} : '' }
sub mixed { return "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" . join('', map { "--b\n$_\n" } @_) . "--b--\n" }

# --- headers
my ($a) = message("$head\n$copy");
is($a->{uri}, 'mid:1@meridian.example', 'the id');
is($a->{versionCreated}, '2025-03-12T14:21:01+01:00', 'the date, with its offset');
is($a->{headlines}[0]{value}, 'Bay reopens', 'the subject');
is($a->{dateline}{place}, 'KESTREL BAY', 'the copy is read as copy');
is(text($a), "KESTREL BAY (Meridian) - The bridge is open.\n\nThe ferry stays.", '... all of it');
is($a->{extra}[0]{value}, 'Desk <desk@meridian.example>', 'the sender is kept');
is($a->{source}{format}, 'email', 'what it was');
($a) = message($head =~ s/\n/\r\n/gr . "\r\n" . $copy =~ s/\n/\r\n/gr);
is(text($a), "KESTREL BAY (Meridian) - The bridge is open.\n\nThe ferry stays.", 'CRLF');
for my $case (
    [ '=?UTF-8?B?TMOtYSBOdcOxZXo=?=',                         "L\x{ed}a Nu\x{f1}ez",  'base64' ],
    [ '=?iso-8859-1?q?L=EDa_Nu=F1ez?= says',                  "L\x{ed}a Nu\x{f1}ez says", 'quoted-printable' ],
    [ "=?utf-8?q?one_?=\n =?utf-8?q?word?=",                  'one word',             'two of one text' ],
    [ '=?koi8-r?B?7c/TyyA=?= =?koi8-r?B?18E=?=',              "\x{41c}\x{43e}\x{441}\x{43a} \x{432}\x{430}", 'another set' ],
    [ "=?windows-1252?Q?Bay\xE2\x80\x99s_toll?=",             "Bay\x{2019}s toll",    'UTF-8 that is called another set' ],
    [ "Bay\xE2\x80\x99s toll",                                "Bay\x{2019}s toll",    'UTF-8 as it is' ],
    [ '=?nosuchset?Q?Bay_=41?=',                              'Bay A',                'a set nobody knows' ],
    [ '2 =?2 or =?x?y',                                       '2 =?2 or =?x?y',       'what only looks like it' ],
    [ "Bay\n\treopens   now",                                 'Bay reopens now',      'folded' ],
) {
    my ($subject, $wanted, $name) = @$case;
    ($a) = message(($head =~ s/Subject: .*/Subject: $subject/r) . "\n$copy");
    is($a->{headlines}[0]{value}, $wanted, "a subject: $name");
}
(my $said, my $err) = message(($head =~ s/Message-ID.*\n//r) . "\n$copy");
is($said->{uri}, undef, 'without an id no uri');
like($err, qr/\[email-no-id\]/, '... which is said');

# --- text
($a) = message("${head}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nBAY (Meridian) - F=E4hre =\nsp=E4t. 2 =3D 2 =zz\n");
is(text($a), "BAY (Meridian) - F\x{e4}hre sp\x{e4}t. 2 = 2 =zz", 'quoted-printable, and what is none of it');
($a) = message("${head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQkFZIChNZXJpZGlhbikgLSBGw6RocmUuCg==\n");
is(text($a), "BAY (Meridian) - F\x{e4}hre.", 'base64');
($a) = message("${head}Content-Type: text/plain; format=flowed; delsp=yes\n\nBAY (Meridian) - The fer \nry is back.\n\n From now on.\n");
is(text($a), "BAY (Meridian) - The ferry is back.\n\nFrom now on.", 'lines that flow');
($a, $err) = message("${head}Content-Type: text/plain; charset=x-none\n\nBAY (Meridian) - F\xE4hre.\n");
is(text($a), "BAY (Meridian) - F\x{e4}hre.", 'a set nobody knows');
like($err, qr/:7:1: warning: .*x-none \[email-charset\]/, '... which is said, with its place');
($a) = message("$head\nBAY (Meridian) - The ferry.\n\n-- \nDesk, Quay 4\n");
is(text($a), 'BAY (Meridian) - The ferry.', 'a signature is none of the copy');
is($a->{residue}[0]{where}, 'signature', '... and kept');
my $r = wirecopy('inspect', spurt(scratch('.eml'), "$head\n$copy"));
like($r->{out}, qr/^\s+headlines .* 4:1$/m, 'the line of the subject is that of the message');
like($r->{out}, qr/^\s+p lede dateline .* 6:1$/m, '... and those of the text');

($a, $err) = message(($head =~ s/Subject.*\n//r) . "\nKESTREL BAY (Meridian) - The bridge is open.\n", '-v');
like($err, qr/:1:1: style: .*\[text-no-headline\]/, 'what the reader of copy finds is said, where it stands') or diag($err);

# --- parts
my $picture = qq(Content-Type: image/gif; name="a.gif"\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACw=\n);
($a) = message($head . mixed("Content-Type: text/plain\n\n$copy", $picture));
is($a->{associations}[0]{type}, 'picture', 'a picture that is sent with it');
is_deeply([ @{ $a->{associations}[0]{renditions}[0] }{qw(name contentType sizeInBytes value encoding)} ],
    [ 'a.gif', 'image/gif', 14, 'R0lGODlhAQABAAAAACw=', 'base64' ], '... with its name, and all of it');
for my $case ([ q(filename="a b.gif"), 'a b.gif' ], [ q(filename=a.gif; size=14), 'a.gif' ], [ q(filename*=UTF-8''S%C3%BCd.gif), "S\x{fc}d.gif" ],
    [ qq(filename*0="long ";\n filename*1="name.gif"), 'long name.gif' ], [ q(filename="=?utf-8?q?S=C3=BCd.gif?="), "S\x{fc}d.gif" ],
    [ q(filename="a\"b.gif"), 'a"b.gif' ]) {
    ($a) = message($head . mixed("\n$copy", "Content-Type: image/gif\nContent-Disposition: attachment; $case->[0]\n\nGIF89a\n"));
    is($a->{associations}[0]{renditions}[0]{name}, $case->[1], "a name: $case->[0]");
}
my $both = sub { "Content-Type: multipart/alternative; boundary=i\n\n" . join('', map { "--i\n$_\n" } @_) . "--i--\n" };
my $html = "Content-Type: text/html; charset=utf-8\n\n<p>The <b>ferry</b> stays.</p>\n";
($a) = message($head . $both->("Content-Type: text/plain\n\n$copy", $html));
is(text($a), "KESTREL BAY (Meridian) - The bridge is open.\n\nThe ferry stays.", 'of two forms the plain one is read');
($a) = message($head . $both->("Content-Type: text/plain\n\n \n", $html));
is($a->{bodies}[0]{value}, '<p>The <strong>ferry</strong> stays.</p>', '... where it has words; else the other');
($a) = message($head . mixed($both->($html) =~ s/\n\z//r, $picture));
is(text($a), 'The ferry stays.', 'a multipart in another');
is(scalar @{ $a->{associations} }, 1, '... and what is behind it');
($a) = message($head . mixed("\n$copy", "Content-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nnotes\n"));
unlike(text($a), qr/notes/, 'a file of text is no copy');
is($a->{associations}[0]{renditions}[0]{value}, 'bm90ZXMK', '... it is a file');
($a) = message($head . mixed("\nBAY (Meridian) - One.\n", $picture, "\nTwo.\n"));
is(text($a), "BAY (Meridian) - One.\n\nTwo.", 'text around a picture is one text');
($a) = message($head . mixed("\nBAY (Meridian) - One.\n", "Content-Type: text/html\n\n<div>Two<br>three<p>four &amp; five\n", "\nSix.\n"));
is(text($a), "BAY (Meridian) - One.\n\nTwo\nthree\n\nfour & five\n\nSix.", 'text and HTML of any kind are one body');
($a) = message($head . mixed($picture));
is($a->{headlines}[0]{value}, 'Bay reopens', 'a picture alone is a story');
($a, $err) = message($head . (mixed("\n$copy", $picture) =~ s/--b--\n//r));
like($err, qr/\[email-cut\]/, 'one that breaks off is said to');
is(scalar @{ $a->{associations} }, 1, '... and what was there is read');

# --- who writes to whom is for nobody else
for my $to (qw(html text rss atom)) {
    my $out = wirecopy('convert', '-t', $to, 'samples/email/harbour-desk.eml')->{out};
    unlike($out, qr/night\@kestrelpost|192\.0\.2/, "$to: no address of a receiver, nor how the message came");
}

# --- no story, and attacks
for my $empty ("$head\n", "$head\n\n \n", $head, $head . mixed()) {
    $r = wirecopy('convert', '-t', 'json', spurt(scratch('.eml'), $empty));
    is($r->{status}, 1, 'a message of nothing: exit 1');
    like($r->{err}, qr/error: .*\[email-empty\]/, '... said');
}
my $n = $sanitized ? 2_000 : 20_000;
my $nest = sub { my $i = shift; "Content-Type: multipart/mixed; boundary=b$i\n\n--b$i\n" };
my %attack = (
    'parts'               => $head . mixed(map { "\nx $_\n" } 1 .. $n),
    'parts in parts'      => $head . join('', map { $nest->($_) } 1 .. $n) . "\nx\n",
    'the same boundary'   => $head . join('', map { $nest->(1) } 1 .. $n) . "\nx\n",
    'alternatives'        => $head . mixed(map { "Content-Type: multipart/alternative; boundary=i\n\n--i\n\nx\n--i--\n" } 1 .. $n / 10),
    'headers'             => $head . join('', map { "X$_: y\n" } 1 .. $n) . "\n$copy",
    'a header of lines'   => $head . 'Comments: ' . "a\n " x $n . "\n\n$copy",
    'a long header'       => $head . 'Comments: ' . 'a' x ($n * 50) . "\n\n$copy",
    'encoded words'       => ($head =~ s/Subject: .*\n/'Subject: ' . "=?utf-8?q?a?=\n " x $n . "b\n"/er) . "\n$copy",
    'begun words'         => ($head =~ s/Subject: .*\n/'Subject: ' . '=?utf-8?q?' x $n . "\n"/er) . "\n$copy",
    'parameters'          => $head . 'Content-Type: text/plain' . '; a=b' x $n . "\n\n$copy",
    'quotation marks'     => $head . 'Content-Type: text/plain; a=' . '"' x $n . "\n\n$copy",
    'pieces of a name'    => $head . mixed("\n$copy", 'Content-Type: image/gif' . join('', map { ";\n name*$_*=a" } 0 .. $n) . "\n\nx\n"),
    'brackets'            => ($head =~ s/Date: /'Date: ' . '(' x $n/er) . "\n$copy",
    'delimiters'          => $head . "Content-Type: multipart/mixed; boundary=b\n\n" . "--b x\n" x $n,
    'signatures'          => "$head\nBAY (Meridian) - x.\n" . "-- \n" x $n,
    'equal signs'         => "${head}Content-Transfer-Encoding: quoted-printable\n\nBAY (Meridian) - x.\n" . '=' x $n,
    'soft breaks'         => "${head}Content-Transfer-Encoding: quoted-printable\n\nBAY (Meridian) - x" . "=\n" x $n . "y.\n",
    'bad base64'          => "${head}Content-Transfer-Encoding: base64\n\n" . '?' x $n,
    'an empty boundary'   => "${head}Content-Type: multipart/mixed; boundary=\"\"\n\n$copy",
    'form feeds'          => "$head\nBAY (Meridian) - x.\n" . "\f" x $n,
    'zero bytes'          => "$head\n" . "\0" x $n,
    'UTF-16'              => "${head}Content-Type: text/plain; charset=utf-16\n\nodd",
);
for my $what (sort keys %attack) {
    $r = wirecopy({ seconds => 30 }, 'convert', '-c', '-t', 'json', spurt(scratch('.eml'), $attack{$what})) ;
    ok($r->{status} <= 1, "$what: exit $r->{status}") or diag(substr $r->{err}, 0, 500);
}
$r = wirecopy('convert', '-c', '-t', 'json', spurt(scratch('.eml'), $attack{'parts'}));
like($r->{err}, qr/\[email-parts-left\]/, 'parts that were not read are said');

# --- a mailbox is a message each
sub envelope { my ($n) = @_; return "From desk\@meridian.example Wed Mar 12 14:0$n:00 2025\n" . $head =~ s/<1\@/<$n\@/r }
my $mailbox = envelope(1) . "\n$copy\n>From the harbour nothing is seen.\n\n>>From there too.\n\nFrom here on: it is\nquiet: all of it.\n\n"
    . envelope(2) . "Content-Type: text/plain; charset=nosuchset\n\n$copy\n" . envelope(3) . "\n$copy";
sub of_mailbox { my ($bytes, @how) = @_; return wirecopy('convert', '-c', '-t', 'json', '--fail-if-loss', @how, spurt(scratch('.mbox'), $bytes)) }
$r = of_mailbox($mailbox);
my @all = map { $json->decode($_) } split /\n/, $r->{out};
is(join(' ', map { $_->{uri} } @all), join(' ', map { "mid:$_\@meridian.example" } 1 .. 3), 'each message of a mailbox is a story') or diag($r->{err});
is(text($all[0]), "KESTREL BAY (Meridian) - The bridge is open.\n\nThe ferry stays.\n\nFrom the harbour nothing is seen.\n\n>From there too.\n\nFrom here on: it is\n\nquiet: all of it.",
    'what only begins like an envelope is text, and what was marked for that has a mark less');
my $line = 1 + (() = substr($mailbox, 0, index $mailbox, "$copy\n" . envelope(3)) =~ /\n/g);
like($r->{err}, qr/:$line:1: .*nosuchset/, 'places are those of the mailbox');
is($r->{status}, 0, '... and nothing is lost');
is((() = of_mailbox($mailbox =~ s/\n/\r\n/gr)->{out} =~ /\n/g), 3, 'CRLF');
is((() = of_mailbox($mailbox, '-f', 'text')->{out} =~ /mid:/g), 0, '-f text: what it is told');
my $folder = scratch('');
wirecopy('convert', '-q', '-t', 'html', '-o', "$folder/", spurt("$folder.mbox", $mailbox));
is(scalar(my @pages = glob "$folder/*.html"), 3, 'a page each');
$r = wirecopy({ stdin => spurt(scratch('.mbox'), $mailbox) }, 'convert', '-q', '-c', '-t', 'json');
is((() = $r->{out} =~ /"mid:/g), 3, 'from standard input');
my $long = envelope(1) . "\n" . "$copy\n" x 5000 . envelope(2) . "\n$copy\n" x 3000;
is((() = of_mailbox($long)->{out} =~ /"mid:/g), 2, 'long ones');

done_testing();
