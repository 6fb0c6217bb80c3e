#!/usr/bin/perl
# tests: check plain asan
# wirecopy worker at a broker of our own. tests/queue-torture.t does the same with a hundred thousand stories and two hosts.
use strict;
use warnings;
use FindBin;
use JSON::PP;
use POSIX ();
use lib "$FindBin::Bin/lib";
use Time::HiRes qw(sleep time);
use Test::More;
use Wire;
use Queue;

chdir $root or die;
my $json = JSON::PP->new->utf8;
my $g2 = 'samples/newsml-g2';
my @names = ('--queue', 'in', '--exchange', 'out', '--dead-letter', 'dead');

# ---------------------------------------------------------------- the command line, without a broker

my $readable = spurt(scratch('.cred'), "user = x\npassword = y\n");
chmod 0644, $readable;
for my $case (
    [ 'no URL', qr/where the broker is/, '-t', 'json', @names ],
    [ 'no queue', qr/--queue/, '-t', 'json', '--exchange', 'o', '--dead-letter', 'd', 'amqp://localhost/' ],
    [ 'nowhere for dead letters', qr/--dead-letter/, '-t', 'json', '--exchange', 'o', '--queue', 'd', 'amqp://localhost/' ],
    [ 'no format', qr/-t/, @names, 'amqp://localhost/' ],
    [ 'a URL of something else', qr/no URL of a broker/, '-t', 'json', @names, 'http://localhost/' ],
    [ 'a prefetch of nothing', qr/--prefetch/, '-t', 'json', @names, '--prefetch', '0', 'amqp://localhost/' ],
    [ 'a pattern of no field', qr/no field/, '-t', 'json', @names, '--key', '{colour}', 'amqp://localhost/' ],
    [ 'a pattern that does not end', qr/braces/, '-t', 'json', @names, '--key', '{provider', 'amqp://localhost/' ],
    [ 'a certificate without key', qr/go together/, '-t', 'json', @names, '--cert', 'x', 'amqps://localhost/' ],
    [ 'credentials that others read', qr/chmod 600/, '-t', 'json', @names, '--credentials', $readable, 'amqp://localhost/' ],
    [ 'a password in the URL', qr/all who list processes/, '-t', 'json', @names, 'amqp://u:sesame@localhost/' ],
    [ 'an output', qr/not of this command/, '-t', 'json', @names, '--output', 'x', 'amqp://localhost/' ],
) {
    my ($what, $says, @arguments) = @$case;
    my $r = wirecopy('worker', @arguments);
    is($r->{status}, 2, "$what: exit 2");
    like($r->{err}, $says, '... which says so');
    unlike($r->{err}, qr/sesame/, '... and no password');
}
for my $option ([ '--from-file', 'x' ], ['--null'], [ '--include', 'x' ], [ '--exclude', 'x' ], [ '--stream', 'lines' ], [ '--report', 'x' ],
    [ '--ledger', 'x' ], [ '--resume', 'x' ], [ '--failed', 'x' ], ['--latest'], [ '--as-of', '2025-01-01' ], [ '--errors', 'inline' ]) {
    my $r = wirecopy('worker', '-t', 'json', @names, @$option, 'amqp://localhost/');
    is("$r->{status} $r->{err}" =~ /^2 .*\Q$option->[0]\E is an option of 'wirecopy convert', not of this command/ ? '' : $r->{err}, '',
        "@$option, which is about files, is refused");
}
my $page = 'samples/xslt/house/page.xsl';
for my $case (
    [ 'a stylesheet and a format', qr/leave -t out/, '-t', 'json', '--stylesheet', $page ],
    [ 'a parameter and no stylesheet', qr/--param/, '-t', 'json', '--param', 'a=b' ],
    [ 'a schema and no --validate', qr/--validate/, '-t', 'json', '--as', 'newsml-g2@2.29' ],
) {
    my ($what, $says, @arguments) = @$case;
    my $r = wirecopy('worker', @names, @arguments, 'amqp://localhost/');
    is($r->{status}, 2, "$what: exit 2");
    like($r->{err}, $says, '... which says so');
}
unlike(run({}, 'ldd', $program)->{out}, qr/rabbitmq/, 'the program is not linked with librabbitmq');

if (my $why = broker_missing()) {
  SKIP: { skip "the rest: $why", 1 }
    done_testing();
    exit;
}
broker('tls');

