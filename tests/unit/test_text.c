/* Plain text: the grammar of wire copy (sign-offs, datelines, bylines, takes) and whole stories. */
#include "unit.h"

#include "article-json/article-json.h"
#include "article/byline.h"
#include "article/dateline.h"
#include "article/signoff.h"
#include "article/take.h"
#include "text/text.h"

static const struct wire_at here = { 1, 1, 0 };

/* ---- sign-offs: R reporter, A additional, W writer, E editor, C compiler, G graphics, P photographer, T translator,
 *      PR producer, D researcher, CR creator, N what is no credit; @ the place, <> the contact ---- */

static const struct { const char *text, *want; } signoffs[] = {
    { "(Reporting by Max Dunn; Editing by Rita Unwin)",
      "R Max Dunn|E Rita Unwin" },
    { "(Reporting by Rita Gale in New York; Editing by Greta Park)",
      "R Rita Gale @New York|E Greta Park" },
    { "(Reporting by Edna Finch in New York)",
      "R Edna Finch @New York" },
    { "(Editing by Cyr Croft)",
      "E Cyr Croft" },
    { "(Writing by Wes Olsen; Editing by Max Reed)",
      "W Wes Olsen|E Max Reed" },
    { "(Reporting by Faye Kemble in Hong Kong; additional reporting by Jace Larch in Shanghai; Editing by Boris Tull)",
      "R Faye Kemble @Hong Kong|A Jace Larch @Shanghai|E Boris Tull" },
    { "(Reporting by Bea Lane, editing by Mona Hurst)",
      "R Bea Lane|E Mona Hurst" },
    { "(Reporting by Jace Larch\nEditing by Tara Zane)",
      "R Jace Larch|E Tara Zane" },
    { "Reporting by Vito Thorne Editing by Bram Pryce",
      "R Vito Thorne|E Bram Pryce" },
    { "Reporting by Finn Muir and Cora Wray Writing by Bram Pryce Editing by Iris Ekman",
      "R Finn Muir|R Cora Wray|W Bram Pryce|E Iris Ekman" },
    { "Reporting by Yan ThorneAdditional reporting by Pete Oakes and Saul LundEditing by Alma Moss, Vic Hale and Abel Croft",
      "R Yan Thorne|A Pete Oakes|A Saul Lund|E Alma Moss|E Vic Hale|E Abel Croft" },
    { "Reporting by Wim Colvin in Washington. Editing by Milo Yates",
      "R Wim Colvin @Washington|E Milo Yates" },
    { "Reporting Juno Quist in Brookline and Boston, Massachusetts, and Fritz West in New York; Editing by Ivo Usk and Vic Hale",
      "R Juno Quist @Brookline and Boston, Massachusetts|R Fritz West @New York|E Ivo Usk|E Vic Hale" },
    { "Reporting by Lena Quist in Vista, California; Additional reporting by Elsa Beck in Shanghai and Ada Slade in Los Angeles; Editing by Iris Tate and Bram Eames",
      "R Lena Quist @Vista, California|A Elsa Beck @Shanghai|A Ada Slade @Los Angeles|E Iris Tate|E Bram Eames" },
    { "Reporting by Oona Reed, Pia Elgar and Ugo Colvin; Writing by Nils Alder; Editing by Alma Yarrow and Boris Frost",
      "R Oona Reed|R Pia Elgar|R Ugo Colvin|W Nils Alder|E Alma Yarrow|E Boris Frost" },
    { "Reporting By Yara Drake in Aleppo and Bea Lane, Pia Pell and Zoe Frost in Beirut; Writing by Hal Holt in Beirut, editing by Xena Grell",
      "R Yara Drake @Aleppo|R Bea Lane @Beirut|R Pia Pell @Beirut|R Zoe Frost @Beirut|W Hal Holt @Beirut|E Xena Grell" },
    { "Reporting by Zed Upton in Ottawa, Kara Sorby in Washington and Edna Quade in Tokyo, Karl Orme in San Francisco; writing by Vito Fosse and Ada Eames; editing by Wanda Birch, Tara Zane and Zoe Quill.",
      "R Zed Upton @Ottawa|R Kara Sorby @Washington|R Edna Quade @Tokyo|R Karl Orme @San Francisco|W Vito Fosse|W Ada Eames|E Wanda Birch|E Tara Zane|E Zoe Quill" },
    { "Reporting by Arlo Wray and Zita Birch in San Francisco, Sol North and Olga Vane in New York and Abel\nNesbit, Tara Kite, and Cal Dray in\nBengaluru; Editing by Lou Vance, Inge Orme, Finn D'Young, and Zita Pryce.",
      "R Arlo Wray @San Francisco|R Zita Birch @San Francisco|R Sol North @New York|R Olga Vane @New York|R Abel Nesbit @Bengaluru|R Tara Kite @Bengaluru|R Cal Dray @Bengaluru|E Lou Vance|E Inge Orme|E Finn D'Young|E Zita Pryce" },
    { "Reporting by Elsa Park on aboard Afir Force One and Nils Oakes in Washington; Additional reporting by Vera Jarrow; Editing by Wim Quill, Tom Fosse and Vic Vale",
      "R Elsa Park @aboard Afir Force One|R Nils Oakes @Washington|A Vera Jarrow|E Wim Quill|E Tom Fosse|E Vic Vale" },
    { "Reporting by Reuters; editing by Uma Olsen",
      "R Reuters|E Uma Olsen" },
    { "Reporting by Pete Dale, Nils Oakes and Cyr Quade in Washington and the Beijing newsroom; Editing by Per Zorn and Dora Kemble",
      "R Pete Dale @Washington|R Nils Oakes @Washington|R Cyr Quade @Washington|R Beijing newsroom|E Per Zorn|E Dora Kemble" },
    { "Reporting by Hana Cole Finch and the Beijing Newsroom; Editing by Greta AshbyOur Standards: The Thomson Reuters Trust Principles.",
      "R Hana Cole Finch|R Beijing Newsroom|E Greta Ashby" },
    { "(Writing by Rosa Elgar and Gwen Finch; Additional reporting by Oona Gale and Sven Dale in Philadelphia; Editing by Jace Booth and Gwen Tate)",
      "W Rosa Elgar|W Gwen Finch|A Oona Gale @Philadelphia|A Sven Dale @Philadelphia|E Jace Booth|E Gwen Tate" },
    { "Reporting by Ruth S in Bengaluru; Additional reporting and writing by Ugo Rowe in New York; Editing by Faye Zeller",
      "R Ruth S @Bengaluru|A Ugo Rowe @New York|W Ugo Rowe @New York|E Faye Zeller" },
    { "Cora Lane reported from Frankfurt; Additional reporting by Eli Rusk in Oslo, Ivo Jay and Karl Dunn in Stockholm; Editing by Hugo Booth, Wanda Marsh and Yan Ingle",
      "R Cora Lane @Frankfurt|A Eli Rusk @Oslo|A Ivo Jay @Stockholm|A Karl Dunn @Stockholm|E Hugo Booth|E Wanda Marsh|E Yan Ingle" },
    { "(Additional reporting by Tess Le Kite, Dell Young, Tess Stone Vane and Rosa Stone; Writing by Otis Ibsen, Yves Jarrow and Milo Ibsen; Editing by Yves Jarrow, Beth Upton and Una Crane)",
      "A Tess Le Kite|A Dell Young|A Tess Stone Vane|A Rosa Stone|W Otis Ibsen|W Yves Jarrow|W Milo Ibsen|E Yves Jarrow|E Beth Upton|E Una Crane" },
    { "(Additional reporting by Eli de La Moss in Paris, Wes Dela Colvin in Manila and Elsa Beck in Beijing Editing by Kit Jay, Boris Frost, Zoe Quill and Jude Vance) ((karl.plume@\xE2\x80\xA6; +1 555 010 0199; Reuters Messaging: \xE2\x80\xA6))",
      "A Eli de La Moss @Paris|A Wes Dela Colvin @Manila|A Elsa Beck @Beijing|E Kit Jay|E Boris Frost|E Zoe Quill|E Jude Vance" },
    { "(Additional reporting by Xena Vale in Paris; editing by Quin Lund, Nell Kerr)",
      "A Xena Vale @Paris|E Quin Lund|E Nell Kerr" },
    { "(Reporting by Saul Abbey and Yara Nesbit in Bengaluru; Editing by Finn D&apos;Young)",
      "R Saul Abbey @Bengaluru|R Yara Nesbit @Bengaluru|E Finn D'Young" },
    { "\xE2\x80\xA6 and 26 new lows (Reporting by Quin Wicker; Additional reporting by Beth M Moss and Yara Nesbit in Bengaluru; Editing by Hugo Muir)",
      "R Quin Wicker|A Beth M Moss @Bengaluru|A Yara Nesbit @Bengaluru|E Hugo Muir" },
    { "(Editing by Zed Grell; To query or comment on this story email jane.doe@newswire.example)  REUTERS 110147 Sep 09",
      "E Zed Grell|N To query or comment on this story email jane.doe@newswire.example" },
    { "(Reporting by Juno Cole and Liam Alder; Editing by Dora Kemble and Tom Unwin; For more on the 2016 U.S. presidential race \xE2\x80\xA6, visit the Reuters website.; here) This article was funded in part by SAP.",
      "R Juno Cole|R Liam Alder|E Dora Kemble|E Tom Unwin|N For more on the 2016 U.S. presidential race \xE2\x80\xA6, visit the Reuters website.|N here" },
    { "(Editing by Arlo Ingle)The author is a Reuters contributor. The opinions expressed are her own)By Chris TaylorNEW YORK, April 1",
      "E Arlo Ingle" },
    { "Reporting by gus Gage, Lena Brandt",
      "R gus Gage|R Lena Brandt" },
    { "(Reporting by Ruth Vane in Puebla, Mexico; editing by Hana Nash)",
      "R Ruth Vane @Puebla, Mexico|E Hana Nash" },
    { "(Reporting by Uma Abbey in Minneapolis, Inge Ashby in Houston and Liam Larch in Nashville; Editing by Vera Zane)",
      "R Uma Abbey @Minneapolis|R Inge Ashby @Houston|R Liam Larch @Nashville|E Vera Zane" },
    { "Reporting by Sol Crane in Bengaluru; Additional reporting by Cleo Moss and Nell Zorn in San\nFrancisco and Cal Slade in Mexico City; Editing by Yves Yarrow and Faye Nash",
      "R Sol Crane @Bengaluru|A Cleo Moss @San Francisco|A Nell Zorn @San Francisco|A Cal Slade @Mexico City|E Yves Yarrow|E Faye Nash" },
    { "(Reporting by Nora\nBrandt in Bengaluru; Editing by Otis\nWicker)",
      "R Nora Brandt @Bengaluru|E Otis Wicker" },
    { "Reporting by Jude Holt, Olga Hurst and Kara Ekman; Writing by Per North; Editing by Sven Rowe, Dirk Irwin",
      "R Jude Holt|R Olga Hurst|R Kara Ekman|W Per North|E Sven Rowe|E Dirk Irwin" },
    { "(Editing by Ada O'Ashbyand Grell Jarrow)",
      "E Ada O'Ashbyand Grell Jarrow" },
    { "(Reporting by the Moscow bureau; Writing by Cleo Beck)",
      "R Moscow bureau|W Cleo Beck" },
    { "(Compiled by Bangkok newsroom; Editing by Una Marsh)",
      "C Bangkok newsroom|E Una Marsh" },
    { "(By Dora Arden; Editing by Hal West.)",
      "R Dora Arden|E Hal West" },
    { "(Reporting by Nora Pell Jr., Lou N. Nash and Gus Usk-Gage; Editing by Dora Zeller da Frost)",
      "R Nora Pell Jr.|R Lou N. Nash|R Gus Usk-Gage|E Dora Zeller da Frost" },
    { "(Reporting by Cal Rusk-Larch and Bea Kemble Nesbit el-Quill)",
      "R Cal Rusk-Larch|R Bea Kemble Nesbit el-Quill" },
    { "(Reporting by Gus Rusk) (Editing by Juno Nash).",
      "R Gus Rusk|E Juno Nash" },
    { "(Graphics by Gus Rusk; Photography by Juno Nash in Lima; Translation by Hana Zeller; Data by Eli Dray; Produced by Lena Cole)",
      "G Gus Rusk|P Juno Nash @Lima|T Hana Zeller|D Eli Dray|PR Lena Cole" },
    { "(Created by Gus Rusk; graphic by Juno Nash)",
      "CR Gus Rusk|G Juno Nash" },
    { "(REPORTING BY KIT USK IN ROME; EDITING BY IVO GAGE)",
      "R KIT USK @ROME|E IVO GAGE" },
    { "- Reporting by: Bea Arden in Brussels, Fritz Irwin in London\n- Editing by: Mona Sorby, +1 555 010 0199, <desk@newswire.example>",
      "R Bea Arden @Brussels|R Fritz Irwin @London|E Mona Sorby <+1 555 010 0199, <desk@newswire.example>>" },
    { "AP writers Dell Joss in Beijing, Kit Yates in Washington and Dirk Tull in Bangkok contributed to this report.",
      "A Dell Joss @Beijing|A Kit Yates @Washington|A Dirk Tull @Bangkok" },
    /* further forms */
    { "(Reporting by Ann Lee in Rome and Bo Chen; Writing by Cy Diaz)", "R Ann Lee @Rome|R Bo Chen|W Cy Diaz" },
    { "(Reporting and writing by Ann Lee in Rome; Editing by Bo Chen)", "R Ann Lee @Rome|W Ann Lee @Rome|E Bo Chen" },
    { "(Bengaluru newsroom)", "R Bengaluru newsroom" },
    { "(reporting by Ann Lee; editing by Bo Chen)", "R Ann Lee|E Bo Chen" },
    { "- Reporting by Ann Lee; Editing by Bo Chen", "R Ann Lee|E Bo Chen" },
    { "(Reporting by Ann Lee amd Bo Chen)", "R Ann Lee|R Bo Chen" },
    { "(Reporting by Ann Lee in Rome and Milan, Bo Chen; Editing by Cy Diaz)", "R Ann Lee @Rome and Milan|R Bo Chen|E Cy Diaz" },
    { "(Reportage Ann Lee \xC3\xA0 Paris, r\xC3\xA9" "dig\xC3\xA9 par Bo Chen, \xC3\xA9" "dit\xC3\xA9 par Cy Diaz)",
      "R Ann Lee @Paris|W Bo Chen|E Cy Diaz" },
    { "(Bericht von Ann Lee, geschrieben von Bo Chen, redigiert von Cy Diaz.)", "R Ann Lee|W Bo Chen|E Cy Diaz" },
    { "(Reporte de Ann Lee, editado por Bo Chen)", "R Ann Lee|E Bo Chen" },
    { "Associated Press writer Ann Lee in Rome and AP Business Writer Bo Chen in Lima contributed to this report.",
      "A Ann Lee @Rome|A Bo Chen @Lima" },
    { "Associated Press writers Ann Lee in Boise, Idaho, and Bo Chen in Helena, Montana, contributed to this report.",
      "A Ann Lee @Boise, Idaho|A Bo Chen @Helena, Montana" },
    /* what only begins like one */
    { "Editing by committee is a slow way to write.", NULL },
    { "Reporting by the Harbour Street Journal found that cats win.", NULL },
    { "Writing by hand is faster.", NULL },
    { "It was the subject of reporting by The Capital Post, the Daily Press, and The Valley Times.", NULL },
    { "He asked for additional reporting by ethnicity.", NULL },
    { "Reporting by telephone was the other thing she disliked.", NULL },
    { "", NULL },
    { "(", NULL },
    { "(Reporting by", NULL },
};

