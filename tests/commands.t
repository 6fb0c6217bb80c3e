#!/usr/bin/perl
# tests: check plain asan
# The program as people and scripts meet it: exit statuses, streams, folders, names of files, forms of reports.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $g2 = 'samples/newsml-g2';
my $story = "$g2/harbour-bridge.xml";
my $json = JSON::PP->new->utf8;

sub folder { my $d = scratch('.d'); mkdir $d or die; return $d }
sub names { my ($d) = @_; return join ' ', sort map { s{.*/}{}r } glob "$d/* $d/.[!.]*" }

# ---------------------------------------------------------------- usage

for my $case (
    [ 'no command at all' ], [ 'an unknown command', 'convret' ], [ 'an unknown option', 'convert', '--form', 'json' ],
    [ 'no output format', 'convert', $story ], [ 'an unknown output format', 'convert', '-t', 'jsno', $story ],
    [ 'an unknown input format', 'convert', '-f', 'jsno', '-t', 'json', $story ],
    [ 'a format that is not read', 'convert', '-f', 'html', '-t', 'json', $story ],
    [ 'a version that does not exist', 'convert', '-t', 'json@99', $story ],
    [ 'an option without its value', 'convert', '-t' ], [ 'a field that does not exist', 'convert', '-t', 'json', '--set', 'nosuch=1', $story ],
    [ 'a --set without =', 'convert', '-t', 'json', '--set', 'title', $story ],
    [ 'a wrong choice', 'convert', '-t', 'json', '--diagnostics', 'xml', $story ],
    [ 'a wrong time zone', 'convert', '-t', 'json', '--timezone', 'Mars', $story ],
) {
    my ($what, @arguments) = @$case;
    my $r = wirecopy(@arguments);
    is($r->{status}, 2, "$what: exit 2") or diag($r->{err});
    like($r->{err}, qr/\S/, '... with a word on standard error');
    is($r->{out}, '', '... and none on standard output');
}
for my $arguments ([ '--help' ], [ 'convert', '--help' ], [ 'inspect', '-h' ], [ '--version' ]) {
    my $r = wirecopy(@$arguments);
    is($r->{status}, 0, "@$arguments: exit 0");
    like($r->{out}, qr/wirecopy/, '... on standard output');
    is($r->{err}, '', '... and nothing else');
}

# ---------------------------------------------------------------- streams

my $whole = wirecopy('convert', '-t', 'json', $story);
is($whole->{status}, 0, 'a story: exit 0');
my $article = $json->decode($whole->{out});
is($article->{uri}, 'urn:newsml:meridian.example:20250312:harbour-bridge', '... is the story');
{
    my $piped = wirecopy({ stdin => $story }, 'convert', '-t', 'json');
    my $dashed = wirecopy({ stdin => $story }, 'convert', '-t', 'json', '-');
    is($piped->{out}, $dashed->{out}, 'no FILE is the same as -');
    my $there = $json->decode($piped->{out});
    delete $_->{source}{file} for $there, $article;
    is_deeply($there, $article, '... and the story the same as from a file');
    is(wirecopy('convert', '-f', 'newsml-g2', '-tjson', $story)->{out}, $whole->{out}, '-f says what is seen anyway; -tjson is -t json');
    is(wirecopy('convert', '--to=json', '--', $story)->{out}, $whole->{out}, '--to=json --');
    is(wirecopy('convert', '-t', 'json', $story)->{out}, $whole->{out}, 'the same input gives the same bytes');
    local $ENV{LC_ALL} = 'de_DE.UTF-8';
    local $ENV{TZ} = 'Asia/Tokyo';
    is(wirecopy('convert', '-t', 'json', $story)->{out}, $whole->{out}, '... in any locale and time zone');
}
{
    my @both = ($story, 'samples/text/reuters-update.txt');
    my $r = wirecopy('convert', '-c', '-t', 'json', @both);
    my @lines = split /\n/, $r->{out};
    is(scalar @lines, 2, '-c: a story a line, of XML and text together');
    is_deeply([ map { $json->decode($_)->{source}{format} } @lines ], [ 'newsml-g2', 'text' ], '... in the order given');
    my $backwards = wirecopy('convert', '-c', '-t', 'json', reverse @both);
    is_deeply([ split /\n/, $backwards->{out} ], [ reverse @lines ], '... whatever it is: nothing sticks from story to story');
    my $twice = wirecopy('convert', '-c', '-t', 'json', ($story) x 3);
    is_deeply([ split /\n/, $twice->{out} ], [ ($lines[0]) x 3 ], 'a story read again reads the same');
}

# ---------------------------------------------------------------- a fault stays small

