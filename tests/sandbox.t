#!/bin/bash
# tests: check plain
# Once it reads what others wrote, the program can do no more than its command line says: tests/sandbox/intruder.c tries
# from within, at the first byte of a story. And what it is asked to do it still does.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
program=$(realpath "$build/wirecopy")
intruder=$(realpath "$build/tests/intruder.so")
work=$(mktemp -d)
trap 'rm -rf "$work"; kill $listener 2>/dev/null' EXIT
n=0

ok() { # STATUS NAME [LOG]
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        [ -z "${3:-}" ] || head -20 "$3" | cut -c1-300 | sed 's/^/# /'
    fi
}

is() { # WANTED GOT NAME
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || printf '%s\n' "got '$2'" "want '$1'" | sed 's/^/# /'
}

skip() { # NAME WHY
    n=$((n + 1))
    echo "ok $n - $1 # SKIP $2"
}

python3 - >"$work/port" <<'END' &
import socket, sys, time
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen(16)
print(s.getsockname()[1], flush=True)
time.sleep(300)
END
listener=$!
for _ in {1..100}; do [ -s "$work/port" ] && break; sleep 0.05; done

mkdir "$work/in"
story=$work/in/story.xml
sed 's|</headline>| INTRUDER</headline>|' samples/newsml-g2/harbour-bridge.xml >"$story"
cp samples/newsml-g2/open-embargo.xml "$work/in/z.xml"
export INTRUDER_INPUT=$story INTRUDER_SECRET=$work/secret/file INTRUDER_VICTIM=$work/secret/victim INTRUDER_FD=9
INTRUDER_PORT=$(cat "$work/port")
export INTRUDER_PORT

prepare() {
    rm -rf "$work/secret" "$work/out"
    mkdir "$work/secret" "$work/out"
    echo secret >"$INTRUDER_SECRET"
    echo victim >"$INTRUDER_VICTIM"
    : >"$work/tried"
}

intrude() { # ARGUMENT...: run it with the intruder, whose lines are in tried; what it prints in out.txt and err
    prepare
    LD_PRELOAD=$intruder "$program" "$@" 9>"$work/tried" >"$work/out.txt" 2>"$work/err"
}

results() { # "done" or "refused": the attempts that were
    sed -n "s/: $1\$//p" "$work/tried"
}

# --- the intruder is in earnest: where nobody keeps it, all succeeds
intrude convert --no-sandbox -t json "$story"
ok $? 'without a sandbox the story is converted' "$work/err"
is '' "$(grep -v ': done$' "$work/tried")" '... and the intruder can do everything'
attempts=$(wc -l <"$work/tried")
[ "$attempts" -gt 15 ]
ok $? "... $attempts things in all"

"$program" convert -v -t json "$story" >/dev/null 2>"$work/err"
case $(cat "$work/err") in
*'no Landlock'* | *'no filter'*)
    skip 'the intruder is kept out' 'this kernel has not both Landlock and seccomp'
    echo "1..$n"
    exit 0
    ;;
esac

kept() { # NAME ALLOWED...: besides beginning threads, this and no more was done
    local name=$1
    shift
    is "$(printf '%s\n' "$@" 'begin a thread' | sort)" "$(results "done" | sort)" "$name: what is allowed can be done, and no more"
    is "$(($(wc -l <"$work/tried") - $# - 1))" "$(results refused | wc -l)" '... all else is refused'
    is secret "$(cat "$INTRUDER_SECRET")" '... and nothing is gone'
}

# --- every command
intrude convert -t json "$story"
ok $? 'the story is converted' "$work/err"
kept convert 'read the input again'
grep -q INTRUDER "$work/out.txt"
ok $? '... and comes out'
intrude convert -t html - <"$story"
kept 'convert as a filter'
grep -q INTRUDER "$work/out.txt"
ok $? '... it comes out, too'
for command in validate inspect 'inspect --html' timeline; do
    # shellcheck disable=SC2086
    intrude $command "$story"
    kept "$command" 'read the input again'
done
intrude convert -j 2 -t json "$work/in" samples/newsml-g2
kept 'convert -j 2, in whatever thread' 'read the input again'
[ "$(grep -c '"uri"' "$work/out.txt")" -gt 10 ]
ok $? '... and the folders come out'

export INTRUDER_OUTPUT=$work/out/more
intrude convert -t json -o "$work/out/" "$story"
kept 'convert into a folder' 'read the input again' 'make a file among the outputs'
[ -s "$work/out/story.json" ]
ok $? '... and the story is there'
unset INTRUDER_OUTPUT
intrude convert -t json -o "$work/out/one.json" --ledger "$work/out/ledger" --report "$work/out/report.html" "$story"
kept 'convert into files' 'read the input again'
is 'ledger one.json report.html ' "$(cd "$work/out" && LC_ALL=C ls | tr '\n' ' ')" '... which are all there'
echo "$story" >"$work/list"
intrude convert -t json --from-file "$work/list"
kept 'convert what a list names' 'read another file' 'read what every system has' 'list a folder' 'read the input again'

# --- in place: only there
mkdir "$work/mend" "$work/else"
faulty() { printf '{"uri": "urn:x:1", "language": "en_GB", "headline": "INTRUDER", "wordcount": 900, "body_text": "A \\u0002 ferry."}\n'; }
faulty >"$work/mend/one.json"
faulty >"$work/else/two.json"
ln -s ../else/two.json "$work/mend/two.json"
INTRUDER_INPUT=$work/mend/one.json
INTRUDER_OUTPUT=$work/else/more
intrude validate --fix --in-place "$work/mend/one.json"
kept 'validate --in-place' 'read the input again' 'write to an input'
grep -q 'en_GB' "$work/mend/one.json"
is 1 $? '... which is mended'
intrude validate --fix --in-place "$work/mend"
grep -q 'en_GB' "$work/else/two.json"
is 1 $? '... what a link in a folder leads to as well' "$work/err"
INTRUDER_INPUT=$story
unset INTRUDER_OUTPUT

