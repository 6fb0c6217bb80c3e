#!/bin/bash
# tests: check torture plain
# Every allocation and every system call of every command fails, one run each (tests/torture/torture.c).
# In `make check` on small samples; in `make torture` on all of them, with all later calls failing too. There every
# sample goes to a few writers in turn: what its reader asks for is the same with each, and every writer has its turn.
# Of the calls of a command SAMPLE fail there, spread evenly over all of them; SAMPLE=0: every one, which takes a night.
set -eu
cd "$(dirname "$0")/.."
build=${WIRECOPY_BUILD:-build}
export SOURCE_DATE_EPOCH=1750000000 # of reports: no clock in them
plan=$(mktemp)
trap 'rm -rf "$plan" "$plan.versions" "$plan.defaults" "$plan.items" "$plan.faulty"' EXIT
mkdir "$plan.items"
cp samples/newsml-g2/regatta-picture.xml "$plan.items"
printf '{"uri": "urn:x:1", "language": "en_GB", "headline": "caf\303\203\302\251", "wordcount": 900, "body_text": "A \\u0002 ferry."}\n' >"$plan.faulty"
versions() { # three versions of a story, the newest a kill
    local v='{"uri":"urn:x:1","version":"%s","pubStatus":"%s","headlines":[{"value":"Ferry %s"}],"bodies":[{"role":"main","contentType":"text/plain","value":"%s"}],"standard":{"name":"ninjs","version":"3.1"}}\n'
    # shellcheck disable=SC2059
    printf "$v$v$v" 1 usable late 'It is late.\n\nIt waits in port.' 3 canceled late Killed. 2 usable later 'It is late.\n\nIt waits in the port.'
}
versions >"$plan.versions"
printf 'provider.name = Meridian\nkeywords = sea\n# and so on\nkeywords = fishing\n' >"$plan.defaults"
program=$build/wirecopy

say() { # KIND INPUT ARGUMENT...: a line of the plan
    local kind=$1 input=$2 word
    shift 2
    printf '%s\t%s\t%s' "$kind" "$input" "$program"
    for word; do printf '\t%s' "$word"; done
    echo
}