{
    my $bad = spurt(scratch('.xml'), slurp($story) =~ s{</itemMeta>}{</itemMetta>}r);
    my $r = wirecopy('convert', '-c', '-t', 'json', $bad, $story);
    is($r->{status}, 1, 'one broken input of two: exit 1');
    like($r->{err}, qr/^\Q$bad\E:\d+:\d+: error: .*\[[a-z0-9-]+\]$/m, '... one error with file, line, column and id');
    like($r->{out}, qr/"uri":"urn:newsml:meridian.example:20250312:harbour-bridge"/, '... and the other story comes out');
    my $out = folder();
    spurt("$out/x.json", "as it was\n");
    $r = wirecopy('convert', '-t', 'json', '-o', "$out/x.json", $bad);
    is($r->{status}, 1, 'a broken input into a file: exit 1');
    is(slurp("$out/x.json"), "as it was\n", '... which stays as it was');
    is(names($out), 'x.json', '... and nothing is left beside it');
}

# ---------------------------------------------------------------- files and folders

{
    my $out = folder();
    my $r = wirecopy('convert', '-t', 'json', '-o', "$out/story.json", $story);
    is($r->{status}, 0, 'into a file: exit 0');
    is($r->{out}, '', '... nothing on standard output');
    is(slurp("$out/story.json"), $whole->{out}, '... the same bytes');
    is(names($out), 'story.json', '... and one file');
    is((stat "$out/story.json")[2] & 0777, 0666 & ~umask, '... with the usual mode');
    spurt("$out/story.json", 'older and longer' x 10000);
    wirecopy('convert', '-t', 'json', '-o', "$out/story.json", $story);
    is(slurp("$out/story.json"), $whole->{out}, '... an older file is replaced');
}
{
    my $out = folder();
    my $r = wirecopy('convert', '-t', 'html', '-o', "$out/new/", "$g2/night-message.xml", $story);
    is($r->{status}, 0, 'into a folder that is made: exit 0') or diag($r->{err});
    is(names("$out/new"), 'harbour-bridge.html night-message-2.html night-message-3.html night-message.html',
        '... one file a story, named after the input');
    my ($one, $two) = (folder(), folder());
    for ($one, $two) { mkdir "$_/in"; spurt("$_/in/same.xml", slurp($story)) }
    spurt("$two/in/same.xml", slurp("$g2/open-embargo.xml"));
    $r = wirecopy('convert', '-t', 'json', '-o', "$out/both/", "$one/in/same.xml", "$two/in/same.xml");
    is($r->{status}, 0, 'two inputs of one name: exit 0');
    my @got = glob "$out/both/*";
    is(scalar @got, 2, '... give two files');
    like(join('', map { slurp($_) } @got), qr/harbour bridge.*kites|kites.*harbour bridge/s, '... and neither story is lost');
    my $in = folder();
    mkdir "$in/deep";
    spurt("$in/b.xml", slurp($story));
    spurt("$in/deep/a.xml", slurp("$g2/open-embargo.xml"));
    spurt("$in/.hidden.xml", slurp($story));
    spurt("$in/note.png", "\x89PNG\r\n\x1A\n\0\0\0\r");
    $r = wirecopy('convert', '-c', '-t', 'json', $in);
    is(scalar(() = $r->{out} =~ /\n/g), 2, 'a folder is read with what is below it, hidden files aside') or diag($r->{err});
    my $before = slurp("$in/b.xml");
    $r = wirecopy('convert', '-t', 'json', '-o', "$in/b.xml", "$in/b.xml");
    is($r->{status} == 0 ? 'converted' : slurp("$in/b.xml") eq $before ? 'kept' : 'lost', $r->{status} == 0 ? 'converted' : 'kept',
        'an output that is its own input is not lost');
}

# ---------------------------------------------------------------- options

