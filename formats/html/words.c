/* The page's own words and its dates, in the language of the story as far as this table goes. */
#include "html/page.h"

#include "article/time.h"

struct wire_html_words {
    const char *lang;
    const char *date;   /* d, m, y stand for day, month and year */
    const char *months; /* parted by spaces */
    const char *comma;  /* between date and time of day */
    const char *word[WIRE_W_COUNT];
};

static const struct wire_html_words languages[] = {
    { "en", "d m y", "January February March April May June July August September October November December", ", ",
      { [WIRE_W_PUBLISHED] = "Published", [WIRE_W_UPDATED] = "Updated", [WIRE_W_EMBARGO] = "Embargoed until",
        [WIRE_W_EMBARGO_OPEN] = "Embargoed until released", [WIRE_W_WITHHELD] = "Withheld",
        [WIRE_W_WITHHELD_WHY] = "This story is not released for publication.", [WIRE_W_KILLED] = "Killed",
        [WIRE_W_KILLED_WHY] = "The provider has canceled this story. Do not publish it; remove it where it was published.",
        [WIRE_W_RELATED] = "Related", [WIRE_W_PACKAGE] = "In this package", [WIRE_W_TOPICS] = "Topics",
        [WIRE_W_PICTURES] = "Pictures", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Audio", [WIRE_W_FILE] = "File",
        [WIRE_W_NOT_PUBLIC] = "Not for publication" } },
    { "de", "d. m y", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", ", ",
      { [WIRE_W_PUBLISHED] = "Veröffentlicht", [WIRE_W_UPDATED] = "Aktualisiert", [WIRE_W_EMBARGO] = "Gesperrt bis",
        [WIRE_W_EMBARGO_OPEN] = "Gesperrt bis zur Freigabe", [WIRE_W_WITHHELD] = "Zurückgehalten",
        [WIRE_W_WITHHELD_WHY] = "Diese Meldung ist nicht zur Veröffentlichung freigegeben.", [WIRE_W_KILLED] = "Zurückgezogen",
        [WIRE_W_KILLED_WHY] = "Der Anbieter hat diese Meldung zurückgezogen. Nicht veröffentlichen; wo veröffentlicht, entfernen.",
        [WIRE_W_RELATED] = "Mehr dazu", [WIRE_W_PACKAGE] = "In diesem Paket", [WIRE_W_TOPICS] = "Themen",
        [WIRE_W_PICTURES] = "Bilder", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Audio", [WIRE_W_FILE] = "Datei",
        [WIRE_W_NOT_PUBLIC] = "Nicht zur Veröffentlichung" } },
    { "fr", "d m y", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", ", ",
      { [WIRE_W_PUBLISHED] = "Publié le", [WIRE_W_UPDATED] = "Mis à jour le", [WIRE_W_EMBARGO] = "Sous embargo jusqu’au",
        [WIRE_W_EMBARGO_OPEN] = "Sous embargo jusqu’à nouvel ordre", [WIRE_W_WITHHELD] = "Retenu",
        [WIRE_W_WITHHELD_WHY] = "La publication de cet article n’est pas autorisée.", [WIRE_W_KILLED] = "Annulé",
        [WIRE_W_KILLED_WHY] = "Le fournisseur a annulé cet article. Ne pas publier ; retirer là où il a été publié.",
        [WIRE_W_RELATED] = "À lire aussi", [WIRE_W_PACKAGE] = "Dans ce dossier", [WIRE_W_TOPICS] = "Thèmes",
        [WIRE_W_PICTURES] = "Photos", [WIRE_W_VIDEO] = "Vidéo", [WIRE_W_AUDIO] = "Audio", [WIRE_W_FILE] = "Fichier",
        [WIRE_W_NOT_PUBLIC] = "Ne pas publier" } },
    { "es", "d de m de y", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", ", ",
      { [WIRE_W_PUBLISHED] = "Publicado", [WIRE_W_UPDATED] = "Actualizado", [WIRE_W_EMBARGO] = "Embargado hasta",
        [WIRE_W_EMBARGO_OPEN] = "Embargado hasta nuevo aviso", [WIRE_W_WITHHELD] = "Retenido",
        [WIRE_W_WITHHELD_WHY] = "La publicación de esta noticia no está autorizada.", [WIRE_W_KILLED] = "Anulado",
        [WIRE_W_KILLED_WHY] = "El proveedor ha anulado esta noticia. No publicar; retirar donde se haya publicado.",
        [WIRE_W_RELATED] = "Relacionado", [WIRE_W_PACKAGE] = "En este paquete", [WIRE_W_TOPICS] = "Temas",
        [WIRE_W_PICTURES] = "Fotos", [WIRE_W_VIDEO] = "Vídeo", [WIRE_W_AUDIO] = "Audio", [WIRE_W_FILE] = "Archivo",
        [WIRE_W_NOT_PUBLIC] = "No publicar" } },
    { "pt", "d de m de y", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", ", ",
      { [WIRE_W_PUBLISHED] = "Publicado", [WIRE_W_UPDATED] = "Atualizado", [WIRE_W_EMBARGO] = "Sob embargo até",
        [WIRE_W_EMBARGO_OPEN] = "Sob embargo até nova ordem", [WIRE_W_WITHHELD] = "Retido",
        [WIRE_W_WITHHELD_WHY] = "A publicação desta notícia não está autorizada.", [WIRE_W_KILLED] = "Anulado",
        [WIRE_W_KILLED_WHY] = "O fornecedor anulou esta notícia. Não publicar; remover onde tenha sido publicada.",
        [WIRE_W_RELATED] = "Relacionado", [WIRE_W_PACKAGE] = "Neste pacote", [WIRE_W_TOPICS] = "Temas",
        [WIRE_W_PICTURES] = "Fotos", [WIRE_W_VIDEO] = "Vídeo", [WIRE_W_AUDIO] = "Áudio", [WIRE_W_FILE] = "Ficheiro",
        [WIRE_W_NOT_PUBLIC] = "Não publicar" } },
    { "it", "d m y", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", ", ",
      { [WIRE_W_PUBLISHED] = "Pubblicato", [WIRE_W_UPDATED] = "Aggiornato", [WIRE_W_EMBARGO] = "Sotto embargo fino al",
        [WIRE_W_EMBARGO_OPEN] = "Sotto embargo fino a nuovo avviso", [WIRE_W_WITHHELD] = "Trattenuto",
        [WIRE_W_WITHHELD_WHY] = "La pubblicazione di questa notizia non è autorizzata.", [WIRE_W_KILLED] = "Annullato",
        [WIRE_W_KILLED_WHY] = "Il fornitore ha annullato questa notizia. Non pubblicare; rimuovere dove è stata pubblicata.",
        [WIRE_W_RELATED] = "Correlati", [WIRE_W_PACKAGE] = "In questo pacchetto", [WIRE_W_TOPICS] = "Temi",
        [WIRE_W_PICTURES] = "Foto", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Audio", [WIRE_W_FILE] = "File",
        [WIRE_W_NOT_PUBLIC] = "Non pubblicare" } },
    { "nl", "d m y", "januari februari maart april mei juni juli augustus september oktober november december", ", ",
      { [WIRE_W_PUBLISHED] = "Gepubliceerd", [WIRE_W_UPDATED] = "Bijgewerkt", [WIRE_W_EMBARGO] = "Onder embargo tot",
        [WIRE_W_EMBARGO_OPEN] = "Onder embargo tot nader bericht", [WIRE_W_WITHHELD] = "Vastgehouden",
        [WIRE_W_WITHHELD_WHY] = "Dit bericht is niet vrijgegeven voor publicatie.", [WIRE_W_KILLED] = "Ingetrokken",
        [WIRE_W_KILLED_WHY] = "De leverancier heeft dit bericht ingetrokken. Niet publiceren; verwijderen waar het gepubliceerd is.",
        [WIRE_W_RELATED] = "Lees ook", [WIRE_W_PACKAGE] = "In dit pakket", [WIRE_W_TOPICS] = "Onderwerpen",
        [WIRE_W_PICTURES] = "Foto’s", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Audio", [WIRE_W_FILE] = "Bestand",
        [WIRE_W_NOT_PUBLIC] = "Niet voor publicatie" } },
    { "sv", "d m y", "januari februari mars april maj juni juli augusti september oktober november december", ", ",
      { [WIRE_W_PUBLISHED] = "Publicerad", [WIRE_W_UPDATED] = "Uppdaterad", [WIRE_W_EMBARGO] = "Embargo till",
        [WIRE_W_EMBARGO_OPEN] = "Embargo tills vidare", [WIRE_W_WITHHELD] = "Spärrad",
        [WIRE_W_WITHHELD_WHY] = "Texten är inte frigiven för publicering.", [WIRE_W_KILLED] = "Indragen",
        [WIRE_W_KILLED_WHY] = "Leverantören har dragit in texten. Publicera inte; ta bort den där den är publicerad.",
        [WIRE_W_RELATED] = "Läs mer", [WIRE_W_PACKAGE] = "I det här paketet", [WIRE_W_TOPICS] = "Ämnen",
        [WIRE_W_PICTURES] = "Bilder", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Ljud", [WIRE_W_FILE] = "Fil",
        [WIRE_W_NOT_PUBLIC] = "Ej för publicering" } },
    { "da", "d. m y", "januar februar marts april maj juni juli august september oktober november december", ", ",
      { [WIRE_W_PUBLISHED] = "Udgivet", [WIRE_W_UPDATED] = "Opdateret", [WIRE_W_EMBARGO] = "Klausuleret til",
        [WIRE_W_EMBARGO_OPEN] = "Klausuleret indtil videre", [WIRE_W_WITHHELD] = "Tilbageholdt",
        [WIRE_W_WITHHELD_WHY] = "Historien er ikke frigivet til udgivelse.", [WIRE_W_KILLED] = "Trukket tilbage",
        [WIRE_W_KILLED_WHY] = "Leverandøren har trukket historien tilbage. Udgiv den ikke; fjern den, hvor den er udgivet.",
        [WIRE_W_RELATED] = "Læs også", [WIRE_W_PACKAGE] = "I denne pakke", [WIRE_W_TOPICS] = "Emner",
        [WIRE_W_PICTURES] = "Billeder", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Lyd", [WIRE_W_FILE] = "Fil",
        [WIRE_W_NOT_PUBLIC] = "Ikke til udgivelse" } },
    { "nb", "d. m y", "januar februar mars april mai juni juli august september oktober november desember", ", ",
      { [WIRE_W_PUBLISHED] = "Publisert", [WIRE_W_UPDATED] = "Oppdatert", [WIRE_W_EMBARGO] = "Sperrefrist til",
        [WIRE_W_EMBARGO_OPEN] = "Sperret inntil videre", [WIRE_W_WITHHELD] = "Holdt tilbake",
        [WIRE_W_WITHHELD_WHY] = "Saken er ikke frigitt for publisering.", [WIRE_W_KILLED] = "Trukket tilbake",
        [WIRE_W_KILLED_WHY] = "Leverandøren har trukket saken tilbake. Ikke publiser; fjern den der den er publisert.",
        [WIRE_W_RELATED] = "Les også", [WIRE_W_PACKAGE] = "I denne pakken", [WIRE_W_TOPICS] = "Emner",
        [WIRE_W_PICTURES] = "Bilder", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Lyd", [WIRE_W_FILE] = "Fil",
        [WIRE_W_NOT_PUBLIC] = "Ikke for publisering" } },
    { "fi", "d. m y",
      "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
      "marraskuuta joulukuuta", ", ",
      { [WIRE_W_PUBLISHED] = "Julkaistu", [WIRE_W_UPDATED] = "Päivitetty", [WIRE_W_EMBARGO] = "Julkaistavissa aikaisintaan",
        [WIRE_W_EMBARGO_OPEN] = "Julkaisukielto toistaiseksi", [WIRE_W_WITHHELD] = "Pidätetty",
        [WIRE_W_WITHHELD_WHY] = "Juttua ei ole vapautettu julkaistavaksi.", [WIRE_W_KILLED] = "Peruttu",
        [WIRE_W_KILLED_WHY] = "Toimittaja on perunut jutun. Älä julkaise; poista, jos se on julkaistu.",
        [WIRE_W_RELATED] = "Lue myös", [WIRE_W_PACKAGE] = "Tässä paketissa", [WIRE_W_TOPICS] = "Aiheet",
        [WIRE_W_PICTURES] = "Kuvat", [WIRE_W_VIDEO] = "Video", [WIRE_W_AUDIO] = "Ääni", [WIRE_W_FILE] = "Tiedosto",
        [WIRE_W_NOT_PUBLIC] = "Ei julkaistavaksi" } },
    { "ar", "d m y", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", "، ",
      { [WIRE_W_PUBLISHED] = "نُشر في", [WIRE_W_UPDATED] = "آخر تحديث", [WIRE_W_EMBARGO] = "محظور النشر حتى",
        [WIRE_W_EMBARGO_OPEN] = "محظور النشر حتى إشعار آخر", [WIRE_W_WITHHELD] = "محجوب",
        [WIRE_W_WITHHELD_WHY] = "لم يُصرَّح بنشر هذا الخبر.", [WIRE_W_KILLED] = "ملغى",
        [WIRE_W_KILLED_WHY] = "ألغى المصدر هذا الخبر. لا تنشروه، واحذفوه حيث نُشر.", [WIRE_W_RELATED] = "مواضيع ذات صلة",
        [WIRE_W_PACKAGE] = "في هذه الحزمة", [WIRE_W_TOPICS] = "المواضيع", [WIRE_W_PICTURES] = "صور", [WIRE_W_VIDEO] = "فيديو",
        [WIRE_W_AUDIO] = "صوت", [WIRE_W_FILE] = "ملف", [WIRE_W_NOT_PUBLIC] = "ليس للنشر" } },
};

