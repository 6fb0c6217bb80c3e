# Two invented vendors. Each row says what it rests on behind the two dashes.

profile lantern
    for provider.name = Lantern* -- samples/xslt/vendor/lantern.xsl: distributor
    value provider.name : Lantern = Lantern Newswire -- how it signs its invoices
    value dateline.place : GULL ROCK = Gull Rock -- it writes places in capitals
    set copyrightHolder = Lantern Newswire -- its contract
    set usageTerms = For subscribers on the coast -- its contract
    take extra:head/docdata/doc-id/@regsrc -> services.name -- who registered a story is the service it is of
    secret body = The lamp was lit* -- what was before its time it keeps for itself
    zone +01:00 eu -- stamp is local time, without offset

profile tern
    for extra:head/docdata/doc-id/@regsrc = TERN -- samples/nitf/council-vote.xml: doc-id
    set provider.name = Tern Press Association -- council-vote.xml: doc.copyright
    secret extra:head/meta[desk-selectors] -- council-vote.xml: which desks have it
