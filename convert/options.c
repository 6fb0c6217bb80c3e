/* The table of options, and the command line read by it. */
#include "convert/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "convert/signals.h"
#include "convert/suggest.h"

static const char *const forms[] = { "text", "json", "sarif", NULL };
static const char *const whens[] = { "auto", "always", "never", NULL };
static const char *const tellings[] = { "text", "json", "html", NULL };
static const char *const cuttings[] = { "lines", "nul", "length", "documents", NULL };
static const char *const packings[] = { "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "zip", NULL };
static const char *const places[] = { "aside", "inline", NULL };
static const char *const shells[] = { "bash", "zsh", "fish", NULL };

const struct option_row option_rows[OPTIONS] = {
    [OPT_FROM] = {
        .name = "from", .letter = 'f', .arg = "FORMAT", .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_VALIDATE | FOR_TIMELINE | FOR_WORKER,
        .words = WORDS_READERS,
        .help = "the format of the input; without it the program looks",
        .more = "Without it the first 64 KB of each input tell its format. Give it for a pipe that stays open, "
                "since so much is then waited for.",
    },
    [OPT_TO] = {
        .name = "to", .letter = 't', .arg = "FORMAT[@VERSION]", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_WRITERS,
        .help = "the format to write, such as json",
        .more = "The command 'wirecopy formats' lists formats and versions. Without a version it is the one listed first.",
    },
    [OPT_OUTPUT] = {
        .name = "output", .letter = 'o', .arg = "FILE|DIR/", .commands = FOR_CONVERT | FOR_VALIDATE | FOR_TIMELINE,
        .words = WORDS_FILES,
        .help = "write to a file, or a file a story into a folder",
        .more = "A file appears whole or not at all: where an input breaks off, a FILE stays as it was. "
                "Into a folder (one that exists, or a name that ends with a slash, which is made) each story "
                "goes as a file of its own, named after its input: NAME.json, NAME-2.json. No story of a run "
                "replaces another, nor an input. A FILE that ends with .tar, .tar.gz, .tar.bz2, .tar.xz, .tar.zst, .tgz, .txz or "
                ".zip is an archive of such files, as old as the stories say they are: the same stories make the same bytes. Until then "
                "they are in hidden files called .wirecopy-*.tmp; those of a run that was killed go with the next into that folder.",
    },
    [OPT_ARCHIVE] = {
        .name = "archive", .arg = "FORM", .commands = FOR_CONVERT, .choices = packings,
        .help = "write an archive, also to standard output: tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip",
        .more = "Its files are as those of -o FILE.tar. It goes out as it is made: where the run is cut short it has no end, "
                "and the exit status tells.",
    },
    [OPT_COMPACT] = {
        .name = "compact", .letter = 'c', .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "JSON: one story a line",
    },
    [OPT_FRAGMENT] = {
        .name = "fragment", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "HTML: the story alone, without a page around it",
    },
    [OPT_BODY] = {
        .name = "body", .arg = "FORM", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_BODIES,
        .help = "how the body is carried, where the format has a choice",
        .more = "NewsML-G2 and NewsML 1 carry xhtml unless nitf is asked for.",
    },
    [OPT_WIDTH] = {
        .name = "width", .arg = "COLUMNS", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "text, anpa, iptc7901: columns of a line",
        .more = "Without it text has 72, iptc7901 has 69, and in anpa a paragraph is one line.",
    },
    [OPT_OUTPUT_ENCODING] = {
        .name = "output-encoding", .arg = "NAME", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "anpa, iptc7901: the character set of the receiver, such as ascii",
        .more = "Without it the output is UTF-8, which for copy in English is ASCII: the wires' own marks stand for quotation "
                "marks and dashes. Of other sets (ascii, iso-8859-1, windows-1252, iso_6937 and what else 'iconv -l' lists) "
                "those will do that have ASCII in them. A letter the set lacks is written with letters it has; what cannot "
                "be written is a question mark, a row of the ledger, and a loss.",
    },
    [OPT_STYLESHEET] = {
        .name = "stylesheet", .arg = "FILE", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "write what this XSLT 1.0 stylesheet makes of each story",
        .more = "The stylesheet is given each story as a NewsML-G2 document of its own, without what is not for publication "
                "(--with-non-public lets that in as well). -t is not needed; -t newsml-g2@VERSION names the version it "
                "is given. Its outputs stand one after another, or in a folder a file a story, whose suffix is as xsl:output "
                "says. It may read its own files and no others, writes none, and has no network; EXSLT is there. What it says "
                "with xsl:message is a warning, and with terminate=\"yes\" the story is not written.",
    },
    [OPT_PRE] = {
        .name = "pre", .arg = "FILE", .commands = FOR_CONVERT | FOR_INSPECT | FOR_VALIDATE | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "turn each input, which is XML, by this XSLT 1.0 stylesheet first",
        .more = "For XML of a vendor's own: the stylesheet makes NITF or any other format that is read. What is reported of an "
                "input names the place in what the stylesheet made. The ledger begins there too: what a stylesheet leaves out "
                "nobody counts.",
    },
    [OPT_PARAM] = {
        .name = "param", .arg = "NAME=VALUE", .commands = FOR_CONVERT | FOR_INSPECT | FOR_VALIDATE | FOR_WATCH | FOR_WORKER,
        .help = "a parameter of the stylesheets, always a string; may be repeated",
    },
    [OPT_WITH_NON_PUBLIC] = {
        .name = "with-non-public", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "carry what is not for publication, even into public formats",
        .more = "For archives. Contact lines, notebooks and notes for editors only stand in the output like all else.",
    },
    [OPT_SET] = {
        .name = "set", .arg = "FIELD=VALUE", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FIELDS,
        .help = "give a field a value, as provider.name=ANA; may be repeated",
        .more = "Fields and members of records go by their names in the article JSON. The value takes the place of "
                "what the story says. The first --set of a list takes the place of the whole list, each further "
                "one adds to it: --set keywords=sea --set keywords=fishing. Members given one after another are of "
                "one entry: --set headlines.role=main --set 'headlines.value=Ban ends'. An empty VALUE takes the "
                "field away.",
    },
    [OPT_DEFAULTS] = {
        .name = "defaults", .arg = "FILE", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "values for fields that a story has nothing of",
        .more = "Each line of FILE is FIELD = VALUE, with fields and members named as for --set; blank lines and lines "
                "that begin with # are passed over. A field is supplied only where the story has nothing of it: a story "
                "with one keyword keeps that one, and one with a provider's code is given no name for it. The members "
                "given of a record make one entry; in a list, a member that the entry has already begins the next. "
                "Of a field that takes one value the last line counts. --set is applied after the defaults, and so takes "
                "their place too. The ledger has what was supplied.",
    },
    [OPT_RESOLVE] = {
        .name = "resolve", .arg = "DIR", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "join packages with their items, of the same input or from the files in DIR",
        .more = "Where a part of a package only refers to an item by its uri, the whole item takes its place: of the "
                "version asked for, else the latest. An item of the same input that is joined is not written by itself. "
                "Every file in DIR is read once to know what is in it. The stories of an input wait for its end; past "
                "512 MB or 100000 of them they go on with what is there. Packages in packages are joined 16 deep.",
    },
    [OPT_VOCABULARY] = {
        .name = "vocabulary", .arg = "FILE", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "name the codes of stories by this knowledge item; may be repeated",
        .more = "FILE is a NewsML-G2 knowledgeItem or conceptItem, such as IPTC publishes for its media topics, or a message of "
                "them. A code of a story without a name is given one in the story's language, and its uri; a subject its broader "
                "concepts; beside a subject code (subj:) goes the concept that FILE says means the same. What a story says "
                "itself stays. Of several files the first that has a code counts. The ledger has what was supplied.",
    },
    [OPT_ENCODING] = {
        .name = "encoding", .arg = "NAME", .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_VALIDATE | FOR_TIMELINE | FOR_WORKER,
        .help = "read the input in this encoding, whatever it says of itself",
    },
    [OPT_TIMEZONE] = {
        .name = "timezone", .arg = "OFFSET", .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_TIMELINE | FOR_WORKER,
        .help = "the offset of times that have none: +02:00, -05:00 or Z",
        .more = "Without it such times stay as they are, without an offset.",
    },
    [OPT_PROFILE] = {
        .name = "profile", .arg = "NAME|FILE", .commands = FOR_CONVERT | FOR_INSPECT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "right what a vendor does by habit: auto finds the vendor's profile by the story",
        .more = "A profile says of one vendor what no standard says: the zone of its times, elements it uses for something "
                "else, its codes, what of its own is not for publication. With auto each story is treated by the profile "
                "that is for it, if there is one; with NAME all are by that one; with FILE (a name with a point or a slash "
                "in it) its profiles are looked at before those that come along. Without --profile nothing is changed, and "
                "'wirecopy inspect' says which would be for a story. inspect and the ledger say which rows acted. "
                "In a FILE each line is one of: profile NAME; for PLACE = VALUE; zone +02:00 [eu|us|au|nz]; take PLACE -> PLACE; "
                "set PLACE = VALUE; value PLACE : OLD = NEW; name FIELD : CODE = NAME; secret PLACE [= VALUE]. PLACE is a field or "
                "a member of one (title, provider.name), extra:PATH or extra:PATH[NAME] of what was kept, or an element in "
                "that (extra:PATH//ELEMENT); VALUE with a * at its end is how it begins. What a row rests on may follow "
                "behind ' -- '; lines that begin with # are passed over.",
    },
    [OPT_SPLIT] = {
        .name = "split", .arg = "PATTERN", .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_TIMELINE | FOR_WORKER,
        .help = "text: a line that matches begins another story",
        .more = "PATTERN is a Perl-compatible regular expression, tried on each line.",
    },
    [OPT_FROM_FILE] = {
        .name = "from-file", .arg = "FILE", .commands = FOR_CONVERT | FOR_VALIDATE,
        .words = WORDS_FILES,
        .help = "read the files, folders and archives named in FILE, one a line",
        .more = "They are read as they come, after those on the command line; - is standard input. Empty lines are passed over.",
    },
    [OPT_NULL] = {
        .name = "null", .letter = '0', .commands = FOR_CONVERT | FOR_VALIDATE,
        .help = "names in the file of --from-file end with NUL, as 'find -print0' writes them",
    },
    [OPT_INCLUDE] = {
        .name = "include", .arg = "PATTERN", .commands = FOR_CONVERT | FOR_VALIDATE,
        .help = "of folders and archives read only what PATTERN fits; may be repeated",
        .more = "PATTERN is as in shells: *, ? and [...]. One with a slash is held against the path below the folder or archive "
                "that was named, where * passes over slashes; one without against the last part. Files named on the command "
                "line or in a list are read whatever they are called.",
    },
    [OPT_EXCLUDE] = {
        .name = "exclude", .arg = "PATTERN", .commands = FOR_CONVERT | FOR_VALIDATE,
        .help = "of folders and archives do not read what PATTERN fits; may be repeated",
        .more = "It goes before --include. A folder that it fits is not gone into.",
    },
    [OPT_STREAM] = {
        .name = "stream", .arg = "FORM", .commands = FOR_CONVERT | FOR_VALIDATE, .choices = cuttings,
        .help = "each input is a stream of documents: lines, nul, length or documents",
        .more = "lines: one document a line, as NDJSON has them. nul: one up to each NUL byte. length: four bytes, the most "
                "significant first, say how many bytes the next document has. documents: XML or JSON one after another, "
                "each up to its own end. A document that is broken leaves the others alone, and with -j several are read at "
                "once. Documents are of 256 MB at the most.",
    },
    [OPT_ERRORS] = {
        .name = "errors", .arg = "WHERE", .commands = FOR_CONVERT, .choices = places,
        .help = "aside, or inline: in the output, in the place of the document at fault",
        .more = "For --stream into json or ninjs. A document of which no story could go out has an object in its place, "
                "{\"error\":{\"file\":...,\"document\":N,\"findings\":[...]}}, with the findings as --diagnostics json has them. They "
                "are reported on standard error as well.",
    },
    [OPT_NAME] = {
        .name = "name", .arg = "PATTERN", .commands = FOR_CONVERT,
        .help = "of -o DIR/: what the files are called, such as '{provider}/{versionCreated:%Y/%m/%d}/{uri}.json'",
        .more = "Fields of the story in braces, a member behind a dot ({provider.qcode}), what stands in for one that is not "
                "there behind a bar ({slugline|none}; else unknown), the form of a time behind a colon: %Y, %m, %d, %H, %M, %S "
                "and %j, in the offset it was written with. {input} is the name of the input without suffix, {folder} where it "
                "lies below the operand, {n} the number of the story in its input. Slashes of the pattern make folders; those "
                "of values, and what file systems elsewhere refuse, become hyphens, and no part begins with a dot. What is not "
                "for publication is in no name. Stories of one name are NAME, NAME-2, NAME-3, in the order of the inputs.",
    },
    [OPT_MIRROR] = {
        .name = "mirror", .commands = FOR_CONVERT,
        .help = "of -o DIR/: with the folders that the inputs are in, as --name '{folder}/{input}'",
    },
    [OPT_DEDUPE] = {
        .name = "dedupe", .commands = FOR_CONVERT,
        .help = "pass over stories that have come already in this run",
        .more = "The same is what says the same in every field and has the same body; when it was sent, in which message and in "
                "which file does not matter, nor, where the format is the same, the order of attributes and white space between "
                "elements. The first in the order of the inputs is written. Another story of the same uri and version that is not "
                "the same is written too, with a warning. -v counts what was passed over, --ledger names it. Kept in memory are 64 to 128 bytes a story; with "
                "--resume what came before the run was stopped counts.",
    },
    [OPT_RESUME] = {
        .name = "resume", .arg = "JOURNAL", .commands = FOR_CONVERT,
        .words = WORDS_FILES,
        .help = "keep a journal in this file, and go on where it ends",
        .more = "Give it from the first run on; where a run was stopped, by whatever, give the same command again. Inputs that "
                "were through are not read again, and what came of them counts for the exit status; a file that was changed "
                "since is read anew. The stories are the same, under the same names, as of one run: none is lost, none there "
                "twice. It needs -o DIR/.",
    },
    [OPT_FAILED] = {
        .name = "failed", .arg = "DIR", .commands = FOR_CONVERT,
        .words = WORDS_FILES,
        .help = "copy documents that were at fault into DIR, with what was found in them",
        .more = "NAME.SUFFIX is the document and NAME.SUFFIX.findings.jsonl what was found, as --diagnostics json has it. A "
                "document of a stream is called NAME.document. Of a pipe that is no stream there are the findings alone.",
    },
    [OPT_LEDGER] = {
        .name = "ledger", .arg = "FILE", .commands = FOR_CONVERT,
        .words = WORDS_FILES,
        .help = "write what became of everything read, as JSON lines",
        .more = "One line a story: its file, index and uri; how many letters and digits were read, placed and "
                "skipped, were given of the body and written of it (json and ninjs write it twice); and rows with "
                "direction (in or out), act, path, why, count, and the first line and column. With - the ledger goes to standard output, and then -o must name another place for the "
                "stories.",
    },
    [OPT_VALIDATE] = {
        .name = "validate", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "judge each story by its schema and the rules while it is read; exit 1 if one is not valid",
        .more = "One pass does both. The story is written all the same, with its errors reported: what wire copy gets wrong is "
                "seldom what its reader needs. Schema and rules are those of 'wirecopy validate', or those of --as, --schema and "
                "--rules. Where no schema is known for a format, such as text, the rules judge alone; without them such a "
                "story counts as not valid.",
    },
    [OPT_ONLY_VALID] = {
        .name = "only-valid", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "the same, and a story that is not valid is not written",
        .more = "The others of its input are. An error around the stories, as in the header of a message, is one of each "
                "story after it. A fault that shows only behind the last story cannot call back those before it.",
    },
    [OPT_REPORT] = {
        .name = "report", .arg = "FILE", .commands = FOR_CONVERT,
        .words = WORDS_FILES,
        .help = "say what the batch was like: a page, or where FILE ends in .json data",
        .more = "Stories by provider, format, type, language and hour; versions and corrections; inputs with errors, and the most frequent "
                "findings with an example of each; which fields each provider fills; what was kept though not understood, and what the "
                "output has no place for; hours without a story; sizes and speed. The page needs nothing beside it, "
                "and runs no script. Times are in UTC; one without an offset counts as that. Where SOURCE_DATE_EPOCH is set it is the time of "
                "the report, and speed is left out. "
                "Memory is bounded: past 300 providers and 1000 other names the rest is counted together.",
    },
    [OPT_ROUTE] = {
        .name = "route", .arg = "RULES", .commands = FOR_WATCH,
        .words = WORDS_FILES,
        .help = "send stories to folders and formats by the rules in a file",
        .more = "Each line of RULES is CONDITION... -> FOLDER [FORMAT...]; blank lines and lines that begin with # are passed over. "
                "A condition is FIELD=PATTERN with provider, type, subject, language, status, urgency, slugline, service or format "
                "(the one it came in). In a pattern * stands for anything and ? for one byte; patterns parted by commas are "
                "alternatives, letters count without regard to case, en is en-GB as well, and quotation marks keep blanks together. "
                "Of a provider, subject or service the name and every code count. All conditions of a line must hold. A story goes "
                "to every FOLDER whose rule holds, in each FORMAT there or, without one, in that of -t. The rule "
                "else -> FOLDER is for what no other took; without it that goes to OUTBOX itself. "
                "FOLDER is below OUTBOX, and . is that itself.",
    },
    [OPT_ONCE] = {
        .name = "once", .commands = FOR_WATCH,
        .help = "take what is there, and end",
        .more = "The exit status is then 1 if an input went to failed, and 3 if one could not be read or an output not be written; "
                "what that befell is still in INBOX.",
    },
    [OPT_POLL] = {
        .name = "poll", .commands = FOR_WATCH,
        .help = "look every few seconds: for network file systems, which do not tell what others do",
        .more = "A file is then taken once two looks have found it the same.",
    },
    [OPT_SETTLE] = {
        .name = "settle", .arg = "SECONDS", .commands = FOR_WATCH,
        .help = "how long a file must stay the same, where nothing else tells that it is whole; 2 if not given",
    },
    [OPT_AS] = {
        .name = "as", .arg = "FORMAT[@VERSION]", .commands = FOR_VALIDATE | FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_SCHEMAS,
        .help = "judge by this schema, as ninjs@2.1 or newsml-g2@2.29/core",
        .more = "Without it each story is judged by the newest schema of its family: for ninjs, of the major version that its "
                "standard or its names show. Where a valid story does not keep to the version it names itself, that is a "
                "warning.",
    },
    [OPT_SCHEMA] = {
        .name = "schema", .arg = "FILE", .commands = FOR_VALIDATE | FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "judge by a schema of your own",
        .more = "A JSON Schema (drafts 3, 4, 6, 7, 2019-09 and 2020-12; $schema says which, else 2020-12), an XML Schema, a "
                "RELAX NG schema or a DTD.",
    },
    [OPT_CATALOG] = {
        .name = "catalog", .arg = "FILE", .commands = FOR_VALIDATE | FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "where schemas are that the one of --schema refers to",
        .more = "FILE is an XML catalog (OASIS XML Catalogs 1.1). Nothing is ever fetched from the network.",
    },
    [OPT_STRICT] = {
        .name = "strict", .commands = FOR_VALIDATE | FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "warnings are errors: of rules, and of texts not of their format (uri, date-time)",
    },
    [OPT_RULES] = {
        .name = "rules", .arg = "FILE", .commands = FOR_VALIDATE | FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .words = WORDS_FILES,
        .help = "rules of the house: levels of rules, fields asked for; or none",
        .more = "FILE is JSON: an object with \"rules\", which gives rules by id a level (error, warning, style, off), and "
                "\"fields\", a list of what is asked of fields. An entry has \"field\", named as in the article JSON (slugline, "
                "headlines.value, bodies.value), and what it asks: \"required\": true, \"values\": a list of those allowed, "
                "\"pattern\": a regular expression that must be found in it, \"min\" and \"max\": its length, with \"unit\" characters "
                "or words. Whose stories it is for is said by \"provider\" (name, qcode, uri or literal), \"format\", \"type\" and, of "
                "entries with roles, \"role\". \"level\" is error unless said otherwise, and \"say\" is shown with the finding. With "
                "none for FILE stories are judged by their schema alone.",
    },
    [OPT_FIX] = {
        .name = "fix", .commands = FOR_VALIDATE,
        .help = "mend what has one safe answer, say what was done, and write the result",
        .more = "Where a rule has one safe answer, the source is changed there, and all other bytes stay as they are. Each change "
                "is a finding named fixed. The verdict is on the result. It goes to standard output, or where -o or --in-place "
                "say. 'wirecopy explain' tells of each rule whether --fix mends it.",
    },
    [OPT_IN_PLACE] = {
        .name = "in-place", .commands = FOR_VALIDATE,
        .help = "with --fix: the result takes the place of the input",
        .more = "A file that has nothing to be mended is not touched; one that has appears whole or not at all.",
    },
    [OPT_QUEUE] = {
        .name = "queue", .arg = "NAME", .commands = FOR_WORKER, .words = WORDS_NONE,
        .help = "the queue that messages are taken from",
    },
    [OPT_EXCHANGE] = {
        .name = "exchange", .arg = "NAME", .commands = FOR_WORKER, .words = WORDS_NONE,
        .help = "the exchange that stories are published to",
        .more = "With an empty NAME it is the one whose routing keys are names of queues.",
    },
    [OPT_DEAD_LETTER] = {
        .name = "dead-letter", .arg = "NAME", .commands = FOR_WORKER, .words = WORDS_NONE,
        .help = "the exchange for messages that did not become stories",
        .more = "The message goes there as it came, with its headers, and these: x-wirecopy-reason, which is its routing key too "
                "(unreadable, invalid, refused, unroutable, no-story, loss, warnings); x-wirecopy-diagnostics, what was found, a JSON object a "
                "line, 8 KB of it at most; x-wirecopy-stories, how many stories of it went out all the same; x-wirecopy-queue and "
                "x-wirecopy-routing-key, where it came from.",
    },
    [OPT_KEY] = {
        .name = "key", .arg = "PATTERN", .commands = FOR_WORKER, .words = WORDS_NONE,
        .help = "routing key of a story, as {provider}.{language}.{type}",
        .more = "That is also what it is without this option. In braces stands a field of the article JSON, or a member of a record "
                "({located.country}); what the story lacks is 'unknown', or what stands behind a bar: {urgency|5}. {key} is the "
                "routing key the message came with. Dots, stars, hashes and blanks of a value become dashes.",
    },
    [OPT_DECLARE] = {
        .name = "declare", .commands = FOR_WORKER,
        .help = "make the queue and the exchanges if they are not there",
        .more = "The exchanges are durable and of type topic. The queue is a quorum queue; what was delivered 20 times in vain goes "
                "from it to the dead-letter exchange, and for that exchange there is a quorum queue of the same name that takes all. "
                "Without this option they must be there.",
    },
    [OPT_PREFETCH] = {
        .name = "prefetch", .arg = "N", .commands = FOR_WORKER, .words = WORDS_NONE,
        .help = "messages in hand at once, 1 to 1000; 50 if not given",
    },
    [OPT_HEARTBEAT] = {
        .name = "heartbeat", .arg = "SECONDS", .commands = FOR_WORKER, .words = WORDS_NONE,
        .help = "a connection silent for twice as long is dead; 30 if not given",
    },
    [OPT_CREDENTIALS] = {
        .name = "credentials", .arg = "FILE", .commands = FOR_WORKER, .words = WORDS_FILES,
        .help = "user and password for the broker, in a file only you can read",
        .more = "It has the lines 'user = NAME' and 'password = WORD'. Without it the variables WIRECOPY_AMQP_USER and "
                "WIRECOPY_AMQP_PASSWORD of the environment count, then a user in the URL, then guest and guest. A password in "
                "the URL is refused: all who list processes would see it.",
    },
    [OPT_CA_FILE] = {
        .name = "ca-file", .arg = "FILE", .commands = FOR_WORKER, .words = WORDS_FILES,
        .help = "amqps: certificates of the authorities that are trusted (PEM)",
        .more = "Without it they are those of the system.",
    },
    [OPT_CERT] = {
        .name = "cert", .arg = "FILE", .commands = FOR_WORKER, .words = WORDS_FILES,
        .help = "amqps: a certificate to show to the broker (PEM)",
    },
    [OPT_CERT_KEY] = {
        .name = "cert-key", .arg = "FILE", .commands = FOR_WORKER, .words = WORDS_FILES,
        .help = "amqps: its key (PEM)",
    },
    [OPT_NO_VERIFY] = {
        .name = "no-verify", .commands = FOR_WORKER,
        .help = "amqps: take any certificate of the broker; for trials only",
    },
    [OPT_LATEST] = {
        .name = "latest", .commands = FOR_CONVERT,
        .help = "of each story only the newest version that is among the inputs",
        .more = "Versions of a story are known by their uri (in NewsML 1 without the revision at its end); a story without "
                "uri is one by itself. The version number decides, then the time the version was created, then the place in "
                "the batch; a story that says no version is of version 1. A kill stays a kill: no version is newer than the one that "
                "cancels the story, and it is written. For this all inputs are read twice; standard input and "
                "pipes are put by in a temporary file (in TMPDIR). Kept in memory are about 100 bytes a story.",
    },
    [OPT_PUBLISHABLE] = {
        .name = "publishable", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "refuse what must not be published: killed, withheld, under embargo, superseded",
        .more = "A refused story is not written, a warning says why (story-canceled, story-withheld, story-embargoed, "
                "story-superseded), and the exit status is 1; the other stories are written all the same, to a FILE too. "
                "Superseded is a story of which a newer version is among the inputs, as --latest tells it. An embargo is held "
                "against the clock, or against --as-of. One whose end has no offset is over when it is so everywhere, 12 hours "
                "after UTC, unless --timezone gives one.",
    },
    [OPT_AS_OF] = {
        .name = "as-of", .arg = "TIME", .commands = FOR_CONVERT | FOR_TIMELINE,
        .help = "what could be published at that time",
        .more = "TIME is as 2025-01-23T19:00:00+01:00, or a day, at whose beginning it is; without an offset it is at --timezone, else "
                "UTC. Versions made later are not there; of the others the newest counts, and is written if it "
                "could be published then. What could not is passed over, with --publishable with a warning and exit status 1.",
    },
    [OPT_FORM] = {
        .name = "to", .letter = 't', .arg = "FORM", .commands = FOR_TIMELINE, .choices = tellings,
        .help = "what to write: text, json or html",
        .more = "json is one story a line, html one page that needs nothing else. Without it the timeline is text for a terminal.",
    },
    [OPT_JOBS] = {
        .name = "jobs", .letter = 'j', .arg = "N", .commands = FOR_CONVERT | FOR_VALIDATE | FOR_WORKER,
        .help = "read and write with N threads",
        .more = "What comes out is the same, in the same order, whatever N is. It helps where there are many inputs: "
                "one input is read by one thread. Without it there is one for each processor, up to 8, where 16 files or more, "
                "a folder, an archive or a list are read, and else one. validate --fix reads and mends with one. In worker they are "
                "processes, each with a connection of its own.",
    },
    [OPT_FAIL_IF_LOSS] = {
        .name = "fail-if-loss", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "exit 1 if a letter of a story is not accounted for",
        .more = "The story is written all the same.",
    },
    [OPT_FAIL_IF_WARNINGS] = {
        .name = "fail-if-warnings", .commands = FOR_CONVERT | FOR_WATCH | FOR_WORKER,
        .help = "exit 1 if there is any warning",
        .more = "The stories are written all the same.",
    },
    [OPT_NO_SANDBOX] = {
        .name = "no-sandbox", .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_VALIDATE | FOR_TIMELINE | FOR_WORKER,
        .help = "do not shut the program in before it reads",
        .more = "Before the first story is read the program gives up what it does not need: it opens only the files and folders "
                "that the command line names (with --from-file any, but only to read), starts no other program and makes no "
                "connection but to a broker. That is by Landlock and seccomp, as far as the kernel has them; -v says what "
                "holds. A file that takes the place of one named while the run is on is another file, and is not opened.",
    },
    [OPT_DIAGNOSTICS] = {
        .name = "diagnostics", .arg = "FORM", .commands = FOR_CONVERT | FOR_WATCH | FOR_VALIDATE | FOR_TIMELINE | FOR_WORKER, .choices = forms,
        .help = "how to report on standard error: text, json or sarif",
        .more = "json is one object a line; sarif is one document in SARIF 2.1.0.",
    },
    [OPT_COLOR] = {
        .name = "color", .arg = "WHEN", .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_EXPLAIN | FOR_FORMATS | FOR_VALIDATE | FOR_TIMELINE | FOR_WORKER, .choices = whens,
        .help = "colours: auto (on a terminal), always or never",
    },
    [OPT_HTML] = {
        .name = "html", .commands = FOR_INSPECT,
        .help = "a page of one FILE: the source on one side, the article on the other",
        .more = "Every part of the source is coloured by what became of it: field, body, kept though not understood, skipped, not for "
                "publication; and linked to its place in the article, as that is to the source. The page goes to standard output, "
                "needs nothing beside it and runs no script.",
    },
    [OPT_JSON] = {
        .name = "json", .commands = FOR_FORMATS,
        .help = "for machines: one JSON object a line",
    },
    [OPT_QUIET] = {
        .name = "quiet", .letter = 'q', .commands = FOR_CONVERT | FOR_WATCH | FOR_VALIDATE | FOR_WORKER,
        .help = "report errors only; in validate: one line a file, PATH: valid or PATH: invalid",
    },
    [OPT_VERBOSE] = {
        .name = "verbose", .letter = 'v', .commands = FOR_CONVERT | FOR_WATCH | FOR_INSPECT | FOR_VALIDATE | FOR_TIMELINE | FOR_WORKER,
        .help = "say more: what was read and guessed, and every value in full",
        .more = "In convert and validate it also lets findings of level style through.",
    },
    [OPT_HELP] = {
        .name = "help", .letter = 'h', .commands = FOR_ALL,
        .help = "show this help",
    },
    [OPT_VERSION] = {
        .name = "version", .commands = FOR_PROGRAM,
        .help = "show the version",
    },
    [OPT_MANUAL] = {
        .name = "manual", .arg = "PAGE", .commands = FOR_PROGRAM,
    },
    [OPT_COMPLETION] = {
        .name = "completion", .arg = "SHELL", .commands = FOR_PROGRAM, .choices = shells,
    },
};

int
usage_error(const struct command_row *command, const char *fmt, ...)
{
    char text[1024];
    bool program = command->bit == FOR_PROGRAM;
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    for (char *p = text; *p != '\0'; p++) { /* what was typed must not steer the terminal */
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = '?';
    }
    fprintf(stderr, "wirecopy%s%s: %s\nTry 'wirecopy%s%s --help'.\n", program ? "" : " ", program ? "" : command->name,
            text, program ? "" : " ", program ? "" : command->name);
    return EXIT_USAGE;
}

/* "; did you mean X?" or nothing, for the end of a message. */
static const char *
did_you_mean(char *room, size_t n, const char *dashes, const struct suggestion *s)
{
    if (s->best == NULL)
        return "";
    snprintf(room, n, "; did you mean %s%s?", dashes, s->best);
    return room;
}

static int
unknown_option(const struct options *o, const char *typed, size_t n)
{
    char name[80], hint[120];
    struct suggestion s;
    unsigned elsewhere = 0;

    snprintf(name, sizeof name, "%.*s", (int)(n < 70 ? n : 70), typed);
    s = suggest_for(name);
    for (int i = 0; i < OPTIONS; i++) {
        if ((option_rows[i].commands & o->command->bit) != 0 && option_rows[i].help != NULL)
            suggest_offer(&s, option_rows[i].name);
        if (strcmp(option_rows[i].name, name) == 0)
            elsewhere = option_rows[i].commands;
    }
    for (const struct command_row *c = command_rows; elsewhere != 0 && c->name != NULL; c++) {
        if ((c->bit & elsewhere) != 0)
            return usage_error(o->command, "--%s is an option of 'wirecopy%s%s', not of this command", name,
                               c->bit == FOR_PROGRAM ? "" : " ", c->bit == FOR_PROGRAM ? "" : c->name);
    }
    return usage_error(o->command, "unknown option --%s%s", name, did_you_mean(hint, sizeof hint, "--", &s));
}

/* Take an option with its argument (NULL: none). */
static int
take(struct options *o, enum option which, const char *arg)
{
    const struct option_row *row = &option_rows[which];
    struct suggestion s;
    char hint[80], all[200];
    size_t n;

    o->value[which] = arg != NULL ? arg : "";
    if (which == OPT_SET)
        o->sets[o->set_count++] = arg;
    if (which == OPT_PARAM)
        o->params[o->param_count++] = arg;
    if (which == OPT_INCLUDE || which == OPT_EXCLUDE)
        o->patterns[o->pattern_count++] = (struct pattern){ arg, which == OPT_EXCLUDE };
    if (which == OPT_VOCABULARY)
        o->vocabularies[o->vocabulary_count++] = arg;
    if (row->choices == NULL)
        return -1;
    snprintf(all, sizeof all, "it is one of");
    s = suggest_for(arg);
    for (const char *const *choice = row->choices; *choice != NULL; choice++) {
        if (strcmp(*choice, arg) == 0)
            return -1;
        suggest_offer(&s, *choice);
        n = strlen(all);
        snprintf(all + n, sizeof all - n, "%s %s", choice != row->choices ? "," : "", *choice);
    }
    return usage_error(o->command, "--%s cannot be '%s': %s%s", row->name, arg, all, did_you_mean(hint, sizeof hint, "", &s));
}

/* "--name", "--name=value" or "--name value"; *at is where argv stands. */
static int
take_long(struct options *o, char **argv, int argc, int *at)
{
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t n = equals != NULL ? (size_t)(equals - name) : strlen(name);

    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &option_rows[i];
        if ((row->commands & o->command->bit) == 0 || strncmp(row->name, name, n) != 0 || row->name[n] != '\0')
            continue;
        if (row->arg == NULL && equals != NULL)
            return usage_error(o->command, "--%s takes no value", row->name);
        if (row->arg == NULL)
            return take(o, (enum option)i, NULL);
        if (equals != NULL)
            return take(o, (enum option)i, equals + 1);
        if (*at + 1 >= argc)
            return usage_error(o->command, "--%s needs a value: --%s %s", row->name, row->name, row->arg);
        return take(o, (enum option)i, argv[++*at]);
    }
    return unknown_option(o, name, n);
}