static size_t
primary(struct wire_str tag)
{
    size_t n = 0;

    while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_')
        n++;
    return n;
}

const struct wire_html_words *
wire_html_words_for(struct wire_str lang)
{
    struct wire_str main = { lang.p, primary(lang) };

    if (wire_str_is_nocase(main, "no") || wire_str_is_nocase(main, "nn"))
        main = WIRE_STR("nb");
    for (size_t i = 0; i < WIRE_COUNT(languages); i++) {
        if (wire_str_is_nocase(main, languages[i].lang))
            return &languages[i];
    }
    return &languages[0];
}

struct wire_str
wire_html_word(const struct wire_html *h, enum wire_html_word w)
{
    return wire_str_of(h->words->word[w]);
}

/* Whether the page's words are in another language than the story. */
static bool
foreign(const struct wire_html *h)
{
    return h->words == &languages[0] && h->lang.n != 0 &&
           !wire_str_is_nocase((struct wire_str){ h->lang.p, primary(h->lang) }, "en");
}

void
wire_html_say(struct wire_html *h, enum wire_html_word w)
{
    if (foreign(h))
        wire_buf_puts(h->b, "<span lang=\"en\" dir=\"ltr\">");
    wire_buf_str(h->b, wire_html_word(h, w));
    if (foreign(h))
        wire_buf_puts(h->b, "</span>");
}

