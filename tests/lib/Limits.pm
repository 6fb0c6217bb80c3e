# The table of limits (`wirecopy explain limits`), and how a limit is tried: at it and one past it. What is tried is noted.
package Limits;
use strict;
use warnings;
use Exporter 'import';
use Test::More;
use Wire;

our @EXPORT = qw(%most %tried @of_the_program $nar item nitf feed escaped count convert refuses cuts starts);

my %scale = (KB => 1024, MB => 1024 * 1024);
our %most;
our %tried;
for (split /\n/, wirecopy('explain', 'limits')->{out}) {
    /^([a-z0-9-]+): (\d+) (KB|MB)?/ and $most{$1} = $2 * ($3 ? $scale{$3} : 1);
}

# Those that tests/limits-program.t tries: of schemas, stylesheets, archives, folders.
our @of_the_program = qw(containers instructions json-schema-depth json-schema-memory json-schema-size json-schema-steps page-source pattern
    resolve-depth resolve-fetched resolve-held schema-derived schema-files schema-findings stylesheet-files stylesheet-memory templates tree
    unpacked unpacked-ratio watch-findings xpath);

our $nar = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35"';

sub item {
    my (%part) = @_;
    return "<newsItem $nar guid=\"urn:x:y\" version=\"1\">" . ($part{catalog} // '') . '<itemMeta><itemClass qcode="ninat:text"/>'
        . '<provider literal="x"/><versionCreated>2025-01-01T00:00:00Z</versionCreated></itemMeta><contentMeta><headline>H</headline>'
        . ($part{content} // '') . '</contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">'
        . '<html xmlns="http://www.w3.org/1999/xhtml"><body>' . ($part{body} // '<p>B.</p>') . '</body></html></inlineXML></contentSet></newsItem>';
}
sub nitf { return "<nitf><body><body.head><hedline><hl1>H</hl1></hedline>$_[0]</body.head><body.content><p>B.</p></body.content></body></nitf>" }
sub feed { return "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>T</title><item><title>t</title>$_[0]</item></channel></rss>" }
sub escaped { my ($s) = @_; $s =~ s/&/&amp;/g; $s =~ s/</&lt;/g; return $s }
sub count { my ($s, $what) = @_; return scalar(() = $s =~ /$what/g) }

sub convert {
    my ($bytes, @how) = @_;
    my $path = spurt(scratch('.in'), $bytes);
    my $r = wirecopy({ seconds => 120 }, 'convert', '-c', (grep({ $_ eq '-t' } @how) ? () : ('-t', 'json')), @how, $path);
    unlink $path;
    return $r;
}

# An error past the limit: nothing of the story comes out, exit 1, and a line says so.
sub refuses {
    my ($name, $finding, $make, @how) = @_;
    $tried{$name} = 1;
    my $n = $most{$name} // return fail("$name is in the table");
    my $at = convert($make->($n), @how);
    unlike($at->{err}, qr/\[$finding\]/, "$name: $n go");
    is($at->{status}, 0, '... exit 0') or diag(substr $at->{err}, 0, 300);
    my $past = convert($make->($n + 1), @how);
    is("$past->{status} $past->{signal}", '1 0', '... one more is refused');
    like($past->{err}, qr/\[$finding\]/, "... which [$finding] says") or diag(substr $past->{err}, 0, 300);
    return;
}

# Past it the story is delivered, and so many of what is counted are different.
sub cuts {
    my ($name, $count, $at, $past, $make, @how) = @_;
    $tried{$name} = 1;
    my $n = $most{$name} // return fail("$name is in the table");
    my ($one, $two) = map { convert($make->($_), @how) } $n, $n + 1;
    is("$one->{status} $two->{status}", '0 0', "$name: $n and one more are delivered") or diag(substr $two->{err}, 0, 300);
    is($count->($one), $at->($n), '... at the limit all is as it was');
    is($count->($two), $past->($n), '... past it not');
    return;
}

# A file that the command line names: past the limit the command does not begin.
sub starts { # NAME, the message, BYTES of a file for a number, the command before it and behind
    my ($name, $message, $make, $command, @behind) = @_;
    $tried{$name} = 1;
    my $n = $most{$name} // return fail("$name is in the table");
    my ($one, $two) = map { wirecopy({ seconds => 120 }, @$command, spurt(scratch('.file'), $make->($_)), @behind) } $n, $n + 1;
    is("$one->{status}: " . substr($one->{err}, 0, 200), '0: ', "$name: $n go");
    is($two->{status}, 3, '... one more is refused');
    like($two->{err}, $message, '... which is said');
    return;
}

1;