# ---------------------------------------------------------------- nothing there

{
    my $pid = worker('-t', 'json');
    is(ends($pid), 3, 'a broker without our queue: exit 3');
    like(said($pid), qr/NOT_FOUND.*\[queue-closed\]/, '... and what the broker says');
    local $ENV{WIRECOPY_AMQP_PASSWORD} = 'wrong';
    $pid = worker('-t', 'json');
    is(ends($pid), 3, 'a wrong password: exit 3');
    like(said($pid), qr/ACCESS_REFUSED.*\[queue-closed\]/, '... and what the broker says');
    my $credentials = spurt(scratch('.cred'), "user = guest\npassword = guest\n");
    chmod 0600, $credentials;
    $pid = worker('-t', 'json', '-c', '--declare', '--credentials', $credentials, '-v');
    sleep 0.1 until said($pid) =~ /connected/ || ends($pid, 0.01) ne 'still there';
    is(stop_worker($pid), 0, 'the password from a file, and all declared: it works; SIGTERM: exit 0') or diag(said($pid));
    traffic('queue', 'out', 'all', '#');
}

# ---------------------------------------------------------------- what stands on a story

{
    my $pid = worker('-t', 'json', '-c');
    feed('in', 1, 1, "$g2/harbour-bridge.xml", 'id=m-1', 'correlation=c-1', 'x-house=abc', 'CC=elsewhere', 'x-wirecopy-reason=of old',
        'type=story', 'reply=desk', 'timestamp=1700000000', 'expiration=3600000', 'user=guest');
    feed('in', 1, 1, "$g2/night-message.xml", 'id=m-2');
    feed('in', 1, 1, 'samples/text/reuters-update.txt');
    my ($bridge, @rest) = drain('all', 5, 5, 1);
    is(scalar @rest, 4, 'three messages: five stories');
    my $body = delete $bridge->{body};
    is_deeply($bridge, {
        key => 'Meridian-Newswire.en-GB.text', id => 'urn:newsml:meridian.example:20250312:harbour-bridge;v=3', correlation => 'c-1',
        content_type => 'application/json', content_encoding => 'utf-8', type => 'story', reply => 'desk', timestamp => 1700000000,
        persistent => JSON::PP::true, headers => { 'x-house' => 'abc', 'x-wirecopy-format' => 'json' } },
        'what was on the message is on the story: not what brokers act on, nor when it expires');
    my $converted = $json->decode(wirecopy('convert', '-t', 'json', "$g2/harbour-bridge.xml")->{out});
    my $story = $json->decode($body);
    is(delete $story->{source}{file}, 'm-1', '... its source is the message');
    delete $converted->{source}{file};
    is_deeply($story, $converted, '... and the story is what convert makes of it');
    is_deeply([ map { $_->{correlation} } @rest[0 .. 2] ], [ ('m-2') x 3 ], 'without a correlation id it is the id of the message');
    is_deeply([ sort map { $_->{id} } @rest[0 .. 2] ], [ map { "urn:newsml:meridian.example:20250708:$_" } qw(budget;v=1 chess;v=1 storm;v=4) ],
        '... and each story of it has an id of its own');
    like($rest[3]{id}, qr/^sha256=[0-9a-f]{64}\z/, 'a story without uri has the hash of what is published as its id');
    feed('in', 1, 1, 'samples/text/reuters-update.txt');
    is((drain('all', 1, 5))[0]{id}, $rest[3]{id}, '... the same each time');
    is(stop_worker($pid), 0, '... and SIGTERM ends it well') or diag(said($pid));
    is(depth('in') + depth('dead'), 0, '... with nothing left');

    $pid = worker('-t', 'nitf', '--key', 'wire.{key}.{urgency|none}.{located.name}.{language}');
    feed('in', 1, 1, "$g2/harbour-bridge.xml");
    my ($m) = drain('all', 1, 5);
    like($m->{key}, qr/^wire\.in\.\w+\.[^.]+\.en-GB\z/, 'a routing key by a pattern');
    is($m->{content_type}, 'text/vnd.IPTC.NITF', '... and the type of the content');
    stop_worker($pid);
}

# ---------------------------------------------------------------- dead letters

