"""compare.py FONT SUBSET GLYPH...: says how the glyphs of SUBSET differ from those of FONT, with fontTools.

A GLYPH is 500=1, its ids in FONT and in SUBSET, or U+4E00 for a character that both map. Prints the family name and the characters
of SUBSET (if it has them) and one line for each difference.
"""
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import DecomposingRecordingPen

def outline(font, name):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value

font, subset = TTFont(sys.argv[1], lazy=True), TTFont(sys.argv[2], checkChecksums=2)
for tag in subset.keys():
    if tag != "GlyphOrder":
        subset[tag]  # reads it
if "name" in subset:
    print("family", subset["name"].getDebugName(1))
    for table in subset["cmap"].tables:
        print("cmap", table.format, *("%04X" % r for r in sorted(table.cmap)))
print("glyphs", subset["maxp"].numGlyphs)
for glyph in sys.argv[3:]:
    if glyph.startswith("U+"):
        a, b = (f.getBestCmap()[int(glyph[2:], 16)] for f in (font, subset))
    else:
        a, b = (f.getGlyphName(int(i)) for f, i in zip((font, subset), glyph.split("=")))
    if font["hmtx"][a] != subset["hmtx"][b]:
        print("hmtx of", glyph, font["hmtx"][a], subset["hmtx"][b])
    if outline(font, a) != outline(subset, b):
        print("outline of", glyph)
