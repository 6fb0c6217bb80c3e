#!/usr/bin/perl
# tests: check plain asan
# wirecopy watch: which files are taken, what comes of them and where they go, rules, odd names, how it ends.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use lib "$FindBin::Bin/lib";
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);
use Wire;

chdir $root or die;
my $g2 = 'samples/newsml-g2';
my $json = JSON::PP->new->utf8;
my $long = $sanitized ? 40 : 15;    # seconds to wait for what must come

sub folder { my $d = scratch('.d'); mkdir $d or die; return $d }

sub names {
    my ($d) = @_;
    opendir my $h, $d or return '';
    return join ' ', sort grep { !/^\.\.?$/ && !-d "$d/$_" } readdir $h;
}

sub pair { my $d = folder(); mkdir "$d/in"; return ("$d/in", "$d/out") }
sub report { return $json->decode(slurp($_[0])) }

# Begin to watch, without end; its process and what it says.
sub begin {
    my @arguments = @_;
    my $err = scratch('.err');
    my $pid = fork // die;
    if ($pid == 0) {
        open STDERR, '>', $err or POSIX::_exit(120);
        { no warnings 'exec'; exec { $program } $program, 'watch', @arguments; }
        POSIX::_exit(127);
    }
    return { pid => $pid, err => $err };
}

# Stop it; its status as of waitpid, or 'late'.
sub end {
    my ($watch, $signal) = @_;
    kill $signal // 'TERM', $watch->{pid};
    for (1 .. $long * 50) {
        return $? if waitpid($watch->{pid}, POSIX::WNOHANG()) == $watch->{pid};
        sleep 0.02;
    }
    kill 'KILL', $watch->{pid};
    waitpid $watch->{pid}, 0;
    return 'late';
}

sub comes {
    my ($what, $condition) = @_;
    for (1 .. $long * 50) {
        return pass($what) if $condition->();
        sleep 0.02;
    }
    return fail($what);
}

# ---------------------------------------------------------------- once

{
    my ($in, $out) = pair();
    spurt("$in/night.xml", slurp("$g2/night-message.xml"));
    spurt("$in/kill.txt", slurp('samples/text/kill-notice.txt'));
    spurt("$in/cut.xml", substr slurp("$g2/night-message.xml"), 0, 2500);
    spurt("$in/noise", "\x89PNG\r\n\x1A\n\0\0\0\r");
    spurt("$in/$_", 'not finished') for '.hidden.xml', 'a.part', 'b.TMP', 'c.xml~', '#d#', 'e.filepart';
    mkdir "$in/folder";
    symlink "$root/$g2/harbour-bridge.xml", "$in/link.xml";
    POSIX::mkfifo("$in/pipe", 0666);
    my $r = wirecopy('watch', '--once', '-t', 'html', $in, $out);
    is($r->{status}, 1, '--once: an input that breaks off, and noise: exit 1') or diag($r->{err});
    is(names("$in/done"), 'kill.txt kill.txt.report.json night.xml night.xml.report.json', 'what is well goes to done, with a report');
    is(names("$in/failed"), 'cut.xml cut.xml.report.json noise noise.report.json', 'what is not goes to failed');
    is(names($in), '#d# .hidden.xml a.part b.TMP c.xml~ e.filepart link.xml pipe', 'unfinished files, links and pipes stay');
    is(names($out), 'cut.xml-2.html cut.xml.html kill.txt.html night.xml-2.html night.xml-3.html night.xml.html',
        'every story that could be read is out, called after its input');
    is(slurp("$out/kill.txt.html"), wirecopy('convert', '-t', 'html', 'samples/text/kill-notice.txt')->{out}, '... as convert writes it');
    my $night = report("$in/done/night.xml.report.json");
    is_deeply([ @$night{qw(file outcome format stories)} ], [ 'night.xml', 'done', 'newsml-g2', 3 ], 'the report says what it was');
    is(scalar @{ $night->{outputs} }, 3, '... where it went');
    my $cut = report("$in/failed/cut.xml.report.json");
    is($cut->{outcome}, 'failed', 'the report of a failure says so');
    ok($cut->{findings}[0]{line} && $cut->{findings}[0]{id} && $cut->{findings}[0]{level} eq 'error', '... and what was found, and where');
    like($r->{err}, qr{^\Q$in\E/cut.xml:\d+:\d+: error: }m, '... as standard error does');

    my $before = slurp("$out/night.xml.html");
    spurt("$in/night.xml", slurp("$g2/night-message.xml"));
    is(wirecopy('watch', '--once', '-t', 'html', $in, $out)->{status}, 0, 'the same again');
    is(names($out), 'cut.xml-2.html cut.xml.html kill.txt.html night.xml-2.html night.xml-3.html night.xml.html', '... takes the place of itself');
    is(slurp("$out/night.xml.html"), $before, '... byte for byte');
    like(names("$in/done"), qr/^kill\.txt kill\.txt\.report\.json night\.xml night\.xml\.\d{8}T\d{6}\.\d{9}Z night\.xml\.\d{8}T\d{6}\.\d{9}Z\.report\.json night\.xml\.report\.json$/,
        '... and in done it stands beside the first, with its time');
}