# --- watch: its two folders
prepare
mkdir -p "$work/inbox" "$work/outbox"
cp "$story" "$work/inbox/story.xml"
INTRUDER_INPUT=$work/inbox/story.xml
intrude watch --once --settle 0 -t json "$work/inbox" "$work/outbox"
is 'begin a thread|read the input again|write to an input' "$(results "done" | sort | paste -sd'|')" 'watch: its folders, and nothing else'
[ -s "$work/outbox/story.xml.json" ] || [ -n "$(find "$work/outbox" -name '*.json')" ]
ok $? '... and the story comes out' "$work/err"
INTRUDER_INPUT=$story

# --- what is loaded and opened late
printf '<?xml version="1.0" encoding="EUC-JP"?>\n<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><contentMeta><headline>\xc5\xec\xb5\xfe</headline></contentMeta></newsItem>\n' >"$work/japanese.xml"
"$program" convert -t text "$work/japanese.xml" >"$work/out.txt" 2>"$work/err"
grep -q '東京' "$work/out.txt"
ok $? 'a character set of a module of its own' "$work/err"
if tar -C samples -czf "$work/samples.tgz" newsml-g2 2>/dev/null; then
    is "$("$program" convert -c -t json samples/newsml-g2 2>/dev/null | wc -l)" "$("$program" convert -c -t json "$work/samples.tgz" 2>/dev/null | wc -l)" 'an archive'
    is "$("$program" convert -c -t json samples/newsml-g2 2>/dev/null | wc -l)" "$("$program" convert -c -t json - 2>/dev/null <"$work/samples.tgz" | wc -l)" '... through a pipe'
fi
# a long member of an archive goes into a file without a name, or through a pipe into memory
{ cat samples/text/kill-notice.txt; for _ in {1..60000}; do echo 'The ferry is late again, and the gulls are early.'; done; } >"$work/long.txt"
gzip -k "$work/long.txt"
for input in "$work/long.txt.gz" -; do
    "$program" convert -f text -t json "$input" <"$work/long.txt.gz" 2>"$work/err" | tail -c 2000 | grep -q 'gulls are early'
    ok $? "a long member of an archive: $(basename -- "$input")" "$work/err"
done
mkdir "$work/links"
ln -s "$story" "$work/links/elsewhere.xml"
"$program" convert -t json "$work/links" 2>"$work/err" | grep -q INTRUDER
ok $? 'links in a folder to files elsewhere' "$work/err"
"$program" convert -t json <(cat "$story") 2>"$work/err" | grep -q INTRUDER
ok $? 'a pipe with a name' "$work/err"
"$program" convert --stylesheet samples/xslt/house/page.xsl "$story" 2>"$work/err" | grep -q INTRUDER
ok $? 'a stylesheet' "$work/err"
TZ=XST-5:30 "$program" convert --stylesheet samples/xslt/house/page.xsl "$story" >"$work/one" 2>&1
TZ=XST-5:30 "$program" convert --no-sandbox --stylesheet samples/xslt/house/page.xsl "$story" >"$work/two" 2>&1
cmp "$work/one" "$work/two"
ok $? '... which makes the same'

# --- older kernels
said() { # PATTERN NAME
    grep -q "$1" "$work/err"
    ok $? "$2" "$work/err"
}
for version in 1 2 3 4 5 6; do
    INTRUDER_LANDLOCK=$version intrude convert -j 2 -t json -o "$work/out/" "$story" samples/newsml-g2
    [ -s "$work/out/story.json" ] && [ "$(grep -c 'read another file: refused\|make a file: refused' "$work/tried")" = 2 ]
    ok $? "Landlock of version $version" "$work/tried"
done
cp "$story" "$work/inbox/story.xml"
INTRUDER_LANDLOCK=1 intrude watch -v --once --settle 0 -t json "$work/inbox" "$work/outbox"
is "$(printf 'done\nfailed')" "$(ls "$work/inbox")" '... of version 1, which lets no file change folders: watch goes without'
said 'no Landlock' '... and says so with -v'
INTRUDER_LANDLOCK=0 intrude convert -v -t json "$story"
ok $? 'without Landlock the story is converted' "$work/err"
said 'files as before, since this kernel has no Landlock' '... with -v it is said'
is refused "$(sed -n 's/^run a program: //p' "$work/tried")" '... other programs are still refused'
is refused "$(sed -n 's/^make a file: //p' "$work/tried")" '... and writing'
INTRUDER_SECCOMP=0 intrude convert -v -t json "$story"
said 'has no filter' 'without a filter it is said'
is refused "$(sed -n 's/^read another file: //p' "$work/tried")" '... other files are still refused'
is 'done' "$(sed -n 's/^make a process: //p' "$work/tried")" '... and processes are not'
INTRUDER_LANDLOCK=0 INTRUDER_SECCOMP=0 intrude convert -t json "$story"
ok $? 'without both the story is converted' "$work/err"
is '' "$(cat "$work/err")" '... silently'
"$program" convert --no-sandbox -v -t json "$story" >/dev/null 2>"$work/err"
said 'not shut in: --no-sandbox' '--no-sandbox says so with -v'
echo "1..$n"
