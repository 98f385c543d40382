package typeset

import "gongwen/generator/page"

// Lines breaks a paragraph into lines. A character that must not stand where the line ends is first pulled in, by
// squeezing the marks of the line, and if that does not do pushed to the next line with the one before it (先挤进，后推出).
// No line is wider than the measure unless a single character is. A paragraph without characters has no lines. The error
// is a *MissingError if no face has a character.
func (l *Library) Lines(p *Paragraph) ([]Line, error) {
	t := l.setter()
	defer l.pool.Put(t)
	if err := t.load(l, p.Spans, false); err != nil {
		return nil, err
	}
	t.opportunities()
	glyphs := make([]page.Glyph, 0, len(t.chars))
	for start := 0; start < len(t.chars); {
		indent := p.indent(len(t.lines))
		end, justify := t.end(start, p.Measure-indent, p.Justify)
		t.fit(start, end, p.Measure-indent, justify)
		var err error
		if glyphs, err = t.add(glyphs, start, end, indent); err != nil {
			return nil, err
		}
		start = end
	}
	return t.result(), nil
}

// end gives the end of the line that begins at start and is avail wide, and whether it is to be brought to that. A line that would be
// pulled apart ends inside of an address if there is one, or else keeps its natural width.
func (t *setter) end(start int, avail page.Length, justify bool) (end int, justified bool) {
	end = t.keepCompany(start, t.lineEnd(start, avail), avail)
	if !justify || end == len(t.chars) {
		return end, false
	}
	if !t.loose(start, end, avail) {
		return end, true
	}
	t.open = true
	end = t.keepCompany(start, t.lineEnd(start, avail), avail)
	t.open = false
	return end, end < len(t.chars) && !t.loose(start, end, avail)
}

// loosest is the part of a character's size that a gap is stretched by at the most: 1/loosest.
const loosest = 4

// loose tells whether a line would have to be stretched by more than that. Word spaces go up to half a character's size before.
func (t *setter) loose(start, end int, avail page.Length) bool {
	line, em := t.chars[start:t.drawn(start, end)], t.em(start)
	free := avail - t.natural(start, end)
	if free <= em/loosest || len(line) == 0 {
		return false
	}
	gaps := page.Length(0)
	for i := range line[:len(line)-1] {
		if line[i].squeeze == squeezeSpace {
			free -= max(0, em/2-line[i].width)
		}
		if gap(&line[i], &line[i+1]) {
			gaps++
		}
	}
	return free > gaps*em/loosest
}

// lineEnd gives the end of the line that begins at start and is avail wide.
func (t *setter) lineEnd(start int, avail page.Length) int {
	var (
		width, room page.Length // of the characters before i, but for the spaces right before it
		spaces      page.Length // the width of those
		last        = -1        // the last opportunity that fits
		left        page.Length // what the line has free if it ends there
		over        = -1        // the first character that does not fit
	)
	for i := start; width-avail <= room; i++ {
		if end := i == len(t.chars); end || i > start && t.chars[i].ends(t.open) {
			if width > avail && (last < 0 || t.pull(last, i, left, width-avail)) || end && width <= avail {
				return i
			}
			if width > avail {
				break
			}
			last, left = i, avail-width
		}
		it := &t.chars[i]
		if it.traits.has(blank) {
			spaces += it.width
			continue
		}
		width += spaces + it.width
		spaces = 0
		room += it.room
		if width > avail && over < 0 {
			over = i
		}
	}
	if last >= 0 {
		return last
	}
	if !t.open {
		t.open = true
		end := t.lineEnd(start, avail)
		t.open = false
		return end
	}
	return t.emergency(start, over)
}

// ends tells whether a line may end before a character, inside of an address if open is set.
func (it *char) ends(open bool) bool { return it.mayBreak || open && it.inAddress }

// pull says whether a line should squeeze in the characters from a break up to end, which go beyond its end by need, and not end
// at the break, which would leave left to be spread over it. What a rule for marks or numbers holds together is squeezed in
// unless need is more than three times left; anything else only if left is more than three times need.
func (t *setter) pull(from, end int, left, need page.Length) bool {
	if end-from > 1 && t.chars[from].traits.has(wide) {
		return need <= 3*left
	}
	return 3*need <= left
}

// emergency gives an end for a line without an opportunity that fits: the last place before the character over, the first that
// does not fit, that no rule for marks forbids, or just before over.
func (t *setter) emergency(start, over int) int {
	for i := over; i > start; i-- {
		if !t.chars[i].traits.has(notStart|blank) && !t.chars[i-1].traits.has(notEnd) {
			return i
		}
	}
	return max(over, start+1)
}

// keepCompany moves the end of a line so that the paragraph does not end with a line of one character and its mark
// (孤字): the rest is pulled in if the marks of the line have the room, else one more opportunity is pushed out if the
// line does not become loose, which is a gap of more than an eighth of it, or more than loosest between its characters.
func (t *setter) keepCompany(start, end int, avail page.Length) int {
	if !t.lonely(end) {
		return end
	}
	var room page.Length
	for i := range t.chars[start:] {
		room += t.chars[start+i].room
	}
	if t.natural(start, len(t.chars))-avail <= room {
		return len(t.chars)
	}
	for i := end - 1; i > start; i-- {
		if !t.chars[i].mayBreak {
			continue
		}
		if avail-t.natural(start, i) <= avail/8 && !t.loose(start, i, avail) {
			return i
		}
		break
	}
	return end
}

// lonely says whether the paragraph's rest is one Chinese character, with or without marks.
func (t *setter) lonely(end int) bool {
	const most = 4 // a character, a stop, a closing quote and a bracket
	if end == len(t.chars) || len(t.chars)-end > most {
		return false
	}
	n := 0
	for i := end; i < len(t.chars); i++ {
		switch it := &t.chars[i]; {
		case it.squeeze != unsqueezed || it.traits.has(notStart|notEnd):
		case it.traits.has(wide):
			n++
		default:
			return false
		}
	}
	return n == 1
}

// natural gives the width of the characters from start up to end, spaces at the end left out.
func (t *setter) natural(start, end int) page.Length {
	var w page.Length
	for i := range t.chars[start:t.drawn(start, end)] {
		w += t.chars[start+i].width
	}
	return w
}

// fit brings the characters of a line to the measure: it squeezes a line that is too long, and stretches one that is too short
// if justify is set.
func (t *setter) fit(start, end int, avail page.Length, justify bool) {
	line := t.chars[start:t.drawn(start, end)]
	free := avail
	for i := range line {
		free -= line[i].width
	}
	switch {
	case free < 0:
		squeezeLine(line, -free)
	case free > 0 && justify && len(line) > 0:
		stretchLine(line, free, t.em(start))
	}
}

func (t *setter) em(i int) page.Length { return t.spans[t.chars[i].span].Style.Size }
