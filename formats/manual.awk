# libwirecopy(3) out of wirecopy.h: its contracts are the comments there, and nothing is said twice.
#   awk -v date="November 22, 2026" -f manual.awk wirecopy.h
#
# The header is paragraphs: a comment, then the declarations it is about. Functions become items of a list;
# types are shown as they stand. A comment "--- name: what it is ---" begins a section.

function escaped(s) {
    gsub(/\\/, "\\e", s)
    if (s ~ /^[.']/)
        s = "\\&" s
    return s
}

function put_line(s) {
    if (s != "")
        print escaped(s)
}

# Text wrapped, a new sentence on a new line, a function marked as one.
function put_text(s,    n, i, word, line, name) {
    n = split(s, word, /[ \t]+/)
    for (i = 1; i <= n; i++) {
        if (word[i] == "")
            continue
        begun = 0
        if (word[i] ~ /^[a-z_]+\(\)[.,;]?$/) {
            put_line(line)
            line = ""
            name = word[i]
            sub(/\(\)/, " ", name)
            sub(/ $/, "", name)
            print ".Fn " name
            continue
        }
        if (line != "" && length(line) + length(word[i]) > 76) {
            put_line(line)
            line = ""
        }
        line = line (line == "" ? "" : " ") word[i]
        if (word[i] ~ /[A-Za-z0-9_)"][.?!]$/) {
            put_line(line)
            line = ""
        }
    }
    put_line(line)
}

# A paragraph begins, unless one just has.
function begin() {
    if (!begun)
        print ".Pp"
    begun = 1
}

function sentence(s) {
    sub(/^ +/, "", s)
    sub(/ +$/, "", s)
    if (s !~ /[.?!:]$/)
        s = s "."
    return (s ~ /^(as in|of |b|NULL)/ || s ~ /^[a-z]+_/ ? s : toupper(substr(s, 1, 1)) substr(s, 2))
}

function open_list() {
    if (!listed)
        print ".Bl -tag -width Ds"
    listed = 1
}

function close_list() {
    if (listed)
        print ".El"
    listed = 0
}

# "const char *wire_x(int a, int b);" as an item.
function put_function(s,    at, head, name, args, n, i, arg, line) {
    gsub(/[ \t]+/, " ", s)
    at = match(s, /wire_[a-z0-9_]+\(/)
    head = substr(s, 1, at - 1)
    sub(/ $/, "", head)
    name = substr(s, at, RLENGTH - 1)
    args = substr(s, at + RLENGTH)
    sub(/\);.*$/, "", args)
    open_list()
    line = ".It Ft \"" head "\" Fn " name
    n = split(args, arg, /, */)
    for (i = 1; i <= n; i++)
        line = line " \"" arg[i] "\""
    print line
}

function put_paragraph(    i, comment, trailing, each) {
    comment = about
    if (code_lines == 0) {
        if (comment ~ /^--- .* ---$/) {
            close_list()
            gsub(/^--- | ---$/, "", comment)
            print ".Ss " toupper(substr(comment, 1, 1)) substr(comment, 2)
            begun = 1
        }
    } else if (functions) {
        # What is said of all of them stands under the last, or where each has a word of its own, under the first.
        each = 0
        for (i = 1; i <= code_lines; i++)
            each += code[i] ~ /\/\*/
        for (i = 1; i <= code_lines; i++) {
            trailing = ""
            if (match(code[i], /\/\*.*\*\//)) {
                trailing = substr(code[i], RSTART + 2, RLENGTH - 4)
                code[i] = substr(code[i], 1, RSTART - 1)
            }
            put_function(code[i])
            if (comment != "" && i == (each ? 1 : code_lines))
                put_text(comment)
            if (trailing != "")
                put_text(sentence(trailing))
        }
    } else {
        close_list()
        if (comment != "") {
            begin()
            put_text(comment)
        }
        begun = 0
        print ".Bd -literal"
        for (i = 1; i <= code_lines; i++)
            print escaped(code[i])
        print ".Ed"
    }
    about = ""
    code_lines = functions = 0
}

function put_head() {
    print ".Dd " date "\n.Dt LIBWIRECOPY 3\n.Os\n.Sh NAME\n.Nm libwirecopy\n.Nd " title
    print ".Sh SYNOPSIS\n.In wirecopy.h\n.Sh DESCRIPTION"
    begun = 1
}

# The comment at the top: what it is; terms with what holds of each; a whole program.
FNR == 1 { next }
!past_top && FNR == 2 {
    title = $0
    sub(/^ \* wirecopy: /, "", title)
    sub(/\.$/, "", title)
    put_head()
    next
}
!past_top && /EXAMPLE BEGIN/ { in_example = 1; next }
!past_top && /EXAMPLE END/ { in_example = 0; next }
!past_top && in_example {
    sub(/^ \* ?/, "")
    example[++example_lines] = $0
    next
}
!past_top && /^ \*\/$/ {
    put_text(text)
    if (terms)
        print ".El"
    past_top = 1
    begun = 0
    next
}
!past_top {
    sub(/^ \* ?/, "")
    if (/^[A-Z][a-z]+ +[^ ]/ && match($0, /^[A-Z][a-z]+ +/) && RLENGTH == 11) {
        if (text != "")
            put_text(text)
        if (!terms++)
            print ".Bl -tag -width Ownership"
        print ".It " $1
        text = substr($0, 12)
        pending = 0
    } else if ($0 == "") {
        put_text(text)
        text = ""
        if (terms)
            print ".El"
        terms = 0
        pending = 1
    } else if ($0 ~ /^A whole program/) {
        whole = $0
    } else {
        if (pending)
            begin()
        pending = 0
        text = text " " $0
    }
    next
}

# The rest of the header.
/^#/ || /^extern "C"/ || /^}$/ || /The library is compiled with all names hidden/ { next }
in_comment || /^\/\*/ {
    line = $0
    in_comment = line !~ /\*\/ *$/
    sub(/^\/\*/, "", line)
    sub(/\*\/ *$/, "", line)
    sub(/^ \* ?/, "", line)
    gsub(/^ +| +$/, "", line)
    about = about (about == "" || line == "" ? "" : " ") line
    next
}
/^$/ && !in_braces { put_paragraph(); next }
{
    if (in_call) { # a prototype over two lines
        sub(/^ +/, " ")
        code[code_lines] = code[code_lines] $0
    } else {
        code[++code_lines] = $0
    }
    if (/^[a-z].*[ *]wire_[a-z0-9_]+\(/ && !/^typedef/)
        functions = 1
    in_call = functions && code[code_lines] !~ /;/
    in_braces = (in_braces || /\{$/) && !/^};/
}

END {
    put_paragraph()
    close_list()
    print ".Sh EXAMPLES"
    put_text(whole)
    print ".Bd -literal"
    for (i = 1; i <= example_lines; i++)
        print escaped(example[i])
    print ".Ed\n.Sh SEE ALSO\n.Xr wirecopy 1 ,\n.Xr wirecopy-findings 7 ,\n.Xr wirecopy-mapping 7"
}
