/* The table of commands, and their help. */
#include "convert/commands.h"

#include <stdio.h>

#include "article/buf.h"

static const struct example program_examples[] = {
    { "Look at a story:", "wirecopy inspect story.xml" },
    { "Turn a folder of stories into a folder of web pages:", "wirecopy convert -t html -o pages/ stories/" },
    { NULL, NULL },
};

static const struct example convert_examples[] = {
    { "All there is in a story, as JSON:", "wirecopy convert -t json story.xml" },
    { "A filter in a pipeline, one story a line:", "zcat archive.gz | wirecopy convert -c -t json | jq -r .uri" },
    { "A file a story, from a folder of stories in whatever formats:", "wirecopy convert -t ninjs -o out/ in/" },
    { "Say who sent it, and see what the format has no place for:",
      "wirecopy convert -t html --set provider.name=ANA --ledger out.ledger -o out.html story.xml" },
    { NULL, NULL },
};

static const struct example watch_examples[] = {
    { "Every story that is put into in/ becomes a web page in out/:", "wirecopy watch -t html in/ out/" },
    { "By rules, until there is nothing more, from cron:", "wirecopy watch --once --route rules -t ninjs in/ out/" },
    { NULL, NULL },
};

static const struct example validate_examples[] = {
    { "Is this story right, and if not, where is it wrong?", "wirecopy validate story.json" },
    { "A verdict a file, for a folder of stories:", "wirecopy validate --quiet stories/" },
    { "By the schema of one version:", "wirecopy validate --as ninjs@2.1 story.json" },
    { "By a schema of the house:", "wirecopy validate --schema house.schema.json story.json" },
    { "By rules of the house, beside the schema:", "wirecopy validate --rules house-rules.json stories/" },
    { "Mend what has one safe answer, and see what was done:", "wirecopy validate --fix -o mended/ stories/" },
    { NULL, NULL },
};

static const struct example worker_examples[] = {
    { "Web pages of all that comes in, made by two processes:",
      "wirecopy worker -t html --queue wires --exchange pages --dead-letter wires.dead --credentials wires.cred -j 2 amqps://broker.example/news" },
    { "On a broker of this machine, with everything made that is not there:",
      "wirecopy worker -t ninjs --queue in --exchange out --dead-letter dead --declare amqp://localhost/" },
    { NULL, NULL },
};

static const struct example inspect_examples[] = {
    { "Read it page by page, in colour:", "wirecopy inspect --color always story.xml | less -R" },
    { "Beside its source, in a browser:", "wirecopy inspect --html story.xml >story.html" },
    { NULL, NULL },
};

static const struct example timeline_examples[] = {
    { "What happened to the stories of a day:", "wirecopy timeline in/2025-03-12/ | less" },
    { "Those that were killed:", "wirecopy timeline -t json in/ | jq -r 'select(.standing == \"canceled\") | .uri'" },
    { "A page of them, as things stood at six:", "wirecopy timeline -t html --as-of 2025-03-12T18:00:00Z -o day.html in/" },
    { NULL, NULL },
};

static const struct example explain_examples[] = {
    { "What to do about a loss:", "wirecopy explain loss" },
    { NULL, NULL },
};

static const struct example formats_examples[] = {
    { "What can be written:", "wirecopy formats --json | jq -r 'select(.write).name'" },
    { NULL, NULL },
};