{
    my ($in, $out) = pair();
    spurt("$in/$_.json", slurp("samples/ninjs/$_.json")) for qw(harbour-bridge lighthouse-nitf);
    is(wirecopy('watch', '--once', '--only-valid', '-t', 'html', $in, $out)->{status}, 1, '--only-valid: exit 1 where one is not');
    is(names($out), 'harbour-bridge.json.html', '... what is valid is out');
    is(names("$in/failed"), 'lighthouse-nitf.json lighthouse-nitf.json.report.json', '... what is not went to failed');
}

# ---------------------------------------------------------------- options of convert

{
    my ($in, $out) = pair();
    spurt("$in/night.xml", slurp("$g2/night-message.xml"));
    spurt("$in/bridge.xml", slurp("$g2/harbour-bridge.xml"));
    is(wirecopy('watch', '--once', '--publishable', '-t', 'html', $in, $out)->{status}, 1, '--publishable: exit 1 where a story is killed or withheld');
    is(names($out), 'bridge.xml.html night.xml.html', '... neither of them is out; the third of that input is');
    is(names("$in/failed"), 'night.xml night.xml.report.json', '... which went to failed');
    like(slurp("$in/failed/night.xml.report.json"), qr/story-withheld.*story-canceled/s, '... and why');

    ($in, $out) = pair();
    my $soon = POSIX::strftime('%Y-%m-%dT%H:%M:%SZ', gmtime(time + 4));
    my $embargoed = slurp("$g2/harbour-bridge.xml") =~ s{<pubStatus}{<embargoed>$soon</embargoed><pubStatus}r;
    my $watch = begin('--publishable', '-t', 'html', $in, $out);
    spurt("$in/early.xml", $embargoed);
    comes('an embargo that ends in four seconds: refused', sub { -e "$in/failed/early.xml" });
    sleep 5;
    spurt("$in/late.xml", $embargoed);
    comes('... and five seconds later no more', sub { -e "$out/late.xml.html" });
    is(end($watch), 0, '... of one and the same watch');

    ($in, $out) = pair();
    my $page = 'samples/xslt/house/page.xsl';
    spurt("$in/bridge.xml", slurp("$g2/harbour-bridge.xml"));
    is(wirecopy('watch', '--once', '--stylesheet', $page, '--param', 'site=Kestrel', $in, $out)->{status}, 0, '--stylesheet and --param: exit 0');
    is(slurp("$out/bridge.xml.html"), wirecopy('convert', '--stylesheet', $page, '--param', 'site=Kestrel', "$g2/harbour-bridge.xml")->{out}, '... as convert does it');
    is(report("$in/done/bridge.xml.report.json")->{outputs}[0]{format}, 'stylesheet', '... and the report says what made it');
    my $rules = spurt(scratch('.rules'), "provider=Meridian* -> pages html\n");
    spurt("$in/bridge.xml", slurp("$g2/harbour-bridge.xml"));
    my $r = wirecopy('watch', '--once', '--stylesheet', $page, '--route', $rules, $in, $out);
    is($r->{status}, 2, 'a stylesheet and rules that name formats: exit 2');
    like($r->{err}, qr/rules name no formats/, '... which says so');
    is(wirecopy('watch', '--once', '--stylesheet', $page, '--route', spurt($rules, "provider=Meridian* -> pages\n"), $in, $out)->{status}, 0, '... and rules without');
    is(names("$out/pages"), 'bridge.xml.html', '... choose the folder');

    ($in, $out) = pair();
    my $profile = spurt(scratch('.profile'), "profile meridian\nfor provider.name = Meridian*\nvalue slugline : BRIDGE-HARBOUR = by-profile\n");
    spurt("$in/bridge.xml", slurp("$g2/harbour-bridge.xml"));
    is(wirecopy('watch', '--once', '--profile', $profile, '--validate', '-t', 'json', $in, $out)->{status}, 0, '--profile and --validate: exit 0');
    is(report("$out/bridge.xml.json")->{slugline}, 'by-profile', '... which act');
    spurt("$in/bad.xml", slurp("$g2/harbour-bridge.xml") =~ s{<headline}{<nosuch/><headline}r);
    is(wirecopy('watch', '--once', '--validate', '-t', 'json', $in, $out)->{status}, 1, '--validate: exit 1 where a story is not valid');
    is(names($out), 'bad.xml.json bridge.xml.json', '... and it is out all the same');
    is(names("$in/failed"), 'bad.xml bad.xml.report.json', '... while its input is in failed');
}

