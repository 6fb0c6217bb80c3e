#!/bin/bash
# tests: check torture plain asan
# Stories that come twice: --dedupe, in streams and folders, with one thread and two, stopped and gone on with.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
program=$(realpath "$build/wirecopy")
samples=$(realpath samples)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

is() { # WANTED GOT NAME
    n=$((n + 1))
    if [ "$1" = "$2" ]; then
        echo "ok $n - $3"
    else
        echo "not ok $n - $3"
        printf '%s\n' "got '$2', want '$1'" "$(head -3 "$work/err" 2>/dev/null)" | cut -c1-600 | sed 's/^/# /'
    fi
}

run() { # ARGUMENT...: out, err and $status
    "$program" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

cd "$work" || exit 2
mkdir once twice
cp "$samples"/newsml-g2/night-message.xml "$samples"/nitf/*.xml "$samples"/ninjs/*.json "$samples"/text/*.txt once
for f in once/*; do cp "$f" "twice/a-${f##*/}"; cp "$f" "twice/z-${f##*/}"; done

# --- the same again
run convert -c -t json once
cp out plain
is 'several' "$([ "$(grep -c . plain)" -gt 20 ] && echo several)" 'the samples are read'
run convert -v -c -t json --dedupe once
is "0 $(grep -c . plain)" "$status $(($(grep -c . out) + $(sed -n 's/^wirecopy: \([0-9]*\) had come already$/\1/p' err)))" 'each is written, or had come already'
sed 's/,"source":.*//' out | sort >first
run convert -v -c -j 1 -t json --dedupe twice
is "0 same" "$status $(sed 's/,"source":.*//' out | sort | cmp - first && echo same)" 'given twice each comes once'
is "$(($(grep -c . plain) * 2 - $(grep -c . first)))" "$(sed -n 's/^wirecopy: \([0-9]*\) had come already$/\1/p' err)" '... and -v counts the others'
cp out lines
run convert -c -t json -j 2 --dedupe twice
is '0 same' "$status $(cmp out lines && echo same)" 'two threads write the same bytes'
run convert -q -c -t json --dedupe --ledger ledger twice
is "$(($(grep -c . plain) * 2)) $(($(grep -c . plain) * 2 - $(grep -c . lines)))" "$(grep -c . ledger) $(grep -c '"path":"story","why":"it has come already in this run"' ledger)" \
    'the ledger has a line for each, and says which'

# --- what does not make another story of it, and what does
message() { # SENT VERSION WORD UNKNOWN
    printf '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>%s</sent><transmitId>%s</transmitId></header><itemSet>
<newsItem guid="urn:x:1" version="%s" standard="NewsML-G2" standardversion="2.35"><itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/>
<versionCreated>2025-01-01T00:00:00Z</versionCreated>%s</itemMeta><contentMeta><headline>%s</headline></contentMeta></newsItem></itemSet></newsMessage>\n' "$1" "$1" "$2" "$4" "$3"
}
message 2025-01-01T10:00:00Z 1 Storm '' >1.xml
message 2025-01-01T11:00:00Z 1 Storm '' >2.xml
message 2025-01-01T10:00:00Z 2 Storm '' >3.xml
message 2025-01-01T10:00:00Z 1 Flood '' >4.xml
message 2025-01-01T10:00:00Z 1 Storm '<house xmlns="urn:house">x</house>' >5.xml
run convert -c -t json --dedupe 1.xml 2.xml
is '0 1' "$status $(grep -c . out)" 'sent again in another message: the same'
run convert -c -t json --dedupe 1.xml 3.xml
is '0 2 0' "$status $(grep -c . out) $(grep -c story-otherwise err)" 'another version is another story'
run convert -c -t json --dedupe 1.xml 4.xml 2.xml 4.xml
is '0 2 1' "$status $(grep -c . out) $(grep -c story-otherwise err)" 'another headline under the same version: both, and a warning'
run convert -c -t json --dedupe 1.xml 5.xml
is '0 2 1' "$status $(grep -c . out) $(grep -c story-otherwise err)" 'nor is anything lost that only the house knows'
run convert -c -t json --dedupe 1.xml 1.xml --set slugline=A
is '0 1' "$status $(grep -c . out)" 'what every story is given makes no difference'
printf 'KESTREL BAY, Jan 2 (Meridian) - The ferries sail again.\n' >a.txt
printf 'KESTREL BAY, Jan 2 (Meridian) - The ferries sail again.\n\nThey are late.\n' >b.txt
run convert -c -f text -t json --dedupe a.txt b.txt a.txt
is '0 2 0' "$status $(grep -c . out) $(grep -c story-otherwise err)" 'text without an id is known by its words'
run convert -c -t json --dedupe --only-valid 1.xml 2.xml
is '1' "$(grep -c . out)" 'with --only-valid too'
cat 1.xml 2.xml 3.xml | "$program" convert --stream documents -c -t json --dedupe >out 2>err
is '2' "$(grep -c . out)" 'in a stream'

# --- into a folder, stopped and gone on with
mkdir many
for i in {1..40}; do
    message 2025-01-01T10:00:00Z "$((i % 20))" "Storm $((i % 20))" '' >"many/$i.xml"
    cp "$samples/newsml-g2/night-message.xml" "many/n$i.xml"
done
run convert -q -j 1 -t json -o whole/ --dedupe many
count=$(find whole -type f | wc -l)
run convert -q -t json -o other/ -j 2 --dedupe many
is "0 $((20 + $(grep -c urn:newsml whole/n*.json | wc -l))) same" "$status $count $(diff -r whole other && echo same)" 'a file for each, with two threads as with one'
for at in 1 2 3 5; do
    rm -rf part journal
    "$program" convert -q -t json -o part/ --dedupe --resume journal many >/dev/null 2>&1 &
    sleep 0.0$at
    kill -9 $! 2>/dev/null
    wait 2>/dev/null
    run convert -q -t json -o part/ --dedupe --resume journal many
    is "0 same" "$status $(diff -r whole part && echo same)" '--resume after kill -9: what had come still has'
done
message 2025-01-01T12:00:00Z 3 'Storm 3' '' >many/zz.xml
run convert -q -t json -o part/ --dedupe --resume journal many
is "0 $count" "$status $(find part -type f | wc -l)" '... also for an input that is new'

echo "1..$n"