static const struct { const char *tag, *role; } short_roles[] = {
    { "R", "reporter" }, { "A", "additional-reporter" }, { "W", "writer" }, { "E", "editor" }, { "C", "compiler" },
    { "G", "graphics" }, { "P", "photographer" }, { "T", "translator" }, { "PR", "producer" }, { "D", "researcher" },
    { "CR", "creator" },
};

static void
print_credits(struct wire_buf *b, const struct wire_article *a, const struct wire_signoff *s)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next) {
        for (size_t r = 0; r < WIRE_COUNT(short_roles); r++) {
            if (wire_str_is(wire_member(v, WIRE_K_ROLE), short_roles[r].role))
                wire_buf_puts(b, short_roles[r].tag);
        }
        wire_buf_putc(b, ' ');
        wire_buf_str(b, wire_member(v, WIRE_K_NAME));
        if (wire_get(v, WIRE_K_PLACE) != NULL)
            wire_buf_printf(b, " @%.*s", (int)wire_member(v, WIRE_K_PLACE).n, wire_member(v, WIRE_K_PLACE).p);
        if (wire_get(v, WIRE_K_CONTACT) != NULL)
            wire_buf_printf(b, " <%.*s>", (int)wire_member(v, WIRE_K_CONTACT).n, wire_member(v, WIRE_K_CONTACT).p);
        wire_buf_putc(b, '|');
    }
    for (size_t i = 0; i < s->note_count; i++)
        wire_buf_printf(b, "N %.*s|", (int)s->notes[i].n, s->notes[i].p);
    if (b->n != 0)
        b->n--;
}

