/* What the program itself reports, beside what the formats do; and all findings there are. */
#include "convert/findings.h"

#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "schemas/rules/rules.h"
#include "schemas/schemas.h"

const struct wire_finding program_findings[PROGRAM_FINDINGS] = {
    [INPUT_EMPTY] = {
        .id = "input-empty",
        .level = WIRE_ERROR,
        .text = "there is nothing in it",
        .remedy = "See whether what should have written it did; an interrupted transfer leaves empty files.",
    },
    [INPUT_UNKNOWN] = {
        .id = "input-unknown",
        .level = WIRE_ERROR,
        .text = "cannot tell which format this is, so it was not read; name it with -f",
        .remedy = "'wirecopy formats' lists the formats that -f takes. Where nothing fits, the file may be no story, or be "
                  "compressed.",
    },
    [INPUT_PASSED_OVER] = {
        .id = "input-passed-over",
        .level = WIRE_WARNING,
        .text = "a file of no known format lies in the folder; passed over",
        .remedy = "If it is a story after all, convert it by itself and name its format with -f.",
    },
    [INPUT_NO_STORY] = {
        .id = "input-no-story",
        .level = WIRE_WARNING,
        .text = "no story is in it",
        .remedy = "A message may be sent without items, to show that a line is alive. If there should be stories, "
                  "look with 'wirecopy inspect' at what the file was taken for.",
    },
    [INPUT_BROKEN] = {
        .id = "input-broken",
        .level = WIRE_ERROR,
        .text = "cannot be read in this format; what was not read yet is not in the output",
        .remedy = "See the message before this one for the place. If the format was guessed, name it with -f.",
    },
    [INPUT_LIMIT] = {
        .id = "input-limit",
        .level = WIRE_ERROR,
        .text = "goes past a limit that keeps hostile input from taking the machine; the rest was not read",
        .remedy = "No real story comes near the limits on nesting, tags, entities and size. Look at what sent this.",
    },
    [INPUT_NOT_XML] = {
        .id = "input-not-xml",
        .level = WIRE_ERROR,
        .text = "the stylesheet of --pre takes XML, and this is none; it was not read",
        .remedy = "Have the sender repair it, or leave --pre out for inputs that need no turning.",
    },
    [READ_FAILED] = {
        .id = "read-failed",
        .level = WIRE_ERROR,
        .text = "cannot be read",
        .remedy = "The system says why: see that the file is there and that you may read it.",
    },
    [FOLDER_EMPTY] = {
        .id = "folder-empty",
        .level = WIRE_WARNING,
        .text = "no file is in this folder, those with names that begin with a dot aside",
        .remedy = "See whether this is the folder you mean.",
    },
    [CONTAINER_BROKEN] = {
        .id = "container-broken",
        .level = WIRE_ERROR,
        .text = "a part of this archive or stream cannot be read",
        .remedy = "What stands before the fault, and in an archive what stands behind it, is read as far as it can be. See whether "
                  "the transfer broke off, and get it anew. What unpacks to hundreds of times its size is refused.",
    },
    [LIBRARY_MISSING] = {
        .id = "library-missing",
        .level = WIRE_ERROR,
        .text = "this needs a library that is not installed",
        .remedy = "Archives are read and written with libarchive: install the Debian package libarchive13.",
    },
    [LOSS] = {
        .id = "loss",
        .level = WIRE_WARNING,
        .text = "not every letter is accounted for; please report this with the input",
        .remedy = "The sums of letters and digits read, and of those placed in the story or left out for a reason, "
                  "should be equal; so should those of the body and of what is written of it. Where they are not, "
                  "wirecopy has a fault: compare the story with its input, and the output with the story. "
                  "With --fail-if-loss the exit status is 1.",
    },
    [STORY_NOT_WRITTEN] = {
        .id = "story-not-written",
        .level = WIRE_ERROR,
        .text = "the story cannot be written in this format; it is not in the output",
        .remedy = "Write it in another format: json takes every story.",
    },
    [STORY_LIMIT] = {
        .id = "story-limit",
        .level = WIRE_ERROR,
        .text = "the story is larger than one story may be; it is not in the output",
        .remedy = "No real story comes near the limit (256 MB in memory). Look at what sent this.",
    },
    [STORY_CANCELED] = {
        .id = "story-canceled",
        .level = WIRE_WARNING,
        .text = "the story is killed and must not be published; it is not in the output",
        .remedy = "Take it down wherever it was published. --publishable refuses such stories, and the exit status is 1; without "
                  "it they are written, so that those after you learn of the kill.",
        .rule = "IPTC NewsCodes pubstatusg2, canceled",
    },
    [STORY_WITHHELD] = {
        .id = "story-withheld",
        .level = WIRE_WARNING,
        .text = "the story is withheld until further notice; it is not in the output",
        .remedy = "Wait for the version that is usable, and take down what was published of it. --publishable refuses such stories, and "
                  "the exit status is 1.",
        .rule = "IPTC NewsCodes pubstatusg2, withheld",
    },
    [STORY_EMBARGOED] = {
        .id = "story-embargoed",
        .level = WIRE_WARNING,
        .text = "the story is under embargo; it is not in the output",
        .remedy = "Convert it again when the embargo is over, or see with --as-of what may be published at another time. One "
                  "without an end lasts until a version comes that has none. --publishable refuses such stories, and the exit "
                  "status is 1.",
        .rule = "NewsML-G2, embargoed",
    },
    [STORY_OTHERWISE] = {
        .id = "story-otherwise",
        .level = WIRE_WARNING,
        .text = "a story of this uri and version has come already, but does not say the same; both are in the output",
        .remedy = "The sender should have raised the version. Look at both; --latest keeps one of them.",
    },
    [STORY_SUPERSEDED] = {
        .id = "story-superseded",
        .level = WIRE_WARNING,
        .text = "a newer version of the story is among the inputs; this one is not in the output",
        .remedy = "Nothing needs to be done: the newer version is judged in its place. With --latest older versions are passed "
                  "over without a word. --publishable refuses such stories, and the exit status is 1.",
    },
    [BATCH_CHANGED] = {
        .id = "batch-changed",
        .level = WIRE_ERROR,
        .text = "the inputs changed while they were read: the newest version of some story was not there the second time",
        .remedy = "With --latest, --publishable and --as-of files are read twice. Run it again when nobody writes to them.",
    },
    [NOT_PUT_BY] = {
        .id = "not-put-by",
        .level = WIRE_ERROR,
        .text = "there is no putting by in a temporary file what is needed later; nothing was written",
        .remedy = "The system says why. With --latest, --publishable and --as-of standard input and pipes are copied to a "
                  "temporary file in the folder of TMPDIR, else /tmp, and a timeline keeps the words of the versions there: see "
                  "that there is room.",
    },
    [STORY_NOT_VALID] = {
        .id = "story-not-valid",
        .level = WIRE_ERROR,
        .text = "the story is not valid, so it was not written",
        .remedy = "The errors before say what is wrong with it, or with what stands around it. With --validate in place of "
                  "--only-valid it goes out all the same.",
    },
    [ITEM_MISSING] = {
        .id = "package-item-missing",
        .level = WIRE_WARNING,
        .text = "an item of a package is neither in this input nor in the folder of --resolve; it stays a reference",
        .remedy = "Items are known by their uri (guid, residref). See that the file of the item is in the folder and can be "
                  "read; the package is written all the same, with what it says itself of the item.",
    },
    [STYLESHEET_BROKEN] = {
        .id = "stylesheet-broken",
        .level = WIRE_ERROR,
        .text = "this is no stylesheet that can be run",
        .remedy = "Mend it at the place named. It is XSLT 1.0, in which EXSLT may be used.",
    },
    [STYLESHEET_VERSION] = {
        .id = "stylesheet-version",
        .level = WIRE_ERROR,
        .text = "the stylesheet is of a version of XSLT that is not run here, where there is 1.0 with EXSLT",
        .remedy = "Write it in XSLT 1.0; grouping and regular expressions are what most often needs thought. Or write with "
                  "-t newsml-g2 and run it over that with a processor of that version.",
    },
    [STYLESHEET_FAILED] = {
        .id = "stylesheet-failed",
        .level = WIRE_ERROR,
        .text = "the stylesheet fails here, and nothing of this goes out",
        .remedy = "Mend the stylesheet at the place named. To see what it is given, write with -t newsml-g2.",
    },
    [STYLESHEET_FORBIDDEN] = {
        .id = "stylesheet-forbidden",
        .level = WIRE_ERROR,
        .text = "the stylesheet reaches for what it may not have, and nothing of this goes out",
        .remedy = "A stylesheet reads its own files (itself and what it imports and includes) and nothing else; it writes no "
                  "files and has no network. Give it what it needs with --param, or put it into a file that it imports, where "
                  "the function document finds it.",
    },
    [STYLESHEET_LIMIT] = {
        .id = "stylesheet-limit",
        .level = WIRE_ERROR,
        .text = "the stylesheet does more for one story than any needs; it was stopped, and nothing of this goes out",
        .remedy = "See whether a template calls itself without end. There may be 2000 templates within each other, and for a "
                  "story 2 million instructions and 100 million steps of XPath.",
    },
    [STYLESHEET_MESSAGE] = {
        .id = "stylesheet-message",
        .level = WIRE_WARNING,
        .text = "the stylesheet says",
        .remedy = "It is an xsl:message of the stylesheet; whoever wrote that knows what it means.",
    },
    [MODULE_MISSING] = {
        .id = "module-missing",
        .level = WIRE_ERROR,
        .text = "a part of wirecopy that this needs cannot be loaded",
        .remedy = "Install wirecopy whole: the parts lie in libexec/wirecopy beside the folder of the program, and a stylesheet "
                  "needs libxslt (in Debian libxslt1.1).",
    },
    [PROFILE_BROKEN] = {
        .id = "profile-broken",
        .level = WIRE_ERROR,
        .text = "this is no file of profiles",
        .remedy = "Mend the line named; wirecopy-convert(1) says under --profile how a row is written.",
    },
    [OUTPUT_WITHHELD] = {
        .id = "output-withheld",
        .level = WIRE_ERROR,
        .text = "not written, because of the errors above",
        .remedy = "A file appears whole or not at all. Mend or leave out the input at fault; or write to a folder "
                  "(-o DIR/), where every story that could be read gets its file.",
    },
    [OUTPUT_EMPTY] = {
        .id = "output-empty",
        .level = WIRE_ERROR,
        .text = "not written, because there was no story to write",
        .remedy = "See what was read with -v.",
    },
    [WRITE_FAILED] = {
        .id = "write-failed",
        .level = WIRE_ERROR,
        .text = "cannot be written",
        .remedy = "The system says why: a full disk, a folder that is not there, a permission. No half-written "
                  "file is left.",
    },
    [NOT_IN_SET] = {
        .id = "not-in-set",
        .level = WIRE_WARNING,
        .text = "characters are not in the set of --output-encoding; question marks stand for them",
        .remedy = "Write in a set that has them, or in UTF-8, if the receiver can read that.",
    },
    [NO_MEMORY] = {
        .id = "no-memory",
        .level = WIRE_ERROR,
        .text = "out of memory",
        .remedy = "A story takes a few times its own size. Give the program more memory, or fewer neighbours.",
    },
    [QUEUE_LIBRARY] = {
        .id = "queue-library",
        .level = WIRE_ERROR,
        .text = "the library for queues cannot be loaded",
        .remedy = "The command worker needs librabbitmq: install Debian's librabbitmq4.",
    },
    [QUEUE_LOST] = {
        .id = "queue-lost",
        .level = WIRE_WARNING,
        .text = "no connection to the broker; it is tried again",
        .remedy = "Nothing is lost: what was not acknowledged is delivered again. If it does not come back, see that the broker "
                  "runs and can be reached.",
    },
    [QUEUE_CLOSED] = {
        .id = "queue-closed",
        .level = WIRE_ERROR,
        .text = "the broker does not let us work",
        .remedy = "It says why. See that user and password are right, that queue and exchanges are there and the user may use "
                  "them (--declare makes them), and with amqps that the broker's certificate is of an authority in --ca-file.",
    },
    [QUEUE_UNROUTABLE] = {
        .id = "queue-unroutable",
        .level = WIRE_WARNING,
        .text = "no queue takes the story; its message goes to the dead-letter exchange",
        .remedy = "Bind a queue to the exchange for this routing key, then put the message back into the queue it came from.",
        .rule = "AMQP 0-9-1, basic.publish, mandatory",
    },
    [QUEUE_NOT_CONFIRMED] = {
        .id = "queue-not-confirmed",
        .level = WIRE_WARNING,
        .text = "the broker could not take a story; its message is tried again",
        .remedy = "A queue may be full, or its machines be down. Stories of the message may come twice, with the same message id.",
    },
    [QUEUE_STUCK] = {
        .id = "queue-stuck",
        .level = WIRE_ERROR,
        .text = "the dead-letter exchange does not take the message, which stays unacknowledged; it is tried again",
        .remedy = "Bind a queue to the dead-letter exchange that takes every routing key (#).",
    },
};

