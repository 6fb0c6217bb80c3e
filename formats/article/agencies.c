/* The agencies and release wires, by the name they sign with, and how each writes its dateline. */
#include "article/agencies.h"

#include "article/copy.h"
#include "article/sixteen.h"

#define R WIRE_TAG_ROUND
#define S WIRE_TAG_SLASH

/*
 * Agency practice. A row says what is usual; round brackets and a dash are understood of all.
 * Those with a bare tag stand first: they are looked for at every word of a paragraph's head.
 */
#define AGENCIES(X) \
    X("Kyodo", R | WIRE_TAG_BARE) \
    X("Kyodo News", R | WIRE_TAG_BARE) \
    X("KYODO", R | WIRE_TAG_BARE) \
    X("AAP", R | WIRE_TAG_BARE) \
    X("IRNA", R | WIRE_TAG_BARE) \
    X("ISNA", R | WIRE_TAG_BARE) \
    X("MNA", R | WIRE_TAG_BARE) \
    X("RIA Novosti", R | WIRE_TAG_BARE) \
    X("\xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8", R | WIRE_TAG_BARE) \
    X("SPA", R | WIRE_TAG_BARE) \
    X("Armenpress", R | WIRE_TAG_BARE) \
    X("INTERFAX.RU", R | WIRE_TAG_BARE) \
    X("GNA", R | WIRE_TAG_BARE) \
    X("KAZINFORM", R | WIRE_TAG_BARE) \
    X("Kazinform", R | WIRE_TAG_BARE) \
    X("CMC", R | WIRE_TAG_BARE) \
    X("Reuters", R | S) \
    X("Thomson Reuters Foundation", R) \
    X("Reuters Health", R) \
    X("Reuters Breakingviews", R) \
    X("Breakingviews", R) \
    X("Variety.com", R) \
    X("OPTA", R) \
    X("Gracenote", R) \
    X("LPC", R) \
    X("IFR", R) \
    X("Field Level Media", R) \
    X("AP", R) \
    X("Associated Press", R) \
    X("The Associated Press", R) \
    X("AFP", R) \
    X("AFPTV", R) \
    X("dpa", R | S) \
    X("dpa-AFX", R) \
    X("lni", R) \
    X("lhe", R) \
    X("lnw", R) \
    X("lby", R) \
    X("lsw", R) \
    X("lrs", R) \
    X("sn", R) \
    X("tca", R) \
    X("AFX", R) \
    X("Xinhua", R | S) \
    X("EFE", R | WIRE_TAG_ALONE) \
    X("Agencia EFE", R) \
    X("EUROPA PRESS", R) \
    X("ANSA", R | WIRE_TAG_FIRST) \
    X("AGI", R | WIRE_TAG_FIRST) \
    X("Adnkronos", R | WIRE_TAG_FIRST) \
    X("LaPresse", R | WIRE_TAG_FIRST) \
    X("askanews", R | WIRE_TAG_FIRST) \
    X("TASS", R | S) \
    X("ITAR-TASS", R | S) \
    X("\xD0\xA2\xD0\x90\xD0\xA1\xD0\xA1", R | S) \
    X("UPI", R) \
    X("Yonhap", R) \
    X("\xEC\x97\xB0\xED\x95\xA9\xEB\x89\xB4\xEC\x8A\xA4", R | WIRE_TAG_FIRST) /* Yonhap */ \
    X("\xEB\x89\xB4\xEC\x8B\x9C\xEC\x8A\xA4", R | WIRE_TAG_FIRST) /* Newsis */ \
    X("PTI", R | WIRE_TAG_NO_DASH) \
    X("AA", R) \
    X("Anadolu", R) \
    X("Anadolu Agency", R) \
    X("ANI", R) \
    X("ANP", R) \
    X("ANTARA", R) \
    X("APA", R) \
    X("OTS", R) \
    X("ats", R | WIRE_TAG_NO_DASH) \
    X("sda", R | WIRE_TAG_NO_DASH) \
    X("Keystone-SDA", R | WIRE_TAG_NO_DASH) \
    X("Keystone-ATS", R | WIRE_TAG_NO_DASH) \
    X("AWP", R) \
    X("Agerpres", R | S) \
    X("Belga", R) \
    X("Bernama", R) \
    X("Bloomberg", R) \
    X("Bloomberg News", R) \
    X("BusinessDesk", R) \
    X("CNA", R | WIRE_TAG_NO_DASH) \
    X("Focus Taiwan", R) \
    X("CP", R) \
    X("Canadian Press", R) \
    X("The Canadian Press", R) \
    X("CTK", R) \
    X("\xC4\x8CTK", R) \
    X("\xC4\x8D" "tk", R) \
    X("TASR", R) \
    X("Dow Jones", R) \
    X("Dow Jones Newswires", R) \
    X("DJ", R) \
    X("Interfax", R) \
    X("Interfax-Ukraine", R) \
    X("Ukrinform", R) \
    X("IANS", R | WIRE_TAG_NO_DASH) \
    X("Tasnim", R) \
    X("Jiji", R) \
    X("Jiji Press", R) \
    X("KCNA", R) \
    X("KUNA", R) \
    X("MENA", R) \
    X("QNA", R) \
    X("ONA", R) \
    X("BNA", R) \
    X("Petra", R) \
    X("WAFA", R) \
    X("SANA", R) \
    X("APS", R) \
    X("MAP", R) \
    X("TAP", R) \
    X("Lusa", R) \
    X("MarketWatch", R) \
    X("NAN", R | WIRE_TAG_NO_DASH) \
    X("NTB", R | S) \
    X("NTB-Reuters", R) \
    X("PA", R) \
    X("PA Media", R) \
    X("Press Association", R) \
    X("PAP", R) \
    X("Sputnik", R) \
    X("Ritzau", R | S) \
    X("FINANS", S) \
    X("NNN", R) \
    X("STT", R) \
    X("TT", R) \
    X("UNI", R | WIRE_TAG_NO_DASH) \
    X("VNA", R) \
    X("VNS", R) \
    X("WAM", R) \
    X("APP", R) \
    X("BSS", R | WIRE_TAG_NO_DASH) \
    X("PNA", R) \
    X("TNA", R) \
    X("HINA", R) \
    X("Hina", R) \
    X("Tanjug", R) \
    X("MTI", R) \
    X("BTA", R) \
    X("\xD0\x91\xD0\xA2\xD0\x90", R) /* BTA */ \
    X("\xD0\xA3\xD0\xBA\xD1\x80\xD1\x96\xD0\xBD\xD1\x84\xD0\xBE\xD1\x80\xD0\xBC", R) /* Ukrinform */ \
    X("\xD0\x98\xD0\xBD\xD1\x82\xD0\xB5\xD1\x80\xD1\x84\xD0\xB0\xD0\xBA\xD1\x81", R) /* Interfax */ \
    X("\xD0\x91\xD0\xB5\xD0\xBB\xD0\xA2\xD0\x90", R) /* BelTA */ \
    X("BNS", R) \
    X("LETA", R) \
    X("ELTA", R) \
    X("ANA-MPA", R) \
    X("AZERTAC", R) \
    X("Trend", R) \
    X("MIA", R) \
    X("SRNA", R) \
    X("FENA", R) \
    X("T\xC3\xA9lam", R) \
    X("T\xC3\x89LAM", R) \
    X("Andina", R) \
    X("ABI", R) \
    X("Prensa Latina", R) \
    X("Notimex", R) \
    X("Ag\xC3\xAAncia Brasil", R) \
    X("JTA", R) \
    X("CNN", R) \
    X("BBC", R) \
    X("VOA", R) \
    X("RFE/RL", R) \
    X("IPS", R) \
    X("RNS", R) \
    X("CNS", R) \
    X("KFF Health News", R) \
    X("StatePoint", R) \
    X("TNS", R) \
    X("Tribune News Service", R) \
    X("Stacker", R) \
    X("AllAfrica", R) \
    X("PANA", R) \
    X("SAnews.gov.za", R) \
    X("BUSINESS WIRE", R) \
    X("GLOBE NEWSWIRE", R) \
    X("GlobeNewswire", R) \
    X("GLOBE NEWSWIRE via COMTEX", R) \
    X("Marketwired", R) \
    X("Marketwire", R) \
    X("EQS-News", R) \
    X("Newsfile Corp.", R | WIRE_TAG_DATE_IN) \
    X("ACCESSWIRE", R | S | WIRE_TAG_DATE_AFTER) \
    X("ACCESS Newswire", R | S | WIRE_TAG_DATE_AFTER) \
    X("EINPresswire", R | S | WIRE_TAG_DATE_AFTER) \
    X("EINPresswire.com", R | S | WIRE_TAG_DATE_AFTER) \
    X("24-7PressRelease", R | S | WIRE_TAG_DATE_AFTER) \
    X("PRNewswire", R | S) \
    X("PRNewswire-AsiaNet", R | S) \
    X("PRNewswire-FirstCall", R | S) \
    X("PRNewswire-USNewswire", R | S) \
    X("PRNewswire-PRWeb", R | S) \
    X("PRWEB", R | S) \
    X("Kyodo JBN-AsiaNet", S) \
    X("JCN Newswire", R | S) \
    X("Medianet International-AsiaNet", S) \
    X("Xinhua-AsiaNet", S) \
    X("AsiaNet", R | S) \
    X("PNN", R | S) \
    X("CNW", R | S) \
    X("CNW Telbec", R | S) \
    X("Canada NewsWire", R | S)