/* What the credits and notes weigh with what is grammar is what the sign-off weighs. */
static size_t
weigh(const struct wire_article *a, const struct wire_signoff *s)
{
    size_t sum = s->grammar;

    for (const struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next) {
        for (const struct wire_value *m = v->first; m != NULL; m = m->next)
            sum += (m->flags & WIRE_V_PRINTED) != 0 ? wire_weight(m->s.p, m->s.n) : 0;
    }
    for (size_t i = 0; i < s->note_count; i++)
        sum += wire_weight(s->notes[i].p, s->notes[i].n);
    return sum;
}

static void
test_signoffs(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(signoffs); i++) {
        struct wire_str text = unit_tight(signoffs[i].text, strlen(signoffs[i].text));
        struct wire_article *a = wire_article_new(0);
        struct wire_buf got = WIRE_BUF_INIT;
        struct wire_signoff s;
        bool found = wire_signoff_read(a, text, here, WIRE_V_PRINTED, &s);

        UNIT_CHECK(i, found == (signoffs[i].want != NULL));
        if (found) {
            print_credits(&got, a, &s);
            UNIT_TEXT(i, wire_buf_slice(&got), signoffs[i].want);
            UNIT_CHECK(i, weigh(a, &s) == wire_weight(text.p + s.from, s.to - s.from));
        }
        wire_buf_free(&got);
        wire_article_free(a);
        unit_loosen(text);
    }
}

static void
test_signoff_of_byline(void **state)
{
    struct wire_article *a = wire_article_new(0);
    struct wire_buf got = WIRE_BUF_INIT;
    struct wire_signoff s;

    (void)state;
    wire_byline_credits(a, WIRE_STR("By JANE ROE and Bo Chen, Associated Press"), here, 0);
    assert_true(wire_signoff_read(a, WIRE_STR("Roe reported from Lima. AP writer Cy Diaz contributed to this report."), here, 0, &s));
    assert_true(s.contributors);
    print_credits(&got, a, &s);
    UNIT_TEXT(0, wire_buf_slice(&got), "R JANE ROE @Lima|R Bo Chen|A Cy Diaz");
    wire_buf_free(&got);
    wire_article_free(a);
}

/* ---- datelines: text|place|area|date|agency ---- */

