# What the test scripts share: the program under test, and running it with a bound on its time.
package Wire;
use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter 'import';
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use POSIX ();
use Time::HiRes qw(time);

our @EXPORT = qw($root $build $program $sanitized run wirecopy slurp spurt scratch samples fine_failure injected);

our $root  = abs_path(dirname(__FILE__) . '/../..');
our $build = $ENV{WIRECOPY_BUILD} // "$root/build";
$build = "$root/$build" if $build !~ m{^/};
our $program   = "$build/wirecopy";
our $sanitized = $build =~ /asan/;

$ENV{LC_ALL} = 'C';
$ENV{ASAN_OPTIONS}  = 'exitcode=99:abort_on_error=0:detect_leaks=1:allocator_may_return_null=1';
$ENV{UBSAN_OPTIONS} = 'print_stacktrace=1:halt_on_error=1:exitcode=99';

my $scratch = tempdir('wirecopy-test.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $serial = 0;

# A new name in a folder that goes when the test ends.
sub scratch { return sprintf '%s/%04d%s', $scratch, $serial++, $_[0] // '' }

sub slurp {
    my ($path) = @_;
    open my $f, '<:raw', $path or die "$path: $!";
    local $/;
    my $bytes = <$f>;
    return $bytes // '';
}

sub spurt {
    my ($path, $bytes) = @_;
    open my $f, '>:raw', $path or die "$path: $!";
    print {$f} $bytes;
    close $f or die "$path: $!";
    return $path;
}

# run({ stdin => FILE, stdout => FILE, seconds => N, dir => DIR }, PROGRAM, ARGUMENT...): what became of it
sub run {
    my ($how, @command) = @_;
    my ($out, $err) = ($how->{stdout} // scratch('.out'), scratch('.err'));
    my $limit = ($how->{seconds} // 60) * ($ENV{WIRECOPY_PATIENCE} // 1);
    my $begun = time;
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        POSIX::setpgid(0, 0);
        chdir $how->{dir} if $how->{dir};
        open STDIN,  '<', $how->{stdin} // '/dev/null' or POSIX::_exit(120);
        open STDOUT, '>', $out or POSIX::_exit(121);
        open STDERR, '>', $err or POSIX::_exit(122);
        $SIG{PIPE} = 'DEFAULT';
        { no warnings 'exec'; exec { $command[0] } @command; }
        POSIX::_exit(127);
    }
    my $late = 0;
    local $SIG{ALRM} = sub { $late = 1; kill 'KILL', -$pid };
    alarm $limit;
    my $waited;
    do { $waited = waitpid $pid, 0 } while ($waited < 0 && $!{EINTR});
    my $status = $?;
    alarm 0;
    my %r = (
        command => join(' ', map { s{^\Q$scratch\E/}{}r } @command),
        status  => $status >> 8, signal => $status & 127, late => $late, seconds => time - $begun,
        err     => slurp($err),
    );
    $r{out} = slurp($out) if -f $out;
    unlink $err, $how->{stdout} ? () : $out;
    return \%r;
}

sub wirecopy {
    my $how = ref $_[0] ? shift : {};
    return run($how, $program, @_);
}

# The paths of all samples, or of those whose path matches.
sub samples {
    my ($which) = @_;
    my @all = sort grep { -f } glob "$root/samples/*/*";
    return grep { !defined $which || m{$which} } @all;
}

# Note that so many faults were injected, for who runs all tests to add up.
sub injected {
    my ($n, $what) = @_;
    my $path = $ENV{WIRECOPY_INJECTED} // return;
    open my $f, '>>', $path or die "$path: $!";
    print {$f} "$n $what\n";
    close $f;
    return;
}

# What is wrong with how a run ended, as text, or '': no crash, no sanitizer, in time, and when it
# failed, an error that names the input.
sub fine_failure {
    my ($r, $name) = @_;
    return "took more than its time" if $r->{late};
    return "died of signal $r->{signal}" if $r->{signal};
    return "a sanitizer: " . substr($r->{err}, 0, 600)
        if $r->{err} =~ /Sanitizer|runtime error:/ || $r->{status} == 99;
    return "exit status $r->{status}" if $r->{status} > 3;
    return "exit $r->{status} without a word" if $r->{status} && $r->{err} !~ /\S/;
    return "the error does not name $name: $r->{err}"
        if $r->{status} && defined $name && index($r->{err}, $name) < 0;
    return '';
}

1;