const struct command_row command_rows[] = {
    {
        .name = "wirecopy",
        .bit = FOR_PROGRAM,
        .args = "COMMAND [OPTION...] [FILE...]",
        .help = "convert newswire copy from any format to any other, without losing a word",
        .about = "wirecopy reads stories as news agencies send them and writes them as publishers need them. "
                 "Every reader fills one and the same article and every writer prints it, so that any format goes into "
                 "any other. What a reader does not understand it keeps; what a writer has no place for it says; and "
                 "the letters read and the letters placed are counted against each other.",
        .examples = program_examples,
    },
    {
        .name = "convert",
        .bit = FOR_CONVERT,
        .args = "-t FORMAT [FILE|DIR...]",
        .words = WORDS_FILES,
        .help = "convert stories from one format to another",
        .about = "Each FILE is read and its stories are written in the format FORMAT. A folder is read with all files "
                 "in it and below, in the order of their names, those whose names begin with a dot aside. Without FILE, "
                 "or where FILE is -, standard input is read.\n\n"
                 "Several stories together are, in JSON, one value after another; in formats that have a form for "
                 "several stories they are one document.\n\n"
                 "A fault stays small. A bad value is a warning, and the story goes out. Where an input breaks off, the "
                 "stories before the fault go out, an error says where it is, and the next input is read.",
        .bugs = "Where memory ends while libarchive writes an archive (-o FILE.tar), it ends the program itself, with status 1. The "
                "archive under that name stays as it was.",
        .examples = convert_examples,
        .run = run_convert,
    },
    {
        .name = "watch",
        .bit = FOR_WATCH,
        .args = "-t FORMAT INBOX OUTBOX",
        .words = WORDS_FILES,
        .help = "convert what is put into a folder, as it comes",
        .about = "Every file that is put into the folder INBOX is read, and each of its stories appears in the folder OUTBOX, whole or "
                 "not at all, and lasting. Only then the file moves to INBOX/done, or to INBOX/failed if there was an error in it or "
                 "a story could not be written; what could be read of it is in OUTBOX all the same. Beside it goes NAME.report.json, "
                 "which says what came of it and what was found. A repeat of a name goes to done or failed with the time behind its name.\n\n"
                 "Outputs are called after the input alone: NAME.xml becomes NAME.xml.json, further stories NAME.xml-2.json and "
                 "so on. What is sent again under its name takes the place of itself. Should the machine stop at any moment, nothing "
                 "is lost and nothing comes twice: what had not moved is done again.\n\n"
                 "A file is taken when it was closed or moved in; where the system does not tell, when it has stayed the same for "
                 "a while. Passed over are folders and links, and names of files not finished: those that begin with . or # or "
                 "end with ~ or as .tmp, .part, .partial, .filepart, .swp, .upload or .lock do.\n\n"
                 "While OUTBOX cannot be written, for want of space say, nothing is taken out of INBOX, and it is tried again. One "
                 "process watches an INBOX. It stops at SIGTERM or SIGINT when what it has begun is out or taken back, with "
                 "exit status 0.",
        .examples = watch_examples,
        .run = run_watch,
    },
    {
        .name = "validate",
        .bit = FOR_VALIDATE,
        .args = "[FILE|DIR...]",
        .words = WORDS_FILES,
        .help = "judge stories by the schema of their format, and say what to mend",
        .about = "Every story in FILE is judged; what is wrong is said with its place, what is asked for there, and the id "
                 "that 'wirecopy explain' knows. A bad story keeps none of the others from being judged. The schemas are in the "
                 "program, so that nothing has to be installed or fetched. A summary of what was found stands at the end. "
                 "Without FILE, or where FILE is -, standard input is read.\n\n"
                 "Beyond the schema stand rules, of the guidelines of the standards and of what makes sense: times that run "
                 "backwards, letters read in the wrong encoding, links that lead nowhere, an embargo in the text alone. They "
                 "are warnings or of level style, which is shown with -v, and change no verdict unless --strict or --rules "
                 "says so. A format without a schema, such as plain text, is judged by them alone; with a schema of --schema "
                 "only --rules or --fix calls for them.\n\n"
                 "The exit status is 0 where all stories are valid and 1 where one is not.",
        .bugs = "libxml2 (2.9.14) does not look at every allocation while it compiles an XML Schema: should memory end just then, "
                "wirecopy ends by a signal, where it would else say so and end with status 3. It sees beforehand whether there is "
                "memory for that (8 MB; the schema of NewsML-G2 takes 3), so that only another process or thread that takes it at that very "
                "moment brings this about. Nothing half-written is left.",
        .examples = validate_examples,
        .run = run_validate,
    },
    {
        .name = "worker",
        .bit = FOR_WORKER,
        .args = "-t FORMAT --queue NAME --exchange NAME --dead-letter NAME URL",
        .words = WORDS_NONE,
        .help = "convert messages of a RabbitMQ queue, on as many machines as share it",
        .about = "Messages are taken from a queue of the broker at URL (amqp://HOST/VHOST, or amqps:// for TLS), and each story in them "
                 "is published to an exchange as a message of its own. A message is acknowledged when the broker has confirmed all "
                 "stories of it; what a worker had in hand when it or its connection died, another gets. So no story is missing, "
                 "and one may come twice, then with the same message id.\n\n"
                 "The message id is the story's uri, ';v=' and its version; without a version the uri, ';sha256=' and the hash of "
                 "what is published; without a uri that hash alone. The correlation id is the one of the message taken, or else its "
                 "message id. Headers, timestamp, priority, type, app id and reply-to are carried over; headers that "
                 "brokers act on (CC, BCC, x-death) are not, nor is the expiration. Messages are persistent.\n\n"
                 "What cannot be read goes to the dead-letter exchange with what was found, and so does a message whose stories no "
                 "queue takes. Where that exchange leads nowhere the message stays in the queue, and it is tried again.\n\n"
                 "In the formats for readers (html, ninjs, text, feeds), and out of a stylesheet, a story that is killed, withheld or under embargo is "
                 "not published: it goes to the dead-letter exchange as 'refused', unless --with-non-public is given. In the others "
                 "such facts are in the story; --publishable refuses it there too.\n\n"
                 "A lost connection is made again, after waits that grow to 30 seconds and differ from worker to worker. With SIGTERM "
                 "or SIGINT it takes no more, finishes what it has in hand, and ends with exit status 0. The library "
                 "librabbitmq is loaded when this command starts.",
        .examples = worker_examples,
        .run = run_worker,
    },
    {
        .name = "inspect",
        .bit = FOR_INSPECT,
        .args = "[FILE...]",
        .words = WORDS_FILES,
        .help = "show what is in a story, and where each part of it stands",
        .about = "For every story in FILE it shows: the format, and why it was taken for that one; the fields, each with "
                 "the line and column it was read from; the outline of the body; what was kept aside, and why; what was "
                 "skipped, and why; what was found wrong; and whether every letter is accounted for. Without FILE, or "
                 "where FILE is -, standard input is read.",
        .examples = inspect_examples,
        .run = run_inspect,
    },
    {
        .name = "timeline",
        .bit = FOR_TIMELINE,
        .args = "[FILE|DIR...]",
        .words = WORDS_FILES,
        .help = "show the versions of each story, and what changed in each",
        .about = "An agency sends a story several times: updates, corrections, repeats, perhaps a kill, and not in order. For each "
                 "story in FILE it shows whether it may be published, and its versions in the order of its life, each with what it is "
                 "(new, update, lead, writethru, correction, refile, repeat, advisory, embargo, hold, release, kill; void after a kill) and what "
                 "changed since the one before: headline, status, embargo, subjects, and paragraphs added, removed, "
                 "edited or moved. Two paragraphs are one that was edited where half of their words are the same.\n\n"
                 "Versions are known and ordered as 'wirecopy convert --latest' does it; the one that counts is marked. Stories come in "
                 "the order of their first versions. With --as-of versions made later are not there, and embargoes are held against that "
                 "time. What is not for publication is not shown. Without FILE, or where FILE is -, standard input is read.\n\n"
                 "The words of the versions are put by in a temporary file without a name (in TMPDIR); about 100 bytes a "
                 "version stay in memory.",
        .examples = timeline_examples,
        .run = run_timeline,
    },
    {
        .name = "explain",
        .bit = FOR_EXPLAIN,
        .args = "[ID...]",
        .words = WORDS_FINDINGS,
        .help = "explain what a finding means and what to do about it",
        .about = "Every finding has an id, which stands in brackets at the end of its line. For each ID it shows what "
                 "the finding means, what to do about it, and the rule it comes from. Without ID it lists all there are. "
                 "'wirecopy explain limits' lists how much an input can make the program do.",
        .examples = explain_examples,
        .run = run_explain,
    },
    {
        .name = "formats",
        .bit = FOR_FORMATS,
        .args = "",
        .words = WORDS_NONE,
        .help = "list the formats that can be read and written",
        .about = "One line a format: its name, as -f and -t take it, whether it can be read and written, its versions, "
                 "and what it is.",
        .examples = formats_examples,
        .run = run_formats,
    },
    { .name = NULL },
};