# ---------------------------------------------------------------- names

{
    my ($in, $out) = pair();
    my $story = slurp("$g2/harbour-bridge.xml");
    my @names = ('with space.xml', "two\nlines.xml", "caf\xE9.xml", "\xFF\xFE", 'same.xml', 'same.nitf', 'take-2', 'take', 'x.report.json',
        '-t', '%s%n', "t\tab", '"quoted"', "it's", '$(true)', 'a' x 255, ('b' x 250) . 'x.xml', ('b' x 250) . 'y.xml', ("\xC3\xA4" x 127) . 'z');
    for my $name (@names) { spurt("$in/$name", $story) }
    spurt("$in/take", slurp("$g2/night-message.xml"));
    my $r = wirecopy('watch', '--once', '-c', '-t', 'json', $in, $out);
    is($r->{status}, 0, 'odd names: exit 0') or diag($r->{err});
    is(names($in), '', '... none is left');
    opendir my $h, $out or die;
    my @out = grep { !/^\.\.?$/ } readdir $h;
    is(scalar @out, @names + 2, '... each story has a file of its own');
    is((grep { $json->decode(slurp("$out/$_"))->{uri} } @out) + 0, scalar @out, '... and is in it');
    is_deeply([ sort grep { /^take/ } @out ], [ 'take-2-1.json', 'take-2.json', 'take-3.json', 'take.json' ],
        'the second story of take is not the first of take-2');
    opendir $h, "$in/done" or die;
    is((grep { !/\.report\.json$/ && -f "$in/done/$_" } readdir $h) + 0, @names - 1 + 1, 'all are in done');
    my ($kept) = grep { /^x\.report\.json\.\d/ && !/json$/ } do { opendir $h, "$in/done" or die; readdir $h };
    ok(defined $kept, 'an input that is called like a report is not in the way of one');
}

# ---------------------------------------------------------------- rules