#define ROW(name, how) { name, how },
#define FIRST(name, how) name[0],

static const struct wire_agency agencies[] = { AGENCIES(ROW) };

/* What each row begins with: the table is long, nearly no word is in it, and so many are looked at together. */
static const char firsts[] = { AGENCIES(FIRST) };

const struct wire_agency *
wire_agency_named(struct wire_str s)
{
    s = wire_trim_blanks(s);
    if (s.n == 0)
        return NULL;
    for (size_t i = 0; i < WIRE_COUNT(agencies); i += 16) {
        wire_sixteen c = wire_load_some(firsts + i, WIRE_COUNT(agencies) - i);
        unsigned hits = wire_bits((wire_sixteen)(((c | 0x20) == (uint8_t)(s.p[0] | 0x20)) | (((c | (uint8_t)s.p[0]) & 0x80) != 0)));
        if (WIRE_COUNT(agencies) - i < 16)
            hits &= (1u << (WIRE_COUNT(agencies) - i)) - 1;
        for (; hits != 0; hits &= hits - 1) {
            const struct wire_agency *a = &agencies[i + (size_t)__builtin_ctz(hits)];
            if (wire_begin_alike(s.p[s.n > 1], a->name[1]) && wire_is_fold(s, a->name))
                return a;
        }
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
