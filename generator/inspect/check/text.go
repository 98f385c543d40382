package check

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteText writes a report as a table for the terminal, its columns aligned for characters that are two columns wide. all
// writes every finding; otherwise those that are as required are only counted.
func WriteText(w io.Writer, r *Report, all bool) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, r.heading())
	if r.Standard == "" {
		for _, s := range r.Notes {
			fmt.Fprintln(out, s)
		}
		return out.Flush()
	}
	fmt.Fprintf(out, "依据：%s\n", r.Standard)
	for _, s := range r.Notes {
		fmt.Fprintf(out, "说明：%s\n", s)
	}
	fmt.Fprintf(out, "%s\n\n", r.summary())
	rows := [][]string{{"条款", "项目", "结论", "要求", "实测", "页"}}
	for i := range r.Findings {
		if f := &r.Findings[i]; all || f.Verdict == Departs || f.Verdict == CannotTell {
			rows = append(rows, f.cells())
		}
	}
	if len(rows) > 1 {
		writeTable(out, rows)
		fmt.Fprintln(out)
	}
	r.writeHints(out)
	fmt.Fprintln(out, "不能从文件判断的条款：")
	for _, u := range r.Unjudged {
		fmt.Fprintf(out, "  %s %s（%s）\n", u.Clause, u.Title, u.Why)
	}
	return out.Flush()
}

func (r *Report) heading() string {
	name := r.Name
	if name == "" {
		name = "文件"
	}
	switch {
	case r.Copies > 0:
		return fmt.Sprintf("%s（%s，%d 份，%d 页）", name, strings.ToUpper(r.Format), r.Copies, r.Pages)
	case r.Pages > 0:
		return fmt.Sprintf("%s（%s，%d 页）", name, strings.ToUpper(r.Format), r.Pages)
	}
	return fmt.Sprintf("%s（%s）", name, strings.ToUpper(r.Format))
}

// summary counts the verdicts.
func (r *Report) summary() string {
	var parts []string
	for _, v := range []Verdict{Exact, Within, Departs, NotApplicable, CannotTell} {
		parts = append(parts, fmt.Sprintf("%s %d", v.Title(), r.Count(v)))
	}
	return strings.Join(parts, "，")
}

func (f *Finding) cells() []string {
	page := ""
	if f.Page > 0 {
		page = fmt.Sprint(f.Page)
	}
	required := f.Required
	if f.Tolerance != "" {
		required += "（" + f.Tolerance + "）"
	}
	measured := f.Measured
	if f.Verdict == NotApplicable && measured == "" {
		measured = f.Hint
	}
	return []string{f.Clause, f.Title, f.Verdict.Title(), required, measured, page}
}

// writeHints writes how what departs is to be mended, and why the rest cannot be told.
func (r *Report) writeHints(out *bufio.Writer) {
	for _, list := range []struct {
		verdict Verdict
		title   string
	}{{Departs, "怎样改："}, {CannotTell, "为何无法判断："}} {
		if r.Count(list.verdict) == 0 {
			continue
		}
		fmt.Fprintln(out, list.title)
		for i := range r.Findings {
			if f := &r.Findings[i]; f.Verdict == list.verdict {
				fmt.Fprintf(out, "  %s %s：%s\n", f.Clause, f.Title, f.Hint)
			}
		}
		fmt.Fprintln(out)
	}
}

// writeTable writes rows with their columns aligned.
func writeTable(out *bufio.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-columns(cell)+2))
			}
		}
		fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
	}
}

// columns gives the width of a text in columns of a terminal: two for a Chinese character or a full-width sign.
func columns(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		switch {
		case 0x1100 <= r && r < 0x1160, 0x2E80 <= r && r < 0xA4D0, 0xAC00 <= r && r < 0xD7A4, 0xF900 <= r && r < 0xFB00,
			0xFE30 <= r && r < 0xFE70, 0xFF00 <= r && r < 0xFF61, 0xFFE0 <= r && r < 0xFFE7, 0x20000 <= r && r < 0x40000:
			n++
		}
	}
	return n
}
