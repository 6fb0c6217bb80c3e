<?xml version="1.0" encoding="UTF-8"?>
<!-- A house's own page, out of the NewsML-G2 that wirecopy hands to a stylesheet:
       wirecopy convert, with samples/xslt/house/page.xsl as the stylesheet and site as a parameter -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:n="http://iptc.org/std/nar/2006-10-01/"
                xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="n h">
  <xsl:import href="words.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="yes"/>
  <xsl:param name="site" select="'Example Post'"/>

  <xsl:template match="/">
    <html lang="{*/@xml:lang}">
      <head>
        <title>
          <xsl:value-of select="concat(*/n:contentMeta/n:headline[1], ' | ', $site)"/>
        </title>
      </head>
      <body>
        <xsl:apply-templates select="*"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="n:newsItem | n:packageItem">
    <article id="{translate(@guid, ':/#', '---')}">
      <h1><xsl:value-of select="n:contentMeta/n:headline[1]"/></h1>
      <xsl:for-each select="n:contentMeta/n:by[1]">
        <p class="by"><xsl:value-of select="."/></p>
      </xsl:for-each>
      <xsl:apply-templates select="n:itemMeta/n:pubStatus"/>
      <xsl:for-each select="n:itemMeta/n:versionCreated">
        <p class="time"><time datetime="{.}"><xsl:call-template name="day"><xsl:with-param name="time" select="."/></xsl:call-template></time></p>
      </xsl:for-each>
      <xsl:apply-templates select="n:contentSet/n:inlineXML/h:html/h:body/node()"/>
      <xsl:for-each select="n:rightsInfo/n:copyrightNotice[1]">
        <footer><xsl:value-of select="."/></footer>
      </xsl:for-each>
    </article>
  </xsl:template>

  <!-- The word for a status comes from the list in words.xsl. -->
  <xsl:template match="n:pubStatus">
    <xsl:variable name="word" select="document('words.xsl')//*[local-name() = 'word'][@for = substring-after(current()/@qcode, ':')]"/>
    <xsl:if test="$word">
      <p class="status"><xsl:value-of select="$word"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="h:*">
    <xsl:element name="{local-name()}">
      <xsl:copy-of select="@href | @src | @alt | @class | @colspan | @rowspan"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
