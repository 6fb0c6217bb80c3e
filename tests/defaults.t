#!/bin/bash
# tests: check plain asan
# --defaults FILE: what a story has nothing of, and nothing else; --set is the stronger.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
program=$(realpath "$build/wirecopy")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

is() { # WANTED GOT NAME
    n=$((n + 1))
    if [ "$1" = "$2" ]; then
        echo "ok $n - $3"
    else
        echo "not ok $n - $3"
        printf '%s\n' "got '$2'" "want '$1'" | sed 's/^/# /'
        head -3 "$work/err" | sed 's/^/# err: /'
    fi
}

cat >"$work/story.json" <<'JSON'
{"uri": "urn:x:1", "title": "Its own", "provider": {"qcode": "x:its"}, "keywords": ["own"],
 "headlines": [{"role": "main", "value": "Ferry late"}]}
JSON
printf '\xEF\xBB\xBF# house\r\n\r\ntitle = Ours\r\n  slugline=FERRY = LATE  # all of it\r\nprovider.name = Ours\nkeywords = a\nkeywords = b\n
genres.name = One\ngenres.qcode = g:1\ngenres.name = Two\nby = First\nby = Last\nurgency = 4\nlanguage = EN-us\nsent = 2025-03-12\n
copyrightHolder = \xC3\x89ditions' >"$work/house"

convert() { # ARGUMENT...: the article without its end, on one line
    "$program" convert -c -t json --defaults "$work/house" "$@" "$work/story.json" 2>"$work/err"
    echo "exit $?" >>"$work/err"
}
has() { # JSON NAME: the last output has it
    is yes "$(grep -qF -- "$1" "$work/out" && echo yes)" "$2"
}

convert --ledger "$work/ledger" >"$work/out"
has '"title":"Its own"' 'what the story has stays'
has '"provider":{"qcode":"x:its"}' '... and is not added to: a code of one provider gets no name of another'
has '"keywords":["own"]' '... nor is a list'
has '"slugline":"FERRY = LATE  # all of it"' 'a value is the rest of its line'
has '"genres":[{"name":"One","qcode":"g:1"},{"name":"Two"}]' 'records of a list'
has '"by":"Last"' 'of two the last counts'
has '"urgency":4' 'a number'
has '"language":"en-US"' 'a language in its usual form'
has '"copyrightHolder":"Éditions"' 'a last line without end'
is 'slugline genres by urgency language sent copyrightHolder' \
    "$(grep -o '"act":"supplied","path":"[a-zA-Z]*"' "$work/ledger" | sed 's/.*"path":"\(.*\)"/\1/' | paste -sd' ')" 'the ledger has what was supplied'
is 1 "$(grep -c '"why":"from the file of defaults"' "$work/ledger")" '... and where from'
convert --set slugline=SET --set by= --set provider.name=Set >"$work/out"
has '"slugline":"SET"' '--set takes the place of a default'
is '' "$(grep -o '"by"' "$work/out")" '... or takes it away'
has '"provider":{"name":"Set","qcode":"x:its"}' '... and goes into what the story has'
"$program" convert -c -t json "$work/story.json" | sed 's/"keywords".*//' >"$work/plain"
: >"$work/house"
convert >"$work/out"
is "$("$program" convert -c -t json "$work/story.json")" "$(cat "$work/out")" 'an empty file changes nothing'

wrong() { # STATUS PATTERN LINE NAME: the file is refused, by line
    printf '# one\n%b\n' "$3" >"$work/house"
    convert >"$work/out"
    is "exit $1 yes" "$(tail -1 "$work/err") $(head -1 "$work/err" | grep -qE -e "$2" && echo yes)" "$4"
    is '' "$(cat "$work/out")" '... and nothing is written'
}
wrong 2 'house:2: no field is called .titel.; did you mean title\?' 'titel = x' 'a mistyped field'
wrong 2 'house:2: provider has no member .nmae.; did you mean provider\.name\?' 'provider.nmae = x' 'a mistyped member'
wrong 2 'house:2: a line says FIELD = VALUE' 'title' 'no value at all'
wrong 2 'house:2: a line says FIELD = VALUE' '= x' 'no field'
wrong 2 'house:2: title has no value' 'title = ' 'an empty value'
wrong 2 'house:2: urgency cannot be .10.' 'urgency = 10' 'a number out of range'
wrong 2 'house:2: sent cannot be .today.' 'sent = today' 'no time'
wrong 2 'house:2: the value of title is not UTF-8' 'title = \xff' 'no UTF-8'
wrong 2 'house: there is a NUL in it' 'title = \0x' 'a NUL'
rm "$work/house"
convert >"$work/out"
is 'exit 3' "$(tail -1 "$work/err")" 'no such file: exit 3'
mkdir "$work/house"
convert >"$work/out"
is 'exit 3' "$(tail -1 "$work/err")" 'a folder: exit 3'
echo "1..$n"
