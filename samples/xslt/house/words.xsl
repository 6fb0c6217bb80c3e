<?xml version="1.0" encoding="UTF-8"?>
<!-- Words and dates of the house, for its stylesheets. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:house="urn:example:house"
                exclude-result-prefixes="house">
  <house:words>
    <house:word for="withheld">Not before the time named</house:word>
    <house:word for="canceled">Withdrawn</house:word>
  </house:words>

  <!-- 12 March 2025 out of 2025-03-12T14:20:05+01:00 -->
  <xsl:template name="day">
    <xsl:param name="time"/>
    <xsl:variable name="months" select="'January  February March    April    May      June     July     August   SeptemberOctober  November December '"/>
    <xsl:value-of select="number(substring($time, 9, 2))"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="normalize-space(substring($months, 9 * number(substring($time, 6, 2)) - 8, 9))"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="substring($time, 1, 4)"/>
  </xsl:template>
</xsl:stylesheet>
