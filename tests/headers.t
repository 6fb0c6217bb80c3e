#!/bin/bash
# tests: check plain
# Every header compiles alone; the public one in C++ as well; and the example in it builds, runs and is right.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warn="-Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"
flags="-I. -Iformats -D_GNU_SOURCE $(pkg-config --cflags libxml-2.0 libcjson)"
n=0

ok() { # STATUS NAME [LOG]
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        [ -z "${3:-}" ] || sed 's/^/# /' "$3" | head -20
    fi
}

while read -r header; do
    # twice, so that a missing guard is seen
    printf '#include "%s"\n#include "%s"\n' "${header#formats/}" "${header#formats/}" >"$work/alone.c"
    # shellcheck disable=SC2086
    gcc -std=gnu11 $warn $flags -fsyntax-only "$work/alone.c" 2>"$work/log"
    ok $? "$header compiles alone" "$work/log"
done < <(find formats schemas convert -name '*.h' 2>/dev/null | sort)

echo '#include <wirecopy.h>' >"$work/alone.cc"
if command -v g++ >/dev/null; then
    g++ -Wall -Wextra -Werror -Iformats -fsyntax-only "$work/alone.cc" 2>"$work/log"
    ok $? "wirecopy.h compiles as C++" "$work/log"
else
    n=$((n + 1))
    echo "ok $n - wirecopy.h compiles as C++ # SKIP no g++ here"
fi
echo '#include <wirecopy.h>' >"$work/strict.c"
gcc -std=c99 -pedantic -Wall -Wextra -Werror -Iformats -fsyntax-only "$work/strict.c" 2>"$work/log"
ok $? "wirecopy.h is plain C99, with nothing but itself on the include path" "$work/log"

sed -n '/EXAMPLE BEGIN/,/EXAMPLE END/p' formats/wirecopy.h | sed '1d;$d; s/^ \* \{0,1\}//' >"$work/example.c"
if [ -s "$work/example.c" ]; then
    # shellcheck disable=SC2046
    gcc -std=gnu11 -Wall -Wextra -Werror -Iformats -o "$work/example" "$work/example.c" "$build/libwirecopy.a" ${WIRECOPY_LINK:-} \
        $(pkg-config --libs libxml-2.0) -lcjson -lpcre2-8 2>"$work/log"
    ok $? "the example of wirecopy.h builds" "$work/log"
    "$work/example" samples/newsml-g2/harbour-bridge.xml >"$work/out" 2>"$work/log"
    ok $? "it runs" "$work/log"
    grep -q 'Kestrel Bay reopens its harbour bridge' "$work/out"
    ok $? "it finds the story's headline" "$work/out"
else
    n=$((n + 1))
    echo "not ok $n - wirecopy.h has an example # TODO the accessors are not there yet"
fi
echo "1..$n"
