#!/bin/bash
# tests: check plain
# The program, the shared library and the modules are built so that a fault in them is hard to use: what readelf says of each.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${WIRECOPY_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
n=0

ok() { # STATUS NAME [LOG]
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        [ -z "${3:-}" ] || head -10 "$3" | sed 's/^/# /'
    fi
}

skip() { # NAME WHY
    n=$((n + 1))
    echo "ok $n - $1 # SKIP $2"
}

says() { # WHAT PATTERN NAME: a file made by readelf has a line like that
    grep -qE "$2" "$work/$1"
    ok $? "$3" "$work/$1"
}

says_not() { # WHAT PATTERN NAME
    grep -E "$2" "$work/$1" >"$work/found"
    [ ! -s "$work/found" ]
    ok $? "$3" "$work/found"
}

# Our code is in the program, in the library, and in what the program loads: every .so that was built.
linked=("$build/wirecopy" "$build"/*.so "$build"/libwirecopy.so.*)
[ -x "$build/wirecopy" ] && [ -f "$build/libwirecopy.so.0" ] && [ -f "$build/xslt.so" ]
ok $? 'all of them were built'
for file in "${linked[@]}"; do
    [ -f "$file" ] || continue
    name=${file#"$build"/}
    readelf -W -h "$file" >"$work/head"
    readelf -W -l "$file" >"$work/segments"
    readelf -W -d "$file" >"$work/dynamic"
    readelf -W -n "$file" >"$work/notes"
    readelf -W --dyn-syms "$file" >"$work/symbols"
    readelf -W --debug-dump=info --dwarf-depth=1 "$file" 2>/dev/null | sed -n 's/.*DW_AT_producer.*: //p' >"$work/producers"
    says head 'Type: +DYN' "$name can be loaded anywhere"
    [ "$name" != wirecopy ] || says dynamic 'FLAGS_1.*PIE' '... as a program, too'
    says segments 'GNU_RELRO' '... its tables are read-only once it is loaded'
    says dynamic 'FLAGS_1.*NOW' '... all of them, since every symbol is bound at once'
    says_not dynamic 'TEXTREL|RPATH|RUNPATH' '... its code is not written to, and it names no folder to load from'
    says segments 'GNU_STACK.* RW +0x' '... its stack cannot be executed'
    says_not segments ' LOAD .* RWE ' '... and nothing is both written and executed'
    says symbols 'UND __stack_chk_fail' '... stacks have a guard'
    says symbols 'UND __[a-z]+_chk\b' '... functions that fill buffers know their sizes'
    if grep -q 'GNU C' "$work/producers"; then
        grep -v -e '-fstack-clash-protection.*-fstack-protector-strong\|-fstack-protector-strong.*-fstack-clash-protection' "$work/producers" >"$work/found"
        [ ! -s "$work/found" ]
        ok $? '... every source was compiled with guards of the stack' "$work/found"
    else
        skip '... every source was compiled with guards of the stack' 'this compiler does not tell'
    fi
    case $(uname -m) in
    x86_64) says notes 'SHSTK' '... and it can have a shadow stack' ;;
    *) skip '... and it can have a shadow stack' 'another processor' ;;
    esac
done

# --- where indirect jumps may go: every object of ours is ready for that
if [ "$(uname -m)" = x86_64 ]; then
    find "$build/convert" "$build/formats" "$build/schemas" "$build/shared" -name '*.o' | sort >"$work/objects"
    while read -r object; do
        readelf -W -n "$object" | grep -q 'IBT, SHSTK' || echo "$object"
    done <"$work/objects" >"$work/found"
    [ -s "$work/objects" ] && [ ! -s "$work/found" ]
    ok $? "$(wc -l <"$work/objects") objects mark where they are jumped to (IBT)" "$work/found"
    missing=
    for start in Scrt1.o crti.o crtbeginS.o crtendS.o crtn.o; do
        readelf -W -n "$(gcc -print-file-name=$start)" | grep -q IBT || missing="$missing $start"
    done
    for file in "${linked[@]}"; do
        [ -f "$file" ] || continue
        if [ -n "$missing" ]; then
            skip "${file#"$build"/} as a whole, too" "the C library's start files do not:$missing"
        else
            readelf -W -n "$file" | grep -q IBT
            ok $? "${file#"$build"/} as a whole, too"
        fi
    done
fi
echo "1..$n"
