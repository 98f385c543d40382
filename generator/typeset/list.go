package typeset

import (
	"fmt"
	"io"
	"strings"
)

// WriteList lists roles, font files and licences for people, in Chinese.
func (l *Library) WriteList(w io.Writer) error {
	var b strings.Builder
	b.WriteString("用途（依次使用的字体）：\n")
	for _, r := range l.Roles() {
		fmt.Fprintf(&b, "  %s（%s，Word 中为 %s）：%s\n", r.Title, r.Name, r.Word, strings.Join(r.Chain, " → "))
	}
	b.WriteString("字体文件：\n")
	for _, f := range l.Files() {
		fmt.Fprintf(&b, "  %s：%s，%s，许可 %s（%s）\n    sha256 %s\n", f.Face, f.Family, f.File, f.Terms, f.Licence, f.SHA256)
		if f.Note != "" {
			fmt.Fprintf(&b, "    %s\n", f.Note)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