/* "-cq", "-tjson" or "-t json". */
static int
take_letters(struct options *o, char **argv, int argc, int *at)
{
    for (const char *p = argv[*at] + 1; *p != '\0'; p++) {
        int i = 0, st;
        while (i < OPTIONS && (option_rows[i].letter != *p || (option_rows[i].commands & o->command->bit) == 0))
            i++;
        if (i == OPTIONS)
            return usage_error(o->command, "unknown option -%c", *p);
        if (option_rows[i].arg == NULL) {
            if ((st = take(o, (enum option)i, NULL)) >= 0)
                return st;
            continue;
        }
        if (p[1] != '\0')
            return take(o, (enum option)i, p + 1);
        if (*at + 1 >= argc)
            return usage_error(o->command, "-%c needs a value: -%c %s", *p, *p, option_rows[i].arg);
        return take(o, (enum option)i, argv[++*at]);
    }
    return -1;
}

static int
unknown_command(const char *typed)
{
    struct suggestion s = suggest_for(typed);
    struct stat st;
    char hint[80];

    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++)
        suggest_offer(&s, c->name);
    if (s.best == NULL && stat(typed, &st) == 0)
        return usage_error(command_rows, "say what to do with %s: 'wirecopy inspect %s' shows what is in it", typed, typed);
    return usage_error(command_rows, "unknown command '%s'%s", typed, did_you_mean(hint, sizeof hint, "", &s));
}

