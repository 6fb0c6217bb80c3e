#!/bin/bash
# tests: check torture plain asan
# convert -j N: the bytes, the findings, the ledger and the exit status of one thread, whatever goes wrong
# in between. Where build/tsan was made (make tsan), the same under ThreadSanitizer.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
program=$(realpath "$build/wirecopy")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

ok() { # STATUS NAME
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        for log in diff err; do head -5 "$work/$log" 2>/dev/null | cut -c1-300 | sed "s/^/# $log: /"; done
    fi
}

is() { # WANTED GOT NAME
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || echo "# got '$2', want '$1'"
}

# --- inputs, with faults between them
bad=$work/bad
mkdir -p "$bad/hollow" "$bad/folder/within"
head -c 4000 samples/newsml-g2/night-message.xml >"$bad/cut.xml"
printf '\001\002\003' >"$bad/noise"
: >"$bad/empty"
cp samples/newsml-g2/[a-h]*.xml "$bad/folder/within"
cp samples/text/*.txt "$bad/noise" "$bad/folder"
inputs=(samples/newsml-g2 "$bad/cut.xml" "$work/nosuch.xml" samples/text "$bad/noise" "$bad/hollow" "$bad/folder" "$bad/empty"
    samples/newsml-g2/night-message.xml samples/newsml-g2)

twin() { # THREADS ARGUMENT...: run into out.N, err.N, ledger.N and folder.N
    local threads=$1
    shift
    rm -rf "$work/folder"
    timeout 60 "$program" convert -j "$threads" --ledger "$work/ledger.$threads" "$@" "${inputs[@]}" >"$work/out.$threads" 2>"$work/err.$threads"
    echo "exit $?" >>"$work/err.$threads"
    rm -rf "$work/folder.$threads"
    [ ! -d "$work/folder" ] || mv "$work/folder" "$work/folder.$threads"
}

same() { # NAME ARGUMENT...
    local name=$1
    shift
    twin 1 "$@"
    for threads in 2 4; do
        twin $threads "$@"
        : >"$work/diff"
        for what in out err ledger; do
            cmp "$work/$what.1" "$work/$what.$threads" >>"$work/diff" 2>&1
        done
        [ ! -d "$work/folder.1" ] || diff -r "$work/folder.1" "$work/folder.$threads" >>"$work/diff" 2>&1
        [ ! -s "$work/diff" ]
        ok $? "-j $threads $name"
    done
}

for to in json ninjs html newsml-g2 text; do
    same "to $to" -t $to
done
same 'to json, a story a line' -c -t json
same 'into a folder of pages' -t html -o "$work/folder/"
same 'into a folder of JSON' -t json -o "$work/folder/"
same 'with everything said' -v -t json
same 'with findings for machines' --diagnostics sarif -t html
same 'with --set' --set keywords=sea --set urgency=1 -t ninjs
same 'with --fail-if-warnings' --fail-if-warnings -t json
twin 4 -t json
is 'exit 3' "$(tail -1 "$work/err.4")" 'a missing file is the worst of it: exit 3'
[ "$(wc -l <"$work/ledger.4")" -gt 30 ]
ok $? 'and the ledger has a line a story'

# --- what is not a file is read in turn
feed() { cat samples/newsml-g2/harbour-bridge.xml; }
feed | "$program" convert -j 1 -c -t json samples/text - samples/text - samples/text >"$work/out.1" 2>"$work/err.1"
feed | "$program" convert -j 4 -c -t json samples/text - samples/text - samples/text >"$work/out.4" 2>"$work/err.4"
cmp "$work/out.1" "$work/out.4" && cmp "$work/err.1" "$work/err.4"
ok $? 'standard input among the files, and again'
feed >"$work/in"
"$program" convert -j 4 -c -t json - samples/text - <"$work/in" >"$work/out.4" 2>"$work/err.4"
"$program" convert -j 1 -c -t json - samples/text - <"$work/in" >"$work/out.1" 2>"$work/err.1"
cmp "$work/out.1" "$work/out.4" && cmp "$work/err.1" "$work/err.4"
ok $? '... where it is a file as well'
"$program" convert -j 4 -c -t json <(feed) samples/text <(feed) >"$work/out.4" 2>"$work/err"
is 2 "$(grep -c 'Kestrel Bay reopens its harbour bridge' "$work/out.4")" 'pipes'

# --- the end before the end
for _ in 1 2 3 4 5; do
    "$program" convert -j 4 -t json samples samples samples 2>>"$work/err" | head -c 1 >/dev/null
    echo "${PIPESTATUS[0]}"
done | sort -u >"$work/out"
is 0 "$(cat "$work/out")" 'a reader that has read enough: exit 0'
"$program" convert -j 4 -t json samples samples >/dev/full 2>"$work/err"
is 3 $? 'a full disk: exit 3'
is 1 "$(grep -c 'No space left' "$work/err")" '... said once'
mkfifo "$work/slow"
(exec sleep 5 >"$work/slow") &
feeder=$!
"$program" convert -j 3 -t json -o "$work/slow.json" samples/text "$work/slow" samples/newsml-g2 2>"$work/err" &
pid=$!
sleep 0.5
kill -TERM $pid
wait $pid
is 143 $? 'SIGTERM ends it while a thread waits for a pipe'
kill $feeder 2>/dev/null
is '' "$(find "$work" -maxdepth 1 \( -name 'slow.json' -o -name '.wirecopy*' \))" '... and leaves nothing'
for threads in 0 -1 x 65 ''; do
    "$program" convert -j "$threads" -t json samples >/dev/null 2>"$work/err"
    echo $?
done | sort -u >"$work/out"
is 2 "$(cat "$work/out")" 'no number of threads: exit 2'

# --- memory: what is ahead of its turn waits
{
    sed -n '1,/<itemSet>/p' samples/newsml-g2/night-message.xml
    item=$(sed -n '/<newsItem/,/<\/newsItem>/p' samples/newsml-g2/night-message.xml | sed '/<\/newsItem>/q')
    for ((i = 0; i < 4000; i++)); do printf '%s\n' "$item"; done
    sed -n '/<\/itemSet>/,$p' samples/newsml-g2/night-message.xml
} >"$work/large.xml"
if [[ $build != *asan* ]] && command -v python3 >/dev/null; then
    for to in json html; do
        python3 - "$program" convert -j 4 -t $to "$work/large.xml" "$work/large.xml" "$work/large.xml" "$work/large.xml" >"$work/out" <<'END'
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
        read -r status peak <"$work/out"
        [ "$status" = 0 ] && [ "$peak" -lt 65536 ]
        ok $? "four messages of 4000 items to $to: $peak KB"
    done
fi
"$program" convert -j 1 -c -t json "$work/large.xml" samples "$work/large.xml" >"$work/out.1" 2>"$work/err.1"
"$program" convert -j 3 -c -t json "$work/large.xml" samples "$work/large.xml" >"$work/out.4" 2>"$work/err.4"
cmp "$work/out.1" "$work/out.4" && cmp "$work/err.1" "$work/err.4"
ok $? 'large ones among small ones'

# --- ThreadSanitizer
tsan=$build/tsan/wirecopy
if [ -x "$tsan" ] && [ -z "$(find convert formats -name '*.[ch]' -newer "$tsan")" ]; then
    for how in '-t json' '-t html' '-t newsml-g2' "-t html -o $work/tsan/"; do
        # shellcheck disable=SC2086
        "$tsan" convert -j 4 $how "${inputs[@]}" >/dev/null 2>"$work/err"
        is 0 "$(grep -c 'WARNING: ThreadSanitizer' "$work/err")" "no race: $how"
    done
else
    n=$((n + 1))
    echo "ok $n - no race # SKIP no build/tsan of these sources: make tsan"
fi
echo "1..$n"
