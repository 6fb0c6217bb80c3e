#!/bin/bash
# tests: check torture plain asan
# What the files of stories in a folder are called: --name and --mirror, whatever stories say.
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

names() { # FOLDER: all files in it, hidden ones too, in a line
    (cd "$1" && find . -type f | LC_ALL=C sort | sed 's|^\./||' | paste -sd' ')
}

story() { # NAME MEMBERS: as article JSON
    printf '{"headline":"Ferries sail again",%s}\n' "$2" >"$work/$1.json"
}

named() { # PATTERN NAME...: the names that these stories get
    local pattern=$1
    shift
    rm -rf "$work/to"
    (cd "$work" && run convert -q -f json -t json -o to/ --name "$pattern" "${@/%/.json}" && names to)
}

cd "$work" || exit 2

# --- fields, members, times, words
story a '"uri":"urn:x:1","version":"3","provider":{"name":"Meridian","qcode":"p:mer"},"versionCreated":"2025-03-09T23:05:07+02:00"'
story b '"uri":"urn:x:2"'
story night '"uri":"urn:x:3","versionCreated":"2024-12-31T23:30:00-05:00"'
story year '"versionCreated":"2024"'
is 'Meridian/2025/03/09/urn-x-1.json' "$(named '{provider}/{versionCreated:%Y/%m/%d}/{uri}.json' a)" 'fields, and folders of a time'
is 'p-mer_urn-x-1_v3.txt' "$(named '{provider.qcode}_{uri}_v{version}.txt' a)" 'a member; the suffix is as it is written'
is 'urn-x-1.json' "$(named '{uri}' a)" 'without one it is that of the format'
is 'unknown/none.json' "$(named '{provider}/{slugline|none}' b)" 'what is not there: unknown, or what is said'
is '23-05-07 068.json' "$(named '{versionCreated:%H-%M-%S %j}' a)" 'an hour, in the offset it has'
is '2024/366.json' "$(named '{versionCreated:%Y/%j}' night)" 'a day of the year, in a leap year, before it is the next one elsewhere'
is '2024-01-01 00.json' "$(named '{versionCreated:%Y-%m-%d %H}' year)" 'parts that a time has not are as the first'
is 'no time.json' "$(named '{uri:%Y|no time}' a)" 'a text is no time'
is 'a 1.json' "$(named '{input} {n}' a)" 'the input, and the number in it'
is 'x-2.json x-3.json x.json' "$(named x a b night)" 'stories of one name are numbered'
is 'v1.5.json' "$(named 'v1.5.json' a)" 'a suffix is what stands behind the last dot'
is 'urn-x-1-2.json urn-x-1.json urn-x-2.json urn-x-3-2.json urn-x-3.json' "$(named '{uri}' a night b night a)" 'and so when others come between'

# --- whatever a story says
long=$(printf 'é%.0s' {1..2000})
story up '"uri":"../../../etc/passwd","provider":{"name":".."}'
story dot '"uri":".profile","provider":{"name":"."}'
story odd '"uri":"a/b\\c:d*e?f\"g<h>i|j\nk\u0001l","provider":{"name":" "}'
story trail '"uri":"name.","provider":{"name":"name "}'
story long "\"uri\":\"$long\",\"provider\":{\"name\":\"$long\"}"
is '__/_.-..-..-etc-passwd.json' "$(named '{provider}/{uri}' up)" 'no way up'
is '0' "$(find "$work" -name passwd | wc -l)" '... nor anywhere else'
is '_/_profile.json' "$(named '{provider}/{uri}' dot)" 'nothing hidden'
is '_/a-b-c-d-e-f-g-h-i-j-k-l.json' "$(named '{provider}/{uri}' odd)" 'no slash, no sign that is refused elsewhere'
is 'name_/name_.json' "$(named '{provider}/{uri}' trail)" 'no dot or blank at the end'
is '1 yes' "$(named '{provider}/{uri}' long | grep -cE '^(é)+~[0-9a-f]{16}/(é)+~[0-9a-f]{16}\.json$') $([ "$(named '{uri}' long | wc -c)" -lt 255 ] && echo yes)" 'a long one is cut between characters, and told by a hash'
is '2' "$(named '{uri}-{provider}' long up | wc -w)" 'and so is what is made of several'
printf '{"headline":"x","uri":"urn:x:9","nonPublic":[{"where":"a","value":"b"}]}\n' >secret.json
is 'unknown.json' "$(named '{nonPublic}' secret)" 'what is not for publication names nothing'

