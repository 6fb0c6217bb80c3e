#!/usr/bin/perl
# tests: torture plain
# Two workers on two hosts (network namespaces, where we may make them; else at a proxy), a hundred thousand stories in one quorum
# queue, while a worker is killed and started again, the line is cut and falls silent, and the broker is restarted.
# QUEUE_STORIES in the environment is another number of stories.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Time::HiRes qw(sleep time);
use Test::More;
use Wire;
use Queue;

chdir $root or die;
my $n = $ENV{QUEUE_STORIES} // 100_000;
if (my $why = broker_missing()) { plan skip_all => $why }

# --- two hosts: h1 and h2, each with a line of its own to here
my @hosts;
sub ip { return system("ip @_ 2>/dev/null") == 0 }
for my $i (1, 2) {
    my ($name, $here, $there) = ("wq$$-$i", "wq${i}a$$", "wq${i}b$$");
    last if !ip("netns add $name");
    push @hosts, { name => $name, line => $here, address => "10.211.$i.1" };
    last if !(ip("link add $here type veth peer name $there netns $name") && ip("addr add 10.211.$i.1/24 dev $here") &&
        ip("link set $here up") && ip("-n $name addr add 10.211.$i.2/24 dev $there") && ip("-n $name link set $there up"));
    $hosts[-1]{ready} = 1;
}
END { ip("netns del $_->{name}") for @hosts }
my $two = 2 == grep { $_->{ready} } @hosts;
note($two ? 'two hosts as network namespaces' : 'no network namespaces here: a proxy that cuts the line');

$ENV{BROKER_ADDRESS} = '0.0.0.0' if $two;
my $dir = broker();
my ($proxy_port, $proxy) = $two ? () : proxy();
my @how = map { $two ? { within => [ 'ip', 'netns', 'exec', $hosts[$_]{name} ], url => "amqp://$hosts[$_]{address}:" . port() . '/' }
                     : { port => $_ == 0 ? port() : $proxy_port } } 0, 1;
my @options = ('-t', 'ninjs', '-c', '--declare', '--heartbeat', 5);
my @workers = map { worker($how[$_], @options) } 0, 1;
my $begun = time;
sleep 0.2 until eval { traffic("queue", "out", "all", "#"); 1 } || time > $begun + 30;
my $story = spurt(scratch('.xml'), slurp('samples/newsml-g2/harbour-bridge.xml') =~ s/:harbour-bridge"/:n\@N@"/r);

# --- what goes wrong, by how much is done
my $fed = 0;
my $step = int($n / 20) || 1;
my ($kills, $cuts, $restarts) = (0, 0, 0);
my %mishap = (
    3 => sub { kill 'KILL', -$workers[0]; ends($workers[0]); $workers[0] = worker($how[0], @options); $kills++ },
    6 => sub { $two ? ip("link set $hosts[1]{line} down") : kill 'USR2', $proxy; sleep 12;
        $two ? ip("link set $hosts[1]{line} up") : kill 'HUP', $proxy; $cuts++ },
    9 => sub { my $r = run({ seconds => 180 }, "$root/tests/queue/broker", 'restart', $dir); $restarts++ if $r->{status} == 0 },
    12 => sub { kill 'KILL', -$workers[1]; ends($workers[1]); $workers[1] = worker($how[1], @options); $kills++ },
    15 => sub { $two ? ip("link set $hosts[0]{line} down") : kill 'USR1', $proxy; sleep 2;
        $two ? ip("link set $hosts[0]{line} up") : (); $cuts++ },
);
for my $part (0 .. 19) {
    my $to = $part == 19 ? $n : $fed + $step;
    feed('in', $fed + 1, $to, $story);
    $fed = $to;
    $mishap{$part}->() if $mishap{$part};
}
my $end = time + 900;
sleep 0.5 while eval { depth('in') + 0 } && time < $end;
sleep 3;
my @status = map { stop_worker($_) } @workers;
is("@status", '0 0', 'both workers end well') or diag(map { said($_) } @workers);
is(depth('in'), 0, 'nothing is left in the queue');
my ($dead, @ids) = (depth('dead'), drain('all', 3 * $n, 3));
is($dead, 0, 'nothing is dead');
my $ids = stories_of(@ids);
my $missing = grep { !$ids->{"urn:newsml:meridian.example:20250312:n$_;v=3"} } 1 .. $n;
is($missing, 0, "none of $n stories is missing");
is(scalar keys %$ids, $n, 'and none is there that was not fed');
is("$kills $cuts $restarts", '2 2 1', 'two workers were killed, the line was cut twice, the broker restarted once');
diag(sprintf '%d stories: %d published, %d missing, %d more than once, each with its message id; %d s', $n, scalar @ids, $missing,
    @ids - keys %$ids, time - $begun);
done_testing();
