#!/usr/bin/perl
# tests: check plain
# Every story tests/text/NAME.txt is read as NAME.expected.json says a person reads it (tests/text/README.md).
# With --show, all that differs is printed; with --fields, how many fields of each kind are right.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use JSON::PP;
use Test::More;
use Wire;

binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output, *STDOUT;
chdir $root or die;
my %option = map { $_ => 1 } @ARGV;
my (%judged, %right);

sub squeeze {
    my ($s) = @_;
    return undef unless defined $s;
    $s =~ s/[\s\x{A0}\x{2000}-\x{200B}]+/ /g;
    return $s =~ s/^ | $//gr;
}

# The words of a text, marks and rules apart.
sub words { return join ' ', grep { /[^_]/ } map { /\w+/g } grep { defined } @_ }

# The brackets and the label of a note are not its words.
sub bare_note {
    my ($s) = squeeze(@_);
    $s =~ s/^[(\[]+(.*?)[)\]]+$/$1/;
    return $s =~ s/^(?:Eds|Editors?|Editor.s note|EDITOR.S NOTE)\s*[:_]\s*//r;
}

# Paragraphs, headings and items as they come; preformatted copy line by line, its columns kept.
sub lines_of {
    my ($article) = @_;
    my ($body) = grep { $_->{contentType} eq 'application/xhtml+xml' } @{ $article->{bodies} // [] };
    my (@lines, $open, $text);
    for my $part (($body // { value => '' })->{value} =~ /(<[^>]*>|[^<]+)/g) {
        if ($part =~ m{^<(p|h[2-4]|li|pre)\b}) { ($open, $text) = ($1, '') }
        elsif ($part =~ m{^</(?:p|h[2-4]|li|pre)>} && defined $open) {
            push @lines, $open eq 'pre' ? grep { /\S/ } split(/\n/, $text) : squeeze($text);
            undef $open;
        }
        elsif ($part !~ /^</ && defined $open) {
            my %named = (lt => '<', gt => '>', amp => '&', quot => '"', apos => "'", '#39' => "'");
            $text .= $part =~ s/&(\w+|#39);/$named{$1} \/\/ "&$1;"/ger;
        }
    }
    return map { s/\s+$//r } @lines;
}

sub wanted_lines {
    return map { ref ? grep { /\S/ } map { s/\s+$//r } @{ $_->{pre} } : squeeze($_) } @_;
}

# Lines of a table may all stand further left, and a table's lines may be paragraphs of their own.
sub same_lines {
    my ($want, $got) = @_;
    return 0 if @$want != @$got;
    return !grep { squeeze($want->[$_]) ne squeeze($got->[$_]) } 0 .. $#$want;
}

# The words of the residue without those that may stand there or in a field.
sub residue {
    my ($article, @open) = @_;
    my $words = ' ' . words(map { $_->{value} } @{ $article->{residue} // [] }) . ' ';
    for my $text (map { words($_) } @open) {
        $words =~ s/ \Q$text\E / / if length $text;
    }
    return squeeze($words);
}

sub credit { return join ' | ', map { squeeze($_) } grep { defined } @{ $_[0] }{qw(role name place)} }

# Every field of a story: its name, what is wanted, what was found.
sub fields {
    my ($want, $got) = @_;
    my ($line, $found) = ($want->{dateline} // {}, $got->{dateline} // {});
    my @headlines = @{ $got->{headlines} // [] };
    my ($main) = grep { ($_->{role} // '') eq 'main' } @headlines;
    my @credits = @{ $got->{credits} // [] };
    my @people = @{ $want->{credits} // [] };
    my @named = map { credit($_) } @credits;
    for my $i (0 .. $#people) { # a picture's credit as printed, or the person alone
        my %other = (%{ $people[$i] }, name => $people[$i]{or} // '');
        $people[$i] = \%other if defined $people[$i]{or} && $i < @named && $named[$i] eq credit(\%other);
    }
    my $dash = qr/[\s\-\x{2013}\x{2014}_.:]+$/;
    return (
        [headline => $want->{headline}, squeeze(($main // $headlines[0] // {})->{value})],
        [by       => $want->{by},       squeeze($got->{by})],
        ['dateline.text', (squeeze($line->{text}) // '') =~ s/$dash//r, (squeeze($found->{text}) // '') =~ s/$dash//r],
        (map { ["dateline.$_", squeeze($line->{$_}), squeeze($found->{$_})] } qw(place area date)),
        ['dateline.agency', map { lc($_ // '') =~ s/[\W_]//gr } $line->{agency}, $found->{agency}],
        [credits  => join("\n", map { credit($_) } @people), join("\n", @named)],
        [edNotes  => join("\n", map { bare_note($_) } @{ $want->{edNotes} // [] }),
                     join("\n", map { bare_note($_->{value}) } @{ $got->{edNotes} // [] })],
        [keywords => join("\n", @{ $want->{keywords} // [] }), join("\n", map { ref ? $_->{name} : $_ } @{ $got->{keywords} // [] })],
        [captions => join("\n", map { squeeze($_->{value}) } @{ $want->{descriptions} // [] }),
                     join("\n", map { squeeze($_->{value}) } @{ $got->{descriptions} // [] })],
    );
}

sub judge {
    my ($name, $want, $got) = @_;
    my @wrong;
    for my $f (fields($want, $got)) {
        my ($field, $w, $g) = ($f->[0], $f->[1] // '', $f->[2] // '');
        next if $w eq '' && $g eq '';
        $judged{$field}++;
        if ($w eq $g) { $right{$field}++ } else { push @wrong, "$field\n  wanted: $w\n  found:  $g" }
    }
    if ($want->{body}) {
        my ($w, $g) = ([wanted_lines(@{ $want->{body} })], [lines_of($got)]);
        $judged{body}++;
        if (same_lines($w, $g)) { $right{body}++ } else { push @wrong, join "\n  ", 'body, wanted:', @$w, '-- found:', @$g }
    }
    if (defined $want->{residue}) {
        my ($w, $g) = (words($want->{residue}), residue($got, @{ $want->{open} // [] }));
        $judged{residue}++ if "$w$g" ne '';
        if ($w eq $g) { $right{residue}++ if $w ne '' } else { push @wrong, "residue\n  wanted: $w\n  found:  $g" }
    }
    ok(!@wrong, $name) or !$option{'--show'} or diag(join "\n", @wrong);
}

for my $path (glob 'tests/text/*.expected.json') {
    my ($file, $name) = ($path =~ s/\.expected\.json$/.txt/r, $path =~ m{([^/]*)\.expected\.json$});
    my $r = wirecopy('convert', '-c', '-t', 'json', $file);
    my @stories = $r->{status} == 0 ? split /\n/, $r->{out} : ();
    if (@stories != 1) {
        fail("$name: one story, exit 0");
        next;
    }
    judge($name, decode_json(slurp($path)), decode_json($stories[0]));
}
if ($option{'--fields'}) {
    printf "# %-16s %d of %d\n", $_, $right{$_} // 0, $judged{$_} for sort keys %judged;
}

# --- stories with nothing between them: a sign-off, then the head and dateline of another

sub heads {
    my $r = wirecopy('convert', '-q', '-c', '-t', 'json', '-f', 'text', spurt(scratch('.txt'), $_[0]));
    return join ' | ', map { decode_json($_)->{headlines}[0]{value} // '-' } split /\n/, $r->{out};
}
my $first = "Ferry crews walk out\n\nPORT ELLISON, July 8 (Reuters) - Ferry crews walked out on Tuesday.\n\n(Reporting by Ada Brun; Editing by Olav Brekke)\n";
my $second = "Bridge reopens\n\nOSLO, July 8 (Reuters) - The swing bridge opened on Tuesday.\n";
is(heads("$first\n$second"), 'Ferry crews walk out | Bridge reopens', 'a sign-off, a headline, a dateline: two stories');
is(heads("$first\n$first\n$second"), 'Ferry crews walk out | Ferry crews walk out | Bridge reopens', 'three');
is(heads("$first\nThe council meets in Oslo on Friday.\n"), 'Ferry crews walk out', 'without a dateline it is one');
is(heads($first =~ s/\(Reporting.*\n//r . "\n$second"), 'Ferry crews walk out', 'without a sign-off too');
is(heads("$first((ada.brun\@meridian.example))\n"), 'Ferry crews walk out', 'and with more of a sign-off');

done_testing();