/* "  -t, --to FORMAT" padded, then the help; on a line of its own where it is too long. */
static void
put_option(struct wire_buf *out, const struct option_row *row)
{
    size_t from = out->n;

    if (row->letter != 0)
        wire_buf_printf(out, "  -%c, --%s", row->letter, row->name);
    else
        wire_buf_printf(out, "      --%s", row->name);
    if (row->arg != NULL)
        wire_buf_printf(out, " %s", row->arg);
    if (out->n - from > 28) {
        wire_buf_putc(out, '\n');
        from = out->n;
    }
    while (out->n - from < 30 && out->err == WIRE_OK)
        wire_buf_putc(out, ' ');
    wire_buf_printf(out, "%s\n", row->help);
}

static void
put_commands(struct wire_buf *out)
{
    wire_buf_puts(out, "\nCommands:\n");
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++)
        wire_buf_printf(out, "  %-12s%s\n", c->name, c->help);
}

int
show_help(const struct command_row *command)
{
    struct wire_buf out = WIRE_BUF_INIT;
    bool program = command->bit == FOR_PROGRAM;
    int st = EXIT_TROUBLE;

    if (program)
        wire_buf_printf(&out, "Usage: wirecopy %s\n%s.\n", command->args, command->help);
    else
        wire_buf_printf(&out, "Usage: wirecopy %s [OPTION...]%s%s\n%s.\n", command->name, *command->args != '\0' ? " " : "",
                        command->args, command->help);
    if (program)
        put_commands(&out);
    wire_buf_puts(&out, "\nOptions:\n");
    for (int i = 0; i < OPTIONS; i++) {
        if ((option_rows[i].commands & command->bit) != 0 && option_rows[i].help != NULL)
            put_option(&out, &option_rows[i]);
    }
    wire_buf_puts(&out, "\nExamples:\n");
    for (const struct example *e = command->examples; e->what != NULL; e++)
        wire_buf_printf(&out, "  %s\n      %s\n", e->what, e->command);
    wire_buf_printf(&out, "\nMore in wirecopy%s%s(1)%s.\n", program ? "" : "-", program ? "" : command->name,
                    program ? "; 'wirecopy COMMAND --help' is shorter" : "");
    if (out.err == WIRE_OK)
        st = print_all(out.p, out.n);
    else
        fputs("wirecopy: out of memory\n", stderr);
    wire_buf_free(&out);
    return st;
}