const char *
finding_level(enum wire_level level)
{
    static const char *const names[] = { [WIRE_ERROR] = "error", [WIRE_WARNING] = "warning", [WIRE_STYLE] = "style" };

    return names[level];
}

static int
by_id(const void *a, const void *b)
{
    return strcmp((*(const struct wire_finding *const *)a)->id, (*(const struct wire_finding *const *)b)->id);
}

const struct wire_finding **
findings_all(size_t *count)
{
    size_t n = PROGRAM_FINDINGS, kept = 0, schema = 0, rules = 0, about = 0;
    const struct wire_finding **all;

    for (size_t f = 0; wire_formats[f] != NULL; f++) {
        for (const struct wire_finding *const *row = wire_formats[f]->findings; row != NULL && *row != NULL; row++)
            n++;
    }
    while (wire_schema_finding_at(schema) != NULL)
        schema++;
    while (wire_rule_at(rules) != NULL)
        rules++;
    while (wire_rule_finding_at(about) != NULL)
        about++;
    n += schema + rules + about;
    if ((all = malloc(n * sizeof(*all))) == NULL)
        return NULL;
    for (n = 0; n < PROGRAM_FINDINGS; n++)
        all[n] = &program_findings[n];
    for (size_t f = 0; wire_formats[f] != NULL; f++) {
        for (const struct wire_finding *const *row = wire_formats[f]->findings; row != NULL && *row != NULL; row++)
            all[n++] = *row;
    }
    while (schema != 0)
        all[n++] = wire_schema_finding_at(--schema);
    while (rules != 0)
        all[n++] = &wire_rule_at(--rules)->what;
    while (about != 0)
        all[n++] = wire_rule_finding_at(--about);
    qsort(all, n, sizeof(*all), by_id);
    for (size_t i = 0; i < n; i++) { /* formats share rows: those of XML are in each table */
        if (kept == 0 || strcmp(all[kept - 1]->id, all[i]->id) != 0)
            all[kept++] = all[i];
    }
    *count = kept;
    return all;
}

const struct wire_finding *
finding_named(const char *id)
{
    for (size_t i = 0; i < PROGRAM_FINDINGS; i++) {
        if (strcmp(program_findings[i].id, id) == 0)
            return &program_findings[i];
    }
    for (size_t i = 0; wire_schema_finding_at(i) != NULL; i++) {
        if (strcmp(wire_schema_finding_at(i)->id, id) == 0)
            return wire_schema_finding_at(i);
    }
    for (size_t i = 0; wire_rule_at(i) != NULL; i++) {
        if (strcmp(wire_rule_at(i)->what.id, id) == 0)
            return &wire_rule_at(i)->what;
    }
    for (size_t i = 0; wire_rule_finding_at(i) != NULL; i++) {
        if (strcmp(wire_rule_finding_at(i)->id, id) == 0)
            return wire_rule_finding_at(i);
    }
    return wire_finding_named((struct wire_str){ id, strlen(id) });
}
