#!/usr/bin/perl
# tests: check torture torture-watch plain
# wirecopy watch, killed at random moments over and over while files keep coming, and with each system call failing
# in turn: no story is lost, none is half-written, none is there twice. `make torture-watch` does 200 kills over
# 4000 inputs and every failing call; in `make check` it is a tenth of that.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);
use Wire;

chdir $root or die;
my $long = ($ENV{WIRECOPY_TESTS} // 'check') ne 'check';
my ($inputs, $kills) = $long ? (4000, 200) : (400, 20);
my $seed = $ENV{SEED} // time ^ $$;
srand $seed;
diag("SEED=$seed") if $long;

# What inputs there are, and what the bytes of their stories are to be.
my @kinds = (
    [ 'samples/newsml-g2/night-message.xml', 3 ], [ 'samples/newsml-g2/harbour-bridge.xml', 1 ], [ 'samples/text/kill-notice.txt', 1 ],
    [ 'samples/ninjs/lighthouse-nitf.json', 1 ],  [ 'samples/newsml-1/storm-languages.xml', undef ],
);
my $cut = spurt(scratch('.xml'), substr slurp('samples/newsml-g2/night-message.xml'), 0, 2500);
push @kinds, [ $cut, 2, 'failed' ];
my (%bytes, %stories);
for my $kind (@kinds) {
    my $d = scratch('.d');
    mkdir $d;
    wirecopy('convert', '-t', 'html', '-o', "$d/", $kind->[0]);
    my ($base) = $kind->[0] =~ m{([^/]+)\.[^.]+$};
    my @stories;
    for (my $i = 1; -f (my $f = $i == 1 ? "$d/$base.html" : "$d/$base-$i.html"); $i++) { push @stories, slurp($f) }
    is(scalar @stories, $kind->[1], "$base has its stories") if defined $kind->[1];
    $stories{ $kind->[0] } = \@stories;
    $bytes{ $kind->[0] } = slurp($kind->[0]);
}

sub files { my ($d) = @_; opendir my $h, $d or return; return grep { !/^\.\.?$/ && -f "$d/$_" } readdir $h }

# The outputs that an input is to have, by name.
sub outputs {
    my ($name, $kind) = @_;
    my @stories = @{ $stories{ $kind->[0] } };
    return map { ($_ == 0 ? "$name.html" : "$name-" . ($_ + 1) . '.html') => $stories[$_] } 0 .. $#stories;
}

# What is wrong with the folders, as text, or ''. %$sent is what was put in so far, by name; all: nothing may be missing.
sub wrong {
    my ($in, $out, $sent, $all) = @_;
    my (%where, %want);
    for my $folder ('.', 'done', 'failed') {
        for my $name (files("$in/$folder")) {
            next if $name =~ /^\.|\.report\.json$|^\.wirecopy/;
            return "$name is in $folder, and nobody sent it" unless $sent->{$name};
            return "$name is in $where{$name} and in $folder" if $where{$name};
            $where{$name} = $folder;
        }
    }
    for my $name (sort keys %$sent) {
        my $kind = $sent->{$name};
        return "$name is lost" unless $where{$name};
        my %outputs = outputs($name, $kind);
        @want{ keys %outputs } = values %outputs;
        next if $where{$name} eq '.' && !$all;
        return "$name is still there" if $where{$name} eq '.';
        return "$name is in $where{$name}" if $where{$name} ne ($kind->[2] // 'done');
        for my $leaf (keys %outputs) { return "$name moved, and $leaf is not there" unless -f "$out/$leaf" }
        return "$name has no report" unless -s "$in/$where{$name}/$name.report.json";
    }
    for my $leaf (files($out)) {
        next if $leaf =~ /^\.wirecopy-/ && !$all;
        return "$leaf is there, and nobody wrote it" unless defined $want{$leaf};
        return "$leaf is not whole" unless slurp("$out/$leaf") eq $want{$leaf};
    }
    if ($all) {
        for my $folder ($out, "$in/done", "$in/failed") {
            for (files($folder)) { return "$_ is left in $folder" if /^\.wirecopy/ }
        }
        for my $leaf (keys %want) { return "$leaf is not there" unless -f "$out/$leaf" }
    }
    return '';
}

# Put an input in, in one of the ways that people do.
sub put_in {
    my ($dir, $name, $bytes) = @_;
    my $how = int rand 3;
    if ($how == 0) {
        spurt("$dir/../staged", $bytes);
        rename "$dir/../staged", "$dir/$name" or die;
    } elsif ($how == 1) {
        spurt("$dir/.$name.part", $bytes);
        rename "$dir/.$name.part", "$dir/$name" or die;
    } else {
        open my $f, '>:raw', "$dir/$name" or die;
        $f->autoflush(1);
        my $half = int rand length $bytes;
        print {$f} substr $bytes, 0, $half;
        select undef, undef, undef, rand 0.002;
        print {$f} substr $bytes, $half;
        close $f or die;
    }
}

# ---------------------------------------------------------------- killed

{
    my $d = scratch('.d');
    mkdir $d;
    mkdir "$d/in";
    my ($in, $out) = ("$d/in", "$d/out");
    my %sent = map { sprintf('story %05d%s', $_, $_ % 7 == 0 ? "\xFF" : '') => $kinds[ rand @kinds ] } 1 .. $inputs;
    my @names = sort keys %sent;
    my $feeder = fork // die;
    if ($feeder == 0) {
        for my $name (@names) {
            put_in($in, $name, $bytes{ $sent{$name}[0] });
            select undef, undef, undef, rand($long ? 0.012 : 0.006);
        }
        POSIX::_exit(0);
    }
    my ($killed, $fault, $moved) = (0, '', 0);
    my $watch = sub {
        my $pid = fork // die;
        return $pid if $pid;
        open STDERR, '>', '/dev/null';
        exec $program, 'watch', '-q', '-t', 'html', '--settle', '1', $in, $out;
    };
    while ($killed < $kills && $fault eq '') {
        my $pid = $watch->();
        select undef, undef, undef, 0.003 + rand() ** 3 * ($long ? 1.2 : 0.6); # mostly in the first files, now and then much later
        kill 'KILL', $pid;
        waitpid $pid, 0;
        $killed++ if $? == 9;
        last if $? != 9;
        # Between kills the folders are as they are: what has moved must be out, and what is out must be whole.
        kill 'STOP', $feeder;
        select undef, undef, undef, 0.005;
        my %so_far = map { $_ => $sent{$_} } grep { -e "$in/$_" || -e "$in/done/$_" || -e "$in/failed/$_" } @names;
        $moved = grep { !-e "$in/$_" } keys %so_far;
        $fault = wrong($in, $out, \%so_far, 0) if $killed % 10 == 0;
        kill 'CONT', $feeder;
    }
    is($fault, '', "after each ten kills all is in order");
    is($killed, $kills, "killed $kills times");
    waitpid $feeder, 0;
    my $pid = $watch->();
    for (1 .. 1500) {
        last unless grep { !/^\./ } files($in);
        sleep 0.04;
    }
    sleep 0.5; # it may have had nothing to do, and have only begun
    kill 'TERM', $pid;
    waitpid $pid, 0;
    is($?, 0, 'the last one ends at SIGTERM');
    is(wrong($in, $out, \%sent, 1), '', 'no story is lost, none is half-written, none is there twice');
    my $outputs = () = files($out);
    diag(sprintf '%d kills, %d inputs, %d stories out, %d inputs had moved at the last kill', $killed, scalar @names, $outputs, $moved) if $long;
    cmp_ok($outputs, '>', $inputs, 'there are stories');
}

# ---------------------------------------------------------------- calls that fail

SKIP: {
    my $library = "$build/tests/failalloc.so";
    skip 'no failalloc.so here', 1 unless -f $library;
    my $runs = 0;
    for my $kind (qw(OPEN READ WRITE FSYNC RENAME CLOSE ALLOC)) {
        for my $after (0, 1) {
            my ($fault, $n, $step) = ('', 0, $long ? 1 : $kind eq 'ALLOC' ? 97 : 5);
            $step = 7 if $kind eq 'ALLOC' && $long;
            for ($n = 1; $fault eq ''; $n += $step) {
                my $d = scratch('.d');
                mkdir $d;
                mkdir "$d/in";
                my ($in, $out) = ("$d/in", "$d/out");
                my %sent = map { ("odd \xFF $_" => $kinds[$_]) } 0 .. $#kinds;
                spurt("$in/$_", $bytes{ $sent{$_}[0] }) for keys %sent;
                my $count = scratch('.count');
                local $ENV{LD_PRELOAD} = $library;
                local $ENV{"WIRECOPY_FAIL_$kind"} = $n;
                local $ENV{WIRECOPY_FAIL_COUNT} = 1;
                local $ENV{WIRECOPY_FAIL_AFTER} = 1 if $after;
                my $r = wirecopy({ seconds => 30 }, 'watch', '--once', '-t', 'html', '--settle', '0', $in, $out);
                delete local $ENV{LD_PRELOAD};
                my ($calls) = $r->{err} =~ /WIRECOPY_FAIL_$kind: (\d+)/;
                $runs++;
                my $what = "$kind=$n" . ($after ? '+' : '');
                $fault = "$what: signal $r->{signal}" if $r->{signal};
                $fault ||= "$what: takes too long" if $r->{late};
                $fault ||= "$what: exit $r->{status}" if !grep { $r->{status} == $_ } 0, 1, 3;
                my $bad = wrong($in, $out, \%sent, $r->{status} == 0);
                $fault ||= "$what: $bad" if $bad;
                wirecopy({ seconds => 30 }, 'watch', '--once', '-q', '-t', 'html', '--settle', '0', $in, $out);
                $bad = wrong($in, $out, \%sent, 1);
                $fault ||= "$what, then again: $bad" if $bad && $fault eq '';
                diag(substr $r->{err}, 0, 2000) if $fault;
                system('rm', '-rf', $d);
                last if defined $calls && $calls < $n;
            }
            is($fault, '', "$kind fails" . ($after ? ', and all after it' : '') . ': nothing is lost, and the next run does the rest');
        }
    }
    diag("$runs runs with a failing call") if $long;
    injected($runs + $kills, 'watches ended, or with a failing call');
    cmp_ok($runs, '>', 60, 'calls did fail');
}

done_testing();
