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
with tarfile.open('all.tar') as t:
    middle = t.getmembers()[len(t.getmembers()) // 2].offset_data + 100
open('cut.tar.xz', 'wb').write(lzma.compress(whole[:middle]))
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
    run convert -c -j 1 -t json $a </dev/null
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

mkdir nolibrary
: >nolibrary/libarchive.so.13
LD_LIBRARY_PATH=$work/nolibrary run convert -c -t json one.xml.gz in/tide-tables.xml all.zip
is "3 1 2" "$status $(wc -l <out) $(grep -c 'library-missing' err)" "without libarchive each archive is said, and the rest is read"
LD_LIBRARY_PATH=$work/nolibrary run convert -c -t json in
is "0 $all" "$status $(stories)" "... and who has none does not need it"

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

# --- as a filter
run convert -t ninjs --stream nul nul
is "0 5" "$status $(tr -dc '\0' <out | wc -c)" "NUL in, NUL out"
"$program" convert -t nitf --stream length length >out 2>err
is "5" "$(python3 -c "
import struct
d = open('out', 'rb').read(); n = 0
while d:
    k, = struct.unpack('>I', d[:4]); assert d[4:8] == b'<?xm' and len(d) >= 4 + k; d = d[4 + k:]; n += 1
print(n)")" "lengths in, lengths out"
run convert -t html --stream lines good
is 2 $status "what is no JSON does not go on lines"
run convert -t json -f ninjs --stream lines --errors inline bad
is "1 5 urn:x:1 error urn:x:3 error urn:x:5" "$status $(python3 -c "
import json
rows = [json.loads(l) for l in open('out')]
print(len(rows), *[r['uri'] if 'uri' in r else 'error' for r in rows])
assert all(r['error']['findings'] for r in rows if 'error' in r)" 2>&1)" "--errors inline: an object in the place of a bad one"
cp out one
run convert -j 3 -t json -f ninjs --stream lines --errors inline bad
is "$(md5sum <one)" "$(md5sum <out)" "... with threads too"
for jobs in 1 2; do
    is "fast" "$(python3 - "$program" $jobs <<'P'
import subprocess, sys, time
p = subprocess.Popen([sys.argv[1], 'convert', '-j', sys.argv[2], '-t', 'json', '-f', 'ninjs', '--stream', 'lines', '--errors', 'inline'],
                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
line, times = open('good', 'rb').readline(), []
for i in range(200):
    t = time.monotonic()
    p.stdin.write(line if i % 10 else b'{"bad"\n'); p.stdin.flush(); assert p.stdout.readline()
    times.append(time.monotonic() - t)
    time.sleep(0.001)
times.sort()
p.stdin.close(); p.wait()
most = 0.005 if 'asan' not in sys.argv[1] else 0.05
print('fast' if times[100] < most else times[100])
P
)" "a story comes out when it is done, -j $jobs: less than 5 ms in the middle of 200"
done

# --- failed documents are put aside
mkdir mix
cp in/tide-tables.xml mix/a.xml
head -c 900 in/tide-tables.xml >mix/b.xml
printf '{"uri": broken' >mix/c.json
run convert -j 1 -t json -o mix.out/ --failed mix.failed mix
is "1 a.json b.xml b.xml.findings.jsonl c.json c.json.findings.jsonl" "$status $(ls mix.out) $(ls mix.failed | paste -sd' ')" "--failed"
is "same" "$(cmp mix/b.xml mix.failed/b.xml && cmp mix/c.json mix.failed/c.json && echo same)" "... as they were"
tar cf mix.tar mix
run convert -j 2 -t json -o mix.out2/ --failed mix.failed2 mix.tar
is "same" "$(diff -r mix.failed mix.failed2 -x '*.jsonl' && echo same)" "... of an archive too"
run convert -f ninjs -t json -c --stream lines --failed bad.failed bad
is "2" "$(ls bad.failed/*.document | wc -l)" "... and of a stream"

# --- a run that goes on
mkdir many
for i in $(seq 1 300); do cp in/tide-tables.xml many/$i.xml; done
cp mix/c.json many/broken.json
"$program" convert -j 1 -t json -o whole/ many 2>/dev/null
for at in 30 100 250; do
    rm -rf part journal
    (ulimit -n 64; "$program" convert -t json -o part/ --resume journal many >/dev/null 2>&1 & echo $! >pid; sleep 0.0$at; kill -9 $! 2>/dev/null; wait) 2>/dev/null
    run convert -t json -o part/ --resume journal many
    is "1 same" "$status $(diff -r whole part && echo same)" "--resume after kill -9: all stories, each once, nothing beside them"
done
run convert -t json -o part/ --resume journal many
is "1 0" "$status $(grep -c error: err)" "... and again: nothing is left to do, the exit status is that of the whole"
# --- runs side by side, and after one that was killed
mkfifo feed
run convert -q -t json -o beside/ in/tide-tables.xml
"$program" convert -q -t json --stream documents -o beside/ --name 'late-{n}' - <feed >/dev/null 2>&1 &
slow=$!
exec 7>feed
cat in/tide-tables.xml >&7
for i in {1..100}; do [ -e beside/.wirecopy-0-0.tmp ] && break; sleep 0.05; done
run convert -q -t json -o beside/ --name other in/tide-tables.xml
is "0 1" "$status $(find beside -name '.wirecopy-0-0.tmp' | wc -l)" "a run leaves alone what one beside it has not yet named"
cat in/tide-tables.xml >&7
exec 7>&-
wait $slow
is "0 4 0" "$? $(find beside -name '*.json' | wc -l) $(find beside -name '.wirecopy*' | wc -l)" "... and both end well"
"$program" convert -q -t json --stream documents -o beside/ --name 'late-{n}' - <feed >/dev/null 2>&1 &
slow=$!
exec 7>feed
cat in/tide-tables.xml >&7
for i in {1..100}; do [ -e beside/.wirecopy-0-0.tmp ] && break; sleep 0.05; done
kill -9 $slow
wait $slow 2>/dev/null
exec 7>&-
is "2" "$(find beside -name '.wirecopy*' | wc -l)" "one that is killed leaves what it had not yet named"
run convert -q -t json -o beside/one.json in/tide-tables.xml
is "0 0" "$status $(find beside -name '.wirecopy*' | wc -l)" "... which the next run into the folder, or of a file in it, sweeps away"

printf 'torn' >>journal
touch many/7.xml
run convert -j 2 -t json -o part/ --resume journal many
is "1 same" "$status $(diff -r whole part && echo same)" "a torn line is none; a file that was touched is read anew"
run convert -t ninjs -o part/ --resume journal many
is "2" "$status" "a journal of a run with other options is refused"
echo text >notes
run convert -t json -o part/ --resume notes many
is "3 text" "$status $(cat notes)" "a file that is no journal is left as it is"

# --- how far it is, on a terminal: the pipe holds the run till the line is due
mkdir long
cp in/tide-tables.xml mix/c.json long
mkfifo long.pipe
cat >watch.py <<'P'
import os, pty, sys, threading, time
def feed():
    data = open('in/tide-tables.xml', 'rb').read()
    with open('long.pipe', 'wb') as pipe:
        time.sleep(1.3)
        pipe.write(data)
pid, fd = pty.fork()
if pid == 0:
    os.environ['TERM'] = sys.argv[2]
    null = os.open('stories', os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(null, 1)
    os.execv(sys.argv[1], [sys.argv[1], 'convert', '-t', 'json', *sys.argv[3:], 'long', 'long.pipe', 'long'])
threading.Thread(target=feed, daemon=True).start()
said = b''
try:
    while (got := os.read(fd, 4096)):
        said += got
except OSError:
    pass
os.waitpid(pid, 0)
sys.stdout.buffer.write(said)
P
shown=$'\r\e\\[K[0-9]+ inputs, 1 failed, [0-9]+ stor(y|ies), [0-9]+ a second, about [0-9]+ s left'
for jobs in 1 2; do
    python3 watch.py "$program" xterm -j $jobs >out 2>err
    is yes "$(grep -aqE "$shown" out && echo yes)" "a terminal is told inputs, failures, stories, their rate and the time left, -j $jobs"
    is yes "$(tail -c 300 out | grep -aqE $'left\r\e\\[K' && echo yes)" "... and the line is taken away"
done
python3 watch.py "$program" dumb >out 2>err
is no "$(grep -aq ' a second' out && echo yes || echo no)" "... and one that cannot take it away is not"
echo "1..$n"