{
    my $r = wirecopy('convert', '-t', 'json', '--set', 'title=Set', '--set', 'keywords=one', '--set', 'keywords=two', '--set', 'urgency=1', $story);
    my $a = $json->decode($r->{out});
    is($a->{title}, 'Set', '--set a text');
    is_deeply($a->{keywords}, [ 'one', 'two' ], '--set a list');
    is($a->{urgency}, 1, '--set a number');
    is($json->decode(wirecopy('convert', '-t', 'json', '--set', 'title=', $story)->{out})->{title}, undef, '--set to nothing takes away');

    my $ledger = scratch('.ledger');
    $r = wirecopy('convert', '-t', 'html', '--ledger', $ledger, '--fail-if-loss', "$g2/night-message.xml", $story);
    is($r->{status}, 0, '--fail-if-loss: nothing is lost of the samples') or diag($r->{err});
    my @rows = map { $json->decode($_) } split /\n/, slurp($ledger);
    is(scalar @rows, 4, 'the ledger has a line a story');
    ok(!(grep { $_->{read} != $_->{placed} + $_->{skipped} } @rows), '... in which read is placed and skipped')
        or diag(slurp($ledger));
    ok(!(grep { $_->{bodyGiven} == 0 || $_->{bodyGiven} != $_->{bodyWritten} } @rows), '... and all of the body is written')
        or diag(slurp($ledger));
    my ($canonical) = map { $_->{uri} } $rows[3];
    like($canonical, qr/harbour-bridge/, '... and the uri');

    my $stray = spurt(scratch('.xml'), slurp($story) =~ s{<itemMeta>}{<itemMeta>stray words}r);
    $r = wirecopy('convert', '-t', 'json', '--fail-if-loss', $stray);
    is($r->{status}, 0, 'text where only elements belong is accounted for');
    is_deeply([ grep { $_->{path} eq 'itemMeta' } @{ $json->decode($r->{out})->{extra} } ],
        [ { name => 'itemMeta', path => 'itemMeta', value => 'stray words' } ], '... and kept');

    my $warns = spurt(scratch('.xml'), slurp($story) =~ s{<urgency>4<}{<urgency>high<}r);
    $r = wirecopy('convert', '-t', 'json', $warns);
    is($r->{status}, 0, 'a bad value is a warning, and the story goes out');
    like($r->{err}, qr/^\Q$warns\E:\d+:\d+: warning: /, '... with its place');
    $r = wirecopy('convert', '-t', 'json', '--fail-if-warnings', $warns);
    is($r->{status}, 1, '--fail-if-warnings: exit 1');
    like($r->{out}, qr/harbour/, '... and the story goes out all the same');
    is(wirecopy('convert', '-q', '-t', 'json', $warns)->{err}, '', '-q: no warnings');
    $r = wirecopy('convert', '-t', 'json', '--diagnostics', 'json', $warns);
    my @found = map { $json->decode($_) } split /\n/, $r->{err};
    is($found[0]{level}, 'warning', '--diagnostics json: an object a line');
    ok($found[0]{line} > 0 && $found[0]{id} =~ /-/, '... with line and id');
    $r = wirecopy('convert', '-t', 'json', '--diagnostics', 'sarif', $warns, "$story.nosuch");
    my $sarif = eval { $json->decode($r->{err}) };
    is($sarif && $sarif->{version}, '2.1.0', '--diagnostics sarif: one document') or diag($r->{err});
    is(scalar @{ $sarif->{runs}[0]{results} }, 2, '... with both results');
    my ($id) = $found[0]{id};
    $r = wirecopy('explain', $id);
    is($r->{status}, 0, "explain $id: exit 0");
    like($r->{out}, qr/\Q$id\E/, '... explains it');
    is(wirecopy('explain', 'no-such-finding')->{status}, 2, 'explain of no id: exit 2');
    my $all = wirecopy('explain')->{out};
    my @ids = $all =~ /^([a-z0-9-]+)\s/mg;
    cmp_ok(scalar @ids, '>', 10, 'explain lists them all');
    my @dumb = grep { wirecopy('explain', $_)->{status} != 0 } @ids;
    is_deeply(\@dumb, [], '... and explains each');
}
{
    my $r = wirecopy('convert', '-t', 'json', '--timezone', '+05:30', spurt(scratch('.xml'), slurp($story) =~ s{09:00:00\+01:00}{09:00:00}r));
    is($json->decode($r->{out})->{contentCreated}, '2025-03-12T09:00:00+05:30', '--timezone for a time that has none');
    my $lied = spurt(scratch('.xml'), slurp("$g2/open-embargo.xml") =~ s/encoding="UTF-8"/encoding="US-ASCII"/r =~ s/kites/k\xEFtes/r);
    $r = wirecopy('convert', '-t', 'json', '--encoding', 'ISO-8859-1', $lied);
    like($r->{out}, qr/k\xC3\xAFtes/, '--encoding over what the input says') or diag($r->{err});
    is(wirecopy('convert', '-t', 'json', '--encoding', 'nosuch', $lied)->{status} > 0, 1, 'an encoding nobody knows is an error');
    $r = wirecopy('convert', '-t', 'html', '--fragment', $story);
    unlike($r->{out}, qr/<html|<body/i, '--fragment: no page around it');
    like($r->{out}, qr/<article/, '... but the article');
    my $public = wirecopy('convert', '-t', 'html', $story)->{out};
    unlike($public, qr/mobile number|555 010 0142/, 'what is not for publication is not in html');
    my $archive = wirecopy('convert', '-t', 'html', '--with-non-public', $story)->{out};
    like($archive, qr/555 010 0142/, '... but with --with-non-public it is');
}

# ---------------------------------------------------------------- inspect and formats

for my $path (samples()) {
    my $r = wirecopy('inspect', $path);
    is($r->{status}, 0, "inspect @{[ $path =~ s{.*samples/}{}r ]}: exit 0") or diag($r->{err});
    my ($format) = $path =~ m{samples/([^/]+)/};
    like($r->{out}, qr/\Q$format\E/, '... names its format');
    is(fine_failure($r), '', '... decently');
}
{
    my $r = wirecopy('formats', '--json');
    my @rows = map { $json->decode($_) } split /\n/, $r->{out};
    ok((grep { $_->{name} eq 'newsml-g2' && $_->{read} } @rows), 'formats --json: newsml-g2 is read');
    my $colour = qr/\e\[/;
    unlike(wirecopy('inspect', $story)->{out}, $colour, 'no colour into a file');
    like(wirecopy('inspect', '--color', 'always', $story)->{out}, $colour, '... but with --color always');
}
done_testing();
