#!/bin/bash
# tests: check torture plain asan
# Stories into an archive: the same files as in a folder, all of them or no archive.
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

unpack() { # ARCHIVE FOLDER: by another's hand
    rm -rf "$2"
    python3 - "$1" "$2" <<'P'
import sys, shutil, subprocess, os
name, to = sys.argv[1:]
os.mkdir(to)
if name.endswith('.zst'):
    subprocess.run(['zstd', '-q', '-d', name, '-o', to + '.tar'], check=True)
    shutil.unpack_archive(to + '.tar', to, 'tar')
    os.remove(to + '.tar')
else:
    shutil.unpack_archive(name, to)
P
}

export TZ=UTC
cd "$work" || exit 2
mkdir in
cp "$samples"/newsml-g2/night-message.xml "$samples"/nitf/*.xml "$samples"/ninjs/*.json in
run convert -q -t json -o folder/ in

for ending in tar tar.gz tgz tar.bz2 tar.xz txz tar.zst zip; do
    if [ $ending = tar.zst ] && ! command -v zstd >/dev/null; then
        n=$((n + 1))
        echo "ok $n - .$ending # SKIP zstd is not installed"
        continue
    fi
    run convert -q -j 1 -t json -o "a.$ending" in
    before=$status
    unpack "a.$ending" got
    is "0 same" "$before $(diff -r folder got && echo same)" ".$ending: the files of a folder"
done
run convert -q -t json -j 2 -o b.tar in
is '0 same' "$status $(cmp a.tar b.tar && echo same)" 'two threads write the same bytes'
sleep 1.1
run convert -q -t json -o b.tgz in
is '0 same' "$status $(cmp a.tgz b.tgz && echo same)" '... and so does another second'
is '2025-07-08 root/root' "$(TZ=UTC python3 -c "
import tarfile, time
m = [x for x in tarfile.open('a.tar') if x.name.startswith('night')][0]
print(time.strftime('%Y-%m-%d', time.gmtime(m.mtime)), '%s/%s' % ('root' if m.uid == 0 else m.uid, 'root' if m.gid == 0 else m.gid))")" \
    'a story is as old as it says, and nobody'\''s'
run convert -q -t html -o names.zip --name '{provider}/{uri}.htm' in
python3 -c "import zipfile; print('\n'.join(zipfile.ZipFile('names.zip').namelist()))" | sort >list
run convert -q -t html -o names/ --name '{provider}/{uri}.htm' in
is 'same' "$( (cd names && find . -type f | sed 's|^\./||' | sort) | cmp - list && echo same)" 'with names and folders as --name has them'
run convert -q -t json -o twice.tar --dedupe in in
unpack twice.tar got
is "$(find folder -type f | wc -l)" "$(find got -type f | wc -l)" 'without those that came twice'
run convert -c -t ninjs a.tar.gz
cp out there
run convert -c -t ninjs folder
is "$(wc -l <out)" "$(wc -l <there)" 'it can be read again'

for tz in Asia/Tokyo America/St_Johns; do
    TZ=$tz run convert -q -t json -o "$(basename $tz).zip" in
    is '0 same' "$status $(cmp a.zip "$(basename $tz).zip" && echo same)" "a zip has the same bytes in $tz"
done
is '2025-07-08' "$(python3 -c "
import zipfile
print('%04d-%02d-%02d' % [x for x in zipfile.ZipFile('a.zip').infolist() if x.filename.startswith('night')][0].date_time[:3])")" '... and the time is UTC'

# --- to standard output
for form in tar tar.gz tar.bz2 tar.xz zip; do
    run convert -q -t json --archive $form in
    is '0 same' "$status $(cmp out a.$form && echo same)" "--archive $form: the same on standard output"
done
"$program" convert -q -t json --archive tar in | cat >piped
is 'same' "$(cmp piped a.tar && echo same)" '... and through a pipe'
"$program" convert -q -t json --archive tar in 2>err | :
is '' "$(cat err)" 'a reader that goes away is no trouble'
run convert -q -t json --archive tar -o folder/ in
is '2' "$status" 'a folder is no archive'
(ulimit -f 8; run convert -q -t json --archive zip in; echo "$status" >status)
is '3 1' "$(cat status) $(grep -c write-failed err)" 'no room: trouble'

# --- all or nothing
printf 'old' >old.tar
printf '<newsItem' >bad.xml
run convert -q -t json -o old.tar in/missing.xml
is '3 old' "$([ "$status" -gt 0 ] && echo 3) $(cat old.tar)" 'no story: what was there stays'
run convert -q -t json -o some.tar in bad.xml
unpack some.tar got
is '1 same' "$status $(diff -r folder got && echo same)" 'a story that cannot be read: the others are there, and the status tells'
(ulimit -f 8; run convert -q -t json -o full.tar in; echo "$status" >status)
is '3 1' "$(cat status) $(grep -c write-failed err)" 'no room: trouble'
is '' "$(ls full.tar .wirecopy* 2>/dev/null)" '... and no part of an archive'
for i in {1..300}; do cp in/*.xml in/*.json "$(mkdir -p "many/$i" && echo "many/$i")" ; done 2>/dev/null
for end in KILL TERM; do
    rm -f killed.tar.xz
    "$program" convert -q -t json -o killed.tar.xz many >/dev/null 2>&1 &
    sleep 0.2
    kill -$end $! 2>/dev/null
    wait $! 2>/dev/null
    is '' "$(ls killed.tar.xz 2>/dev/null)" "ended by $end: no archive"
    is $([ $end = KILL ] && echo 1 || echo 0) "$(find . -maxdepth 1 -name '.wirecopy*' | wc -l)" '... what is left by KILL the next run sweeps away'
done
run convert -t json -o a.tar --resume journal in
is '2' "$status" 'there is nothing to resume in an archive'
mkdir nolibrary
: >nolibrary/libarchive.so.13
LD_LIBRARY_PATH=$work/nolibrary run convert -q -t json -o none.tar in
is '3 1' "$status $(grep -c library-missing err)" 'without libarchive it is said'
is '' "$(ls none.tar .wirecopy* 2>/dev/null)" '... and nothing is left'
run convert -q -t json -o a.tar.lz in
is '0 1' "$status $(head -c 1 a.tar.lz | grep -c '[[{]')" 'another ending is a file'

echo "1..$n"
