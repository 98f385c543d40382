package typeset

import "gongwen/generator/page"

// squeezeLine takes need from the marks of a line, in CLREQ's order: the mark at the line's end, word spaces, middle dots
// and brackets, pauses, stops. Within a class every mark gives the same part of what it can.
func squeezeLine(line []char, need page.Length) {
	if last := &line[len(line)-1]; last.squeeze >= squeezeClose {
		part := min(need, last.room)
		last.squeezeBy(part)
		last.room, need = 0, need-part
	}
	for _, class := range [][2]squeeze{
		{squeezeSpace, squeezeSpace}, {squeezeDot, squeezeClose}, {squeezePause, squeezePause}, {squeezeStop, squeezeStop},
	} {
		if need <= 0 {
			return
		}
		need -= squeezeClass(line, class[0], class[1], need)
	}
}

// squeezeClass takes need, or what there is if that is less, from the marks between two classes, and gives what it took.
func squeezeClass(line []char, from, to squeeze, need page.Length) page.Length {
	var room page.Length
	for i := range line {
		if line[i].squeeze >= from && line[i].squeeze <= to {
			room += line[i].room
		}
	}
	if room == 0 {
		return 0
	}
	need = min(need, room)
	var seen, taken page.Length
	for i := range line {
		it := &line[i]
		if it.squeeze < from || it.squeeze > to {
			continue
		}
		seen += it.room
		part := need.Scale(int64(seen), int64(room)) - taken
		it.squeezeBy(part)
		taken += part
	}
	return need
}

// squeezeBy takes part of the advance of a mark away, on the side where it is blank.
func (it *char) squeezeBy(part page.Length) {
	it.width -= part
	switch it.squeeze {
	case squeezeOpen:
		it.offset -= part
	case squeezeDot:
		it.offset -= part / 2
	}
}

// stretchLine spreads free over a line, in CLREQ's order: word spaces up to half an em, then evenly all gaps but those
// inside ——, ……, numbers and Latin words. If a line has no such gap it is the letters that are spread.
func stretchLine(line []char, free, em page.Length) {
	spaces := 0
	for i := range line {
		if line[i].squeeze == squeezeSpace {
			spaces++
		}
	}
	if spaces > 0 {
		var most page.Length
		for i := range line {
			if line[i].squeeze == squeezeSpace {
				most += max(0, em/2-line[i].width)
			}
		}
		part := min(free, most)
		spread(line, part, spaces, func(i int) bool { return line[i].squeeze == squeezeSpace })
		free -= part
	}
	gaps := 0
	for i := range line[:len(line)-1] {
		if gap(&line[i], &line[i+1]) {
			gaps++
		}
	}
	if free < page.Length(len(line)) { // what a grid loses by rounding: the gaps stay equal
		line[len(line)-1].width += free
		return
	}
	if gaps > 0 {
		spread(line, free, gaps, func(i int) bool { return i+1 < len(line) && gap(&line[i], &line[i+1]) })
		return
	}
	spread(line, free, len(line)-1, func(i int) bool { return i+1 < len(line) })
}

// gap says whether the space between two neighbours may be stretched.
func gap(a, b *char) bool {
	if a.traits.has(doubled) && a.rune == b.rune {
		return false
	}
	return a.traits.has(wide) || b.traits.has(wide)
}

// spread adds total to the advances of the n characters that are chosen; what does not divide goes to the later ones.
func spread(line []char, total page.Length, n int, chosen func(i int) bool) {
	k := int64(0)
	for i := range line {
		if !chosen(i) {
			continue
		}
		line[i].width += page.Length(int64(total)*(k+1)/int64(n) - int64(total)*k/int64(n))
		k++
	}
}
