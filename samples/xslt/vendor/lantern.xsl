<?xml version="1.0" encoding="UTF-8"?>
<!-- The TELEGRAM of an invented agency, Lantern, as NITF: for the option pre of wirecopy. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="str">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:param name="agency" select="'Lantern'"/>

  <xsl:template match="/TELEGRAM">
    <nitf>
      <head>
        <title><xsl:value-of select="KOPF/TITEL"/></title>
        <docdata>
          <doc-id id-string="lantern:{@no}" regsrc="{$agency}"/>
          <urgency ed-urg="{KOPF/DRINGEND}"/>
          <date.issue norm="{translate(@stamp, ' ', 'T')}"/>
          <key-list>
            <xsl:for-each select="str:tokenize(KOPF/STICHWORT, ';')">
              <keyword key="{.}"/>
            </xsl:for-each>
          </key-list>
        </docdata>
      </head>
      <body>
        <body.head>
          <hedline>
            <hl1><xsl:value-of select="KOPF/TITEL"/></hl1>
            <hl2><xsl:value-of select="KOPF/UNTER"/></hl2>
          </hedline>
          <byline>By <xsl:value-of select="KOPF/VON"/></byline>
          <distributor><xsl:value-of select="$agency"/></distributor>
          <dateline>
            <location><city><xsl:value-of select="KOPF/ORT"/></city>, <country><xsl:value-of select="KOPF/ORT/@land"/></country></location>
          </dateline>
        </body.head>
        <body.content>
          <xsl:apply-templates select="ZEILE | ZWISCHEN"/>
          <xsl:if test="INTERN">
            <p class="nonpublic"><xsl:value-of select="INTERN"/></p>
          </xsl:if>
        </body.content>
      </body>
    </nitf>
  </xsl:template>

  <xsl:template match="ZEILE">
    <p><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="ZWISCHEN">
    <hl2><xsl:apply-templates/></hl2>
  </xsl:template>

  <xsl:template match="NAME">
    <person><xsl:apply-templates/></person>
  </xsl:template>
</xsl:stylesheet>
