/* The furniture of web pages: one row a phrase. */
#include "article/copy.h"
#include "room.h"

enum where { WHOLE, HEAD, TAIL, NUMBERED }; /* the whole line, its beginning, its end, the line but for figures */

static const struct row {
    const char *words; /* small letters */
    enum where where;
    enum text_noise noise;
} rows[] = {
    /* menus */
    { "menu", WHOLE, NOISE_NAV },          { "home", WHOLE, NOISE_NAV },           { "world", WHOLE, NOISE_NAV },
    { "business", WHOLE, NOISE_NAV },      { "markets", WHOLE, NOISE_NAV },        { "politics", WHOLE, NOISE_NAV },
    { "sports", WHOLE, NOISE_NAV },        { "sport", WHOLE, NOISE_NAV },          { "video", WHOLE, NOISE_NAV },
    { "videos", WHOLE, NOISE_NAV },        { "photos", WHOLE, NOISE_NAV },         { "news", WHOLE, NOISE_NAV },
    { "opinion", WHOLE, NOISE_NAV },       { "culture", WHOLE, NOISE_NAV },        { "lifestyle", WHOLE, NOISE_NAV },
    { "entertainment", WHOLE, NOISE_NAV }, { "technology", WHOLE, NOISE_NAV },     { "tech", WHOLE, NOISE_NAV },
    { "science", WHOLE, NOISE_NAV },       { "health", WHOLE, NOISE_NAV },         { "weather", WHOLE, NOISE_NAV },
    { "travel", WHOLE, NOISE_NAV },        { "local", WHOLE, NOISE_NAV },          { "national", WHOLE, NOISE_NAV },
    { "u.s.", WHOLE, NOISE_NAV },          { "us", WHOLE, NOISE_NAV },             { "asia", WHOLE, NOISE_NAV },
    { "europe", WHOLE, NOISE_NAV },        { "africa", WHOLE, NOISE_NAV },         { "middle east", WHOLE, NOISE_NAV },
    { "americas", WHOLE, NOISE_NAV },      { "economy", WHOLE, NOISE_NAV },        { "finance", WHOLE, NOISE_NAV },
    { "money", WHOLE, NOISE_NAV },         { "live", WHOLE, NOISE_NAV },           { "live tv", WHOLE, NOISE_NAV },
    { "top stories", WHOLE, NOISE_NAV },   { "top news", WHOLE, NOISE_NAV },       { "latest", WHOLE, NOISE_NAV },
    { "latest news", WHOLE, NOISE_NAV },   { "breaking news", WHOLE, NOISE_NAV },  { "search", WHOLE, NOISE_NAV },
    { "more", WHOLE, NOISE_NAV },          { "sections", WHOLE, NOISE_NAV },       { "edition", WHOLE, NOISE_NAV },
    { "subscribe", WHOLE, NOISE_NAV },     { "sign in", WHOLE, NOISE_NAV },        { "log in", WHOLE, NOISE_NAV },
    { "login", WHOLE, NOISE_NAV },         { "register", WHOLE, NOISE_NAV },       { "my account", WHOLE, NOISE_NAV },
    { "newsletters", WHOLE, NOISE_NAV },   { "podcasts", WHOLE, NOISE_NAV },       { "e-paper", WHOLE, NOISE_NAV },
    { "skip to main content", WHOLE, NOISE_NAV }, { "skip to content", WHOLE, NOISE_NAV }, { "skip to ", HEAD, NOISE_NAV },
    { "sign in ", HEAD, NOISE_NAV },       { "log in |", HEAD, NOISE_NAV },        { "home >", HEAD, NOISE_NAV },
    { "home /", HEAD, NOISE_NAV },         { "home \xC2\xBB", HEAD, NOISE_NAV },   { "home \xE2\x80\xBA", HEAD, NOISE_NAV },
    { "home |", HEAD, NOISE_NAV },         { "close menu", WHOLE, NOISE_NAV },     { "open menu", WHOLE, NOISE_NAV },
    { "toggle navigation", WHOLE, NOISE_NAV }, { "navigation", WHOLE, NOISE_NAV }, { "startseite", WHOLE, NOISE_NAV },
    { "accueil", WHOLE, NOISE_NAV },       { "inicio", WHOLE, NOISE_NAV },         { "general", WHOLE, NOISE_NAV },
    { "about us", WHOLE, NOISE_NAV },      { "contact us", WHOLE, NOISE_NAV },     { "international", WHOLE, NOISE_NAV },
    { "arts", WHOLE, NOISE_NAV },          { "environment", WHOLE, NOISE_NAV },    { "education", WHOLE, NOISE_NAV },
    { "football", WHOLE, NOISE_NAV },      { "climate", WHOLE, NOISE_NAV },        { "obituaries", WHOLE, NOISE_NAV },
    /* sharing */
    { "share", WHOLE, NOISE_LINE },        { "share on ", HEAD, NOISE_LINE },      { "share via ", HEAD, NOISE_LINE },
    { "share this", HEAD, NOISE_LINE },    { "share article", WHOLE, NOISE_LINE }, { "share:", HEAD, NOISE_LINE },
    { "share |", HEAD, NOISE_LINE },       { "share by email", WHOLE, NOISE_LINE },{ "share save", HEAD, NOISE_LINE },
    { "click to share", HEAD, NOISE_LINE },{ "click to email", HEAD, NOISE_LINE }, { "click to print", HEAD, NOISE_LINE },
    { "tweet", WHOLE, NOISE_LINE },        { "tweet this", WHOLE, NOISE_LINE },    { "pin", WHOLE, NOISE_LINE },
    { "pin it", WHOLE, NOISE_LINE },       { "facebook", WHOLE, NOISE_LINE },      { "twitter", WHOLE, NOISE_LINE },
    { "whatsapp", WHOLE, NOISE_LINE },     { "linkedin", WHOLE, NOISE_LINE },      { "reddit", WHOLE, NOISE_LINE },
    { "telegram", WHOLE, NOISE_LINE },     { "email", WHOLE, NOISE_LINE },         { "e-mail", WHOLE, NOISE_LINE },
    { "print", WHOLE, NOISE_LINE },        { "copy link", WHOLE, NOISE_LINE },     { "save", WHOLE, NOISE_LINE },
    { "bookmark", WHOLE, NOISE_LINE },     { "like", WHOLE, NOISE_LINE },          { "facebook twitter", HEAD, NOISE_LINE },
    { "shares", NUMBERED, NOISE_LINE },    { "share", NUMBERED, NOISE_LINE },      { "k shares", NUMBERED, NOISE_LINE },
    { "min read", NUMBERED, NOISE_LINE },  { "minute read", NUMBERED, NOISE_LINE },{ "minutes read", NUMBERED, NOISE_LINE },
    { "follow us on ", HEAD, NOISE_LINE }, { "follow us", WHOLE, NOISE_LINE },     { "print this", HEAD, NOISE_LINE },
    { "views", NUMBERED, NOISE_LINE },     { "likes", NUMBERED, NOISE_LINE },      { "pledges", NUMBERED, NOISE_STRONG },
    /* adverts and prompts */
    { "advertisement", WHOLE, NOISE_LINE },{ "advertisement - ", HEAD, NOISE_LINE },{ "advertisement |", HEAD, NOISE_LINE },
    { "advertisement \xC2\xB7", HEAD, NOISE_LINE },
    { "advertising", WHOLE, NOISE_LINE },  { "ad", WHOLE, NOISE_LINE },            { "sponsored", WHOLE, NOISE_LINE },
    { "sponsored content", WHOLE, NOISE_LINE }, { "anzeige", WHOLE, NOISE_LINE },  { "publicit\xC3\xA9", WHOLE, NOISE_LINE },
    { "publicidad", WHOLE, NOISE_LINE },   { "pubblicit\xC3\xA0", WHOLE, NOISE_LINE }, { "werbung", WHOLE, NOISE_LINE },
    { "story continues below", HEAD, NOISE_LINE }, { "story continues", WHOLE, NOISE_LINE },
    { "story continues after", HEAD, NOISE_LINE }, { "article continues", WHOLE, NOISE_LINE }, { "article continues below", HEAD, NOISE_LINE },
    { "article continues after", HEAD, NOISE_LINE }, { "continue reading below", HEAD, NOISE_LINE },
    { "scroll to continue", HEAD, NOISE_LINE }, { "sign up here", HEAD, NOISE_LINE }, { "sign uphere", HEAD, NOISE_LINE },
    { "sign up for ", HEAD, NOISE_LINE },  { "sign up to ", HEAD, NOISE_LINE },    { "sign up now", HEAD, NOISE_LINE },
    { "subscribe to ", HEAD, NOISE_LINE }, { "subscribe now", HEAD, NOISE_LINE },  { "subscribe for ", HEAD, NOISE_LINE },
    { "get weekly news", HEAD, NOISE_LINE }, { "get the latest ", HEAD, NOISE_LINE }, { "get our ", HEAD, NOISE_LINE },
    { "thanks for signing up", HEAD, NOISE_LINE }, { "by clicking ", HEAD, NOISE_LINE }, { "by signing up", HEAD, NOISE_LINE },
    { "register now for free", HEAD, NOISE_LINE }, { "register for free", HEAD, NOISE_LINE },
    { "gift article", WHOLE, NOISE_LINE }, { "gift this article", WHOLE, NOISE_LINE }, { "listen", WHOLE, NOISE_LINE },
    { "listen to this article", HEAD, NOISE_LINE }, { "listen to article", HEAD, NOISE_LINE }, { "comment", WHOLE, NOISE_LINE },
    { "loading...", WHOLE, NOISE_LINE },   { "loading", WHOLE, NOISE_LINE },       { "email address", WHOLE, NOISE_LINE },
    { "your email", HEAD, NOISE_LINE },    { "download our app", HEAD, NOISE_LINE }, { "download the ", HEAD, NOISE_LINE },
    { "this article was produced", HEAD, NOISE_NONE }, { "download", WHOLE, NOISE_LINE }, { "[full story]", WHOLE, NOISE_LINE },
    { "[full  story]", WHOLE, NOISE_LINE },{ "we use cookies", HEAD, NOISE_LINE }, { "this site uses cookies", HEAD, NOISE_LINE },
    { "this website uses cookies", HEAD, NOISE_LINE }, { "accept all cookies", HEAD, NOISE_LINE },
    { "accept cookies", HEAD, NOISE_LINE },{ "accept all", WHOLE, NOISE_LINE },    { "cookie settings", HEAD, NOISE_LINE },
    { "manage cookies", HEAD, NOISE_LINE },{ "support our journalism", HEAD, NOISE_LINE }, { "donate", WHOLE, NOISE_LINE },
    { "donate now", HEAD, NOISE_LINE },    { "become a member", HEAD, NOISE_LINE }, { "already a subscriber?", HEAD, NOISE_LINE },
    { "create a free account", HEAD, NOISE_LINE }, { "start your free trial", HEAD, NOISE_LINE },
    { "enable notifications", HEAD, NOISE_LINE }, { "turn on desktop notifications", HEAD, NOISE_LINE },
    { "not now", WHOLE, NOISE_LINE },      { "skip advertisement", WHOLE, NOISE_LINE }, { "skip ad", WHOLE, NOISE_LINE },
    /* links to other stories */
    { "read more:", HEAD, NOISE_LINE },    { "read more", WHOLE, NOISE_SECTION },  { "read more at ", HEAD, NOISE_LINE },
    { "read more about ", HEAD, NOISE_LINE }, { "also read", HEAD, NOISE_LINE },   { "read also", HEAD, NOISE_LINE },
    { "see also", HEAD, NOISE_LINE },      { "see more", HEAD, NOISE_LINE },       { "also today", HEAD, NOISE_LINE },
    { "also in the news", HEAD, NOISE_SECTION }, { "read now", WHOLE, NOISE_SECTION }, { "read next", HEAD, NOISE_SECTION },
    { "up next", HEAD, NOISE_SECTION },    { "next up", WHOLE, NOISE_SECTION },    { "next story", WHOLE, NOISE_SECTION },
    { "next article", WHOLE, NOISE_SECTION }, { "previous story", WHOLE, NOISE_SECTION }, { "previous article", WHOLE, NOISE_SECTION },
    { "related stories", HEAD, NOISE_SECTION }, { "related articles", HEAD, NOISE_SECTION }, { "related news", HEAD, NOISE_SECTION },
    { "related coverage", HEAD, NOISE_SECTION }, { "related topics", HEAD, NOISE_SECTION }, { "related content", HEAD, NOISE_SECTION },
    { "related links", HEAD, NOISE_SECTION }, { "related:", HEAD, NOISE_LINE },   { "related", WHOLE, NOISE_SECTION },
    { "more from ", HEAD, NOISE_SECTION }, { "more on this story", HEAD, NOISE_SECTION }, { "more on this", HEAD, NOISE_SECTION },
    { "more stories", HEAD, NOISE_SECTION }, { "more news", HEAD, NOISE_SECTION }, { "more like this", HEAD, NOISE_SECTION },
    { "more coverage", HEAD, NOISE_SECTION }, { "more in ", HEAD, NOISE_NONE },    { "latest titles", HEAD, NOISE_SECTION },
    { "don't miss", HEAD, NOISE_SECTION }, { "don\xE2\x80\x99t miss", HEAD, NOISE_SECTION }, { "in case you missed it", HEAD, NOISE_SECTION },
    { "most read", HEAD, NOISE_SECTION },  { "most popular", HEAD, NOISE_SECTION },{ "most viewed", HEAD, NOISE_SECTION },
    { "most recent", WHOLE, NOISE_SECTION }, { "most shared", HEAD, NOISE_SECTION }, { "trending", HEAD, NOISE_SECTION },
    { "popular now", HEAD, NOISE_SECTION },{ "popular stories", HEAD, NOISE_SECTION }, { "recommended", HEAD, NOISE_SECTION },
    { "editors' picks", HEAD, NOISE_SECTION }, { "editor's picks", HEAD, NOISE_SECTION }, { "editor\xE2\x80\x99s picks", HEAD, NOISE_SECTION },
    { "you may also like", HEAD, NOISE_SECTION }, { "you might also like", HEAD, NOISE_SECTION }, { "you may like", HEAD, NOISE_SECTION },
    { "what to read next", HEAD, NOISE_SECTION }, { "what to know", WHOLE, NOISE_NONE }, { "around the web", HEAD, NOISE_SECTION },
    { "from our partners", HEAD, NOISE_SECTION }, { "watch:", HEAD, NOISE_LINE },  { "watch now", HEAD, NOISE_LINE },
    { "watch live", HEAD, NOISE_LINE },    { "watch next", HEAD, NOISE_SECTION },  { "listen:", HEAD, NOISE_LINE },
    { "in pictures", WHOLE, NOISE_SECTION }, { "explore more", HEAD, NOISE_SECTION }, { "continue reading", HEAD, NOISE_LINE },
    { "lesen sie auch", HEAD, NOISE_LINE },{ "mehr zum thema", HEAD, NOISE_SECTION }, { "lire aussi", HEAD, NOISE_LINE },
    { "\xC3\xA0 lire aussi", HEAD, NOISE_LINE }, { "a lire aussi", HEAD, NOISE_LINE }, { "lea tambi\xC3\xA9n", HEAD, NOISE_LINE },
    { "le puede interesar", HEAD, NOISE_SECTION }, { "leia tamb\xC3\xA9m", HEAD, NOISE_LINE }, { "leggi anche", HEAD, NOISE_LINE },
    { "topics:", HEAD, NOISE_LINE },       { "tags:", HEAD, NOISE_LINE },          { "filed under:", HEAD, NOISE_LINE },
    { "suggested topics", HEAD, NOISE_SECTION }, { "more about:", HEAD, NOISE_LINE }, { "follow ap's ", HEAD, NOISE_LINE },
    { "follow ap\xE2\x80\x99s ", HEAD, NOISE_LINE }, { "follow the ap's ", HEAD, NOISE_LINE }, { "follow the ap\xE2\x80\x99s ", HEAD, NOISE_LINE },
    { "add ap news as your preferred source", HEAD, NOISE_LINE }, { "find more ap ", HEAD, NOISE_LINE }, { "more ap ", HEAD, NOISE_LINE }, { "full ap coverage", HEAD, NOISE_LINE }, { "back to top", HEAD, NOISE_STRONG }, { "return to top", HEAD, NOISE_STRONG },
    /* pictures and players */
    { "show caption", HEAD, NOISE_LINE },  { "hide caption", HEAD, NOISE_LINE },   { "toggle caption", HEAD, NOISE_LINE },
    { "enlarge this image", HEAD, NOISE_LINE }, { "enlarge image", HEAD, NOISE_LINE }, { "view gallery", HEAD, NOISE_LINE },
    { "view this post on instagram", HEAD, NOISE_LINE }, { "view image in fullscreen", HEAD, NOISE_LINE },
    { "image source,", HEAD, NOISE_LINE }, { "image caption,", HEAD, NOISE_LINE }, { "play video", HEAD, NOISE_LINE },
    { "play", WHOLE, NOISE_LINE },         { "pause", WHOLE, NOISE_LINE },         { "mute", WHOLE, NOISE_LINE },
    { "now playing", HEAD, NOISE_LINE },   { "video player", HEAD, NOISE_LINE },   { "see gallery", HEAD, NOISE_LINE },
    { " Sign up here.", TAIL, NOISE_LINE }, { ", opens new tab", TAIL, NOISE_LINE }, { "opens in new window)", TAIL, NOISE_LINE }, { "opens new tab", WHOLE, NOISE_LINE },
    /* comments */
    { "what do you think?", WHOLE, NOISE_STRONG }, { "upvote downvote", WHOLE, NOISE_STRONG }, { "upvote", WHOLE, NOISE_STRONG },
    { "newest oldest most voted", WHOLE, NOISE_STRONG }, { "notify of", WHOLE, NOISE_STRONG }, { "leave a reply", HEAD, NOISE_STRONG },
    { "leave a comment", HEAD, NOISE_STRONG }, { "your email address will not be published", HEAD, NOISE_STRONG },
    { "log in to reply", WHOLE, NOISE_STRONG }, { "log in to comment", HEAD, NOISE_STRONG }, { "reply", WHOLE, NOISE_STRONG },
    { "post a comment", HEAD, NOISE_STRONG }, { "post comment", WHOLE, NOISE_STRONG }, { "join the discussion", HEAD, NOISE_STRONG },
    { "join the conversation", HEAD, NOISE_STRONG }, { "view comments", HEAD, NOISE_STRONG }, { "show comments", HEAD, NOISE_STRONG },
    { "load comments", HEAD, NOISE_STRONG }, { "load more", HEAD, NOISE_STRONG }, { "comments (", HEAD, NOISE_STRONG },
    { "comments", NUMBERED, NOISE_STRONG },{ "comments are closed", HEAD, NOISE_STRONG }, { "responses", NUMBERED, NOISE_STRONG },
    { "comments:", HEAD, NOISE_STRONG },   { "reader comments", HEAD, NOISE_STRONG }, { "kommentare", NUMBERED, NOISE_STRONG },
    { "commentaires", NUMBERED, NOISE_STRONG }, { "comentarios", NUMBERED, NOISE_STRONG }, { "report abuse", HEAD, NOISE_STRONG },
    { "join st's telegram channel", HEAD, NOISE_LINE }, { "join our ", HEAD, NOISE_LINE }, { "follow our ", HEAD, NOISE_LINE },
    { "related to this story", WHOLE, NOISE_SECTION }, { "get up-to-the-minute", HEAD, NOISE_LINE }, { "temps de lecture", HEAD, NOISE_LINE },
    { "some information for this report", HEAD, NOISE_LINE }, { "some information in this report", HEAD, NOISE_LINE },
    { "some material in this report", HEAD, NOISE_LINE }, { "this report is auto-generated", HEAD, NOISE_STRONG },
    { "(this report is auto-generated", HEAD, NOISE_STRONG }, { "(the opinions expressed here", HEAD, NOISE_LINE },
    { "(the views expressed ", HEAD, NOISE_LINE },
    /* page foot and standing lines */
    { "our standards", HEAD, NOISE_STRONG }, { "privacy policy", HEAD, NOISE_STRONG }, { "terms of use", HEAD, NOISE_STRONG },
    { "terms of service", HEAD, NOISE_STRONG }, { "terms and conditions", HEAD, NOISE_STRONG }, { "terms & conditions", HEAD, NOISE_STRONG },
    { "all rights reserved", HEAD, NOISE_STRONG }, { "all quotes delayed", HEAD, NOISE_STRONG }, { "contact us |", HEAD, NOISE_STRONG },
    { "the post ", HEAD, NOISE_NONE },     { "this story has not been edited by", HEAD, NOISE_STRONG },
    { "(this story has not been edited by", HEAD, NOISE_STRONG }, { "(only the headline and picture", HEAD, NOISE_STRONG },
    { "(except for the headline, this story", HEAD, NOISE_STRONG }, { "except for the headline, this story", HEAD, NOISE_STRONG },
    { "(with inputs from", HEAD, NOISE_LINE }, { "with inputs from", HEAD, NOISE_LINE }, { "with news wire services", HEAD, NOISE_LINE },
    { "the views and opinions expressed", HEAD, NOISE_STRONG }, { "the opinions expressed here", HEAD, NOISE_LINE },
    { "this article was funded", HEAD, NOISE_LINE }, { "this story was supplied by", HEAD, NOISE_LINE },
    { "to view the source version", HEAD, NOISE_LINE }, { "view source version", HEAD, NOISE_LINE },
    { "view original content", HEAD, NOISE_LINE }, { "anadolu agency website contains", HEAD, NOISE_LINE },
    { "bernama provides up-to-date", HEAD, NOISE_LINE }, { "this story was generated by automated insights", HEAD, NOISE_LINE },
    { "stay connected with us", HEAD, NOISE_LINE }, { "site map", WHOLE, NOISE_STRONG }, { "sitemap", WHOLE, NOISE_STRONG },
    { "advertise with us", HEAD, NOISE_STRONG }, { "most read from bloomberg", HEAD, NOISE_LINE },
};