{
    my ($in, $out) = pair();
    spurt("$in/$_.xml", slurp("$g2/$_.xml")) for qw(harbour-bridge regatta-picture night-message);
    spurt("$in/kill.txt", slurp('samples/text/kill-notice.txt'));
    my $rules = spurt(scratch('.rules'), <<'RULES');
# of the house
provider=Merid* language=EN  -> english/all ninjs html
type="picture,no such"       -> pictures
subject=medtop:*             -> english/all ninjs
else                         -> . text
RULES
    my $r = wirecopy('watch', '--once', '--route', $rules, '-t', 'json', $in, $out);
    is($r->{status}, 0, 'rules: exit 0') or diag($r->{err});
    is(names($out), 'kill.txt.txt night-message.xml-3.txt', 'what no rule takes goes where else says');
    is(names("$out/pictures"), 'regatta-picture.xml.json', 'pictures, in the format of -t');
    like(names("$out/english/all"), qr/^harbour-bridge.xml.html harbour-bridge.xml.json night-message.xml-2.html/, 'English, in two formats');
    unlike(names("$out/english/all"), qr/xml-3/, '... and nothing else');
    my $report = report("$in/done/harbour-bridge.xml.report.json");
    is_deeply([ sort map { "$_->{file} $_->{format}" } @{ $report->{outputs} } ],
        [ sort 'english/all/harbour-bridge.xml.html html', ('english/all/harbour-bridge.xml.json ninjs') x 2 ], 'the report says where to');
    for my $bad (
        [ 'no arrow', 'type=text english' ],     [ 'no condition', '-> english' ],
        [ 'an unknown field', 'tpye=text -> x' ], [ 'an unknown format', 'type=text -> x jsno' ],
        [ 'a version that is none', 'type=text -> x ninjs@9' ], [ 'a folder outside', 'type=text -> ../x' ],
        [ 'an absolute folder', 'type=text -> /tmp/x' ], [ 'an open quote', 'type="text -> x' ],
        [ 'else and a condition', 'else type=text -> x' ], [ 'two formats of one name', 'type=text -> x json ninjs' ],
        [ 'nothing', "# only this\n" ],
    ) {
        my ($what, $text) = @$bad;
        my $b = wirecopy('watch', '--once', '--route', spurt(scratch('.rules'), $text), '-t', 'json', $in, $out);
        is($b->{status}, 2, "rules with $what: exit 2") or diag($b->{err});
        like($b->{err}, qr/\S/, '... and a word');
    }
    is(wirecopy('watch', '--once', '--route', "$in/nosuch", '-t', 'json', $in, $out)->{status}, 3, 'no rules there: exit 3');
}

# ---------------------------------------------------------------- as it comes

for my $poll ([], ['--poll']) {
    my ($in, $out) = pair();
    my $kind = @$poll ? 'polling' : 'told';
    my $watch = begin('-t', 'json', '--settle', '1', @$poll, $in, $out);
    comes("$kind: it makes its folders", sub { -d "$in/done" && -d $out });
    spurt("$in/../ready.xml", slurp("$g2/harbour-bridge.xml"));
    rename "$in/../ready.xml", "$in/moved.xml";
    comes("$kind: a file moved in", sub { -f "$out/moved.xml.json" });
    spurt("$in/../linked.xml", slurp("$g2/harbour-bridge.xml"));
    link "$in/../linked.xml", "$in/linked.xml";
    comes("$kind: one linked in", sub { -f "$out/linked.xml.json" });
    my $bytes = slurp("$g2/night-message.xml");
    open my $slow, '>:raw', "$in/slow.xml" or die;
    $slow->autoflush(1);
    my $early = 0;
    for my $at (0 .. 9) {
        print {$slow} substr $bytes, int($at * length($bytes) / 10), int(($at + 1) * length($bytes) / 10) - int($at * length($bytes) / 10);
        sleep(@$poll ? 0.3 : 0.25); # told, it waits for the close, however long that takes
        $early ||= -e "$in/done/slow.xml" || -e "$in/failed/slow.xml";
    }
    ok(!$early, "$kind: one that is still being written is not taken");
    close $slow;
    comes("$kind: ... but then", sub { -f "$in/done/slow.xml" });
    is(slurp("$out/slow.xml-3.json"), wirecopy({ dir => '/' }, 'convert', '-t', 'json', "$in/done/slow.xml")->{out} =~ s/.*^\}\n(?=\{)//msr =~ s{/done/}{/}r,
        "$kind: ... whole");
    spurt("$in/empty.xml", '');
    sleep 0.3;
    spurt("$in/empty.xml", slurp("$g2/harbour-bridge.xml"));
    comes("$kind: one that is made empty and filled later", sub { -f "$in/done/empty.xml" });
    my $other = wirecopy({ seconds => 20 }, 'watch', '--once', '-t', 'json', $in, $out);
    is($other->{status}, 3, "$kind: a second watch of the same folder: exit 3");
    like($other->{err}, qr/another wirecopy/, '... and why');
    is(end($watch), 0, "$kind: SIGTERM ends it, exit 0") or diag(slurp($watch->{err}));
    is(slurp($watch->{err}), '', '... without a word');
    is(names($in) . names("$in/failed"), '', '... nothing is left behind');
    is(join(' ', grep { /^\.wirecopy/ } split ' ', names($out)), '', '... nor half-written');
}