const char *
wire_html_dir(struct wire_str lang)
{
    static const char *const scripts[] = { "arab", "hebr", "thaa", "syrc", "nkoo" };
    static const char *const rtl[] = { "ar", "he", "iw", "fa", "ur",  "yi",  "ji",  "ps",  "sd",  "ug", "dv",
                                       "ks", "ckb", "arc", "syr", "nqo", "azb", "pnb", "lrc", "mzn" };
    size_t main = primary(lang), from = main + 1;
    struct wire_str script = wire_str_sub(lang, from, primary(wire_str_sub(lang, from, lang.n)));

    if (script.n == 4) {
        for (size_t i = 0; i < WIRE_COUNT(scripts); i++) {
            if (wire_str_is_nocase(script, scripts[i]))
                return "rtl";
        }
        return "ltr";
    }
    for (size_t i = 0; i < WIRE_COUNT(rtl); i++) {
        if (wire_str_is_nocase((struct wire_str){ lang.p, main }, rtl[i]))
            return "rtl";
    }
    return "ltr";
}

void
wire_html_lang(struct wire_html *h, struct wire_str lang)
{
    if (lang.n == 0 || wire_str_eq(lang, h->lang))
        return;
    wire_html_attr(h->b, "lang", lang);
    wire_html_attr(h->b, "dir", wire_str_of(wire_html_dir(lang)));
}