enum { LONGEST = 120 };

static bool
tail_of_post(struct wire_str s)
{
    return wire_str_begins_nocase(s, "the post ") && wire_str_find_nocase(s, " appeared first on ") < s.n;
}

/* "[1/8]", "1/8" */
static bool
is_counter(struct wire_str s)
{
    bool digit = false, slash = false;

    for (size_t i = 0; i < s.n; i++) {
        digit |= s.p[i] >= '0' && s.p[i] <= '9';
        slash |= s.p[i] == '/';
        if (strchr("0123456789/[] ", s.p[i]) == NULL)
            return false;
    }
    return digit && slash && s.n <= 9;
}

static struct wire_str
without_figures(struct wire_str s)
{
    size_t i = 0;

    while (i < s.n && (strchr("0123456789.,+()[] ", s.p[i]) != NULL))
        i++;
    s = wire_trim_blanks(wire_str_sub(s, i, s.n));
    while (s.n != 0 && strchr("0123456789.,+()[] ", s.p[s.n - 1]) != NULL)
        s.n--;
    return s;
}

/* A short phrase at the head of a long sentence is the sentence's own. */
static bool
is_sentence(struct wire_str s, size_t phrase, enum text_noise noise)
{
    size_t limit = noise == NOISE_SECTION ? 8 : 14;

    return phrase < 24 && wire_count_words(s, limit + 1) > limit && wire_ends_sentence(s);
}

