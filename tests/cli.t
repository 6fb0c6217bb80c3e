#!/bin/bash
# tests: check plain asan
# What the program promises its users beyond the common case: signals, closed pipes, devices, links, folders
# that are input and output at once, suggestions, terminals, the manual.
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
        for log in out err; do head -5 "$work/$log" 2>/dev/null | cut -c1-300 | sed "s/^/# $log: /"; done
    fi
}

run() { # ARGUMENT...: run it, leaving out, err and $status
    "$program" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

is() { # WANTED GOT NAME
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || echo "# got '$2', want '$1'"
}

said() { # PATTERN NAME: standard error has it
    grep -qE -e "$1" "$work/err"
    ok $? "$2"
}

story() { # URI HEADLINE
    cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="$1" version="1" standard="NewsML-G2" standardversion="2.35">
  <itemMeta><itemClass qcode="ninat:text"/><provider literal="Meridian"/><versionCreated>2025-03-12T09:00:00Z</versionCreated></itemMeta>
  <contentMeta><headline>$2</headline></contentMeta>
  <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>The ferry is late again.</p></body></html></inlineXML></contentSet>
</newsItem>
XML
}
mkdir "$work/in"
story urn:x:ferry 'Ferry late' >"$work/in/ferry.xml"
story urn:x:gulls 'Gulls early' >"$work/in/gulls.xml"
ferry=$work/in/ferry.xml

# --- what was meant
run convert -t json --ledgr x "$ferry"
said 'did you mean --ledger\?' 'a mistyped option is guessed'
run convert -t jsno "$ferry"
said 'did you mean json\?' 'a mistyped format'
run inspct "$ferry"
said 'did you mean inspect\?' 'a mistyped command'
run convert -t json --set headlnes.value=x "$ferry"
said 'did you mean headlines\?' 'a mistyped field'
run convert -t json --set provider.nmae=x "$ferry"
said 'did you mean provider\.name\?' 'a mistyped member'
run explain no-memry
said 'did you mean no-memory\?' 'a mistyped finding'
run convert -t json --json "$ferry"
said "option of 'wirecopy formats'" 'an option of another command'
run convert -t json --color sometimes "$ferry"
said 'auto, always, never' 'a wrong choice names the right ones'
run "$ferry"
is 2 $status 'a file where a command belongs: exit 2'
said 'inspect' '... and what could be done with it'
run convert -t json -x "$ferry"
is 2 $status 'an unknown letter: exit 2'
run convert -t json --compact=1 "$ferry"
said 'takes no value' 'a value too many'

# --- pipes and devices
"$program" convert -t json "$ferry" 2>"$work/err" | head -c 1 >/dev/null
is '0 0' "${PIPESTATUS[*]:0:1} $(stat -c %s "$work/err")" 'a reader that has read enough: quiet, exit 0'
(trap '' PIPE; for _ in 1 2 3 4 5 6 7 8; do "$program" convert -t json "$work/in" "$work/in" || echo "exit $?" >&3; done | true) 3>"$work/out" 2>"$work/err"
is '' "$(cat "$work/out" "$work/err")" '... however often'
"$program" convert -t json "$ferry" >/dev/full 2>"$work/err"
is 3 $? 'a full disk: exit 3'
said 'standard output: error: .*No space left' '... said so'
"$program" inspect "$ferry" >/dev/full 2>"$work/err"
is 3 $? 'inspect to a full disk: exit 3'
"$program" formats >/dev/full 2>"$work/err"
is 3 $? 'formats to a full disk: exit 3'
"$program" --help >/dev/full 2>"$work/err"
is 3 $? '--help to a full disk: exit 3'
"$program" convert -t json "$ferry" >&- 2>"$work/err"
is 3 $? 'standard output closed: exit 3'
"$program" convert -t json "$ferry" 2>/dev/full >"$work/out"
is 0 $? 'standard error full, and nothing to say: exit 0'
run convert -t json -o /dev/null "$ferry"
is 0 $status '-o /dev/null'
[ -c /dev/null ]
ok $? '... is still a device'
run convert -t json -o /dev/full "$ferry"
is 3 $status '-o /dev/full: exit 3'
mkfifo "$work/pipe"
cat "$work/pipe" >"$work/through" &
run convert -t json -o "$work/pipe" "$ferry"
wait
grep -q urn:x:ferry "$work/through"
ok $? 'into a named pipe'
run convert -t json "$work"/in/nosuch.xml "$ferry"
is 3 $status 'an input that is not there: exit 3'
grep -q urn:x:ferry "$work/out"
ok $? '... and the other one goes out'
: >"$work/empty"
run convert -t json "$work/empty" "$ferry"
is 1 $status 'an empty input: exit 1'
grep -q urn:x:ferry "$work/out"
ok $? '... and the other one goes out'
mkdir "$work/hollow"
run convert -t json "$work/hollow"
said 'warning: .*\[folder-empty\]' 'an empty folder is a warning'

# --- files
story urn:x:old 'Old' >"$work/kept"
cp "$work/kept" "$work/target"
chmod 640 "$work/target"
ln -s target "$work/link"
run convert -t json -o "$work/link" "$ferry"
[ -L "$work/link" ] && grep -q urn:x:ferry "$work/target"
ok $? 'a link stays, and what it points to is replaced'
is 640 "$(stat -c %a "$work/target")" '... with its mode'
cp "$ferry" "$work/same"
run convert -t json -o "$work/same" "$work/same"
is "0 0" "$status $(grep -q urn:x:ferry "$work/same"; echo $?)" 'an output may be its own input'
cp "$ferry" "$work/same"
"$program" convert -t json "$work/same" >>"$work/same" 2>"$work/err"
is 3 $? 'but not where it is appended to'
said 'output as well' '... said so'
run convert -t json -o "$work/nosuch/x" "$ferry"
is 3 $status 'a folder that is not there: exit 3'
run convert -t json -o "$ferry/" "$ferry"
is 3 $status 'a file named as a folder: exit 3'
run convert -t json -o "$work/none.json" "$work/hollow"
is "1 1" "$status $([ -e "$work/none.json" ]; echo $?)" 'no story: no file, exit 1'
is 0 "$(find "$work" -name '.wirecopy*' | wc -l)" 'no temporary file is left'

# --- folders
cp -r "$work/in" "$work/both"
run convert -t html -o "$work/both" "$work/both"
is 'ferry.html ferry.xml gulls.html gulls.xml' "$(cd "$work/both" && echo *)" 'into the folder of the inputs'
(cd "$work/both" && "$program" convert -t html -o . ferry.xml)
is 'ferry-2.html ferry.html ferry.xml gulls.html gulls.xml' "$(cd "$work/both" && echo *)" '... where nothing is replaced'
cmp -s "$work/both/ferry.xml" "$ferry"
ok $? '... and the input is as it was'
cp -r "$work/in" "$work/tree"
for _ in 1 2; do run convert -t json -o "$work/tree/out/" "$work/tree"; done
is 'ferry.json gulls.json' "$(cd "$work/tree/out" && echo *)" 'a folder inside the input is not read again'
ln -s .. "$work/tree/up"
run convert -c -t json "$work/tree"
is 4 "$(grep -c . "$work/out")" 'links to folders are not followed' # two stories, and the article JSON of each
long=$(printf 'x%.0s' {1..250})
story urn:x:long 'Long' >"$work/in/$long.xml"
run convert -t html -o "$work/long/" "$work/in/$long.xml" "$work/in/$long.xml"
is "0 2" "$status $(find "$work/long" -type f | wc -l)" 'a name as long as names may be'
rm "$work/in/$long.xml"

# --- signals
mkfifo "$work/slow"
(cat "$ferry"; exec sleep 5) >"$work/slow" &
feeder=$!
"$program" convert -f newsml-g2 -t json -o "$work/slow.json" "$work/slow" 2>"$work/err" &
pid=$!
for _ in {1..40}; do ls "$work"/.wirecopy* >/dev/null 2>&1 && break; sleep 0.05; done
kill -TERM $pid
wait $pid
is 143 $? 'SIGTERM ends it'
kill $feeder 2>/dev/null
is '' "$(find "$work" -maxdepth 1 \( -name 'slow.json' -o -name '.wirecopy*' \))" '... and leaves nothing'

# --- the terminal
evil=$work/$(printf 'a\033[31mb').xml
printf '\001\002\003' >"$evil"
run convert -t json "$evil"
grep -q "$(printf '\033')" "$work/err"
is 1 $? 'the name of a file cannot steer the terminal'
story urn:x:evil "$(printf 'Up \302\233 down \342\200\256 over')" >"$work/evil.xml"
run inspect "$work/evil.xml"
grep -qF '\u202e' "$work/out" && grep -qF '\x9b' "$work/out"
ok $? 'nor can the text of a story'
COLUMNS=60 "$program" inspect "$ferry" >"$work/out"
[ "$(LC_ALL=C.UTF-8 wc -L <"$work/out")" -le 60 ]
ok $? 'inspect keeps to the width'
NO_COLOR=1 "$program" inspect --color always "$ferry" | grep -q "$(printf '\033')"
ok $? '--color always is always'

# --- diagnostics
run convert -t json --diagnostics json "$work/nosuch file"
is 'read-failed 3' "$(sed -n 's/.*"id":"\([a-z-]*\)".*/\1/p' "$work/err") $status" 'a file that is not there, for machines'
run convert -t json --diagnostics sarif "$work/no such%file"
grep -q 'no%20such%25file' "$work/err"
ok $? 'SARIF has paths as URIs'
run convert -t json -o /dev/null --diagnostics sarif "$ferry"
grep -q '"results":\[' "$work/err"
ok $? '... and a document where nothing was found'
run convert -v -t json "$ferry"
said 'newsml-g2 \(.*\), 1 story, [0-9]+ bytes' '-v says what was read, and why so'
run convert -t json --ledger - -o "$work/x.json" "$ferry"
grep -q '"uri":"urn:x:ferry"' "$work/out"
ok $? 'the ledger on standard output'
run convert -t json --ledger - "$ferry"
is 2 $status '... but not among the stories'

# --- the manual
for page in $("$program" --manual pages); do
    run --manual $page
    is 0 $status "the page of $page"
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W all <"$work/out" 2>&1 | grep -v 'referenced manual not found' >"$work/err"
        is 0 "$(wc -l <"$work/err")" '... is clean'
    fi
done
run --manual convert
for option in $("$program" convert --help | grep -o -- '^ *\(-., \)\?--[a-z-]*' | grep -o -- '--.*'); do
    grep -qF -- "Fl \\-${option#--}" "$work/out" || echo "$option"
done >"$work/missing"
is '' "$(cat "$work/missing")" 'every option of --help is in the manual'
echo "1..$n"
