#!/bin/bash
# tests: check plain
# The rules of the house: which way includes go, no state, names, and a build from a clean copy.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 0 >"$work/count"

nothing() { # NAME: standard input must be empty
    local found n
    found=$(cat)
    n=$(($(cat "$work/count") + 1)) # in a file, since the end of a pipe is a shell of its own
    echo "$n" >"$work/count"
    if [ -z "$found" ]; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        printf '%s\n' "$found" | head -20 | sed 's/^/#   /'
    fi
}

includes() { # PATTERN PATH...: the include lines of the sources there that match
    local pattern=$1
    shift
    grep -rnE --include='*.[ch]' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[\"<]$pattern" "$@" 2>/dev/null
}

includes '(\.\./)*(schemas|convert)/' formats | nothing "formats/ includes nothing of schemas/ or convert/"
includes '(\.\./)*convert/' schemas | nothing "schemas/ includes nothing of convert/"
includes 'libxml/|cjson/|cJSON' formats/article | nothing "the article knows no XML and no JSON library"
includes '(xml|json|[a-z0-9-]+/(read|write))' formats/article | nothing "the article knows no format"
for folder in formats/*/; do
    name=$(basename "$folder")
    case $name in article) continue ;; esac
    others=$(find formats -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | grep -vxE "article|xml|json|$name" | paste -sd'|')
    case $name in xml | json) others="$others|xml|json"; others=$(tr '|' '\n' <<<"$others" | grep -vx "$name" | paste -sd'|') ;; esac
    includes "(formats/|\.\./)*($others)/" "$folder" | nothing "$name includes no other format's header"
done
includes 'formats\.h' formats/*/ | nothing "no format asks for the list of formats"

# --- the library's objects
objects=$(find "$build/formats" -name '*.o' | sort)
# What is const but holds addresses stands in .data.rel.ro, which is read-only once the program is loaded.
for object in $objects; do
    objdump -t "$object" | awk -v o="${object#"$build"/}" '/ O \.(data|bss|tdata|tbss|lbss)/ && !/\.data\.rel\.ro/ { print o, $NF }'
done | nothing "no state that can change: the library has no writable data"
# shellcheck disable=SC2086
nm -A -g --defined-only $objects | awk '{ print $NF, $1 }' | grep -vE '^wire_|^g2_[^ ]* .*/newsml-g2/|^ninjs_[^ ]* .*/ninjs/|^text_[^ ]* .*/text/' |
    nothing "every exported name begins with wire_, or within a format with the format's name"
# shellcheck disable=SC2086
nm -A -g --defined-only $objects | awk '{ print $NF }' | sort | uniq -d | nothing "no name is defined twice"
# shellcheck disable=SC2086
nm -A -u $objects | grep -wE 'U (exit|_exit|abort|printf|puts|putchar|perror|setlocale|strtok|gets|system|popen|cJSON_InitHooks|xmlCleanupParser)' |
    nothing "the library does not exit, print, or touch what belongs to the process"

# --- the sources
grep -rnP --include='*.[ch]' '\t' formats convert schemas tests 2>/dev/null | nothing "no tabs in C"
grep -rnP --include='*.[ch]' ' +$' formats convert schemas tests 2>/dev/null | nothing "no space at line ends in C"
git ls-files -z '*.c' '*.h' | xargs -0 -I{} sh -c 'head -c2 "{}" | grep -q "^/\*" || echo "{}"' |
    nothing "every C file opens by saying what it is for"
git ls-files -z '*.c' '*.h' '*.t' '*.pm' '*.md' GNUmakefile | xargs -0 grep -lI "$(printf '\r')" -- 2>/dev/null | nothing "no carriage returns in sources"
if command -v shellcheck >/dev/null; then
    shellcheck -S warning tests/setup tests/run tests/headers.t tests/house.t .ci/run 2>&1 | nothing "the shell scripts pass shellcheck"
fi

# --- a clean copy builds
git clone -q . "$work/copy" 2>/dev/null || cp -r . "$work/copy"
if make -s -C "$work/copy" >"$work/log" 2>&1; then
    : >"$work/log"
fi
nothing "a clean copy of what is committed builds" <"$work/log"
find "$work/copy" -newer "$work/copy/GNUmakefile" -type f -not -path '*/build/*' -not -path '*/.git/*' |
    while read -r f; do git -C "$work/copy" ls-files --error-unmatch "$f" >/dev/null 2>&1 || echo "$f"; done |
    nothing "and builds only under build/"
"$work/copy/build/wirecopy" formats >"$work/out" 2>&1 || echo "exit $?" >"$work/bad"
touch "$work/bad"
nothing "and the program in it runs" <"$work/bad"
echo "1..$(cat "$work/count")"
