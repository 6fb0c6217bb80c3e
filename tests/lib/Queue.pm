# A broker of our own, workers at it, and what the tests of the queue count. The broker ends with the test.
package Queue;
use strict;
use warnings;
use Exporter 'import';
use JSON::PP;
use POSIX ();
use Time::HiRes qw(sleep time);
use Wire;

our @EXPORT = qw(broker broker_missing port ctl traffic feed drain depth wait_depth worker stop_worker proxy background ends said stories_of);

my $json = JSON::PP->new->utf8(0); # bodies are bytes
my ($dir, %running, %errors);
my $owner = $$;

sub broker_missing {
    return 'no RabbitMQ server is installed' if !-d '/usr/lib/rabbitmq/lib';
    return 'no tests/traffic in the build' if !-x "$build/tests/traffic";
    return '';
}

# Start a broker in a folder that goes with the test; certificates of a made-up authority if tls.
sub broker {
    my ($tls) = @_;
    $dir = scratch('.broker');
    mkdir $dir or die;
    certificates() if $tls;
    my $r = run({ seconds => 120 }, "$root/tests/queue/broker", 'start', $dir, $tls ? 'tls' : ());
    return $r->{status} == 0 ? $dir : die "no broker: $r->{err}";
}

sub certificates {
    my $quiet = '>/dev/null 2>&1';
    my @do = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout $dir/ca.key -out $dir/ca.pem",
        "openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout $dir/key.pem -out $dir/csr",
        "printf 'subjectAltName=DNS:localhost\\n' >$dir/names",
        "openssl x509 -req -in $dir/csr -CA $dir/ca.pem -CAkey $dir/ca.key -CAcreateserial -days 2 -extfile $dir/names -out $dir/cert.pem",
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout $dir/other.key -out $dir/other.pem",
        "openssl req -newkey rsa:2048 -nodes -subj /CN=worker -keyout $dir/client.key -out $dir/client.csr",
        "openssl x509 -req -in $dir/client.csr -CA $dir/ca.pem -CAkey $dir/ca.key -CAcreateserial -days 2 -out $dir/client.pem",
    );
    for my $command (@do) { system("($command) $quiet") == 0 or die "openssl: $command" }
}

sub folder { return $dir }
sub port { my ($tls) = @_; return slurp($dir . ($tls ? '/port.tls' : '/port')) =~ s/\n//r }
sub ctl { return run({ seconds => 120 }, "$root/tests/queue/broker", 'ctl', $dir, @_) }

# --- traffic

sub traffic {
    my ($what, @rest) = @_;
    my $r = run({ seconds => 600 }, "$build/tests/traffic", $what, port(), @rest);
    die "traffic $what @rest: $r->{err}" if $r->{status};
    return $r->{out};
}

sub feed { my ($queue, $from, $to, $files, @properties) = @_; traffic('feed', $queue, $from, $to, $files, @properties) }
sub depth { my ($queue) = @_; return traffic('depth', $queue) + 0 }

# Messages of a queue: N of them, or what came until so many seconds brought none.
sub drain {
    my ($queue, $n, $seconds, $bodies) = @_;
    return map { $json->decode($_) } split /\n/, traffic('drain', $queue, $n, $seconds // 1, $bodies ? 'bodies' : ());
}

sub wait_depth {
    my ($queue, $wanted, $seconds) = @_;
    my $end = time + ($seconds // 60);
    my $n;
    sleep 0.1 while ($n = depth($queue)) != $wanted && time < $end;
    return $n;
}

# --- processes

sub background {
    my ($err, @command) = @_;
    spurt($err, '');
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        POSIX::setpgid(0, 0);
        open STDIN,  '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', $err;
        exec { $command[0] } @command or POSIX::_exit(127);
    }
    ($running{$pid}, $errors{$pid}) = (1, $err);
    return $pid;
}

# A worker; { port, url, queue, exchange, dead } may say otherwise than in, out and dead.
sub worker {
    my $how = ref $_[0] ? shift : {};
    my @broker = ('--queue', $how->{queue} // 'in', '--exchange', $how->{exchange} // 'out', '--dead-letter', $how->{dead} // 'dead');
    my $url = $how->{url} // 'amqp://localhost:' . ($how->{port} // port());
    return background(scratch('.worker'), @{ $how->{within} // [] }, $program, 'worker', @broker, @_, $url);
}

# Wait for its end: the exit status, or 128 and the signal.
sub ends {
    my ($pid, $seconds) = @_;
    my $end = time + ($seconds // 30);
    my $waited;
    sleep 0.05 while !($waited = waitpid $pid, POSIX::WNOHANG()) && time < $end;
    return 'still there' if !$waited;
    delete $running{$pid};
    return $? & 127 ? 128 + ($? & 127) : $? >> 8;
}

sub stop_worker { my ($pid, $signal) = @_; kill $signal // 'TERM', $pid; return ends($pid) }
sub said { my ($pid) = @_; return slurp($errors{$pid}) }

# Its port, and its pid for the signals.
sub proxy {
    pipe my $in, my $out or die;
    my $pid = fork // die;
    if ($pid == 0) {
        POSIX::setpgid(0, 0);
        open STDOUT, '>&', $out;
        exec "$root/tests/queue/proxy", port() or POSIX::_exit(127);
    }
    close $out;
    $running{$pid} = 1;
    chomp(my $port = <$in>);
    return ($port, $pid);
}

# How many there are of each message id.
sub stories_of { my %n; $n{ $_->{id} // '' }++ for @_; return \%n }

END {
    if ($$ == $owner) {
        my $status = $?;
        kill 'KILL', $_, -$_ for keys %running;
        waitpid $_, 0 for keys %running;
        system "$root/tests/queue/broker", 'stop', $dir if defined $dir;
        $? = $status;
    }
}

1;