{
    my $broken = spurt(scratch('.xml'), slurp("$g2/harbour-bridge.xml") =~ s{</itemMeta>}{</itemMetta>}r);
    my $nothing = spurt(scratch('.png'), "\x89PNG\r\n\x1A\n\0\0\0\r");
    my $empty = spurt(scratch('.txt'), '');
    my $pid = worker('-t', 'json', '-c');
    feed('in', 1, 1, $_, "id=$_", 'x-house=abc') for $broken, $nothing, $empty;
    my %dead = map { $_->{id} => $_ } drain('dead', 3, 5, 1);
    is_deeply([ map { $dead{$_}{key} } $broken, $nothing, $empty ], [ ('unreadable') x 3 ], 'what cannot be read is dead letters, by reason');
    is($dead{$broken}{body}, slurp($broken) =~ s/\r//gr, '... as they came') if slurp($broken) !~ /[^\x00-\x7F]/;
    my $headers = $dead{$broken}{headers};
    is($headers->{'x-house'}, 'abc', '... with their headers');
    is_deeply([ @$headers{qw(x-wirecopy-reason x-wirecopy-queue x-wirecopy-routing-key x-wirecopy-stories)} ], [ 'unreadable', 'in', 'in', 0 ],
        '... and where they came from');
    my @found = map { $json->decode($_) } split /\n/, $headers->{'x-wirecopy-diagnostics'};
    ok(@found && $found[0]{level} eq 'error' && $found[0]{line} > 1, '... and what was found, with its place');
    sleep 1;
    is(depth('dead') + depth('in') + depth('all'), 0, '... once: a poisonous message does not come again');

    my $many = spurt(scratch('.xml'), '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>' .
        join('', map { "<newsItem guid='urn:x:$_' version='x'><itemMeta><itemClass qcode='nosuch$_:text'/><pubStatus qcode='stat:canceled'/>" .
            "</itemMeta></newsItem>" } 1 .. 400) . '</itemSet></newsMessage>');
    feed('in', 1, 1, $many, 'id=many');
    stop_worker($pid) if drain('all', 400, 5) == 400;
    $pid = worker('-t', 'html');
    feed('in', 1, 1, $many, 'id=many');
    my ($m) = drain('dead', 1, 20);
    $headers = $m->{headers};
    is($headers->{'x-wirecopy-reason'}, 'refused', 'four hundred stories that are killed: refused');
    cmp_ok(length $headers->{'x-wirecopy-diagnostics'}, '<=', 8192, '... the diagnostics are bounded');
    cmp_ok($headers->{'x-wirecopy-diagnostics-left-off'} // 0, '>', 100, '... and how many were left off is said');
    ok(!grep({ !eval { $json->decode($_) } } split /\n/, $headers->{'x-wirecopy-diagnostics'}), '... whole lines of them');
    is(depth('all'), 0, '... and none went out');
    stop_worker($pid);
}

# ---------------------------------------------------------------- what readers must not see

{
    my $public = sub { my (@arguments) = @_;
        my $pid = worker(@arguments);
        feed('in', 1, 1, "$g2/night-message.xml");
        my @out = map { $_->{id} } drain('all', 3, 2);
        my ($dead) = drain('dead', 1, 1);
        is(stop_worker($pid), 0, "worker @arguments");
        return (join(' ', sort map { m{:(\w+);} } @out), $dead);
    };
    for my $format (qw(html ninjs text rss atom)) {
        my ($out, $dead) = $public->('-t', $format);
        is($out, 'chess', "... $format: neither the withheld story nor the killed one is published");
        is($dead->{key}, 'refused', '... the message is a dead letter, as refused');
        like($dead->{headers}{'x-wirecopy-diagnostics'}, qr/story-withheld.*story-canceled/s, '... and why');
    }
    my ($out, $dead) = $public->('-t', 'newsml-g2');
    is("$out " . defined $dead, 'budget chess storm ', '... an exchange format says so in the story');
    ($out, $dead) = $public->('-t', 'newsml-g2', '--publishable');
    is("$out $dead->{key}", 'chess refused', '... unless it is refused there too');
    ($out, $dead) = $public->('-t', 'html', '--with-non-public');
    is("$out " . defined $dead, 'budget chess storm ', '... and an archive gets all');
}

# ---------------------------------------------------------------- by what one story says

sub story_of { # what it is fed as; ITEM-META and paragraphs take the place of those of a plain story
    my ($meta, $inside) = @_;
    return spurt(scratch('.xml'), '<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:one" version="1" ' .
        'standard="NewsML-G2" standardversion="2.35" conformance="power"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_42.xml"/>' .
        '<itemMeta><itemClass qcode="ninat:text"/><provider literal="meridian"/><versionCreated>2025-08-14T09:20:00Z</versionCreated>' .
        "$meta</itemMeta><contentMeta><headline>Fog</headline></contentMeta><contentSet><inlineXML contenttype=\"application/xhtml+xml\">" .
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Fog at sea.</p>' . ($inside // '') . '</body></html></inlineXML></contentSet></newsItem>');
}
sub became { # the messages and dead letters that stories become, each one; by the id they are fed with
    my (%file) = @_;
    feed('in', 1, 1, $file{$_}, "id=$_") for sort keys %file;
    my $end = time + 20;
    sleep 0.05 while depth('all') + depth('dead') < keys %file && time < $end;
    my ($out, $dead) = (depth('all'), depth('dead'));
    return ((map { $_->{correlation} => $_ } $out ? drain('all', $out, 1, 1) : ()), (map { $_->{id} => $_ } $dead ? drain('dead', $dead, 1, 1) : ()));
}
{
    my $usable = '<pubStatus qcode="stat:usable"/>';
    my %story = (
        'killed' => [ story_of('<pubStatus qcode="stat:canceled"/>'), 'story-canceled' ],
        'withheld' => [ story_of('<pubStatus qcode="stat:withheld"/>'), 'story-withheld' ],
        'under embargo' => [ story_of("<embargoed>2999-01-01T00:00:00Z</embargoed>$usable"), 'story-embargoed' ],
        'under an embargo without end' => [ story_of("<embargoed/>$usable"), 'story-embargoed' ],
        'whose embargo is over' => [ story_of("<embargoed>2025-08-14T10:00:00Z</embargoed>$usable"), '' ],
        'like any other' => [ story_of($usable), '' ],
    );
    for my $arguments ([ '-t', 'html' ], [ '-t', 'ninjs', '-c' ], [ '--stylesheet', $page ], [ '-t', 'newsml-g2', '--publishable' ]) {
        my $pid = worker(@$arguments);
        my %became = became(map { $_ => $story{$_}[0] } keys %story);
        for my $what (sort keys %story) {
            my ($m, $finding) = ($became{$what}, $story{$what}[1]);
            my $is = !$m ? 'lost' : ($m->{headers}{'x-wirecopy-diagnostics'} // '') =~ /"(story-\w+)"/ ? "$m->{key} $1" : 'published';
            is($is, $finding ? "refused $finding" : 'published', "@$arguments: a story $what");
        }
        stop_worker($pid);
    }
    my $soon = POSIX::strftime('%Y-%m-%dT%H:%M:%SZ', gmtime(time + 3));
    my $file = story_of("<embargoed>$soon</embargoed>$usable");
    my $pid = worker('-t', 'html');
    my %m = became(m => $file);
    is($m{m}{key}, 'refused', 'an embargo that ends in three seconds');
    sleep 4;
    %m = became(m => $file);
    isnt($m{m}{key}, 'refused', '... has ended for the same worker four seconds later');
    stop_worker($pid);
    is(depth('in') + depth('all') + depth('dead'), 0, '... and nothing is left');
}
{
    my $secret = 'wombat at extension 4711';
    my $file = story_of("<pubStatus qcode=\"stat:usable\"/><edNote role=\"mnw:desk\" pubconstraint=\"mpub:nonpublic\">$secret</edNote>");
    for my $arguments ([ '-t', 'html' ], [ '-t', 'ninjs', '-c' ], [ '-t', 'text' ], [ '-t', 'rss' ], [ '--stylesheet', note_sheet() ]) {
        my $pid = worker('--key', '{edNotes|none}', @$arguments);
        my $m = { became(m => $file) }->{m};
        unlike($json->encode($m), qr/wombat/, "@$arguments: what is not for publication is neither in the story, nor in its headers, nor in the key");
        is($m->{key}, 'none', '... where the pattern has what it is without');
        stop_worker($pid);
    }
    my $pid = worker('--stylesheet', note_sheet(), '--with-non-public');
    my $m = { became(m => $file) }->{m};
    like($m->{body}, qr/wombat/, '... unless it is asked for');
    stop_worker($pid);
}

sub note_sheet { # a stylesheet that would tell
    return spurt(scratch('.xsl'), '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>' .
        '<xsl:param name="site" select="\'no site\'"/><xsl:template match="/"><xsl:value-of select="$site"/>: <xsl:value-of select="."/></xsl:template></xsl:stylesheet>');
}

# ---------------------------------------------------------------- options of convert

{
    my $bridge = "$g2/harbour-bridge.xml";
    my $as_convert = sub { # the options make of a story what they make of it in convert
        my ($what, $file, @arguments) = @_;
        my $pid = worker(@arguments);
        my $m = { became(m => $file) }->{m};
        my $wanted = wirecopy('convert', '-q', @arguments, $file)->{out};
        my $got = $m->{body} // '';
        s/"file":"[^"]*"/"file":""/g for $got, $wanted;
        is($got, $wanted, "$what: as convert") or diag(said($pid));
        ok(length $wanted > 20, '... which is something');
        stop_worker($pid);
        return $m;
    };
    my $m = $as_convert->('--stylesheet and --param', $bridge, '--stylesheet', note_sheet(), '--param', 'site=Kestrel');
    is("$m->{content_type} " . ($m->{content_encoding} // 'none') . " $m->{headers}{'x-wirecopy-format'}", 'text/plain none stylesheet', '... with its type');
    is($as_convert->('a stylesheet for pages', $bridge, '--stylesheet', $page)->{content_type}, 'text/html', '... with its type');
    my $pre = spurt(scratch('.xsl'), '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:param name="h"/>' .
        '<xsl:template match="/"><nitf><head><title><xsl:value-of select="$h"/></title></head><body><body.head/><body.content><p><xsl:value-of select="story"/></p>' .
        '</body.content></body></nitf></xsl:template></xsl:stylesheet>');
    my $house = spurt(scratch('.xml'), '<story>Fog at sea.</story>');
    $as_convert->('--pre and --param', $house, '-t', 'json', '-c', '--pre', $pre, '--param', 'h=Weather');
    my $profile = spurt(scratch('.profile'), "profile meridian\nfor provider.name = Meridian*\nvalue slugline : BRIDGE-HARBOUR = by-profile\n");
    like($as_convert->('--profile', $bridge, '-t', 'json', '-c', '--profile', $profile)->{body}, qr/by-profile/, '... which does something');
    my $defaults = spurt(scratch('.defaults'), "services.name = night\n");
    $as_convert->('--defaults and --set', $bridge, '-t', 'json', '-c', '--defaults', $defaults, '--set', 'slugline=by-hand');
    my ($vocabulary) = grep { slurp($_) =~ /<knowledgeItem/ } glob "$g2/*.xml";
  SKIP: {
        skip 'no sample of a vocabulary', 2 if !$vocabulary;
        $as_convert->('--vocabulary', $bridge, '-t', 'json', '-c', '--vocabulary', $vocabulary);
    }
    $as_convert->('--timezone and --from', 'samples/text/reuters-update.txt', '-f', 'text', '-t', 'json', '-c', '--timezone', '+02:00');
    $as_convert->('--validate of a valid story', $bridge, '-t', 'json', '-c', '--validate');

    my $invalid = spurt(scratch('.xml'), slurp(story_of('<pubStatus qcode="stat:usable"/>')) =~ s{<headline>}{<nosuch/><headline>}r);
    for my $case ([ '--validate', 1 ], [ '--only-valid', 0 ]) {
        my ($option, $out) = @$case;
        my $pid = worker('-t', 'json', '-c', $option);
        feed('in', 1, 1, $invalid);
        my ($dead) = drain('dead', 1, 5);
        is($dead->{key}, 'invalid', "$option: a story that is not valid is a dead letter");
        like($dead->{headers}{'x-wirecopy-diagnostics'}, qr/nosuch/, '... that says what is not');
        is(scalar(drain('all', 1, 1)), $out, $out ? '... and is published all the same' : '... and is not published');
        stop_worker($pid);
    }
    is(depth('in') + depth('all') + depth('dead'), 0, '... and nothing is left');
}

# ---------------------------------------------------------------- where a story finds no queue

{
    traffic('exchange', $_) for 'nowhere', 'nodead';
    my $pid = worker({ exchange => 'nowhere' }, '-t', 'json');
    feed('in', 1, 1, "$g2/night-message.xml", 'id=lost');
    my ($dead) = drain('dead', 1, 5);
    is($dead->{key}, 'unroutable', 'stories that no queue takes: their message is a dead letter');
    like($dead->{headers}{'x-wirecopy-diagnostics'}, qr/"queue-unroutable".*nowhere/, '... that says where they were to go');
    is($dead->{id}, 'lost', '... with its id');
    is(drain('dead', 1, 1), 0, '... once');
    stop_worker($pid);

    $pid = worker({ exchange => 'nowhere', dead => 'nodead' }, '-t', 'json');
    feed('in', 1, 1, "$g2/harbour-bridge.xml", 'id=stuck');
    sleep 0.1 until said($pid) =~ /queue-stuck/ || ends($pid, 0.01) ne 'still there';
    traffic('queue', 'nodead', 'found', '#');
    ($dead) = drain('found', 1, 20);
    is($dead->{id}, 'stuck', 'a dead letter that no queue takes is kept, and tried until one does');
    is(stop_worker($pid), 0, '... while the worker goes on');
    is(depth('in'), 0, '... and then it is acknowledged');

    traffic('exchange', 'narrow');
    traffic('queue', 'narrow', 'few', '#', 3);
    $pid = worker({ exchange => 'narrow' }, '-t', 'json');
    my $numbered = spurt(scratch('.xml'), slurp("$g2/harbour-bridge.xml") =~ s/:harbour-bridge"/:n\@N@"/r);
    feed('in', 1, 200, $numbered);
    my %got;
    my $end = time + 60;
    sleep 0.1 while said($pid) !~ /queue-not-confirmed/ && time < $end - 40;
    while (keys %got < 200 && time < $end) { $got{ $_->{id} }++ for drain('few', 200, 1) }
    is(scalar keys %got, 200, 'a queue that is full takes what it could not, in the end');
    like(said($pid), qr/queue-not-confirmed/, '... which is said');
    stop_worker($pid);
    drain('few', 200, 1);
    is(depth('in') + depth('dead'), 0, '... and nothing is left or dead');
}

# ---------------------------------------------------------------- large ones

{
    my $item = '<newsItem guid="urn:x:@N@:%d" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentSet><inlineXML>' .
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Fog at sea.</p></body></html></inlineXML></contentSet></newsItem>';
    my $message = spurt(scratch('.xml'), '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>' .
        join('', map { sprintf $item, $_ } 1 .. 1500) . '</itemSet></newsMessage>');
    my $pid = worker('-t', 'json', '-c', '-j', 2);
    feed('in', 1, 2, $message);
    my $ids = stories_of(drain('all', 3000, 10));
    is(scalar keys %$ids, 3000, 'two messages of 1500 stories, more than wait for confirmation at once: all there');
    is(scalar(grep { $_ != 1 } values %$ids), 0, '... once');
    feed('in', 1, 1, "$g2/harbour-bridge.xml", 'x-long=' . 'x' x 130_950);
    my ($m) = drain('all', 1, 5);
    is_deeply($m->{headers}, { 'x-wirecopy-format' => 'json', 'x-wirecopy-headers-left-off' => 1 },
        'headers that leave no room in a frame for ours are left off, and that is said') or diag(said($pid));
    is(stop_worker($pid), 0, 'SIGTERM to two processes: exit 0');
    is(depth('in') + depth('all') + depth('dead'), 0, '... and nothing came twice');
}

# ---------------------------------------------------------------- ends of workers and connections

my $numbered = spurt(scratch('.xml'), slurp("$g2/harbour-bridge.xml") =~ s/:harbour-bridge"/:n\@N@"/r);
{
    my $n = 3000;
    feed('in', 1, $n, $numbered);
    my $pid = worker('-t', 'json', '-c');
    sleep 0.02 until depth('all') > 50;
    is(stop_worker($pid), 0, 'SIGTERM in the middle: exit 0');
    my $left = depth('in');
    cmp_ok($left, '>', 0, '... with some left');
    is($left + depth('all'), $n, '... and what was begun is finished, once');

    my ($port, $proxy) = proxy();
    my @workers = (worker('-t', 'json', '-c', '--heartbeat', 2), worker({ port => $port }, '-t', 'json', '-c', '--heartbeat', 2));
    feed('in', $n + 1, 2 * $n, $numbered);
    kill 'KILL', $workers[0];
    ends($workers[0]);
    kill 'USR1', $proxy;
    sleep 0.5;
    kill 'USR1', $proxy;
    $workers[0] = worker('-t', 'json', '-c');
    kill 'USR2', $proxy; # silence, until the heartbeat is missed
    sleep 5;
    kill 'HUP', $proxy;
    sleep 0.1 until depth('in') == 0;
    my %how = map { $_ => stop_worker($_) } @workers;
    is(join(' ', values %how), '0 0', 'one worker killed and started again, the line of the other cut twice and silent once: both end well')
        or diag(map { said($_) } @workers);
    like(said($workers[1]), qr/queue-lost/, '... it said so');
    my $ids = stories_of(drain('all', 4 * $n, 2));
    my $more = 0;
    $more += $_ - 1 for values %$ids;
    is(scalar keys %$ids, 2 * $n, '... no story is missing');
    note("stories: " . 2 * $n . ", missing: 0, twice with the same id: $more");
    is(depth('in') + depth('dead'), 0, '... and none is left or dead');
}

# ---------------------------------------------------------------- shut in (see tests/sandbox.t)

SKIP: {
    skip 'the program is not shut in where sanitizers are', 10 if $build =~ /asan/;
    my ($tried, $secret) = (scratch('.tried'), spurt(scratch('.secret'), 'secret'));
    my $story = slurp("$g2/harbour-bridge.xml") =~ s{</headline>}{ INTRUDER</headline>}r;
    for my $crew (1, 2) {
        spurt($tried, '');
        my $pid = worker({ within => [ 'bash', '-c', 'exec 9>"$0"; exec "$@"', $tried, 'env', "LD_PRELOAD=$build/tests/intruder.so", 'INTRUDER_FD=9',
            "INTRUDER_SECRET=$secret", 'INTRUDER_PORT=' . port('tls') ] }, '-t', 'json', '-c', '-v', '-j', $crew);
        feed('in', 1, 1, spurt(scratch('.xml'), $story));
        is(scalar(drain('all', 1, 5)), 1, "a worker of $crew that is shut in: the story comes through") or diag(said($pid));
        is(stop_worker($pid), 0, '... and it ends well');
        like(said($pid), qr/shut in: .*no connection but the broker/, '... -v says so');
        my @done = map { /^(.*): done$/ ? $1 : () } split /\n/, slurp($tried);
        my @refused = map { /^(.*): refused$/ ? $1 : () } split /\n/, slurp($tried);
        is_deeply([ grep { /read|write|file|folder|program|connect/ && !/speak/ } @done ], [ 'begin a thread' ],
            '... it reads and writes no file, runs nothing, and connects to nobody else');
        cmp_ok(scalar @refused, '>', 10, '... which was tried');
    }
}

# ---------------------------------------------------------------- TLS

{
    my $at = 'localhost:' . port('tls');
    my $certificates = Queue::folder();
    for my $case (
        [ 'trust in the authority', 0, "amqps://$at/", '--ca-file', "$certificates/ca.pem" ],
        [ '... with a certificate of our own', 0, "amqps://$at/", '--ca-file', "$certificates/ca.pem", '--cert', "$certificates/client.pem",
            '--cert-key', "$certificates/client.key" ],
        [ 'no trust in it', 3, "amqps://$at/" ],
        [ 'trust in another', 3, "amqps://$at/", '--ca-file', "$certificates/other.pem" ],
        [ 'another name than in the certificate', 3, 'amqps://127.0.0.1:' . port('tls') . '/', '--ca-file', "$certificates/ca.pem" ],
        [ '--no-verify', 0, 'amqps://127.0.0.1:' . port('tls') . '/', '--no-verify' ],
        [ 'no file of authorities', 3, "amqps://$at/", '--ca-file', "$certificates/nosuch.pem" ],
    ) {
        my ($what, $status, $url, @arguments) = @$case;
        my $pid = worker({ url => $url }, '-t', 'json', '-c', @arguments);
        if ($status == 0) {
            feed('in', 1, 1, "$g2/harbour-bridge.xml");
            is(scalar(drain('all', 1, 5)), 1, "TLS: $what: a story comes through") or diag(said($pid));
            is(stop_worker($pid), 0, '... and it ends well');
        } else {
            is(ends($pid), 3, "TLS: $what: exit 3") or diag(said($pid));
            like(said($pid), qr/queue-closed/, '... which says so');
        }
    }
}

done_testing();
