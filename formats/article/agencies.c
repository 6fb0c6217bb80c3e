/* The agencies and release wires, by the name they sign with, and how each writes its dateline. */
#include "article/agencies.h"

#include "article/copy.h"

#define R WIRE_TAG_ROUND
#define S WIRE_TAG_SLASH

/*
 * Agency practice. A row says what is usual; round brackets and a dash are understood of all.
 * Those with a bare tag stand first: they are looked for at every word of a paragraph's head.
 */
static const struct wire_agency agencies[] = {
    { "Kyodo", R | WIRE_TAG_BARE },
    { "Kyodo News", R | WIRE_TAG_BARE },
    { "KYODO", R | WIRE_TAG_BARE },
    { "AAP", R | WIRE_TAG_BARE },
    { "IRNA", R | WIRE_TAG_BARE },
    { "ISNA", R | WIRE_TAG_BARE },
    { "MNA", R | WIRE_TAG_BARE },
    { "RIA Novosti", R | WIRE_TAG_BARE },
    { "\xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8", R | WIRE_TAG_BARE },
    { "SPA", R | WIRE_TAG_BARE },
    { "Armenpress", R | WIRE_TAG_BARE },
    { "INTERFAX.RU", R | WIRE_TAG_BARE },
    { "GNA", R | WIRE_TAG_BARE },
    { "KAZINFORM", R | WIRE_TAG_BARE },
    { "Kazinform", R | WIRE_TAG_BARE },
    { "CMC", R | WIRE_TAG_BARE },
    { "Reuters", R | S },
    { "Thomson Reuters Foundation", R },
    { "Reuters Health", R },
    { "Reuters Breakingviews", R },
    { "Breakingviews", R },
    { "Variety.com", R },
    { "OPTA", R },
    { "Gracenote", R },
    { "LPC", R },
    { "IFR", R },
    { "Field Level Media", R },
    { "AP", R },
    { "Associated Press", R },
    { "The Associated Press", R },
    { "AFP", R },
    { "AFPTV", R },
    { "dpa", R | S },
    { "dpa-AFX", R },
    { "lni", R },
    { "lhe", R },
    { "lnw", R },
    { "lby", R },
    { "lsw", R },
    { "lrs", R },
    { "sn", R },
    { "tca", R },
    { "AFX", R },
    { "Xinhua", R | S },
    { "EFE", R | WIRE_TAG_ALONE },
    { "Agencia EFE", R },
    { "EUROPA PRESS", R },
    { "ANSA", R | WIRE_TAG_FIRST },
    { "AGI", R | WIRE_TAG_FIRST },
    { "Adnkronos", R | WIRE_TAG_FIRST },
    { "LaPresse", R | WIRE_TAG_FIRST },
    { "askanews", R | WIRE_TAG_FIRST },
    { "TASS", R | S },
    { "ITAR-TASS", R | S },
    { "\xD0\xA2\xD0\x90\xD0\xA1\xD0\xA1", R | S },
    { "UPI", R },
    { "Yonhap", R },
    { "\xEC\x97\xB0\xED\x95\xA9\xEB\x89\xB4\xEC\x8A\xA4", R | WIRE_TAG_FIRST }, /* Yonhap */
    { "\xEB\x89\xB4\xEC\x8B\x9C\xEC\x8A\xA4", R | WIRE_TAG_FIRST },             /* Newsis */
    { "PTI", R | WIRE_TAG_NO_DASH },
    { "AA", R },
    { "Anadolu", R },
    { "Anadolu Agency", R },
    { "ANI", R },
    { "ANP", R },
    { "ANTARA", R },
    { "APA", R },
    { "OTS", R },
    { "ats", R | WIRE_TAG_NO_DASH },
    { "sda", R | WIRE_TAG_NO_DASH },
    { "Keystone-SDA", R | WIRE_TAG_NO_DASH },
    { "Keystone-ATS", R | WIRE_TAG_NO_DASH },
    { "AWP", R },
    { "Agerpres", R | S },
    { "Belga", R },
    { "Bernama", R },
    { "Bloomberg", R },
    { "Bloomberg News", R },
    { "BusinessDesk", R },
    { "CNA", R | WIRE_TAG_NO_DASH },
    { "Focus Taiwan", R },
    { "CP", R },
    { "Canadian Press", R },
    { "The Canadian Press", R },
    { "CTK", R },
    { "\xC4\x8CTK", R },
    { "\xC4\x8D" "tk", R },
    { "TASR", R },
    { "Dow Jones", R },
    { "Dow Jones Newswires", R },
    { "DJ", R },
    { "Interfax", R },
    { "Interfax-Ukraine", R },
    { "Ukrinform", R },
    { "IANS", R | WIRE_TAG_NO_DASH },
    { "Tasnim", R },
    { "Jiji", R },
    { "Jiji Press", R },
    { "KCNA", R },
    { "KUNA", R },
    { "MENA", R },
    { "QNA", R },
    { "ONA", R },
    { "BNA", R },
    { "Petra", R },
    { "WAFA", R },
    { "SANA", R },
    { "APS", R },
    { "MAP", R },
    { "TAP", R },
    { "Lusa", R },
    { "MarketWatch", R },
    { "NAN", R | WIRE_TAG_NO_DASH },
    { "NTB", R | S },
    { "NTB-Reuters", R },
    { "PA", R },
    { "PA Media", R },
    { "Press Association", R },
    { "PAP", R },
    { "Sputnik", R },
    { "Ritzau", R | S },
    { "FINANS", S },
    { "NNN", R },
    { "STT", R },
    { "TT", R },
    { "UNI", R | WIRE_TAG_NO_DASH },
    { "VNA", R },
    { "VNS", R },
    { "WAM", R },
    { "APP", R },
    { "BSS", R | WIRE_TAG_NO_DASH },
    { "PNA", R },
    { "TNA", R },
    { "HINA", R },
    { "Hina", R },
    { "Tanjug", R },
    { "MTI", R },
    { "BTA", R },
    { "\xD0\x91\xD0\xA2\xD0\x90", R },         /* BTA */
    { "\xD0\xA3\xD0\xBA\xD1\x80\xD1\x96\xD0\xBD\xD1\x84\xD0\xBE\xD1\x80\xD0\xBC", R }, /* Ukrinform */
    { "\xD0\x98\xD0\xBD\xD1\x82\xD0\xB5\xD1\x80\xD1\x84\xD0\xB0\xD0\xBA\xD1\x81", R }, /* Interfax */
    { "\xD0\x91\xD0\xB5\xD0\xBB\xD0\xA2\xD0\x90", R },             /* BelTA */
    { "BNS", R },
    { "LETA", R },
    { "ELTA", R },
    { "ANA-MPA", R },
    { "AZERTAC", R },
    { "Trend", R },
    { "MIA", R },
    { "SRNA", R },
    { "FENA", R },
    { "T\xC3\xA9lam", R },
    { "T\xC3\x89LAM", R },
    { "Andina", R },
    { "ABI", R },
    { "Prensa Latina", R },
    { "Notimex", R },
    { "Ag\xC3\xAAncia Brasil", R },
    { "JTA", R },
    { "CNN", R },
    { "BBC", R },
    { "VOA", R },
    { "RFE/RL", R },
    { "IPS", R },
    { "RNS", R },
    { "CNS", R },
    { "KFF Health News", R },
    { "StatePoint", R },
    { "TNS", R },
    { "Tribune News Service", R },
    { "Stacker", R },
    { "AllAfrica", R },
    { "PANA", R },
    { "SAnews.gov.za", R },
    { "BUSINESS WIRE", R },
    { "GLOBE NEWSWIRE", R },
    { "GlobeNewswire", R },
    { "GLOBE NEWSWIRE via COMTEX", R },
    { "Marketwired", R },
    { "Marketwire", R },
    { "EQS-News", R },
    { "Newsfile Corp.", R | WIRE_TAG_DATE_IN },
    { "ACCESSWIRE", R | S | WIRE_TAG_DATE_AFTER },
    { "ACCESS Newswire", R | S | WIRE_TAG_DATE_AFTER },
    { "EINPresswire", R | S | WIRE_TAG_DATE_AFTER },
    { "EINPresswire.com", R | S | WIRE_TAG_DATE_AFTER },
    { "24-7PressRelease", R | S | WIRE_TAG_DATE_AFTER },
    { "PRNewswire", R | S },
    { "PRNewswire-AsiaNet", R | S },
    { "PRNewswire-FirstCall", R | S },
    { "PRNewswire-USNewswire", R | S },
    { "PRNewswire-PRWeb", R | S },
    { "PRWEB", R | S },
    { "Kyodo JBN-AsiaNet", S },
    { "JCN Newswire", R | S },
    { "Medianet International-AsiaNet", S },
    { "Xinhua-AsiaNet", S },
    { "AsiaNet", R | S },
    { "PNN", R | S },
    { "CNW", R | S },
    { "CNW Telbec", R | S },
    { "Canada NewsWire", R | S },
};

