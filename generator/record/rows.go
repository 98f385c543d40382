package record

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"gongwen/generator/notice"
)

// maxListRows is how many rows of a workbook are read in place of a list: more than the list of any kind may have.
const maxListRows = 20_000

// namesWorkbook tells whether a value names a workbook.
func (n *node) namesWorkbook() bool {
	return (n.kind == plain || n.kind == quoted) && strings.HasSuffix(strings.ToLower(strings.TrimSpace(n.text)), ".xlsx")
}

// workbook reads the workbook that n names in place of a list: each row below the heading is an item. What is found in it is
// told with its cell.
func (d *decoder) workbook(f *Field, n *node, at string, p place) []any {
	name := strings.TrimSpace(n.text)
	data, err := d.pictures.workbook(name)
	var r *Roster
	if err == nil {
		r, err = OpenRoster(bytes.NewReader(data), int64(len(data)), &Schema{root: f.Items}, RosterOptions{})
	}
	if err != nil {
		d.tellWorkbook(&d.faults, name, p, err)
		if d.unread == nil {
			d.unread = map[string]bool{}
		}
		d.unread[p.path] = true // and no rule has more to say of it
		return []any{}
	}
	d.tellWorkbook(&d.mended, name, p, notice.Refusal(r.Notices))
	values := []any{}
	for row, err := range r.Rows() {
		if err != nil {
			d.tellWorkbook(&d.faults, name, p, err)
			break
		}
		if len(values) == maxListRows {
			d.fault(p, "too-large", fmt.Sprintf("“%s”超过 %d 行，请分成几个文件。", excerpt(name), maxListRows))
			break
		}
		row.Sheet = name + "!" + row.Sheet
		values = append(values, d.listRow(f, r, row, fmt.Sprintf("%s/%d", at, len(values)), p, len(values)))
	}
	return values
}

// listRow reads a row as the ith item of a list.
func (d *decoder) listRow(f *Field, r *Roster, row *Row, at string, p place, i int) any {
	root, spoiled := r.object(row)
	root.row = row
	here := place{p.path + "/" + strconv.Itoa(i), fmt.Sprintf("%s第%d项", p.field, i+1), root}
	for j, m := range root.members {
		m.value.row = row
		if fault := spoiled[m.value]; fault != nil {
			c := row.table.columns[j].field
			d.fault(place{here.path + "/" + escape(c.Title), join(here.field, c.Title), m.value}, fault.code, fault.message)
			m.value.text = row.cells[j].text // given, though it is wrong
		}
	}
	return d.value(f.Items, root, at, here)
}

// tellWorkbook adds what is wrong with a workbook as a whole, or to be told of it: a Refusal, or an error that is a sentence.
func (d *decoder) tellWorkbook(to *[]notice.Notice, name string, p place, err error) {
	var all notice.Refusal
	if !errors.As(err, &all) {
		all = notice.Refusal{{Code: "workbook", Message: err.Error()}}
	}
	for _, n := range all {
		if said, _, found := strings.Cut(n.Message, "，请用 --map"); found { // which is an option of rosters
			n.Message = said + "，请把列名改成这里的项目名。"
		}
		if n.Path, n.Field = p.path, p.field; n.Sheet == "" {
			p.locate(&n, 1, 1)
		} else {
			n.Sheet = name + "!" + n.Sheet
		}
		*to = append(*to, n)
	}
}

// workbook gives the bytes of a workbook of the input's folder; its errors are Chinese sentences.
func (p *pictures) workbook(name string) ([]byte, error) {
	if p.files == nil {
		return nil, errors.New("这里不能引用文件，请把各项直接写在这里。")
	}
	if !fs.ValidPath(name) || strings.ContainsAny(name, `\:`) {
		return nil, fmt.Errorf("“%s”不能用：只能写输入文件所在文件夹里的文件，如 名单.xlsx。", excerpt(name))
	}
	data, err := p.file(name)
	if err == nil && len(data) > maxPictureBytes {
		return nil, fmt.Errorf("文件“%s”超过 %d MB，请分成几个文件。", excerpt(name), maxPictureBytes>>20)
	}
	return data, err
}