static unsigned
bucket(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

void
text_noise_index(struct text_noise_index *index)
{
    _Static_assert(WIRE_COUNT(rows) < TEXT_NOISE_ROWS, "a link for each row");
    uint16_t last[256] = { 0 };

    memset(index->first, 0, sizeof index->first);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        unsigned b = rows[i].where == NUMBERED || rows[i].where == TAIL ? 0 : bucket(rows[i].words[0]);
        uint16_t link = (uint16_t)(i + 1);
        index->next[link] = 0;
        if (last[b] == 0)
            index->first[b] = link;
        else
            index->next[last[b]] = link;
        last[b] = link;
    }
}

static enum text_noise
anywhere(const struct text_noise_index *index, struct wire_str s)
{
    struct wire_str bare = s.n < 40 ? without_figures(s) : WIRE_NONE;

    for (uint16_t i = index->first[0]; i != 0; i = index->next[i]) {
        const struct row *r = &rows[i - 1];
        if (r->where == NUMBERED ? bare.n != 0 && bare.n < s.n && wire_str_is_nocase(bare, r->words) : wire_str_ends(s, r->words))
            return r->noise;
    }
    return NOISE_NONE;
}

static enum text_noise
whole(const struct text_noise_index *index, struct wire_str s)
{
    for (uint16_t i = s.n != 0 ? index->first[bucket(s.p[0])] : 0; i != 0; i = index->next[i]) {
        if (rows[i - 1].where == WHOLE && wire_str_is_nocase(s, rows[i - 1].words))
            return rows[i - 1].noise;
    }
    return NOISE_NONE;
}