const struct wire_agency *
wire_agency_named(struct wire_str s)
{
    s = wire_trim_blanks(s);
    if (s.n == 0)
        return NULL;
    for (size_t i = 0; i < WIRE_COUNT(agencies); i++) {
        if (wire_begin_alike(s.p[0], agencies[i].name[0]) && wire_begin_alike(s.p[s.n > 1], agencies[i].name[1]) && wire_is_fold(s, agencies[i].name))
            return &agencies[i];
    }
    return NULL;
}

const struct wire_agency *
wire_agency_tag(struct wire_str s)
{
    const struct wire_agency *found = wire_agency_named(s), *part;
    size_t from = 0;
    bool marks = false, all = true;

    s = wire_trim_blanks(s);
    if (found != NULL || s.n == 0 || s.n > 60)
        return found;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && strchr("/ -,+", s.p[i]) == NULL)
            continue;
        marks |= i < s.n && s.p[i] != ' ';
        if (i == from && i > 0) { /* a comma and a blank part once */
            from = i + 1;
            continue;
        }
        if ((part = wire_agency_named(wire_str_sub(s, from, i - from))) != NULL && found == NULL)
            found = part;
        all &= part != NULL;
        if (part == NULL && i - from > 12)
            return NULL;
        from = i + 1;
    }
    return all || (marks && memchr(s.p, ' ', s.n) == NULL) ? found : NULL; /* "ats afp", "LPC/IFR"; not "Petra Lohmann" */
}

