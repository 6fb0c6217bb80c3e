# What vendors do and no standard says. formats/article/profile.h tells what each row means.
#
# Behind " -- " stands what a row rests on: a story it was seen in, by vendor and file, and in it the element; or the
# practice of agencies. A row without evidence does not belong here.

profile stt
    for provider.literal = STT -- stt/stt_newsml_endash.xml: itemMeta/provider
    set provider.name = STT -- stt/stt_newsml_endash.xml: the provider has no name; stt_newsml_abstract_test.xml: infoSource is called STT
    zone +02:00 eu -- stt/stt_newsml_endash.xml: versionCreated without offset; stt_newsml_abstract_test.xml: the same with +03:00 in April

profile ntb
    for provider.name = NTB -- ntb/nitf-ntb.xml: distributor
    take extra:head/docdata/du-key/@version -> version -- ntb/nitf-ntb.xml: du-key/@version is 48, the story's version
    take extra:head/meta[NTBStikkord] -> keywords -- ntb/nitf-ntb.xml: the keyword is in a meta of NTB's own
    take extra:head/meta[NTBID] -> altIds.value -- ntb/nitf-ntb.xml: NTB's id of the story
    take extra:head/docdata/evloc/@state-prov -> places.name -- ntb/nitf-ntb.xml: a country, Norge, where a province belongs
    take extra:head/tobject/@tobject.type -> genres.name -- ntb/nitf-ntb.xml: Innenriks, a department of the service
    zone +01:00 eu -- ntb/nitf-ntb.xml: date.issue without offset

profile aap
    for copyrightHolder = Australian Associated Press -- aap/aap.xml: doc.copyright/@holder
    for extra:head/docdata/doc.rights/@owner = AAP -- aap/aap.xml: doc.rights
    set provider.name = Australian Associated Press -- aap/aap.xml: there is no distributor
    secret extra:head/meta[anpa-takekey] = (ATTN EDITORS)* -- aap/aap-finance1.xml: a word to editors where a take belongs
    zone +10:00 au -- aap/aap-finance1.xml: date.issue without offset; aap/aap.xml: doc.rights/@startdate with +1100 in October

profile pa
    for copyrightHolder = Press Association -- pa/pa4.xml: doc.copyright/@holder
    for extra:head/docdata/del-list/from-src/@src-name = PA -- pa/pa4.xml: from-src
    set provider.name = Press Association -- pa/pa4.xml: there is no distributor
    take extra:head/docdata/doc-scope/@scope -> genres.name -- pa/pa4.xml: SHOWBIZ, a department of the service, where an area belongs

profile cp
    for provider.name = THE CANADIAN PRESS -- cp/handle_invalid_fields.xml: distributor
    value provider.name : THE CANADIAN PRESS = The Canadian Press -- cp/handle_invalid_fields.xml: doc.copyright writes it so
    take extra:head/revision-history/@comment -> edNotes.value -- cp/handle_invalid_fields.xml: ADDS military statement, a note on the version

profile businesswire
    for extra:Identification/NewsIdentifier/ProviderId = businesswire.com -- businesswire/businesswire-newsml-20130515006361.xml: ProviderId
    set provider.name = Business Wire -- businesswire/businesswire-newsml-20130515006361.xml: there is no Provider; SentFrom is Business Wire
    take extra:NewsComponent/Metadata/BWKeywords[BWIndustryKeywords] -> keywords -- businesswire/businesswire-newsml-20130515006361.xml: Metadata of its own
    take extra:NewsComponent/Metadata/BWKeywords[BWCategoryKeywords] -> genres.name -- businesswire/businesswire-newsml-20130515006361.xml: Product/Service
    take extra:NewsComponent/Metadata/BWKeywords[BWCountryKeywords] -> places.name -- businesswire/businesswire-newsml-20130515006361.xml: United States
    take extra:NewsComponent/Metadata/BWKeywords[BWStateKeywords] -> places.name -- businesswire/businesswire-newsml-20130515006361.xml: Texas
    secret extra:NewsComponent/AdministrativeMetadata/Contributor/Comment -- businesswire/businesswire-newsml-20130515006361.xml: BWoffices, a code of the desk

