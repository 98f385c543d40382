package record

import (
	"fmt"
	"strings"

	"gongwen/generator/mend"
	"gongwen/generator/notice"
	"gongwen/generator/person"
)

// nobody finds fault with the name of a person that is a line of a list: 合计, 无, #N/A. In a field that is not the name of whom the
// paper is for, such as those present, 无 and a remark may stand.
func (d *decoder) nobody(f *Field, text string, p position) {
	if !f.IsName() || text == "" || strings.Contains(text, "\n") {
		return
	}
	line := person.LineOf(text)
	switch line {
	case "":
		return
	case person.Total, person.Subtotal, person.Ending, person.ErrorValue:
	default:
		if f.Name != nameField {
			return
		}
	}
	if line == person.Zero && strings.Trim(text, "0") == "" {
		line += "，多半是公式指向了空单元格"
	}
	d.fault(p, "no-person", fmt.Sprintf("“%s”不是姓名，像是%s；请改成姓名，或删去这一%s。", notice.Excerpt(text), line, p.unit()))
	d.settle(p)
}

// unit is what a person has in the input: a row of a workbook, or an item.
func (p position) unit() string {
	if p.node != nil && p.node.row != nil {
		return "行"
	}
	return "项"
}

// nameField is the English name of the field for the name of whom a paper, or an item of a list, is for.
const nameField = "name"

// IsName tells whether the field takes the names of persons.
func (f *Field) IsName() bool { return f.mode == mend.Name }

// Named gives the field for the name of whom a paper is for; nil if there is none.
func (s *Schema) Named() *Field {
	if f := s.root.field(nameField); f != nil && f.Type == "string" {
		return f
	}
	return nil
}
