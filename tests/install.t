#!/bin/bash
# tests: check plain
# What is installed is whole, works from where it lies, exports what wirecopy.h declares, and goes again;
# the Debian packages hold the same; shells load the completions and complete by them.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
story=samples/newsml-g2/harbour-bridge.xml
n=0

ok() { # STATUS NAME [LOG]
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        [ -z "${3:-}" ] || head -20 "$3" | sed 's/^/# /'
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

# --- make install
export MAKEFLAGS=''
make -s install B="$build" PREFIX=/usr DESTDIR="$root" >"$work/log" 2>&1
ok $? 'make install' "$work/log"
is '' "$(cat "$work/log")" '... without a word'
"$root/usr/bin/wirecopy" convert -t json "$story" >"$work/out" 2>"$work/log"
ok $? 'the program works from where it lies' "$work/log"
"$root/usr/bin/wirecopy" convert --stylesheet samples/xslt/house/page.xsl "$story" >"$work/out" 2>"$work/log"
ok $? 'stylesheets too, by the module beside it' "$work/log"
ldd "$root/usr/bin/wirecopy" | grep -q libwirecopy
is 1 $? '... and needs no library of ours'
for page in "$root"/usr/share/man/man?/*; do
    man --warnings -l "$page" >/dev/null 2>"$work/log" && [ ! -s "$work/log" ]
    ok $? "$(basename "$page") is a manual page" "$work/log"
done
if command -v mandoc >/dev/null; then
    mandoc -T lint -W all "$root"/usr/share/man/man?/* 2>&1 | grep -v 'referenced manual not found' >"$work/log"
    is 0 "$(wc -l <"$work/log")" 'all pages are clean'
else
    skip 'all pages are clean' 'no mandoc here'
fi
for wanted in man1/wirecopy.1 man1/wirecopy-convert.1 man3/libwirecopy.3 man7/wirecopy-findings.7 man7/wirecopy-mapping.7; do
    [ -s "$root/usr/share/man/$wanted" ]
    ok $? "there is $wanted"
done
man -l "$root/usr/share/man/man7/wirecopy-mapping.7" 2>/dev/null | grep -q 'No place for'
ok $? 'the mapping says what a format has no place for'

unit=$root/usr/lib/systemd/system/wirecopy-watch@.service
grep -q '^ExecStart=/usr/bin/wirecopy watch ' "$unit"
ok $? 'there is a unit for systemd'
if command -v systemd-analyze >/dev/null; then
    sed "s|^ExecStart=/usr|ExecStart=$root/usr|; /^Documentation=/d" "$unit" >"$work/wirecopy-watch@.service"
    systemd-analyze verify "$work/wirecopy-watch@feed.service" >"$work/log" 2>&1 && [ ! -s "$work/log" ]
    ok $? '... that it takes' "$work/log"
    systemd-analyze security --offline=true --threshold=10 "$work/wirecopy-watch@.service" >"$work/log" 2>&1
    ok $? '... and finds safe (an exposure of at most 1.0 of 10)' "$work/log"
else
    skip '... that it takes' 'no systemd here'
fi

# --- the library
declared() { # the functions and objects of the header
    gcc -E "$root/usr/include/wirecopy.h" | grep -v '^#' | tr '\n' ' ' | sed 's/{[^}]*}//g' | tr ';' '\n' | grep -v typedef |
        grep -oE 'wire_[a-z0-9_]+ *\(|wire_limits_default' | tr -d ' (' | sort -u
}
so=$root/usr/lib/libwirecopy.so
is "$(declared)" "$(nm -D --defined-only "$so" | awk '{ print $NF }' | sort)" 'the shared library exports what wirecopy.h declares'
readelf -d "$so" | grep -q 'SONAME.*\[libwirecopy\.so\.0\]'
ok $? '... under its name'
undocumented=$(declared | while read -r name; do grep -q "\\b$name\\b" "$root/usr/share/man/man3/libwirecopy.3" || echo "$name"; done)
is '' "$undocumented" 'libwirecopy(3) has every one of them'

config() { # ARGUMENT...: what a user's build asks
    PKG_CONFIG_PATH=$root/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root pkg-config "$@" wirecopy
}
sed -n '/EXAMPLE BEGIN/,/EXAMPLE END/p' formats/wirecopy.h | sed '1d;$d; s/^ \* \{0,1\}//' >"$work/example.c"
is "$("$root/usr/bin/wirecopy" --version)" "wirecopy $(config --modversion)" 'pkg-config knows the version'
# shellcheck disable=SC2046
gcc -o "$work/example" "$work/example.c" $(config --cflags --libs) 2>"$work/log"
ok $? 'a program is built with pkg-config' "$work/log"
LD_LIBRARY_PATH=$root/usr/lib "$work/example" "$story" >"$work/out" 2>"$work/log"
ok $? '... and runs with the shared library' "$work/log"
grep -q 'Kestrel Bay' "$work/out"
ok $? '... rightly'
mv "$root/usr/lib/libwirecopy.so" "$work/away"
# shellcheck disable=SC2046
gcc -o "$work/example" "$work/example.c" $(config --static --cflags --libs) 2>"$work/log" && "$work/example" "$story" >"$work/out"
ok $? '... and with the static one' "$work/log"
mv "$work/away" "$root/usr/lib/libwirecopy.so"
touch "$root/usr/bin/other"
make -s uninstall PREFIX=/usr DESTDIR="$root" >"$work/log" 2>&1
is "$root/usr/bin/other" "$(find "$root" ! -type d)" 'make uninstall takes all of it, and nothing else'

# --- the packages
if command -v dpkg-shlibdeps >/dev/null; then
    packages=$(SOURCE_DATE_EPOCH=1700000000 convert/deb "$build" "$(sed -n 's/^.define WIRE_VERSION "\(.*\)"/\1/p' formats/wirecopy.h)" 2>"$work/log")
    ok $? 'Debian packages are made' "$work/log"
    is '' "$(cat "$work/log")" '... without a word'
    sha256sum $packages >"$work/before"
    # shellcheck disable=SC2086
    SOURCE_DATE_EPOCH=1700000000 convert/deb "$build" "$(sed -n 's/^.define WIRE_VERSION "\(.*\)"/\1/p' formats/wirecopy.h)" >"$work/log" 2>&1
    sha256sum -c --quiet "$work/before" >"$work/log" 2>&1
    ok $? '... twice the same' "$work/log"
    for package in $packages; do
        dpkg-deb -x "$package" "$work/deb" && dpkg-deb -f "$package" Depends | grep -q libxml2
        ok $? "$(basename "$package") unpacks, and names what it needs"
        dpkg-deb --ctrl-tarfile "$package" | tar -xO ./md5sums | (cd "$work/deb" && md5sum -c --quiet) >"$work/log" 2>&1
        ok $? '... with the sums of its files' "$work/log"
    done
    is json "$("$work/deb/usr/bin/wirecopy" formats --json | sed -n 's/.*"name":"\(json\)".*/\1/p')" 'the packaged program runs'
    "$work/deb/usr/bin/wirecopy" convert --stylesheet samples/xslt/house/page.xsl "$story" | grep -q 'Kestrel Bay'
    ok $? '... stylesheets'
    dpkg-deb -f "$build"/wirecopy_*.deb Depends | grep -q libxslt1.1
    ok $? '... whose library the package names'
    is 'librabbitmq4, libarchive13' "$(dpkg-deb -f "$build"/wirecopy_*.deb Suggests)" '... and those that are loaded when first needed'
    "$work/deb/usr/bin/wirecopy" convert -c -t json "$story" | grep -q 'Kestrel Bay'
    ok $? '... and converts'
    lib=$work/deb/usr/lib/$(gcc -print-multiarch)
    # shellcheck disable=SC2046
    gcc -o "$work/example" "$work/example.c" $(PKG_CONFIG_PATH=$lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$work/deb pkg-config --cflags --libs wirecopy) 2>"$work/log" &&
        LD_LIBRARY_PATH=$lib "$work/example" "$story" >"$work/out" 2>>"$work/log"
    ok $? 'a program is built with the packaged library, and runs' "$work/log"
    gzip -t "$work"/deb/usr/share/man/man?/*.gz "$work"/deb/usr/share/doc/*/changelog.gz
    ok $? 'pages and change logs are compressed'
else
    skip 'Debian packages are made' 'no dpkg-dev here'
fi

# --- completions
complete_bash() { # WORD...: what bash offers for the last one; = and @ are words to it
    bash -c '. "$0"; line="$*"; COMP_LINE=$line COMP_POINT=${#line}
        COMP_WORDS=(); for word; do
            while [[ $word =~ ^([^=@]*)([=@])(.*)$ ]]; do
                [ -z "${BASH_REMATCH[1]}" ] || COMP_WORDS+=("${BASH_REMATCH[1]}")
                COMP_WORDS+=("${BASH_REMATCH[2]}"); word=${BASH_REMATCH[3]}
                [ -n "$word" ] || continue 2
            done
            COMP_WORDS+=("$word"); done
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _wirecopy; echo ${COMPREPLY[@]}' "$build/completions/bash" "$@"
}
bash -n "$build/completions/bash"
ok $? 'bash takes the script'
is 'convert' "$(complete_bash wirecopy conv)" 'bash completes commands'
is '--ledger' "$(complete_bash wirecopy convert --led)" '... options'
is '' "$(complete_bash wirecopy formats --led)" '... those of the command alone'
is 'newsml-g2 newsml-1 nitf ninjs' "$(complete_bash wirecopy convert -t n)" '... formats to write'
is 'newsml-g2 newsml-1 nitf ninjs' "$(complete_bash wirecopy inspect --from n)" '... formats to read'
is '2.2' "$(complete_bash wirecopy convert -t ninjs@2)" '... versions'
is 'always' "$(complete_bash wirecopy convert --color=al)" '... choices after ='
is 'provider.' "$(complete_bash wirecopy convert --set prov)" '... fields'
is 'loss' "$(complete_bash wirecopy explain los)" '... findings'
for option in $("$build/wirecopy" convert --help | grep -oE -- '--[a-z-]+' | sort -u); do
    [ "$(complete_bash wirecopy convert "$option" | tr ' ' '\n' | grep -cx -- "$option")" = 1 ] || echo "$option"
done >"$work/log"
is '' "$(cat "$work/log")" 'bash knows every option of convert'
if command -v zsh >/dev/null; then
    zsh -n "$build/completions/zsh"
    ok $? 'zsh takes the script'
    zsh -fc 'autoload -Uz compinit && compinit -D -u && . "$0" && [ "$_comps[wirecopy]" = _wirecopy ]' "$build/completions/zsh" 2>"$work/log"
    ok $? '... and completes by it' "$work/log"
else
    skip 'zsh takes the script' 'no zsh here'
fi
if command -v fish >/dev/null; then
    fish -n "$build/completions/fish"
    ok $? 'fish takes the script'
    is 'newsml-1 newsml-g2 ninjs nitf' "$(HOME=$work fish -c "source $build/completions/fish; complete -C 'wirecopy convert -t n'" | cut -f1 | grep -v @ | sort | paste -sd' ')" '... and completes by it'
    is 'loss' "$(HOME=$work fish -c "source $build/completions/fish; complete -C 'wirecopy explain los'" | cut -f1 | sort | paste -sd' ')" '... findings too'
else
    skip 'fish takes the script' 'no fish here'
fi
echo "1..$n"