/* Whether the items of a menu part at i: a bar, an arrow, a dot in the middle, two blanks. */
static size_t
parts_at(struct wire_str s, size_t i)
{
    static const char *const marks[] = { "|", ">", "\t", "  ", "\xC2\xB7", "\xC2\xBB", "\xE2\x80\xBA", "\xE2\x80\xA2" };

    for (size_t m = 0; m < WIRE_COUNT(marks); m++) {
        if (wire_str_begins(wire_str_sub(s, i, 3), marks[m]))
            return strlen(marks[m]);
    }
    return 0;
}

/* The next place at or after i where they do, s.n without one, and how many bytes part them. Nearly all of a line is no such byte. */
static size_t
next_part(struct wire_str s, size_t i, size_t *cut)
{
    for (; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned blanks = wire_bits((wire_sixteen)(c == ' ')),
                 hits = wire_bits((wire_sixteen)((c == '|') | (c == '>') | (c == '\t') | (c == 0xC2) | (c == 0xE2))) | (blanks & (blanks >> 1 | 0x8000));
        for (; hits != 0; hits &= hits - 1) {
            size_t at = i + (size_t)__builtin_ctz(hits);
            if ((*cut = parts_at(s, at)) != 0)
                return at;
        }
    }
    return s.n;
}