g2=samples/newsml-g2
text=samples/text
ninjs=samples/ninjs
if [ "${WIRECOPY_TESTS:-check}" = torture ]; then
    stories=(samples/*/*)
    kinds=(ALLOC ALLOC+)
    turns=3
    sample=${SAMPLE:-150}
else
    stories=(samples/anpa/quay-fire.anpa samples/iptc7901/bruecken-maut.7901
        $g2/open-embargo.xml $g2/night-message.xml samples/newsml-1/storm-languages.xml samples/nitf/two-stories.xml $text/reuters-update.txt $ninjs/lighthouse-nitf.json)
    kinds=(ALLOC)
    turns=99
    sample=0
fi
mapfile -t writers < <("$program" formats --json | sed -n 's/.*"name":"\([^"]*\)".*"write":true.*/\1/p')

{
    for kind in "${kinds[@]}"; do
        at=0
        for story in "${stories[@]}"; do
            case $story in *demo* | samples/xslt/* | samples/profile/*) continue ;; esac
            for ((i = 0; i < turns && i < ${#writers[@]}; i++)); do
                say "$kind" - convert -t "${writers[at++ % ${#writers[@]}]}" "$story"
            done
            say "$kind" - inspect "$story"
            # Of the schemas in XML that libxml2 compiles each single failure is a crash of its own (2.9.14): not these.
            case $turns,$story in 3,*.json | 3,*/text/* | 3,*/anpa/* | 3,*/iptc7901/*) say "$kind" - validate "$story" ;; esac
        done
        say "$kind" - formats
        say "$kind" - explain xml-not-well-formed
        say "$kind" - --manual mapping
        say "$kind" - --completion bash
        say "$kind" - convert -t json -o @OUT@/one.json $g2/open-embargo.xml
        say "$kind" - convert -t html -o @OUT@/ $g2/open-embargo.xml $text/kill-notice.txt
        say "$kind" $text/kill-notice.txt convert -f text -t json
    done
    say ALLOC+ - convert -t json $g2/open-embargo.xml
    say ALLOC - convert -t anpa --output-encoding ascii samples/anpa/rio-anil.anpa
    say ALLOC - convert -t json --defaults "$plan.defaults" $text/kill-notice.txt
    say ALLOC - convert -j 2 -t html $g2/open-embargo.xml $text/kill-notice.txt
    say ALLOC - convert -j 2 -t json -o @OUT@/ $g2/open-embargo.xml $text/kill-notice.txt
    # libarchive itself ends the program where it has no memory while it writes (__archive_errx), so there is no row ALLOC for it
    say WRITE - convert -t json -o @OUT@/some.zip $g2/night-message.xml
    say ALLOC - convert -t json --dedupe $g2/night-message.xml $g2/night-message.xml $text/kill-notice.txt
    say ALLOC - convert -j 2 -t json --dedupe $g2/night-message.xml $g2/night-message.xml $text/kill-notice.txt
    say ALLOC - convert -t json -o @OUT@/ --name '{provider}/{versionCreated:%Y}/{uri}' $g2/open-embargo.xml $text/kill-notice.txt
    say ALLOC - convert -t json --ledger @OUT@/ledger --profile samples/profile/house/lantern.profile samples/nitf/council-vote.xml
    say ALLOC - inspect --profile auto samples/anpa/quay-fire.anpa
    say ALLOC - convert --stylesheet samples/xslt/house/page.xsl $g2/open-embargo.xml
    say ALLOC - convert -t json --pre samples/xslt/vendor/lantern.xsl samples/xslt/vendor/lantern.xml
    say ALLOC - convert -t json --diagnostics sarif $g2/open-embargo.xml
    say ALLOC - convert -t json --ledger @OUT@/ledger $g2/open-embargo.xml
    for to in html json; do
        say ALLOC - convert -q -t json -o @OUT@/one.json --report @OUT@/report.$to $g2/night-message.xml
    done
    say ALLOC - convert -j 2 -q -t html -o @OUT@/ --report @OUT@/report.html $g2/open-embargo.xml $text/kill-notice.txt
    for to in text json html; do
        say ALLOC - timeline -t $to "$plan.versions"
    done
    say ALLOC - timeline -t html -o @OUT@/page.html "$plan.versions" $text/kill-notice.txt
    say ALLOC - convert -t json --latest "$plan.versions" $text/kill-notice.txt
    say ALLOC "$plan.versions" convert -t json --publishable --as-of 2025-01-01
    say ALLOC - convert -j 2 -t html --latest "$plan.versions" $text/kill-notice.txt
    for kind in OPEN READ WRITE; do
        say $kind - timeline "$plan.versions"
        say $kind "$plan.versions" convert -t json --latest
    done
    say ALLOC - inspect --html $g2/night-message.xml
    say ALLOC - inspect --html samples/iptc7901/bruecken-maut.7901
    say ALLOC - validate $ninjs/lighthouse-nitf.json
    say ALLOC - validate -j 2 -q $ninjs/lighthouse-nitf.json $ninjs/regatta-picture.json
    say ALLOC - validate --strict --as json@1 $ninjs/lighthouse-nitf.json
    say ALLOC - validate --quiet --schema schemas/draft-2020-12.schema.json $ninjs/lighthouse-nitf.json
    say ALLOC - validate --quiet samples/nitf/tide-tables.xml
    say ALLOC - validate --strict --rules samples/house-rules.json $ninjs/regatta-picture.json
    say ALLOC - validate $text/kill-notice.txt
    say ALLOC - validate --fix "$plan.faulty"
    say ALLOC - validate --fix -o @OUT@/ "$plan.faulty"
    say ALLOC - convert --validate -t json $ninjs/lighthouse-nitf.json
    say ALLOC - convert --only-valid -j 2 -t html $ninjs/lighthouse-nitf.json $ninjs/regatta-picture.json
    say ALLOC - convert --validate -t json samples/nitf/tide-tables.xml
    say READ - convert --validate -t json $ninjs/lighthouse-nitf.json
    say ALLOC - convert -t json --resolve "$plan.items" $g2/evening-package.xml
    say ALLOC - convert -t json --vocabulary $g2/topics-knowledge.xml $text/kill-notice.txt
    for kind in OPEN READ WRITE FSYNC RENAME CLOSE; do
        say $kind - validate --fix -o @OUT@/one.json "$plan.faulty"
        say $kind - validate --fix -o @OUT@/ "$plan.faulty"
        for after in '' +; do
            say $kind$after - convert -t json -o @OUT@/one.json $g2/open-embargo.xml
            say $kind$after - convert -t html -o @OUT@/ $g2/open-embargo.xml $g2/night-message.xml
            say $kind$after - convert -t json $g2/night-message.xml samples/newsml-1/storm-languages.xml $text/kill-notice.txt
            say $kind$after - convert -j 2 -t json -o @OUT@/ $g2/night-message.xml samples/newsml-1/storm-languages.xml $text/kill-notice.txt
        done
    done
    for kind in WRITE FSYNC RENAME; do # one failure alone is in the report
        say $kind+ - convert -t json -o @OUT@/one.json --report @OUT@/report.html $g2/open-embargo.xml
    done
    say OPEN - convert -t json --defaults "$plan.defaults" $text/kill-notice.txt
    say READ - convert -t json --defaults "$plan.defaults" $text/kill-notice.txt
    say OPEN - convert -t json --vocabulary $g2/topics-knowledge.xml $text/kill-notice.txt
    say READ - convert -t json --vocabulary $g2/topics-knowledge.xml $text/kill-notice.txt
    say WRITE - formats
    say WRITE - explain xml-not-well-formed
    say WRITE - inspect $g2/open-embargo.xml
    say READ - inspect $g2/open-embargo.xml
    say OPEN - validate --rules samples/house-rules.json $text/kill-notice.txt
    say READ - validate --rules samples/house-rules.json $text/kill-notice.txt
    say READ - inspect --html $g2/open-embargo.xml
    say WRITE - inspect --html $g2/open-embargo.xml
    say READ - validate --quiet --schema schemas/draft-07.schema.json $ninjs/lighthouse-nitf.json
    say WRITE - validate --quiet $ninjs/lighthouse-nitf.json
    for story in samples/*/*; do
        [ -f "$story" ] || continue
        if [ "$turns" = 3 ]; then
            for kind in OPEN READ WRITE FSYNC RENAME CLOSE; do
                say $kind - convert -t json -o @OUT@/ "$story"
                say $kind "$story" convert -t newsml-g2 -
            done
            for kind in OPEN READ WRITE; do
                say $kind - inspect "$story"
                say $kind - validate --quiet "$story"
            done
        fi
        say SHORT - convert -t json "$story"
        say SHORT "$story" convert -t html -o @OUT@/one.html -
    done
    say SHORT - inspect $g2/night-message.xml
    say SHORT - convert -t json -o @OUT@/ $g2/night-message.xml
} >"$plan"
exec "$build/tests/torture" -l "$(realpath "$build/tests/failalloc.so")" -k tests/torture/known -s "$sample" "$plan"