const struct wire_agency *
wire_agency_bare(struct wire_str s, size_t *n)
{
    if (s.n < 3 || strchr("AIKMRSGC\xD0", s.p[0]) == NULL || s.p[0] == '\0')
        return NULL;
    for (size_t i = 0; (agencies[i].how & WIRE_TAG_BARE) != 0; i++) {
        size_t length;
        if (agencies[i].name[0] != s.p[0] || agencies[i].name[1] != s.p[1])
            continue;
        length = strlen(agencies[i].name);
        if (wire_str_begins(s, agencies[i].name) &&
            (length == s.n || wire_blank_at(s.p + length, s.p + s.n) != 0 || s.p[length] == '.' ||
             wire_dash_at(s.p + length, s.p + s.n) != 0)) {
            *n = length;
            return &agencies[i];
        }
    }
    return NULL;
}

/* Words that papers, broadcasters, desks and jobs have and persons have not. */
#define ORGANISATION                                                                                              \
    "press news newsroom newswire newswires times tribune post herald chronicle journal gazette daily bureau staff "  \
    "agency writer writers correspondent correspondents reporter reporters editor editors columnist journalist "    \
    "photographer contributor analyst critic producer specialist network newspapers service services media magazine "    \
    "radio television broadcasting university institute review observer examiner dispatch inquirer sentinel courier "    \
    "guardian independent telegraph enquirer register union-tribune sun-times post-gazette standard eagle globe "      \
    "team desk association foundation intern agence canadian director chief special medical political sports "        \
    "business national foreign senior deputy managing executive for "

bool
wire_is_organisation(struct wire_str s)
{
    struct wire_str word;
    size_t i = 0;

    s = wire_trim_blanks(s);
    if (wire_agency_tag(s) != NULL || wire_str_begins_nocase(s, "the "))
        return true;
    while ((word = wire_next_word(s, &i)).n != 0) {
        while (word.n != 0 && (word.p[word.n - 1] == '.' || word.p[word.n - 1] == '=' || word.p[word.n - 1] == ','))
            word.n--;
        if (wire_in_words(word, ORGANISATION) || wire_str_is(word, "AP") || wire_str_is(word, "BBC") || wire_str_is(word, "CNN") ||
            wire_str_is_nocase(word, "reuters"))
            return true;
    }
    return false;
}