# ---------------------------------------------------------------- trouble

{
    my ($in, $out) = pair();
    is(wirecopy('watch', '--once', '-t', 'json', "$in/nosuch", $out)->{status}, 3, 'no such inbox: exit 3');
    is(wirecopy('watch', '--once', '-t', 'json', $in)->{status}, 2, 'no outbox: exit 2');
    is(wirecopy('watch', '--once', '-t', 'json', $in, $in)->{status}, 2, 'an outbox that is the inbox: exit 2');
    is(wirecopy('watch', '--once', '-t', 'json', $in, "$in/done")->{status}, 2, '... or its done: exit 2');
    is(wirecopy('watch', '--settle', 'x', '-t', 'json', $in, $out)->{status}, 2, '--settle without a number: exit 2');
    spurt("$in/a.xml", slurp("$g2/harbour-bridge.xml"));
    is(wirecopy('watch', '--once', '--fail-if-warnings', '-t', 'json', $in, $out)->{status}, 0, '--fail-if-warnings without any');
    ($in, $out) = pair();
    my $watch = begin('-t', 'json', $in, $out);
    spurt("$in/a.xml", slurp("$g2/harbour-bridge.xml"));
    comes('it watches', sub { -f "$in/done/a.xml" });
    rename $in, "$in.away";
    for (1 .. $long * 50) { last if waitpid($watch->{pid}, POSIX::WNOHANG()); sleep 0.02 }
    is($? >> 8, 3, 'an inbox that goes away: exit 3');
    like(slurp($watch->{err}), qr/no longer there/, '... and why');
}

SKIP: {
    system('unshare -rm sh -c "mount -t tmpfs -o size=64k none /mnt" 2>/dev/null') == 0 or skip 'no name spaces here', 6;
    my ($in) = pair();
    spurt("$in/$_.xml", slurp("$g2/night-message.xml")) for 1 .. 30;
    my $log = scratch('.log');
    # A disk of 64 KB fills; then it is given room. Afterwards all must be there.
    my $script = <<'SCRIPT';
mount -t tmpfs -o size=64k none /mnt || exit 99
"$1" watch -t json "$2" /mnt/out 2>"$3" & pid=$!
i=0; while [ $i -lt 500 ] && ! grep -q write-failed "$3"; do sleep 0.05; i=$((i + 1)); done
grep -q 'No space left' "$3" || exit 98
find /mnt/out -name '.*.tmp' | grep -q . && exit 97
[ -n "$(find "$2" -maxdepth 1 -name '*.xml')" ] || exit 96
mount -o remount,size=8m /mnt
i=0; while [ $i -lt 900 ] && [ -n "$(find "$2" -maxdepth 1 -name '*.xml')" ]; do sleep 0.05; i=$((i + 1)); done
kill -TERM $pid; wait $pid || exit 95
ls /mnt/out | wc -l
mount -o remount,ro /mnt
cp "$2/done/1.xml" "$2/new.xml"
"$1" watch --once -t json "$2" /mnt/out 2>>"$3"; echo $?
ls "$2" | grep new
SCRIPT
    my $r = run({ seconds => 120 }, 'unshare', '-rm', 'sh', '-c', $script, 'sh', $program, $in, $log);
    is($r->{status}, 0, 'a full disk holds it back, until there is room') or diag($r->{err} . slurp($log));
    my @said = split /\n/, $r->{out};
    is($said[0], 90, '... then all stories are there');
    is(scalar(grep { !/report/ } split ' ', names("$in/done")), 30, '... and their inputs in done');
    is((() = slurp($log) =~ /No space left/g) + 0, 1, '... and it was said once');
    is($said[1], 3, 'an outbox that is read-only: exit 3 with --once');
    is($said[2], 'new.xml', '... and the input stays');
}

done_testing();
