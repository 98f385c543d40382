"""compare.py FONT SUBSET GLYPH...: says how the glyphs of SUBSET differ from those of FONT, with fontTools.

Prints the family name and the character map of SUBSET (if it has them) and one line for each difference.
"""
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import DecomposingRecordingPen

def outline(font, gid):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(gid)].draw(pen)
    return pen.value

font, subset = TTFont(sys.argv[1], lazy=True), TTFont(sys.argv[2], checkChecksums=2)
for tag in subset.keys():
    if tag != "GlyphOrder":
        subset[tag]  # reads it
if "name" in subset:
    print("family", subset["name"].getDebugName(1))
    for table in subset["cmap"].tables:
        print("cmap", table.format, *("%04X=%d" % (r, subset.getGlyphID(g)) for r, g in sorted(table.cmap.items())))
print("glyphs", subset["maxp"].numGlyphs)
for gid in map(int, sys.argv[3:]):
    a, b = font.getGlyphName(gid), subset.getGlyphName(gid)
    if font["hmtx"][a] != subset["hmtx"][b]:
        print("hmtx of", gid, font["hmtx"][a], subset["hmtx"][b])
    if outline(font, gid) != outline(subset, gid):
        print("outline of", gid)