static const struct { const char *text, *want; } datelines[] = {
    { "NEW YORK, Jan 21 (Reuters) - Stocks", "NEW YORK, Jan 21 (Reuters)|NEW YORK||Jan 21|Reuters" },
    { "    SALVADOR, Feb 26 - Showers", "SALVADOR, Feb 26|SALVADOR||Feb 26|" },
    { "LOS ANGELES (Variety.com) - The", "LOS ANGELES (Variety.com)|LOS ANGELES|||Variety.com" },
    { "(Thomson Reuters Foundation) - The", "(Thomson Reuters Foundation)||||Thomson Reuters Foundation" },
    { "NEW YORK (LPC/IFR) - The", "NEW YORK (LPC/IFR)|NEW YORK|||LPC/IFR" },
    { "BUENOS AIRES, Argentina (AP) _ The", "BUENOS AIRES, Argentina (AP)|BUENOS AIRES|Argentina||AP" },
    { "CHATHAM, Mass. (AP) _ The", "CHATHAM, Mass. (AP)|CHATHAM|Mass.||AP" },
    { "GROSSETO, Italy (AP) -- The", "GROSSETO, Italy (AP)|GROSSETO|Italy||AP" },
    { "MADRID (AP)  -  The", "MADRID (AP)|MADRID|||AP" },
    { "STOCKHOLM, Aug 29, 2014 (AFP) -The", "STOCKHOLM, Aug 29, 2014 (AFP)|STOCKHOLM||Aug 29, 2014|AFP" },
    { "Gaza City, Palestinian Territories, May 16, 2021 (AFP) - The", "Gaza City, Palestinian Territories, May 16, 2021 (AFP)|Gaza City|Palestinian Territories|May 16, 2021|AFP" },
    { "Paris, 21 jan 2019 (AFP) - Le", "Paris, 21 jan 2019 (AFP)|Paris||21 jan 2019|AFP" },
    { "PARIS (AFP) - \xE2\x80\x93 More than", "PARIS (AFP)|PARIS|||AFP" },
    { "Moskau/Berlin (dpa) - Der", "Moskau/Berlin (dpa)|Moskau/Berlin|||dpa" },
    { "Frankfurt/Main (dpa) - Der", "Frankfurt/Main (dpa)|Frankfurt/Main|||dpa" },
    { "Athen (dpa) - Der", "Athen (dpa)|Athen|||dpa" },
    { "Peine (dpa/lni) - Der", "Peine (dpa/lni)|Peine|||dpa/lni" },
    { "San Diego (tca/dpa) - The", "San Diego (tca/dpa)|San Diego|||tca/dpa" },
    { "CARBONDALE, United States, Dec. 13 (Xinhua) -- The", "CARBONDALE, United States, Dec. 13 (Xinhua)|CARBONDALE|United States|Dec. 13|Xinhua" },
    { "BRISBANE, Australia, Jan. 1(Xinhua) -- The", "BRISBANE, Australia, Jan. 1(Xinhua)|BRISBANE|Australia|Jan. 1|Xinhua" },
    { "BEIJING, 10 ao\xC3\xBBt (Xinhua) -- Le", "BEIJING, 10 ao\xC3\xBBt (Xinhua)|BEIJING||10 ao\xC3\xBBt|Xinhua" },
    { "Nueva Delhi, 21 ene (EFE).- El", "Nueva Delhi, 21 ene (EFE)|Nueva Delhi||21 ene|EFE" },
    { "EFE.- Sube el precio", "EFE||||EFE" },
    { "(ANSA) - TORINO, 29 GEN - Il", "(ANSA) - TORINO, 29 GEN|TORINO||29 GEN|ANSA" },
    { "(ANSA) - Rome, October 11 - The", "(ANSA) - Rome, October 11|Rome||October 11|ANSA" },
    { "(ANSA) - MONOPOLI (BARI), 6 LUG - Il", "(ANSA) - MONOPOLI (BARI), 6 LUG|MONOPOLI|BARI|6 LUG|ANSA" },
    { "ROMA, 16 NOV (ANSA) - O", "ROMA, 16 NOV (ANSA)|ROMA||16 NOV|ANSA" },
    { "MOSCOW, January 21. /TASS/. The", "MOSCOW, January 21. /TASS/|MOSCOW||January 21|TASS" },
    { "\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90, 10 \xD1\x84\xD0\xB5\xD0\xB2\xD1\x80\xD0\xB0\xD0\xBB\xD1\x8F. /\xD0\xA2\xD0\x90\xD0\xA1\xD0\xA1/. \xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD", "\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90, 10 \xD1\x84\xD0\xB5\xD0\xB2\xD1\x80\xD0\xB0\xD0\xBB\xD1\x8F. /\xD0\xA2\xD0\x90\xD0\xA1\xD0\xA1/|\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90||10 \xD1\x84\xD0\xB5\xD0\xB2\xD1\x80\xD0\xB0\xD0\xBB\xD1\x8F|\xD0\xA2\xD0\x90\xD0\xA1\xD0\xA1" },
    { "Nov. 28 (UPI) -- The", "Nov. 28 (UPI)|||Nov. 28|UPI" },
    { "SAITAMA, Japan, Dec. 9 Kyodo - The", "SAITAMA, Japan, Dec. 9 Kyodo|SAITAMA|Japan|Dec. 9|Kyodo" },
    { "TOKYO (Kyodo) -- The", "TOKYO (Kyodo)|TOKYO|||Kyodo" },
    { "SEOUL, Oct. 12 (Yonhap) -- The", "SEOUL, Oct. 12 (Yonhap)|SEOUL||Oct. 12|Yonhap" },
    { "(\xEC\x84\x9C\xEC\x9A\xB8=\xEC\x97\xB0\xED\x95\xA9\xEB\x89\xB4\xEC\x8A\xA4) \xEA\xB9\x80\xEB\xB3\x91\xEA\xB7\x9C \xEA\xB8\xB0\xEC\x9E\x90 = \xED\x95\x9C\xEA\xB5\xAD", "(\xEC\x84\x9C\xEC\x9A\xB8=\xEC\x97\xB0\xED\x95\xA9\xEB\x89\xB4\xEC\x8A\xA4)|\xEC\x84\x9C\xEC\x9A\xB8|||\xEC\x97\xB0\xED\x95\xA9\xEB\x89\xB4\xEC\x8A\xA4" },
    { "Mumbai, Dec 9 (PTI) Kunal", "Mumbai, Dec 9 (PTI)|Mumbai||Dec 9|PTI" },
    { "Ahmedabad/New Delhi, Jan 22 (PTI) The", "Ahmedabad/New Delhi, Jan 22 (PTI)|Ahmedabad/New Delhi||Jan 22|PTI" },
    { "Bhopal (PTI): The", "Bhopal (PTI)|Bhopal|||PTI" },
    { "SYDNEY, Oct 22 AAP - The", "SYDNEY, Oct 22 AAP|SYDNEY||Oct 22|AAP" },
    { "ANKARA (AA) - The", "ANKARA (AA)|ANKARA|||AA" },
    { "Damascus [Syria], June 9 (ANI): The", "Damascus [Syria], June 9 (ANI)|Damascus|Syria|June 9|ANI" },
    { "UTRECHT (ANP) - De", "UTRECHT (ANP)|UTRECHT|||ANP" },
    { "Kota Bandung (ANTARA) - The", "Kota Bandung (ANTARA)|Kota Bandung|||ANTARA" },
    { "Wien (OTS) - Die", "Wien (OTS)|Wien|||OTS" },
    { "Paris (ats afp) Les", "Paris (ats afp)|Paris|||ats afp" },
    { "Bucure\xC5\x9Fti, 30 sep /Agerpres/ - Un", "Bucure\xC5\x9Fti, 30 sep /Agerpres/|Bucure\xC5\x9Fti||30 sep|Agerpres" },
    { "BRUXELLES 05/10 (BELGA) = Le", "BRUXELLES 05/10 (BELGA)|BRUXELLES||05/10|BELGA" },
    { "KUALA LUMPUR, Sept 29 (Bernama) -- The", "KUALA LUMPUR, Sept 29 (Bernama)|KUALA LUMPUR||Sept 29|Bernama" },
    { "PUTRAJAYA, 9 Sept (Bernama) -- The", "PUTRAJAYA, 9 Sept (Bernama)|PUTRAJAYA||9 Sept|Bernama" },
    { "(Bloomberg) -- The", "(Bloomberg)||||Bloomberg" },
    { "Jan. 5 (Bloomberg) -- The", "Jan. 5 (Bloomberg)|||Jan. 5|Bloomberg" },
    { "Jan. 12 (BusinessDesk) - The", "Jan. 12 (BusinessDesk)|||Jan. 12|BusinessDesk" },
    { "Taipei, Sept. 23 (CNA) The", "Taipei, Sept. 23 (CNA)|Taipei||Sept. 23|CNA" },
    { "Panama  City,  Sept. 8 (CNA) -- The", "Panama  City,  Sept. 8 (CNA)|Panama  City||Sept. 8|CNA" },
    { "METAIRIE, La. - New Orleans", "METAIRIE, La.|METAIRIE|La.||" },
    { "OTTAWA \xE2\x80\x94 The", "OTTAWA|OTTAWA|||" },
    { "PRAHA 18. \xC4\x8D" "ervna (\xC4\x8CTK) - Nova", "PRAHA 18. \xC4\x8D" "ervna (\xC4\x8CTK)|PRAHA||18. \xC4\x8D" "ervna|\xC4\x8CTK" },
    { "Washington, Aug. 20. (\xC4\x8CTK) - The", "Washington, Aug. 20. (\xC4\x8CTK)|Washington||Aug. 20|\xC4\x8CTK" },
    { "ZURICH (Dow Jones)--The", "ZURICH (Dow Jones)|ZURICH|||Dow Jones" },
    { "MOSCOW. April 2 (Interfax) - The", "MOSCOW. April 2 (Interfax)|MOSCOW||April 2|Interfax" },
    { "Dushanbe. (Interfax) - The", "Dushanbe. (Interfax)|Dushanbe|||Interfax" },
    { "New Delhi, July 26 (IANS) Hours", "New Delhi, July 26 (IANS)|New Delhi||July 26|IANS" },
    { "Tehran, IRNA \xE2\x80\x93 The", "Tehran, IRNA|Tehran|||IRNA" },
    { "Seoul, January 24 (Jiji Press) -- The", "Seoul, January 24 (Jiji Press)|Seoul||January 24|Jiji Press" },
    { "Tokio, 25 de septiembre (Jiji Press)\xE2\x80\x94" "El", "Tokio, 25 de septiembre (Jiji Press)|Tokio||25 de septiembre|Jiji Press" },
    { "Pyongyang, December 10 (KCNA) -- The", "Pyongyang, December 10 (KCNA)|Pyongyang||December 10|KCNA" },
    { "Tirana, 29 mai 2025 (Lusa) \xE2\x80\x93 O", "Tirana, 29 mai 2025 (Lusa)|Tirana||29 mai 2025|Lusa" },
    { "Abuja, Oct. 5, 2023 (NAN) The", "Abuja, Oct. 5, 2023 (NAN)|Abuja||Oct. 5, 2023|NAN" },
    { "Warszawa, 05.10.2023 (PAP) - The", "Warszawa, 05.10.2023 (PAP)|Warszawa||05.10.2023|PAP" },
    { "\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90, 10 \xD1\x84\xD0\xB5\xD0\xB2 \xE2\x80\x94 \xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8. \xD0\x93\xD0\xBB\xD0\xB0\xD0\xB2\xD0\xB0", "\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90, 10 \xD1\x84\xD0\xB5\xD0\xB2 \xE2\x80\x94 \xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8|\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90||10 \xD1\x84\xD0\xB5\xD0\xB2|\xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8" },
    { "24 \xD1\x84\xD0\xB5\xD0\xB2 - \xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8. \xD0\x93\xD0\xBB\xD0\xB0\xD0\xB2\xD0\xB0", "24 \xD1\x84\xD0\xB5\xD0\xB2 - \xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8|||24 \xD1\x84\xD0\xB5\xD0\xB2|\xD0\xA0\xD0\x98\xD0\x90 \xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8" },
    { "MOSCOW (Sputnik) - The", "MOSCOW (Sputnik)|MOSCOW|||Sputnik" },
    { "Riyadh, February 14, 2023, SPA -- The", "Riyadh, February 14, 2023, SPA|Riyadh||February 14, 2023|SPA" },
    { "RIYADH, Dec 2 (NNN-SPA) \xE2\x80\x93 The", "RIYADH, Dec 2 (NNN-SPA)|RIYADH||Dec 2|NNN-SPA" },
    { "Hanoi (VNA) \xE2\x80\x93 The", "Hanoi (VNA)|Hanoi|||VNA" },
    { "ABU DHABI, 22nd April, 2026 (WAM) -- The", "ABU DHABI, 22nd April, 2026 (WAM)|ABU DHABI||22nd April, 2026|WAM" },
    { "NEEDHAM, Mass., Sept. 19, 2025 /PRNewswire/ -- The", "NEEDHAM, Mass., Sept. 19, 2025 /PRNewswire/|NEEDHAM|Mass.|Sept. 19, 2025|PRNewswire" },
    { "LONDON, Feb. 1 /PRNewswire-AsiaNet / -- The", "LONDON, Feb. 1 /PRNewswire-AsiaNet /|LONDON||Feb. 1|PRNewswire-AsiaNet" },
    { "MUMBAI, India, July 25, 2018/PRNewswire-AsiaNet/", "MUMBAI, India, July 25, 2018/PRNewswire-AsiaNet/|MUMBAI|India|July 25, 2018|PRNewswire-AsiaNet" },
    { "KYOTO, Japan, Feb. 1, 2017 /Kyodo JBN-AsiaNet/ -- The", "KYOTO, Japan, Feb. 1, 2017 /Kyodo JBN-AsiaNet/|KYOTO|Japan|Feb. 1, 2017|Kyodo JBN-AsiaNet" },
    { "PRINCETON, N.J.--(BUSINESS WIRE)--The", "PRINCETON, N.J.--(BUSINESS WIRE)|PRINCETON|N.J.||BUSINESS WIRE" },
    { "NEW YORK AND MAINZ, Germany--(BUSINESS WIRE)-- The", "NEW YORK AND MAINZ, Germany--(BUSINESS WIRE)|NEW YORK AND MAINZ|Germany||BUSINESS WIRE" },
    { "CALGARY, Alberta, Dec.  03, 2019  (GLOBE NEWSWIRE) -- The", "CALGARY, Alberta, Dec.  03, 2019  (GLOBE NEWSWIRE)|CALGARY|Alberta|Dec.  03, 2019|GLOBE NEWSWIRE" },
    { "BROOKFIELD, News, July  07, 2020 (GLOBE NEWSWIRE) -- The", "BROOKFIELD, News, July  07, 2020 (GLOBE NEWSWIRE)|BROOKFIELD|News|July  07, 2020|GLOBE NEWSWIRE" },
    { "Vancouver, British Columbia--(Newsfile Corp. - September 10, 2026) - The", "Vancouver, British Columbia--(Newsfile Corp. - September 10, 2026)|Vancouver|British Columbia|September 10, 2026|Newsfile Corp." },
    { "VANCOUVER, BC / ACCESSWIRE / March 24, 2020 / The", "VANCOUVER, BC / ACCESSWIRE / March 24, 2020|VANCOUVER|BC|March 24, 2020|ACCESSWIRE" },
    { "ESQUIMALT, BC, July 6, 2022 /CNW/ - The", "ESQUIMALT, BC, July 6, 2022 /CNW/|ESQUIMALT|BC|July 6, 2022|CNW" },
    { "TORONTO , Aug. 1, 2023 /CNW/ - The", "TORONTO , Aug. 1, 2023 /CNW/|TORONTO||Aug. 1, 2023|CNW" },
    { "MONTR\xC3\x89" "AL, le 5 mars 2024 /CNW/ - La", "MONTR\xC3\x89" "AL, le 5 mars 2024 /CNW/|MONTR\xC3\x89" "AL||le 5 mars 2024|CNW" },
    { "WEST PALM BEACH, Fla./WASHINGTON (Reuters) - The", "WEST PALM BEACH, Fla./WASHINGTON (Reuters)|WEST PALM BEACH, Fla./WASHINGTON|||Reuters" },
    { "WASHINGTON/KHOBAR, Saudi Arabia (Reuters) - The", "WASHINGTON/KHOBAR, Saudi Arabia (Reuters)|WASHINGTON/KHOBAR|Saudi Arabia||Reuters" },
    { "NEW YORK, LONDON and BEIJING, Feb. 2, 2017 /PRNewswire-AsiaNet/ -- The", "NEW YORK, LONDON and BEIJING, Feb. 2, 2017 /PRNewswire-AsiaNet/|NEW YORK, LONDON and BEIJING||Feb. 2, 2017|PRNewswire-AsiaNet" },
    { "WASHINGTON, D.C. (AP) \xE2\x80\x94 The", "WASHINGTON, D.C. (AP)|WASHINGTON|D.C.||AP" },
    { "'S-HERTOGENBOSCH (Reuters) - De", "'S-HERTOGENBOSCH (Reuters)|'S-HERTOGENBOSCH|||Reuters" },
    { "\xC5\x81\xC3\x93" "D\xC5\xB9, Poland (Reuters) - The", "\xC5\x81\xC3\x93" "D\xC5\xB9, Poland (Reuters)|\xC5\x81\xC3\x93" "D\xC5\xB9|Poland||Reuters" },
    { "CHARLESTON, W. Va. (Reuters) - The", "CHARLESTON, W. Va. (Reuters)|CHARLESTON|W. Va.||Reuters" },
    { "ABOARD AIR FORCE ONE (Reuters) - The", "ABOARD AIR FORCE ONE (Reuters)|ABOARD AIR FORCE ONE|||Reuters" },
    { "YOKOTA AIR BASE, Japan (Reuters) - The", "YOKOTA AIR BASE, Japan (Reuters)|YOKOTA AIR BASE|Japan||Reuters" },
    { "WASHINGTON () - The", "WASHINGTON ()|WASHINGTON|||" },
    { "WASHINGTON (Reuters on Friday ) - The", "WASHINGTON (Reuters on Friday )|WASHINGTON|||Reuters on Friday" },
    { "LONDON, (Reuters) - The", "LONDON, (Reuters)|LONDON|||Reuters" },
    { "NEW YORK(Reuters) - The", "NEW YORK(Reuters)|NEW YORK|||Reuters" },
    { "WASHINGTON - Some key", "WASHINGTON|WASHINGTON|||" },
    { "New York, Oct 05, 2020 (GLOBE NEWSWIRE via COMTEX) -- New York, Oct. 05, 2020 (GLOBE NEWSWIRE) -- The", "New York, Oct. 05, 2020 (GLOBE NEWSWIRE)|New York||Oct. 05, 2020|GLOBE NEWSWIRE" },
    { "PORT VILA/SUVA (Reuters) - A French", "PORT VILA/SUVA (Reuters)|PORT VILA/SUVA|||Reuters" },
    { "OSAKA, June 7, Kyodo - A zoo", "OSAKA, June 7, Kyodo|OSAKA||June 7|Kyodo" },
    { "Landquart GR (ats) Une", "Landquart GR (ats)|Landquart GR|||ats" },
    { "ST. LOUIS--(BUSINESS WIRE)-- The", "ST. LOUIS--(BUSINESS WIRE)|ST. LOUIS|||BUSINESS WIRE" },
    { "TEHRAN-based militias regrouped", NULL },
    { "NATO said it", NULL },
    { "Trump \xE2\x80\x94 the president \xE2\x80\x94 said", NULL },
    { "la Autoridad Palestina (AP), dijo", NULL },
    { "Apple Filing Protocol (AFP) - macOS", NULL },
    { "- Jan 1-25 - MEXICO - Between 100", NULL },
    { "DIE BEOBACHTER: Vielleicht", NULL },
    { "Q1 - sales", NULL },
    { "The European Union (EU) - which", NULL },
    { "NOTE - this is", NULL },
    { "President Trump (Republican) - said he", NULL },
    { "PARETS DEL VALL\xC3\x88S, Spain - The", "PARETS DEL VALL\xC3\x88S, Spain|PARETS DEL VALL\xC3\x88S|Spain||" },
    { "KING OF PRUSSIA, Pennsylvania/WASHINGTON (Reuters) - In the", "KING OF PRUSSIA, Pennsylvania/WASHINGTON (Reuters)|KING OF PRUSSIA, Pennsylvania/WASHINGTON|||Reuters" },
    { "RIO DE JANEIRO (AP) \xE2\x80\x94 x", "RIO DE JANEIRO (AP)|RIO DE JANEIRO|||AP" },
};

