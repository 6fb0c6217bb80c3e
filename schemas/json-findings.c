/* What can be said of a story by a JSON Schema, and of a schema itself. */
#include "schemas/json-engine.h"
#include "schemas/json-program.h"

#define FINDING(name, id, level, text, remedy, rule) \
    const struct wire_finding wire_js_##name = { id, level, text, remedy, rule };
#define VALIDATION "JSON Schema Validation "
#define CORE "JSON Schema Core "

FINDING(type, "json-type", WIRE_ERROR, "a value is of the wrong type",
        "Write a value of the type named. Often a number stands in quotation marks, or one thing where a list of them is "
        "asked for.",
        VALIDATION "6.1.1, type")
FINDING(enum, "json-enum", WIRE_ERROR, "a value is none of those allowed here",
        "Take one of the values named; case counts.", VALIDATION "6.1.2, enum")
FINDING(const, "json-const", WIRE_ERROR, "a value is not the one that must stand here", "Write the value named.",
        VALIDATION "6.1.3, const")
FINDING(required, "json-required", WIRE_ERROR, "a member that must be there is missing",
        "Give the object the member named. See that its name is written as the standard has it: case counts.",
        VALIDATION "6.5.3, required")
FINDING(additional, "json-additional", WIRE_ERROR, "a member stands here that the schema does not know",
        "Mend its name (case counts), move it to where it belongs, or take it out; it may be of another version of the standard: "
        "--as names one.",
        CORE "10.3.2.3, additionalProperties")
FINDING(unevaluated, "json-unevaluated", WIRE_ERROR, "a member or item stands here that no part of the schema knows",
        "Mend its name (case counts), move it to where it belongs, or take it out; it may be of another version of the standard: "
        "--as names one.",
        CORE "11, unevaluatedProperties and unevaluatedItems")
FINDING(pattern, "json-pattern", WIRE_ERROR, "a text does not have the form asked for",
        "Write it as the pattern has it; times, for example, need their parts in full.", VALIDATION "6.3.3, pattern")
FINDING(format, "json-format", WIRE_WARNING, "a text is not of the format named, and programs that rely on it will stumble",
        "Write it in that format: a date-time as 2024-05-01T09:30:00Z (RFC 3339), a uri with its scheme (RFC 3986). "
        "With --strict this is an error.",
        VALIDATION "7, format")
FINDING(format_strict, "json-format-strict", WIRE_ERROR, "a text is not of the format named",
        "Write it in that format: a date-time as 2024-05-01T09:30:00Z (RFC 3339), a uri with its scheme (RFC 3986). "
        "Without --strict this is a warning.",
        VALIDATION "7, format")
FINDING(length, "json-length", WIRE_ERROR, "a text is too short or too long", "Mend the text; characters are counted, not bytes.",
        VALIDATION "6.3.1 and 6.3.2, maxLength and minLength")
FINDING(range, "json-range", WIRE_ERROR, "a number is outside what is allowed here", "Write a number within the bounds named.",
        VALIDATION "6.2, minimum, maximum and their exclusive forms")
FINDING(multiple, "json-multiple", WIRE_ERROR, "a number is no whole multiple of the one asked for",
        "Round it to a multiple of the number named.", VALIDATION "6.2.1, multipleOf")
FINDING(item_count, "json-item-count", WIRE_ERROR, "a list has too few or too many items",
        "Give it as many items as are asked for.",
        VALIDATION "6.4.1 and 6.4.2, maxItems and minItems")
FINDING(unique, "json-unique", WIRE_ERROR, "an item stands in a list twice that must hold each only once",
        "Take one of the two out.", VALIDATION "6.4.3, uniqueItems")
FINDING(contains, "json-contains", WIRE_ERROR, "a list has too few or too many items of a kind",
        "Give it as many items of the kind asked for as the schema says.", CORE "10.3.1.3, contains")
FINDING(member_count, "json-member-count", WIRE_ERROR, "an object has too few or too many members",
        "Give it as many members as are asked for.", VALIDATION "6.5.1 and 6.5.2, maxProperties and minProperties")
FINDING(member_name, "json-member-name", WIRE_ERROR, "a member's name is not of the form asked for", "Mend the name.",
        CORE "10.3.2.4, propertyNames")
FINDING(dependent, "json-dependent", WIRE_ERROR, "a member is missing that another one needs beside it",
        "Give the object the member named, or take out the one that needs it.", VALIDATION "6.5.4, dependentRequired")
FINDING(any_of, "json-any-of", WIRE_ERROR, "a value fits none of the alternatives",
        "Make it fit one of them; the schema lists them under anyOf or type.", CORE "10.2.1.2, anyOf")
FINDING(one_of, "json-one-of", WIRE_ERROR, "a value must fit exactly one of the alternatives",
        "Where it fits none, make it fit one; where it fits several, leave one of them out: of members that exclude each other "
        "give "
        "only one.",
        CORE "10.2.1.3, oneOf")
FINDING(not, "json-not", WIRE_ERROR, "a value is what the schema rules out", "See in the schema what must not be there.",
        CORE "10.2.1.4, not")
FINDING(never, "json-never", WIRE_ERROR, "nothing may stand here", "Take the value out.", CORE "4.3.2, the schema false")
FINDING(more, "json-more", WIRE_ERROR, "there is more wrong with this story than is said here",
        "Mend what was said first; much of the rest often has the same cause.", NULL)
FINDING(bound, "json-bound", WIRE_ERROR, "judging this takes more work than any real story needs; there is no verdict",
        "Schemas within schemas and patterns can be made to take for ever. Look at the schema and at what sent the story.", NULL)
FINDING(loop, "json-loop", WIRE_ERROR, "the schema refers to itself without end; there is no verdict",
        "A reference may come back to a schema only for a part of the value, not for the same value. Mend the schema.",
        CORE "9.4.1, guarding against infinite recursion")
FINDING(keyword, "json-schema-keyword", WIRE_ERROR, "the schema is no JSON Schema here", "Mend the schema at the place named.",
        "JSON Schema Core and Validation")
FINDING(ref, "json-schema-ref", WIRE_ERROR, "the schema refers to one that is not there",
        "Nothing is fetched from the network: name a catalog with --catalog that says in which file it is.",
        CORE "8.2, references")
FINDING(regex, "json-schema-pattern", WIRE_ERROR, "the schema has a pattern that is no regular expression",
        "Patterns are regular expressions of ECMA-262. Mend the schema at the place named.", CORE "6.4, regular expressions")

FINDING(large, "json-schema-large", WIRE_ERROR, "the schema is larger than one may be",
        "It was made to be, or by a program that repeats itself. 'wirecopy explain limits' has the bounds.", NULL)

#define WIRE_JS_ROW(name) &wire_js_##name,
const struct wire_finding *const wire_json_schema_findings[] = {
    WIRE_JS_FINDINGS_OF_STORIES(WIRE_JS_ROW) WIRE_JS_FINDINGS_OF_SCHEMAS(WIRE_JS_ROW) WIRE_JSON_FINDINGS,
    &wire_json_engine_newer, &wire_json_engine_empty, NULL
};