/* --- times --- */

/* A number of at least so many digits; where it ends. */
static char *
digits(char *out, int n, int least)
{
    char reversed[12];
    int k = 0;

    for (; n > 0 || k < least; n /= 10)
        reversed[k++] = (char)('0' + n % 10);
    while (k > 0)
        *out++ = reversed[--k];
    return out;
}

static char *
literal(char *out, const char *s)
{
    while (*s != '\0')
        *out++ = *s++;
    return out;
}

static char *
time_of_day(char *out, int hour, int minute, int least)
{
    out = literal(digits(out, hour, least), ":");
    return digits(out, minute, 2);
}

/* HTML, 2.3.5: seconds to 59 (a leap second has no place there); a fraction is more than anybody wants. */
static void
datetime(const struct wire_time *t, char *out)
{
    int offset = t->offset < 0 ? -t->offset : t->offset;

    out = digits(out, t->year % 10000, 4);
    if (t->month >= 0)
        out = digits(literal(out, "-"), t->month, 2);
    if (t->month >= 0 && t->day >= 0)
        out = digits(literal(out, "-"), t->day, 2);
    if (t->day >= 0 && t->hour >= 0) {
        out = literal(time_of_day(literal(out, "T"), t->hour, t->minute, 2), ":");
        out = digits(out, t->second > 59 ? 59 : t->second < 0 ? 0 : t->second, 2);
        if (t->has_offset && t->zulu)
            out = literal(out, "Z");
        else if (t->has_offset)
            out = time_of_day(literal(out, t->offset < 0 ? "-" : "+"), offset / 60, offset % 60, 2);
    }
    *out = '\0';
}