static void
test_datelines(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(datelines); i++) {
        struct wire_str text = unit_tight(datelines[i].text, strlen(datelines[i].text));
        struct wire_buf got = WIRE_BUF_INIT;
        struct wire_dateline d;
        bool found = wire_dateline_read(text, WIRE_DATELINE_UNTAGGED, &d);

        UNIT_CHECK(i, found == (datelines[i].want != NULL));
        if (found) {
            wire_buf_printf(&got, "%.*s|%.*s|%.*s|%.*s|%.*s", (int)d.text.n, d.text.p, (int)d.place.n, d.place.p, (int)d.area.n,
                            d.area.p, (int)d.date.n, d.date.p, (int)d.agency.n, d.agency.p);
            UNIT_TEXT(i, wire_buf_slice(&got), datelines[i].want);
        }
        wire_buf_free(&got);
        unit_loosen(text);
    }
}

/* A byline in one paragraph with the dateline: where the dateline begins. */
static void
test_glued(void **state)
{
    static const struct { const char *text, *byline; } rows[] = {
        { "By Ann Lee TORONTO, Sept 11 (Reuters) - Almost", "By Ann Lee " },
        { "By Shirin B Example Kathmandu, Oct 17 (PTI) The", "By Shirin B Example " },
        { "By Ann Lee (Reuters) - A man", "By Ann Lee " },
        { "By Ann Lee and Bo Chen NEW YORK (Reuters) - The", "By Ann Lee and Bo Chen " },
        { "By ANN LEE NEW YORK (AP) \xE2\x80\x94 The", "By ANN LEE " },
        { "By Monday NEW YORK was dry", "" },
        { "LONDON (Reuters) - By", "" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str text = unit_tight(rows[i].text, strlen(rows[i].text));
        UNIT_CHECK(i, wire_byline_before_dateline(text) == strlen(rows[i].byline));
        unit_loosen(text);
    }
}

/* ---- bylines ---- */

static void
test_bylines(void **state)
{
    static const struct { const char *line; bool is; const char *credits; } rows[] = {
        { "By Jane Roe", true, "R Jane Roe" },
        { "By JANE ROE and AL-HADJI KUDRA", true, "R JANE ROE|R AL-HADJI KUDRA" },
        { "By Jane Roe, AP Business Writer", true, "R Jane Roe" },
        { "By Jane Roe, Bo Chen and Cy Diaz, Associated Press", true, "R Jane Roe|R Bo Chen|R Cy Diaz" },
        { "Von Almut Kipper, dpa", true, "R Almut Kipper" },
        { "By Petra Lohmeyer, dpa  =", true, "R Petra Lohmeyer" },
        { "By Sam Example, Press Association Political Correspondent", true, "R Sam Example" },
        { "By: Chang Mei-ling and Ko Len", true, "R Chang Mei-ling|R Ko Len" },
        { "(di Amalia Esempio)", true, "R Amalia Esempio" },
        { "by Wang Xiaoyu", true, "R Wang Xiaoyu" },
        { "By Jane Roe in Berlin", true, "R Jane Roe @Berlin" },
        { "By Jane Roe | Reuters", true, "R Jane Roe" },
        { "By The Associated Press", true, "" },
        { "By dpa correspondents =", true, "" },
        { "By Monday the water had gone.", false, NULL },
        { "By 10 a.m., the square was full.", false, NULL },
        { "By the time the bus came, nobody was left.", false, NULL },
        { "Bystanders saw it", false, NULL },
        { "By", false, NULL },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str line = unit_tight(rows[i].line, strlen(rows[i].line));
        UNIT_CHECK(i, wire_is_byline(line) == rows[i].is);
        if (rows[i].is) {
            struct wire_article *a = wire_article_new(0);
            struct wire_buf got = WIRE_BUF_INIT;
            wire_byline_credits(a, line, here, 0);
            print_credits(&got, a, &(struct wire_signoff){ 0 });
            UNIT_TEXT(i, wire_buf_slice(&got), rows[i].credits);
            wire_buf_free(&got);
            wire_article_free(a);
        }
        unit_loosen(line);
    }
}

/* ---- takes ---- */

static void
test_takes(void **state)
{
    static const struct { const char *line; bool version; int number, lead; bool writethru; const char *kind; } rows[] = {
        { "UPDATE 2-Miners go back", false, 2, 0, false, "update" },
        { "CORRECTED-UPDATE 1-Miners go back", false, 1, 0, false, "correction" },
        { "CORRECTED (OFFICIAL)-Miners go back", false, 0, 0, false, "correction" },
        { "REFILE-Miners go back", false, 0, 0, false, "refile" },
        { "RPT-UPDATE 3-Miners go back", false, 3, 0, false, "repeat" },
        { "WRAPUP 4-Miners go back", false, 4, 0, false, "wrapup" },
        { "(LEAD) Miners go back", false, 0, 1, false, NULL },
        { "(2nd LD) Miners go back", false, 0, 2, false, NULL },
        { "(URGENT) Miners go back", false, 0, 0, false, "urgent" },
        { "Miners go back", false, 0, 0, false, NULL },
        { "FEATURE-Miners go back", false, 0, 0, false, NULL },
        { "BC-Chile-Miners, 1st Ld-Writethru,1140", true, 0, 1, true, NULL },
        { "Chile-Miners 3rdLd-Writethru", true, 0, 3, true, NULL },
        { "2ND LEAD", true, 0, 2, false, NULL },
        { "REFILE", true, 0, 0, false, "refile" },
        { "EXTRA", true, 0, 0, false, "extra" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str line = unit_tight(rows[i].line, strlen(rows[i].line));
        struct wire_article *a = wire_article_new(0);
        const struct wire_value *v;
        char digits[16];

        (rows[i].version ? wire_take_version : wire_take_headline)(a, line, here);
        v = wire_first(a, WIRE_F_TAKE);
        snprintf(digits, sizeof digits, "%d", rows[i].number);
        UNIT_TEXT(i, wire_member(v, WIRE_K_NUMBER), rows[i].number != 0 ? digits : "");
        snprintf(digits, sizeof digits, "%d", rows[i].lead);
        UNIT_TEXT(i, wire_member(v, WIRE_K_LEAD), rows[i].lead != 0 ? digits : "");
        UNIT_CHECK(i, (wire_get(v, WIRE_K_WRITETHRU) != NULL) == rows[i].writethru);
        UNIT_TEXT(i, wire_member(v, WIRE_K_KIND), rows[i].kind != NULL ? rows[i].kind : "");
        wire_article_free(a);
        unit_loosen(line);
    }
    assert_string_equal(wire_take_status(WIRE_STR("KILL KILL KILL")), "canceled");
    assert_string_equal(wire_take_status(WIRE_STR("HOLD HOLD HOLD")), "withheld");
    assert_null(wire_take_status(WIRE_STR("Killer whales return")));
}

/* ---- whole stories ---- */

struct got {
    struct wire_buf json;
    size_t stories, lost, findings;
};

static enum wire_status
take_story(void *ctx, struct wire_article *a)
{
    struct got *got = ctx;

    got->stories++;
    got->lost += a->ledger.read != a->ledger.placed + a->ledger.skipped;
    wire_article_json(&got->json, a, true);
    wire_article_free(a);
    return got->json.err;
}

static void
take_finding(void *ctx, const struct wire_diag *d)
{
    (void)d;
    ((struct got *)ctx)->findings++;
}

static enum wire_status
read_text(const char *p, size_t n, const char *split, const struct wire_limits *max, struct got *got)
{
    struct wire_bytes bytes = { .p = p, .n = n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = "x.txt", .split = split, .max = max };
    struct wire_sink sink = { take_story, take_finding, got };
    struct wire_worker *worker = wire_worker_new();
    enum wire_status st;

    *got = (struct got){ .json = WIRE_BUF_INIT };
    if (worker == NULL)
        return WIRE_E_NOMEM;
    worker->want_ledger = true;
    st = wire_format_text.read(&source, &sink, NULL, worker);
    wire_worker_free(worker);
    return st;
}

static const char story[] =
    "Share on Facebook\n\n"
    "UPDATE 2-Ferries return to the Sound\n\n"
    "A ferry leaves Hamnvik, Norway, May 4, 2021. (Photo by Ola Strand/Example Images)\n\n"
    "(Adds quote)\n\n"
    "By Kari Lien\n\n"
    "HAMNVIK, Norway, May 4 (Reuters) - Ferries crossed the Sound again on Tuesday after three weeks in which nothing moved.\n\n"
    "Advertisement\n\n"
    "\"We had run out of coffee,\" said the mayor.\n\n"
    "Route        Cars   Feet\nHamnvik        12    140\nSandvik         9     88\n\n"
    "(Reporting by Kari Lien in Hamnvik; Editing by Bo Chen)\n\n"
    "((kari.lien@newswire.example; +47 555 0100;))\n\n"
    "Keywords: NORWAY FERRIES, SOUND/\n\n"
    "Comments (1)\nI like ferries.\n";

static void
test_story(void **state)
{
    static const char *const parts[] = {
        "\"headlines\":[{\"role\":\"main\",\"value\":\"UPDATE 2-Ferries return to the Sound\"}]",
        "\"by\":\"By Kari Lien\"",
        "\"dateline\":{\"text\":\"HAMNVIK, Norway, May 4 (Reuters)\",\"place\":\"HAMNVIK\",\"area\":\"Norway\",\"date\":\"May 4\","
        "\"agency\":\"Reuters\"}",
        "\"credits\":[{\"role\":\"photographer\",\"name\":\"Ola Strand/Example Images\"},{\"role\":\"reporter\",\"name\":\"Kari Lien\","
        "\"place\":\"Hamnvik\"},{\"role\":\"editor\",\"name\":\"Bo Chen\"}]",
        "\"descriptions\":[{\"role\":\"caption\",\"value\":\"A ferry leaves Hamnvik, Norway, May 4, 2021.\"}]",
        "\"edNotes\":[{\"public\":true,\"value\":\"Adds quote\"}]",
        "\"keywords\":[\"NORWAY FERRIES\",\"SOUND/\"]",
        "Route        Cars   Feet\\nHamnvik        12    140\\nSandvik         9     88</pre>",
        "\"take\":{\"number\":2,\"kind\":\"update\"}",
        "\"nonPublic\":[{\"role\":\"contact\"",
        "\"Share on Facebook\"", "\"Advertisement\"", "\"I like ferries.\"",
    };
    struct got got;

    (void)state;
    assert_int_equal(read_text(story, sizeof story - 1, NULL, NULL, &got), WIRE_OK);
    assert_int_equal(got.stories, 1);
    assert_int_equal(got.lost, 0);
    wire_buf_putc(&got.json, '\0');
    for (size_t i = 0; i < WIRE_COUNT(parts); i++)
        UNIT_CHECK(i, strstr(got.json.p, parts[i]) != NULL);
    wire_buf_free(&got.json);
}

/* Layouts of the same paragraphs: with blank lines, hard-wrapped, indented, with nothing between. */
static void
test_layouts(void **state)
{
    static const char *const rows[] = {
        "Owls\n\nOSLO (NTB): Owls hooted in the park all night, to the dismay of two poodles and a postman.\n\nNobody else heard them.\n",
        "Owls\r\n\r\nOSLO (NTB): Owls hooted in the park all night,\r\nto the dismay of two poodles and a postman.\r\n\r\nNobody else heard them.\r\n",
        "Owls\n   OSLO (NTB): Owls hooted in the park all night,\nto the dismay of two poodles and a postman.\n   Nobody else heard them.\n",
        "Owls\nOSLO (NTB): Owls hooted in the park all night, to the dismay of two poodles and a postman.\nNobody else heard them.",
    };
    struct got got;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        UNIT_CHECK(i, read_text(rows[i], strlen(rows[i]), NULL, NULL, &got) == WIRE_OK);
        UNIT_CHECK(i, got.lost == 0 && got.stories == 1);
        wire_buf_putc(&got.json, '\0');
        UNIT_CHECK(i, strstr(got.json.p, "\"value\":\"Owls\"") != NULL);
        UNIT_CHECK(i, strstr(got.json.p, "night, to the dismay of two poodles and a postman.</p>") != NULL);
        UNIT_CHECK(i, strstr(got.json.p, "<p>Nobody else heard them.</p>") != NULL);
        wire_buf_free(&got.json);
    }
}

static void
test_several(void **state)
{
    static const char marked[] = "One\n\nROME (AP) - A cat sat.\n\fTwo\n\nOSLO (AP) - A dog ran.\003 041200 GMT May 21\nThree\n\nBERN (AP) - A cow lay.\n\f\n";
    static const char parted[] = "One\n\nROME (AP) - A cat sat.\n=== 1 ===\nTwo\n\nOSLO (AP) - A dog ran.\n=== 2 ===\n";
    struct got got;

    (void)state;
    assert_int_equal(read_text(marked, sizeof marked - 1, NULL, NULL, &got), WIRE_OK);
    assert_int_equal(got.stories, 3);
    assert_int_equal(got.lost, 0);
    wire_buf_free(&got.json);
    assert_int_equal(read_text(parted, sizeof parted - 1, "^=== \\d+ ===$", NULL, &got), WIRE_OK);
    assert_int_equal(got.stories, 2);
    wire_buf_free(&got.json);
    assert_int_equal(read_text(parted, sizeof parted - 1, "(", NULL, &got), WIRE_E_USAGE);
    assert_int_equal(got.findings, 1);
    wire_buf_free(&got.json);
}

static void
test_edges(void **state)
{
    struct wire_limits max = wire_limits_default;
    struct got got;

    (void)state;
    assert_int_equal(read_text("", 0, NULL, NULL, &got), WIRE_E_INPUT);
    assert_int_equal(got.findings, 1);
    assert_int_equal(read_text(" \n\t\f\r\n", 6, NULL, NULL, &got), WIRE_E_INPUT);
    max.text = sizeof story - 1;
    assert_int_equal(read_text(story, sizeof story - 1, NULL, &max, &got), WIRE_OK);
    wire_buf_free(&got.json);
    max.text--;
    assert_int_equal(read_text(story, sizeof story - 1, NULL, &max, &got), WIRE_E_LIMIT);
    assert_int_equal(got.stories, 0);
    assert_int_equal(read_text("a\0b", 3, NULL, NULL, &got), WIRE_OK);
    assert_int_equal(got.lost, 0);
    wire_buf_free(&got.json);
    assert_int_equal(read_text("Caf\xE9 \x80 5 \x81\n", 11, NULL, NULL, &got), WIRE_OK);
    assert_int_equal(got.lost, 0);
    wire_buf_putc(&got.json, '\0');
    assert_non_null(strstr(got.json.p, "Caf\xC3\xA9 \xE2\x82\xAC 5 \xC2\x81"));
    assert_non_null(strstr(got.json.p, "windows-1252"));
    wire_buf_free(&got.json);
    assert_int_equal(read_text("\xFF\xFEO\0s\0l\0o\0", 10, NULL, NULL, &got), WIRE_OK);
    wire_buf_putc(&got.json, '\0');
    assert_non_null(strstr(got.json.p, "Oslo"));
    wire_buf_free(&got.json);
}

/* Every allocation fails in turn: an error comes back and nothing leaks. */
static void
test_no_memory(void **state)
{
    (void)state;
    for (long n = 1; n < 3000; n++) {
        struct got got;
        enum wire_status st;
        long made;

        unit_fail_alloc(n, false);
        st = read_text(story, sizeof story - 1, NULL, NULL, &got);
        made = unit_allocs();
        unit_fail_alloc(0, false);
        wire_buf_free(&got.json);
        if (made < n) {
            assert_int_equal(st, WIRE_OK);
            return;
        }
        assert_int_equal(st, WIRE_E_NOMEM);
    }
    fail();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signoffs), cmocka_unit_test(test_signoff_of_byline), cmocka_unit_test(test_datelines),
        cmocka_unit_test(test_glued),    cmocka_unit_test(test_bylines),           cmocka_unit_test(test_takes),
        cmocka_unit_test(test_story),    cmocka_unit_test(test_layouts),           cmocka_unit_test(test_several),
        cmocka_unit_test(test_edges),    cmocka_unit_test(test_no_memory),
    };

    return UNIT_RUN(tests);
}