static int
find_command(struct options *o, int argc, char **argv)
{
    o->command = command_rows;
    if (argc < 2)
        return usage_error(o->command, "say what to do: convert, watch, worker, validate, inspect, timeline, explain or formats");
    if (argv[1][0] == '-' && argv[1][1] != '\0')
        return -1;
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++) {
        if (strcmp(c->name, argv[1]) == 0) {
            o->command = c;
            return -1;
        }
    }
    return unknown_command(argv[1]);
}

int
options_parse(struct options *o, int argc, char **argv)
{
    bool only_files = false;
    int st;

    *o = (struct options){ 0 };
    if ((st = find_command(o, argc, argv)) >= 0)
        return st;
    o->sets = malloc((size_t)argc * sizeof *o->sets);
    o->vocabularies = malloc((size_t)argc * sizeof *o->vocabularies);
    o->params = malloc((size_t)argc * sizeof *o->params);
    o->patterns = malloc((size_t)argc * sizeof *o->patterns);
    o->files = malloc((size_t)argc * sizeof *o->files);
    if (o->sets == NULL || o->vocabularies == NULL || o->params == NULL || o->patterns == NULL || o->files == NULL) {
        fputs("wirecopy: out of memory\n", stderr);
        return EXIT_TROUBLE;
    }
    for (int i = o->command == command_rows ? 1 : 2; i < argc; i++) {
        if (only_files || argv[i][0] != '-' || argv[i][1] == '\0') {
            o->files[o->file_count++] = argv[i];
            continue;
        }
        if (strcmp(argv[i], "--") == 0)
            only_files = true;
        else if ((st = argv[i][1] == '-' ? take_long(o, argv, argc, &i) : take_letters(o, argv, argc, &i)) >= 0)
            return st;
    }
    return -1;
}

void
options_free(struct options *o)
{
    free(o->sets);
    free(o->vocabularies);
    free(o->params);
    free(o->patterns);
    free(o->files);
}

int
print_all(const char *text, size_t n)
{
    while (n > 0) {
        ssize_t put = write(STDOUT_FILENO, text, n);
        if (put < 0 && try_again(STDOUT_FILENO, true))
            continue;
        if (put < 0 && errno == EPIPE)
            return EXIT_GOOD; /* whoever read has read enough */
        if (put < 0) {
            fprintf(stderr, "wirecopy: standard output: cannot be written: %s\n", strerror(errno));
            return EXIT_TROUBLE;
        }
        text += put;
        n -= (size_t)put;
    }
    return EXIT_GOOD;
}
