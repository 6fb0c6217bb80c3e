#!/usr/bin/perl
# tests: check plain
# Real stories of many agencies, which are not part of this project, and independent readings of them.
# WIRECOPY_ORACLE names the folder that has both; without it these tests are skipped.
use strict;
use warnings;
use Cwd qw(abs_path);
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

chdir $root or die;
my $oracle = abs_path($ENV{WIRECOPY_ORACLE} // '../shared') // '';
plan skip_all => 'no outside material here (WIRECOPY_ORACLE)' unless -d "$oracle/tools" && -d "$oracle/corpus";
plan skip_all => 'no python3 with lxml here' if system('/usr/bin/python3', '-c', 'import lxml');

my @python = ('/usr/bin/python3', '-B');

sub holds {
    my ($what, @command) = @_;
    my $r = run({ seconds => 300 }, @command);
    ok($r->{status} == 0 && !$r->{signal}, $what) || diag(substr($r->{out} . $r->{err}, 0, 6000));
    return;
}

my $g2 = "$oracle/corpus/newsml-g2";
my @with = ('--wirecopy', $program, '--jobs', 2);
holds('NewsML-G2: every field as the oracle reads it', @python, "$oracle/tools/check_articles.py", @with, '--require', 100, $g2);
holds('NewsML-G2: every word of the body in html', @python, "$oracle/tools/check_articles.py", @with,
    '--words-through', 'html', '--require', 100, $g2);
holds('NewsML-G2: the structure of the body', @python, "$oracle/tools/check_structure.py", @with, '--require', 100, $g2);

# check_public.py looks at three public outputs and prints a column for each; html is the one there is so far.
my $public = <<'PYTHON';
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import check_public
check_public.PUBLIC = ("html",) * 3
sys.argv = ["check_public.py"] + sys.argv[2:]
sys.exit(check_public.main())
PYTHON
holds('NewsML-G2: nothing for editors only in html, all of it in json', @python, '-c', $public, "$oracle/tools", @with,
    '--require', 100, $g2);
holds('plain text as people read it', @python, "$oracle/tools/check_text.py", '--wirecopy', $program, '--require', 99,
    "$oracle/corpus/text", "$oracle/seeds");

# Every document of the official test suite is well-formed XML: each must be read, and none may bring the program down.
my @suite = split /\n/, `find $oracle/suites/newsml-g2 -name '*.xml' | sort`;
my @bad;
for my $path (@suite) {
    my $r = wirecopy({ seconds => 20 }, 'convert', '-c', '-t', 'json', $path);
    my $bad = fine_failure($r, $path);
    push @bad, "$path: $bad" if $bad || $r->{status} > 1;
}
is(scalar @bad, 0, scalar(@suite) . ' documents of the official suite are read or refused decently') or diag(join "\n", @bad[0 .. ($#bad > 9 ? 9 : $#bad)]);
done_testing();