bool
wire_html_datetime(struct wire_str s, char *out)
{
    struct wire_time t;

    if (!wire_time_read(s, &t))
        return false;
    datetime(&t, out);
    return true;
}

static struct wire_str
month_name(const char *months, int month)
{
    const char *end;

    while (--month > 0)
        months = strchr(months, ' ') + 1;
    end = strchr(months, ' ');
    return (struct wire_str){ months, end != NULL ? (size_t)(end - months) : strlen(months) };
}

static void
put_number(struct wire_buf *b, int n)
{
    char out[12];

    wire_buf_put(b, out, (size_t)(digits(out, n, 1) - out));
}

/* 13:50 UTC+5:30 */
static void
human_time(struct wire_buf *b, const struct wire_time *t)
{
    char out[32], *end = time_of_day(out, t->hour, t->minute, 2);
    int offset = t->offset < 0 ? -t->offset : t->offset;

    if (t->has_offset)
        end = literal(end, " UTC");
    if (t->has_offset && offset != 0) {
        end = literal(end, t->offset < 0 ? "-" : "+");
        end = offset % 60 != 0 ? time_of_day(end, offset / 60, offset % 60, 1) : digits(end, offset / 60, 1);
    }
    wire_buf_put(b, out, (size_t)(end - out));
}

static bool
same_day(const struct wire_time *t, struct wire_str other)
{
    struct wire_time o;

    return t->hour >= 0 && other.n != 0 && wire_time_read(other, &o) && o.hour >= 0 && o.year == t->year &&
           o.month == t->month && o.day == t->day && o.has_offset == t->has_offset && o.offset == t->offset;
}

static void
human(struct wire_html *h, const struct wire_time *t, struct wire_str other)
{
    const struct wire_html_words *w = h->words;

    if (same_day(t, other)) {
        human_time(h->b, t);
        return;
    }
    if (t->month >= 0 && t->day < 0) {
        wire_buf_str(h->b, month_name(w->months, t->month));
        wire_buf_putc(h->b, ' ');
    }
    if (t->month < 0 || t->day < 0) {
        put_number(h->b, t->year);
        return;
    }
    for (const char *p = w->date; *p != '\0'; p++) {
        if (*p == 'd' && p[1] != 'e') /* the d of "de" is one */
            put_number(h->b, t->day);
        else if (*p == 'm')
            wire_buf_str(h->b, month_name(w->months, t->month));
        else if (*p == 'y')
            put_number(h->b, t->year);
        else
            wire_buf_putc(h->b, *p);
    }
    if (t->hour >= 0) {
        wire_buf_puts(h->b, w->comma);
        human_time(h->b, t);
    }
}

void
wire_html_time(struct wire_html *h, struct wire_str s, struct wire_str other)
{
    struct wire_time t;
    char iso[48];

    if (!wire_time_read(s, &t)) {
        wire_buf_xml(h->b, s);
        return;
    }
    datetime(&t, iso);
    wire_buf_puts(h->b, "<time");
    wire_html_attr(h->b, "datetime", wire_str_of(iso));
    if (foreign(h))
        wire_buf_puts(h->b, " lang=\"en\" dir=\"ltr\"");
    wire_buf_putc(h->b, '>');
    human(h, &t, other);
    wire_buf_puts(h->b, "</time>");
}