profile ana
    for extra:Identification/NewsIdentifier/ProviderId = ana-mpe.gr -- ana/ana1.xml: ProviderId
    set provider.name = ΑΠΕ-ΜΠΕ -- ana/ana1.xml: there is no Provider; the Source is ΑΠΕ-ΜΠΕ
    take extra:NewsComponent/DescriptiveMetadata/Property[City] -> located.name -- ana/ana1.xml: Athens, in a Property
    secret extra:NewsComponent/AdministrativeMetadata/Property[Department] -- ana/ana1.xml: the desk it was written at

profile businessdesk
    for provider.literal = CL -- businessdesk/scoop.xml: itemMeta/provider
    for extra:newsMessage/Header//sender = BusinessDesk -- businessdesk/scoop.xml: Header, for header
    take extra:newsMessage/Header//sender -> provider.name -- businessdesk/scoop.xml: Header, misspelt, is not read as the header
    take extra:newsMessage/Header//Sent -> sent -- businessdesk/scoop.xml: Sent, misspelt, in Header
    set provider.name = BusinessDesk -- businessdesk/scoop.xml: sender
    zone +12:00 nz -- businessdesk/scoop.xml: Sent and versionCreated without offset, of an agency in Wellington

profile reuters
    for provider.literal = reuters.com -- reuters/snep.xml: itemMeta/provider
    set provider.name = Reuters -- reuters/snep.xml: the provider has no name
    value infoSources.literal : REUTERS = Reuters -- reuters/picture.xml: infoSource in capitals; reuters/snep.xml: and not
    secret extra:newsMessage/header/destination -- reuters/picture.xml: MEDWAS, the customer a story is sent to

profile ansa
    for provider.literal = ansa.it -- ansa/ansa-newsmlg2-text.xml: itemMeta/provider
    set provider.name = ANSA -- ansa/ansa-newsmlg2-text.xml: the provider has no name
    secret extra:newsMessage/header/destination -- ansa/ansa-newsmlg2-text.xml: QBX, the customer a story is sent to

profile ritzau
    for extra:ServiceQueueId = * -- ritzau/ritzau_feed.xml: ServiceQueueId
    set provider.name = Ritzau -- ritzau/ritzau_feed.xml: the feed does not say whose it is
    take extra:IPTCList/int -> subjects.literal -- ritzau/ritzau_feed.xml: 15000000, a subject code as a number
    zone +01:00 eu -- ritzau/ritzau_feed.xml: publishDate without offset

profile bbc
    for extra:contracts = * -- bbc/bbc-ninjs-text-test.json: contracts, of the Local Democracy Reporting Service
    secret extra:contracts -- bbc/bbc-ninjs-text-test.json: whose contract paid for the story
    zone +00:00 eu -- bbc/bbc-ninjs-text-test.json: versioncreated without offset

profile 360info
    for infoSources.name = 360info -- superdesk/ninjs_embargoed.json: source
    set provider.name = 360info -- superdesk/ninjs_embargoed.json: there is no provider
    secret extra:extra -- superdesk/ninjs_embargoed.json: publish_sign_off, what an author consented to, and when

profile dpa-7901
    for extra:iptc7901/provider = dpa* -- dpa/dpa_two_line.txt: header
    set provider.name = dpa -- dpa/dpa_two_line.txt: dpa and a number, in the header
    zone +01:00 eu -- dpa/dpa_two_by_line.txt: 211259 Nov 18, where the other two say GMT

profile ap-anpa
    for subjects.scheme = anpa -- ap: category letter of the header
    name subjects : a = Domestic news -- ap: header of BC-US--Ethanol-Losing Grassland, category a
    name subjects : i = International news -- ap: header of BC-AS--China-Daring Escape, category i
    name subjects : e = Entertainment -- ap: header of AP-Top-Entertainment-Headlines, category e
    name subjects : z = Sports agate -- ap: header of BC-BBO--Baseball Expanded Glance, category z
