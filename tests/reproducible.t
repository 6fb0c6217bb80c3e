#!/bin/bash
# tests: check torture-builds plain
# The same sources give the same bytes: two builds in different folders, at different times, in different locales and time
# zones, and the tarball. What the program writes depends on none of that either; nor on the compiler.
# `make check` compiles a few sources twice; `make torture-builds` all of them, and with other compilers and at other levels: some, with SAMPLE=0 each of them.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
program=$(realpath "$build/wirecopy")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH
export MAKEFLAGS=''
version=$(sed -n 's/^.define WIRE_VERSION "\(.*\)"/\1/p' formats/wirecopy.h)
formats=$("$program" formats --json | sed -n 's/.*"name":"\([^"]*\)".*"write":true.*/\1/p')
n=0

ok() { # STATUS NAME [LOG]
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        [ -z "${3:-}" ] || head -10 "$3" | cut -c1-300 | sed 's/^/# /'
    fi
}

skip() { # NAME WHY
    n=$((n + 1))
    echo "ok $n - $1 # SKIP $2"
}

same() { # NAME FILE FILE
    cmp "$2" "$3" >"$work/log" 2>&1
    ok $? "$1" "$work/log"
}

outputs() { # PROGRAM FOLDER: everything it writes of the samples, one file a command
    local to
    local stories=(samples/anpa/* samples/atom/* samples/iptc7901/* samples/newsml-1/* samples/newsml-g2/* samples/ninjs/*
        samples/nitf/* samples/rss/* samples/text/*)
    mkdir "$2"
    for to in $formats; do
        SOURCE_DATE_EPOCH=1750000000 "$1" convert -t "$to" --ledger "$2/$to.ledger" --report "$2/$to.report.html" "${stories[@]}" >"$2/$to" 2>"$2/$to.said"
        echo "exit $?" >>"$2/$to.said"
    done
    "$1" validate --diagnostics json "${stories[@]}" >"$2/validate" 2>&1
    "$1" inspect --profile auto "${stories[@]}" >"$2/inspect" 2>&1
    "$1" timeline -t json samples/newsml-g2/* >"$2/timeline" 2>&1
    "$1" convert --stylesheet samples/xslt/house/page.xsl "${stories[@]}" >"$2/xslt" 2>&1
    "$1" --manual mapping >"$2/manual" 2>&1
}

same_outputs() { # NAME FOLDER FOLDER
    diff -rq "$2" "$3" >"$work/log" 2>&1
    ok $? "$1" "$work/log"
}

# Turkish has an i of its own, German a comma in numbers; they are made here, where the system has their sources.
mkdir "$work/locales"
for locale in tr_TR de_DE; do
    localedef -i $locale -f UTF-8 "$work/locales/$locale.UTF-8" >/dev/null 2>&1 || true
done
export LOCPATH="$work/locales"

# --- what comes out
outputs "$program" "$work/out"
[ "$(cat "$work"/out/*.said | grep -c '^exit [01]$')" = "$(wc -w <<<"$formats")" ] && grep -q 'Kestrel Bay' "$work/out/json"
ok $? 'all samples are written in all formats'
LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati outputs "$program" "$work/out.tr"
same_outputs 'the same in Turkish, on the other side of the date line' "$work/out" "$work/out.tr"
(umask 077 && LC_ALL=de_DE.UTF-8 LANGUAGE=de TZ=XST+11:30XDT HOME=/nonexistent outputs "$program" "$work/out.de")
same_outputs '... and in German, in a zone of its own, without a home' "$work/out" "$work/out.de"

# --- the tarball
tarball() { # FOLDER: where it is made of what is committed
    git clone -q . "$1" 2>"$work/log" && make -s -C "$1" dist B=made >>"$work/log" 2>&1
}
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
    tarball "$work/here"
    ok $? 'make dist' "$work/log"
    (umask 077 && export TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8 && sleep 1.1 && tarball "$work/a rather longer way there")
    same '... is the same of another clone, later' "$work/here/made/wirecopy-$version.tar.gz" "$work/a rather longer way there/made/wirecopy-$version.tar.gz"
    tar -tzf "$work/here/made/wirecopy-$version.tar.gz" | grep -v '/$' | sed "s|^wirecopy-$version/||" | sort >"$work/in"
    git ls-tree -r --name-only -z HEAD | tr '\0' '\n' | sort >"$work/committed"
    same '... and holds what is committed, and no more' "$work/in" "$work/committed"
else
    skip 'make dist' 'no repository here'
fi

# --- the objects: what is compiled does not know where and when
built() { # FOLDER GOAL...
    local folder=$1
    shift
    make -s -C "$folder" "$@" >"$work/log" 2>&1
}
copy() { # FOLDER: the sources as they stand
    mkdir -p "$1" && cp -r GNUmakefile convert formats samples schemas tests README.md LICENSE "$1"
}
few="convert/main.o formats/article/time.o schemas/embedded.o xslt.so"
copy "$work/one" && copy "$work/two places further/within"
# shellcheck disable=SC2046,SC2086
(export LC_ALL=C TZ=UTC0 && built "$work/one" $(printf 'build/%s ' $few))
ok $? 'a few sources compile in a folder' "$work/log"
# A path with spaces is none for make; its neighbour without any is as good for a path of another length.
mv "$work/two places further/within" "$work/another-folder-further-off"
# shellcheck disable=SC2046,SC2086
(umask 077 && export LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu && built "$work/another-folder-further-off" B="$work/elsewhere" $(printf "$work/elsewhere/%s " $few))
ok $? '... and in another, into a third' "$work/log"
for object in $few; do
    same "$object is the same" "$work/one/build/$object" "$work/elsewhere/$object"
done
grep -rnE '__(DATE|TIME|TIMESTAMP)__' --include='*.[ch]' convert formats schemas >"$work/log"
[ ! -s "$work/log" ]
ok $? 'no source asks for the time' "$work/log"

[ "${WIRECOPY_TESTS:-check}" = torture-builds ] || {
    echo "1..$n"
    exit 0
}

# --- all of it
jobs=-j$(nproc)
whole="all shared man completions"
# shellcheck disable=SC2046,SC2086
(export LC_ALL=C TZ=UTC0 && built "$work/one" $whole)
ok $? 'everything is built in a folder' "$work/log"
# shellcheck disable=SC2046,SC2086
(umask 077 && export LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu && built "$work/another-folder-further-off" B="$work/elsewhere" $jobs $whole)
ok $? '... and by several jobs in another, into a third' "$work/log"
for what in wirecopy xslt.so libwirecopy.a libwirecopy.so.0; do
    same "$what is the same" "$work/one/build/$what" "$work/elsewhere/$what"
done
for what in man completions; do
    same_outputs "$what are the same" "$work/one/build/$what" "$work/elsewhere/$what"
done
if [ -d "$work/here" ]; then
    mkdir "$work/unpacked" && tar -xzf "$work/here/made/wirecopy-$version.tar.gz" -C "$work/unpacked"
    # shellcheck disable=SC2086
    built "$work/unpacked/wirecopy-$version" $jobs $whole
    ok $? 'what is in the tarball builds' "$work/log"
    # shellcheck disable=SC2086
    built "$work/here" $jobs $whole
    same '... and gives the program of the repository' "$work/here/build/wirecopy" "$work/unpacked/wirecopy-$version/build/wirecopy"
fi
if command -v dpkg-shlibdeps >/dev/null; then
    export SOURCE_DATE_EPOCH=1750000000
    (cd "$work/one" && convert/deb build "$version") >"$work/log" 2>&1
    ok $? 'packages are made' "$work/log"
    (cd "$work/another-folder-further-off" && TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8 convert/deb "$work/elsewhere" "$version") >"$work/log" 2>&1
    ok $? '... and made again' "$work/log"
    for package in "$work"/one/build/*.deb; do
        same "$(basename "$package") is the same" "$package" "$work/elsewhere/$(basename "$package")"
    done
    unset SOURCE_DATE_EPOCH
fi

# --- other compilers, other levels: one output
outputs "$work/one/build/wirecopy" "$work/reference"
rows=("gcc -O0" "gcc -O3" "gcc -O2 -flto" "clang -O1" "clang -O2 -flto") # the program itself is gcc's at -O2
[ "${SAMPLE:-1}" != 0 ] || rows+=("gcc -O1" "gcc -O2" "clang -O0" "clang -O2" "clang -O3")
for row in "${rows[@]}"; do
    compiler=${row%% *} level=${row#* }
    command -v "$compiler" >/dev/null || { skip "$row" "no $compiler here"; continue; }
    ar="ar"
    case $row in gcc*flto) ar=gcc-ar ;; clang*flto) ar=llvm-ar ;; esac
    rm -rf "$work/by"
    built "$work/one" $jobs B="$work/by" CC="$compiler" AR="$ar" OPT="$level" all
    ok $? "$row builds" "$work/log"
    rm -rf "$work/out.by"
    outputs "$work/by/wirecopy" "$work/out.by"
    same_outputs '... and writes the same' "$work/reference" "$work/out.by"
done
echo "1..$n"