# --- as the inputs are
mkdir -p in/north/sub in/south
cp "$samples/ninjs/"*.json in/north/sub
cp "$samples/ninjs/"*.json in/south
cp "$samples/nitf/"*.xml in
cp "$samples/nitf/council-vote.xml" $'in/north/odd name\xff\n.xml'
run convert -q -j 1 -t json -o one/ --mirror in
is "$status $(cd in && find . -type f | sed 's/\.[a-z]*$//' | LC_ALL=C sort | md5sum)" \
    "0 $(cd one && find . -type f | LC_ALL=C grep -av -- '-[0-9]*\.json' | sed 's/\.json$//' | LC_ALL=C sort | md5sum)" '--mirror: the same folders and names'
run convert -q -t json -o two/ -j 2 --mirror in
is '0 same' "$status $(diff -r one two && echo same)" 'with two threads as with one'
run convert -q -t json -o three/ --name '{folder}/{input}' in
is '0 same' "$status $(diff -r one three && echo same)" 'it is {folder}/{input}'
tar cf in.tar in
run convert -q -t json -o four/ --mirror in.tar
is "0 $(names one | tr ' ' '\n' | wc -l)" "$status $(names four/in | tr ' ' '\n' | wc -l)" 'an archive has folders as well'
is 'north south' "$(cd four/in && ls -d */ | tr -d / | paste -sd' ')" '... the same'
cp -r in both
run convert -q -t json -o both/ --mirror both
before=$(find both -name '*.json' | wc -l)
is '0 0' "$status $(diff -rq in both | grep -c '^Files')" 'no input is replaced, wherever below the folder it lies'

# --- stopped, and gone on with
mkdir many
for i in {1..60}; do cp "$samples/newsml-g2/night-message.xml" "many/$i.xml"; done
pattern='{provider}/{versionCreated:%d}/{uri}.json'
run convert -q -t json -o whole/ --name "$pattern" many
for at in 1 3 5 8; do
    rm -rf part journal
    "$program" convert -q -t json -o part/ --name "$pattern" --resume journal many >/dev/null 2>&1 &
    sleep 0.0$at
    kill -9 $! 2>/dev/null
    wait 2>/dev/null
    run convert -q -t json -o part/ --name "$pattern" --resume journal many
    is "0 same" "$status $(diff -r whole part && echo same)" '--resume after kill -9: the same names, and nothing beside them'
done
run convert -q -t json -o part/ --name '{uri}' --resume journal many
is 2 "$status" 'another pattern is another run'

# --- what cannot be
for wrong in '{nothing}' '{provider.nothing}' '{uri:%Q}' '{uri:}' '{uri' 'a}' '/tmp/{uri}' 'folder/' ''; do
    run convert -t json -o wrong/ --name "$wrong" a.json
    is '2 1' "$status $(grep -c -- '--name' err)" "refused: '$wrong'"
done
run convert -t json -o wrong/ --name x --mirror a.json
is 2 "$status" '--name and --mirror do not go together'
run convert -t json --name x a.json
is 2 "$status" 'stories in a stream have no names'
rm -rf wrong && mkdir wrong && : >wrong/Meridian
run convert -f json -t json -o wrong/ --name '{provider}/{uri}' a.json
is '3 1' "$status $(grep -c 'Not a directory' err)" 'a file in the way of a folder is trouble'

echo "1..$n"