/* "Home  News  Sport", "Facebook | Twitter", "Home News Sport": nearly all of its items are rows of the table. */
static enum text_noise
menu(const struct text_noise_index *index, struct wire_str s)
{
    size_t from = 0, items = 0, known = 0, shares = 0, cut = 0, i = 0;
    struct wire_str word;

    for (size_t at = 0; at <= s.n; at++) {
        enum text_noise noise;
        struct wire_str item;
        at = next_part(s, at, &cut);
        item = wire_trim_blanks(wire_str_sub(s, from, at - from));
        from = at < s.n ? at + cut : s.n;
        at = from > at ? from - 1 : at;
        noise = whole(index, item);
        items += item.n != 0;
        known += noise != NOISE_NONE;
        shares += noise == NOISE_LINE;
    }
    if (items > 1)
        return known < 2 || known * 3 < items * 2 ? NOISE_NONE : shares == known ? NOISE_LINE : NOISE_NAV;
    for (items = 0; (word = wire_next_word(s, &i)).n != 0; items++) {
        if (whole(index, word) == NOISE_NONE)
            return NOISE_NONE;
    }
    return items > 2 ? NOISE_NAV : NOISE_NONE;
}

enum text_noise
text_noise(const struct text_noise_index *index, struct wire_str line)
{
    struct wire_str s = wire_trim_blanks(line);
    enum text_noise noise;

    if (s.n == 0 || s.n > 3 * LONGEST)
        return NOISE_NONE;
    if (s.n > LONGEST && wire_str_ends(s, " Sign up here.")) /* a newsletter praised in whole sentences */
        return NOISE_LINE;
    if (s.n < 10 && is_counter(s))
        return NOISE_LINE;
    if ((s.p[0] | 0x20) == 't' && tail_of_post(s))
        return NOISE_STRONG;
    for (uint16_t i = index->first[bucket(s.p[0])]; i != 0; i = index->next[i]) {
        const struct row *r = &rows[i - 1];
        size_t n;
        if (!wire_begin_alike(s.p[s.n > 1], r->words[1])) /* most differ in the second letter */
            continue;
        n = strlen(r->words);
        if (s.n < n || (r->where == WHOLE && s.n != n) || !wire_same_fold(wire_str_sub(s, 0, n), wire_str_of(r->words)))
            continue;
        if (r->where == WHOLE || !is_sentence(s, n, r->noise))
            return r->noise;
    }
    if (s.n >= LONGEST)
        return NOISE_NONE;
    noise = anywhere(index, s);
    return noise == NOISE_NONE && !wire_ends_sentence(s) ? menu(index, s) : noise;
}
