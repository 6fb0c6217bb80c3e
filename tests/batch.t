#!/bin/bash
# tests: check torture plain asan
# Many documents at once: archives, lists, streams, names that are odd or hostile.
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
        printf '%s\n' "got '$2', want '$1'" "$(head -3 "$work/err" 2>/dev/null)" | cut -c1-300 | sed 's/^/# /'
    fi
}

run() { # ARGUMENT...: out, err and $status
    "$program" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

stories() { # of out, without where they came from, in any order
    sed 's/,"source":.*//' "${1:-$work/out}" | sort | md5sum
}

mkdir -p "$work/in/sub"
cp samples/nitf/*.xml "$work/in"
cp samples/ninjs/*.json "$work/in/sub"
cd "$work" || exit 2
run convert -c -t json in
all=$(stories)
count=$(wc -l <out)
run convert -c -t json in/sub
below=$(wc -l <out)

# --- archives, read in place
python3 - <<'P'
import tarfile, zipfile, os, io, gzip, bz2, lzma
names = sorted(os.path.join(d, f) for d, _, fs in os.walk('in') for f in fs)
for kind, suffix in (('w', 'tar'), ('w:gz', 'tar.gz'), ('w:bz2', 'tar.bz2'), ('w:xz', 'tar.xz')):
    with tarfile.open('all.' + suffix, kind) as t:
        for x in names: t.add(x)
with zipfile.ZipFile('all.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for x in names: z.write(x)
with tarfile.open('nested.tar', 'w') as t:
    t.add('all.tar.xz')
one = open(names[0], 'rb').read()
open('one.xml.gz', 'wb').write(gzip.compress(one))
open('one.xml.bz2', 'wb').write(bz2.compress(one))
open('one.xml.xz', 'wb').write(lzma.compress(one))
def member(t, name, data, **more):
    i = tarfile.TarInfo(name); i.size = len(data)
    for k, v in more.items(): setattr(i, k, v)
    t.addfile(i, io.BytesIO(data))
with tarfile.open('hostile.tar', 'w', format=tarfile.GNU_FORMAT) as t:
    for name in ('../../escape.xml', '/etc/absolute.xml', 'a/../../b.xml', 'new\nline.xml', 'esc\x1b[31m.xml', '..', 'x/' * 400 + 'deep.xml', 'l' * 900 + '.xml'):
        member(t, name, one)
    member(t, 'raw\udcff\udcfe.xml', one)
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        i = tarfile.TarInfo('special'); i.type = kind; i.linkname = '/etc/passwd'; t.addfile(i)
    member(t, '.hidden.xml', one)
whole = open('all.tar', 'rb').read()
open('cut.tar.xz', 'wb').write(lzma.compress(whole[:len(whole) // 2]))
with zipfile.ZipFile('crc.zip', 'w') as z:
    z.writestr('bad.xml', one); z.writestr('good.xml', one)
b = bytearray(open('crc.zip', 'rb').read()); b[200] ^= 0x20; open('crc.zip', 'wb').write(b)
class Zeros(io.RawIOBase):
    left = 600 << 20
    def read(self, n=-1):
        n = min(n if n > 0 else 65536, self.left); self.left -= n; return b' ' * n
with tarfile.open('bomb.tar.xz', 'w:xz', preset=0) as t:
    i = tarfile.TarInfo('bomb.xml'); i.size = Zeros.left; t.addfile(i, Zeros())
P
if tar --zstd -cf all.tar.zst in 2>/dev/null; then zst=all.tar.zst; else zst=; fi
for a in all.tar all.tar.gz all.tar.bz2 all.tar.xz all.zip nested.tar $zst; do
    run convert -c -t json $a </dev/null
    is "0 $all" "$status $(stories)" "$a gives what the folder gives"
    cp out one
    run convert -c -j 3 -t json $a </dev/null
    is "0 $(md5sum <one)" "$status $(md5sum <out)" "... and with threads the same, in the same order"
    run convert -c -t json <$a
    is "0 $all" "$status $(stories)" "... and from standard input"
    run validate -q $a </dev/null
    is "$(find in -type f | wc -l)" "$(grep -c valid out)" "... and validate judges each"
done
for s in gz bz2 xz; do
    run convert -t ninjs -o packed/ one.xml.$s
    is "0 one.json" "$status $(ls packed)" "a file packed with $s is the file, and named so"
    rm -r packed
done
run convert -t json -o out.d/ hostile.tar
is "0 9" "$status $(find out.d -type f -printf x | wc -c)" "names of members lead nowhere: all stories are in the folder"
is "" "$(find . -name '*escape*' -not -path './out.d/*')$(ls /etc/absolute* 2>/dev/null)" "... and none beside it"
run convert -c -t json cut.tar.xz
is "1 yes" "$status $([ -s out ] && echo yes)" "an archive that breaks off: what stood before comes out, exit 1"
is 1 "$(grep -c container-broken err)" "... and it is said once"
run convert -c -t json crc.zip
is "1 1" "$status $(wc -l <out)" "a damaged member leaves the next one alone"
run convert -c -t json bomb.tar.xz
is "1 0 1" "$status $(wc -l <out) $(grep -c 'far more than stories' err)" "what unpacks to far more than stories do is refused"

# --- lists and patterns
find in -type f | LC_ALL=C sort >list
run convert -c -t json --from-file list
is "0 $all" "$status $(stories)" "a list of names"
find in -type f -print0 | "$program" convert -j 2 -c -t json --from-file - --null >out 2>err
is "$all" "$(stories)" "... ended by NUL, from a pipe, with threads"
run convert -c -t json --from-file nosuch
is 3 $status "a list that is not there is trouble"
run convert -c -t json --publishable --from-file - <list
is 2 $status "a list from a pipe cannot be gone through twice"
run convert -c -t json --publishable in
whole=$(wc -l <out)
run convert -c -t json --publishable - <all.tar.xz
is "$whole" "$(wc -l <out)" "an archive from a pipe can"
run convert -c -t json --include '*.json' in all.tar
is "$((2 * below))" "$(wc -l <out)" "--include, of folders and archives"
run convert -c -t json --exclude sub in
is "$((count - below))" "$(wc -l <out)" "--exclude of a folder"
run convert -c -t json --exclude 'in/sub/*' all.tar
is "$((count - below))" "$(wc -l <out)" "--exclude with a slash, in an archive"
mkdir odd
for name in 'a b.xml' $'new\nline.xml' $'\xff\xfe.xml' '-dash.xml' "quote'\".xml"; do cp in/tide-tables.xml "odd/$name"; done
run convert -j 2 -t json -o odd.out/ odd
is "0 5" "$status $(find odd.out -type f -name '*.json' -printf x | wc -c)" "odd names of files"
(cd odd && find . -type f -print0 | "$program" convert -c -t json --from-file - -0 2>/dev/null) >out
is 5 "$(wc -l <out)" "... and in lists"

# --- streams
line() { printf '{"uri":"urn:x:%s","version":"1","headline":"Tide %s","body_text":"Water rose."}' "$1" "$1"; }
for i in 1 2 3 4 5; do line $i; echo; done >good
{ line 1; echo; echo; echo '{"uri": broken'; line 3; echo; echo 'no json'; line 5; } >bad
run convert -t json -c --stream lines good
is "0 5" "$status $(wc -l <out)" "--stream lines"
run convert -t json -c -f ninjs --stream lines bad
is "1 3 3 5" "$status $(wc -l <out) $(grep -oE 'bad:[0-9]+:' err | tr -dc '0-9\n' | sort -u | paste -sd' ')" "a broken line leaves the others alone, and is said where it stands"
cp out one
run convert -t json -c -f ninjs -j 3 --stream lines bad
is "$(md5sum <one)" "$(md5sum <out)" "... with threads too"
tr '\n' '\0' <good >nul
run convert -t json -c --stream nul nul
is "0 5" "$status $(wc -l <out)" "--stream nul"
python3 -c "
import struct, sys
for l in open('good', 'rb'): sys.stdout.buffer.write(struct.pack('>I', len(l)) + l)" >length
run convert -t json -c --stream length length
is "0 5" "$status $(wc -l <out)" "--stream length"
head -c -3 length >short
run convert -t json -c --stream length - <short
is "1 4 1" "$status $(wc -l <out) $(grep -c 'ends within a document' err)" "... that breaks off"
tr -d '\n' <good | cat - in/tide-tables.xml in/two-stories.xml good >mixed
run convert -t json -c --stream documents mixed
is "0 13" "$status $(wc -l <out)" "--stream documents: JSON and XML one after another"
cp out one
{ cat in/tide-tables.xml; head -c 900 in/tide-tables.xml; cat in/tide-tables.xml; printf '<!-- done -->\n'; } >torn
run convert -t json -c --stream documents torn
is "1 2" "$status $(wc -l <out)" "... and one that broke off leaves the next alone"
gzip -k good
run convert -t json -c --stream lines good.gz
is "0 5" "$status $(wc -l <out)" "a stream in an archive"
run validate --stream lines -q good
is "5" "$(wc -l <out)" "validate --stream"
echo "1..$n"
