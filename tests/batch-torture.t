#!/usr/bin/perl
# tests: check torture torture-batch plain
# convert -o DIR/ and convert --resume, with one thread and with two, under names of a pattern, without what came twice and into
# archives, ended at random moments over and over, and with disks that are full, read-only or broken: no story is lost, none is
# half-written, none is there twice, and an archive is whole or absent. `make torture-batch` ends each of them 200 times over
# 3000 inputs; in `make check` it is a small part of that. MODE=PATTERN in the environment chooses among them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use POSIX ();
use Fcntl;
use File::Find ();
use Test::More;
use Time::HiRes qw(sleep time);
use Wire;

chdir $root or die;
my $long = ($ENV{WIRECOPY_TESTS} // 'check') ne 'check';
my ($inputs, $kills) = $long ? (3000, 200) : (300, 3);
my $seed = $ENV{SEED} // time ^ $$;
srand $seed;
diag("SEED=$seed") if $long;
my $library = "$build/tests/failalloc.so";
my $injected = 0;

# --- inputs: every story with a name of its own in it; some have three, some are broken
my $bridge = slurp('samples/newsml-g2/harbour-bridge.xml');
my $night = slurp('samples/newsml-g2/night-message.xml');
my $notice = slurp('samples/text/kill-notice.txt');

sub make_inputs {
    my ($n) = @_;
    my $d = scratch('.in');
    mkdir $d or die;
    mkdir "$d/sub";
    for my $i (1 .. $n) {
        my $name = sprintf '%s/story %05d%s', $i % 3 ? $d : "$d/sub", $i, $i % 7 == 0 ? "\xFF" : '';
        if    ($i % 50 == 0) { spurt("$name.xml", substr $night, 0, 2500) }
        elsif ($i % 5 == 0)  { spurt("$name.xml", $night) }
        elsif ($i % 5 == 1)  { spurt("$name.txt", $notice) }
        elsif ($i % 5 == 2)  { spurt("$name.xml", $bridge =~ s/:harbour-bridge"/:n$i"/r) }
        else { spurt("$name.json", qq({"uri":"urn:x:$i","version":"1","headline":"Tide $i","body_text":") . "Water rose. " x ($i % 97) . '"}') }
    }
    return $d;
}

# The files in a folder and those below it, by their paths from there.
sub files {
    my ($d) = @_;
    my @found;
    return unless -d $d;
    File::Find::find({ no_chdir => 1, wanted => sub { push @found, substr $_, 1 + length $d if -f } }, $d);
    return sort @found;
}

# What a folder of stories is to hold, by name, as an undisturbed run gives it; and how that run ended. An archive has its bytes.
sub whole {
    my ($in, $mode) = @_;
    my $d = scratch('.whole');
    my $target = target($d, $mode);
    mkdir $d if $target !~ m{/$};
    my $r = wirecopy({ seconds => 600 }, 'convert', '-q', '-j', 1, '-t', 'json', '-o', $target, options_of($mode), $in);
    my %want = map { $_ => slurp("$d/$_") } files($d);
    return { in => $in, want => \%want, status => $r->{status}, seconds => $r->{seconds} };
}

# What is wrong with a folder of stories, as text, or ''. all: nothing may be missing; clean: no temporary file is left.
sub wrong {
    my ($w, $out, $all, $clean) = @_;
    my $there = 0;
    for my $leaf (files($out)) {
        if ($leaf =~ /^\.wirecopy-/) {
            return "$leaf is left" if $clean;
            next;
        }
        return "$leaf is there, and is not to be" unless defined $w->{want}{$leaf};
        return "$leaf is not whole" unless slurp("$out/$leaf") eq $w->{want}{$leaf};
        $there++;
    }
    my $stories = keys %{ $w->{want} };
    return $all && $there != $stories ? "$there of $stories stories are there" : '';
}

# A story that the journal says is out is out. Its lines: CHECKSUM KEY STATUS NAME ..., the last one perhaps torn.
sub broken_promise {
    my ($journal, $out) = @_;
    return '' unless -f $journal;
    for my $line (slurp($journal) =~ /([^\n]*)\n/g) {
        my (undef, $key, $status, @names) = split / /, $line;
        next if ($key // '') !~ /^[0-9a-f]{16}$/;
        for my $name (grep { !/^%=/ } @names) { # a name, or what --dedupe knows a story by
            my $leaf = $name =~ s/%([0-9a-f]{2})/chr hex $1/ger;
            return "$leaf is in the journal, and is not there" unless -f "$out/$leaf";
        }
    }
    return '';
}

# What a mode says beside the output, the journal and the number of threads.
sub options_of { my ($mode) = @_; return $mode ? @$mode[ 3 .. $#$mode ] : () }

# The output: the folder, or in it an archive.
sub target { my ($out, $mode) = @_; return $mode && $mode->[0] =~ /(\.(?:tar|zip)\S*)/ ? "$out/stories$1" : "$out/" }

sub command {
    my ($w, $out, $journal, $mode, @more) = @_;
    $mode //= [ 'convert', 0, 1 ];
    my $target = target($out, $mode);
    mkdir $out if $target !~ m{/$};
    return ('convert', '-q', '-t', 'json', '-o', $target, $journal ? ('--resume', $journal) : (), '-j', $mode->[2], options_of($mode), @more, $w->{in});
}

# What it is called, whether it goes on with a journal, its threads, and what else it says.
my @named = ('--name', '{type|none}/{headlines.value|nothing}/{uri}.j');
my @modes = (
    [ 'convert -o DIR', 0, 1 ],
    [ 'convert -o DIR -j 2', 0, 2 ],
    [ 'convert --resume', 1, 1 ],
    [ 'convert --resume -j 2', 1, 2 ],
    [ 'convert --name', 0, 1, @named ],
    [ 'convert --name -j 2 --resume', 1, 2, @named ],
    [ 'convert --mirror -j 2', 0, 2, '--mirror' ],
    [ 'convert --dedupe -j 2', 0, 2, '--dedupe' ],
    [ 'convert --dedupe --resume', 1, 1, '--dedupe' ],
    [ 'convert --dedupe --mirror --resume -j 2', 1, 2, '--dedupe', '--mirror' ],
    [ 'convert -o .tar', 0, 1 ],
    [ 'convert -o .tar.zst -j 2', 0, 2 ],
    [ 'convert -o .zip --name --dedupe', 0, 1, '--dedupe', @named ],
);
my @plain = @modes[ 0 .. 3 ];
@modes = grep { $_->[0] =~ /$ENV{MODE}/ } @modes if defined $ENV{MODE};
my $in = make_inputs($inputs);
{
    my $w = whole($in);
    is($w->{status}, 1, 'undisturbed: the broken inputs alone fail');
    cmp_ok(scalar keys %{ $w->{want} }, '>', $inputs, 'there are stories');
    my %count = map { $_ => scalar keys %{ whole($in, [ $_, 0, 1, $_, $_ eq '--name' ? $named[1] : () ])->{want} } } '--name', '--mirror', '--dedupe';
    is("$count{'--name'} $count{'--mirror'}", join(' ', (scalar keys %{ $w->{want} }) x 2), 'under other names there are as many');
    cmp_ok($count{'--dedupe'}, '<', keys %{ $w->{want} }, 'without those that came twice there are fewer');
}

# ---------------------------------------------------------------- ended at random moments

for my $mode (@modes) {
    my ($what, $resumes) = @$mode;
    my ($ended, $rounds, $asked, $fault) = (0, 0, 0, '');
    my $big = whole($in, $mode);
    my $stories = keys %{ $big->{want} };
    while ($ended < $kills && $fault eq '') {
        my ($out, $journal) = (scratch('.out'), $resumes ? scratch('.journal') : undef);
        my $whole = 0;
        for (my $tries = 0; $tries < ($resumes ? 400 : 10) && $ended < $kills && !$whole && $fault eq ''; $tries++) {
            my $begun = time;
            my $left = grep { /^\.wirecopy-/ } files($out); # by the one before; this one may be met before it sweeps that away
            my $pid = fork // die;
            if ($pid == 0) {
                open STDERR, '>', '/dev/null';
                exec $program, command($big, $out, $journal, $mode);
            }
            my $moment = $begun + 0.002 + rand() ** ($resumes ? 3 : 1) * $big->{seconds};
            my $signal = rand() < 0.75 ? 'KILL' : (qw(TERM INT HUP))[ rand 3 ];
            my $gone = 0;
            sleep 0.001 while time < $moment && !($gone = waitpid $pid, POSIX::WNOHANG());
            my $status = $?;
            if ($gone) { # faster than it was thought to be: later moments are nearer
                $big->{seconds} = time - $begun if !$resumes && time - $begun < $big->{seconds};
            } else {
                kill $signal, $pid;
                waitpid $pid, 0;
                $status = $?;
            }
            if ($status & 127) {
                $ended++;
                $asked += $signal ne 'KILL';
            } elsif ($status >> 8 == $big->{status}) {
                $whole = 1;
            } else {
                $fault = "$signal: exit " . ($status >> 8);
            }
            $fault ||= wrong($big, $out, $whole, $whole);
            $fault ||= broken_promise($journal, $out) if $resumes;
            if (($status & 127) && $signal ne 'KILL' && !$left) {
                $fault ||= "$signal: $_ is left" for grep { /^\.wirecopy-/ } files($out);
            }
        }
        my $r = wirecopy({ seconds => 600 }, command($big, $out, $journal, $mode));
        $fault ||= "the last run ends with $r->{status}" if $r->{status} != $big->{status};
        $fault ||= wrong($big, $out, 1, 1);
        if ($resumes) {
            my %before = map { $_ => (stat "$out/$_")[1] } files($out);
            wirecopy({ seconds => 600 }, command($big, $out, $journal, $mode));
            $fault ||= "$_ was written again" for grep { ($before{$_} // 0) != (stat "$out/$_")[1] } files($out);
        }
        system 'rm', '-rf', $out;
        $rounds++;
    }
    is($fault, '', "$what: no story is lost, none is half-written, none is there twice");
    is($ended, $kills, "... ended $kills times");
    $injected += $ended;
    diag("$what: ended $ended times ($asked by signals that ask), $rounds folders of $stories stories each, none lost, half-written or twice") if $long;
}

if (defined $ENV{MODE}) {
    done_testing();
    exit;
}

# ---------------------------------------------------------------- what fails

my $few = make_inputs($long ? 700 : 40);
my $small = whole($few);
my %small;
my $most = 0;
$most += length for values %{ $small->{want} };
my %tried;

# Once with the fault, which is trouble and says so; then without it, and all is there.
sub faulty {
    my ($mode, $what, $said, $env, $command) = @_;
    my ($name, $resumes) = @$mode;
    my $small = $small{$name} //= whole($few, $mode);
    my ($out, $journal) = (scratch('.out'), $resumes ? scratch('.journal') : undef);
    my @args = command($small, $out, $journal, $mode);
    my $r;
    {
        local %ENV = (%ENV, $env ? (LD_PRELOAD => $library, %$env) : ());
        $r = $command ? $command->($out, $journal, @args) : wirecopy({ seconds => 60 }, @args);
    }
    my $fault = '';
    $fault = "signal $r->{signal}" if $r->{signal};
    $fault ||= 'takes too long' if $r->{late};
    $fault ||= wrong($small, $out, 0, 1);
    $fault ||= broken_promise($journal, $out) if $resumes;
    my $untouched = $r->{status} == $small->{status} && wrong($small, $out, 1, 1) eq '';
    $fault ||= "exit $r->{status}" if $r->{status} != 3 && !($untouched && $said eq '');
    $fault ||= "not a clear word: $r->{err}" if $r->{status} == 3 && $said ne '' && $r->{err} !~ /error: .*$said/i;
    my $again = wirecopy({ seconds => 60 }, @args);
    $fault ||= 'then again: ' . (wrong($small, $out, 1, 1) || "exit $again->{status}")
        if $again->{status} != $small->{status} || wrong($small, $out, 1, 1) ne '';
    $injected++ if $r->{status} == 3;
    $tried{$what}++;
    system 'rm', '-rf', $out;
    return $fault eq '' ? '' : "$name, $what: $fault";
}

sub mounted { # OPTIONS: a file system of its own for the stories, which are looked at where it is
    my ($options) = @_;
    return sub {
        my ($out, $journal, @args) = @_;
        mkdir $out;
        my $r = run({ seconds => 60 }, 'unshare', '-rm', 'sh', '-c',
            "mount -t tmpfs -o $options none \"\$1\" || exit 99; out=\$1; copy=\$2; shift 2; \"\$@\"; s=\$?; cp -a \"\$out/.\" \"\$copy/\"; exit \$s",
            'sh', $out, (mkdir("$out.copy"), "$out.copy")[1], $program, @args);
        rmdir $out;
        rename "$out.copy", $out;
        return $r;
    };
}

SKIP: {
    skip 'no failalloc.so here', 5 unless -f $library;
    my @faults;
    my $times = $long ? 12 : 1;
    for my $mode (@plain) {
        my $resumes = $mode->[1];
        for (1 .. $times) {
            push @faults, faulty($mode, 'full disk', 'No space left', { WIRECOPY_FAIL_FULL => int rand $most });
            push @faults, faulty($mode, 'failed write', 'No space left', { WIRECOPY_FAIL_WRITE => 1 + int rand keys %{ $small->{want} } });
            push @faults, faulty($mode, 'failed rename', 'Input/output', { WIRECOPY_FAIL_RENAME => 1 + int rand keys %{ $small->{want} } });
        }
        for my $after (0, 1) {
            push @faults, faulty($mode, 'failed fsync of the stories', 'Input/output', { WIRECOPY_FAIL_FSYNC => $_, WIRECOPY_FAIL_ON => '.out', WIRECOPY_FAIL_AFTER => $after })
                for 1 .. 2;
        }
        next unless $resumes;
        push @faults, faulty($mode, 'failed fsync of the journal', 'Input/output', { WIRECOPY_FAIL_FSYNC => $_, WIRECOPY_FAIL_ON => '.journal' }) for 1 .. 2;
        push @faults, faulty($mode, 'failed write of the journal', 'No space left', { WIRECOPY_FAIL_WRITE => $_, WIRECOPY_FAIL_ON => '.journal' }) for 1 .. 2;
        push @faults, faulty($mode, 'journal that cannot be opened', 'Too many open files', { WIRECOPY_FAIL_OPEN => 1, WIRECOPY_FAIL_ON => '.journal' });
        push @faults, faulty($mode, 'journal that cannot be closed', 'Input/output', { WIRECOPY_FAIL_CLOSE => 1, WIRECOPY_FAIL_ON => '.journal' });
    }
    @faults = grep { $_ ne '' } @faults;
    is(scalar @faults, 0, 'a fault is trouble, is said, leaves nothing half-written, and the next run does the rest') or diag("@faults[0 .. ($#faults < 5 ? $#faults : 5)]");
    SKIP: {
        skip 'no mounting here', 1 if system("unshare -rm mount -t tmpfs none /mnt 2>/dev/null") != 0;
        my @mounts = map { (faulty($_, 'a small file system', 'No space left', undef, mounted('size=64k')),
            faulty($_, 'a read-only file system', 'Read-only', undef, mounted('ro'))) } @plain;
        @mounts = grep { $_ ne '' } @mounts;
        is(scalar @mounts, 0, 'file systems that are full or read-only') or diag("@mounts");
    }
    my $d = scratch('.d');
    mkdir $d;
    for my $journal ("$d/nosuch/journal", $d, '/dev/full') {
        my $r = wirecopy(command($small, "$d/out", $journal));
        ok($r->{status} == 3 && $r->{err} =~ /error: /, 'a journal that cannot be is trouble') or diag("$journal: $r->{status} $r->{err}");
        $injected++;
    }
    diag(join ', ', map { "$_: $tried{$_}" } sort keys %tried) if $long;
}

# ---------------------------------------------------------------- limits

for my $limit ('-f 1', '-f 2') {
    my $out = scratch('.out');
    my $r = run({}, 'bash', '-c', "ulimit $limit; exec \"\$@\"", 'bash', $program, command($small, $out, undef));
    is("$r->{signal} $r->{status} " . wrong($small, $out, 0, 1), '0 3 ', "ulimit $limit: files that may be no larger are trouble, and none is half-written");
    like($r->{err}, qr/error: .*File too large/, '... and it is said');
    $injected++;
}
{
    my ($fault, $ran) = ('', 0);
    for (my $kilobytes = 16_000; $kilobytes < 500_000 && $fault eq ''; $kilobytes += $long ? 2_000 + int $kilobytes / 50 : $kilobytes / 2) {
        for my $mode (@plain[ 0, 1 ]) {
            my $out = scratch('.out');
            my $size = int $kilobytes;
            my $r = run({ seconds => 60 }, 'bash', '-c', "ulimit -v $size; exec \"\$@\"", 'bash', $program, command($small, $out, undef, $mode));
            next if $r->{err} =~ /error while loading shared libraries|bash: |xrealloc|cannot allocate/i && $r->{status} != 3;
            $ran++;
            $fault ||= "$size: signal $r->{signal}, $r->{err}" if $r->{signal};
            $fault ||= "$size: exit $r->{status}" if $r->{status} != 3 && $r->{status} != $small->{status};
            $fault ||= "$size: " . wrong($small, $out, $r->{status} != 3, 1) if wrong($small, $out, $r->{status} != 3, 1);
            $injected++ if $r->{status} == 3;
            system 'rm', '-rf', $out;
        }
    }
    is($fault, '', "ulimit -v: what does not fit is trouble, and no crash");
    cmp_ok($ran, '>', 3, '... and the program did run');
}

# ---------------------------------------------------------------- pipes that do not wait

for my $jobs (1, 2) {
    my @lines = map { qq({"uri":"urn:x:$_","version":"1","headline":"Tide $_","body_text":") . 'Water rose. ' x 90 . qq("}\n) } 1 .. ($long ? 3000 : 400);
    my @args = ('convert', '-c', '-t', 'json', '-f', 'ninjs', '--stream', 'lines', '-j', $jobs);
    my $want = wirecopy({ stdin => spurt(scratch('.jsonl'), join '', @lines) }, @args)->{out} =~ s/"source":\{[^}]*\}//gr;
    pipe my $in, my $feed or die;
    pipe my $take, my $out or die;
    for ($in, $out) { fcntl $_, F_SETFL, fcntl($_, F_GETFL, 0) | O_NONBLOCK or die }
    my $pid = fork // die;
    if ($pid == 0) {
        open STDIN, '<&', $in;
        open STDOUT, '>&', $out;
        close $_ for $feed, $take;
        exec $program, @args;
    }
    close $_ for $in, $out;
    my $feeder = fork // die;
    if ($feeder == 0) {
        close $take;
        $feed->autoflush(1);
        for (@lines) { print {$feed} $_; sleep 0.001 if rand() < 0.02 }
        POSIX::_exit(0);
    }
    close $feed;
    sleep 0.3; # the pipe runs full meanwhile
    my $got = '';
    while (sysread $take, my $some, 5000) { $got .= $some; sleep 0.001 if rand() < 0.05 }
    waitpid $pid, 0;
    is($?, 0, "pipes that do not wait, -j $jobs");
    waitpid $feeder, 0;
    is(length($got =~ s/"source":\{[^}]*\}//gr), length $want, '... all comes out');
}

injected($injected, 'batches ended, or met by a fault');
done_testing();
