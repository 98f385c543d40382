package source

import (
	"regexp"
	"strings"
)

// What a text is that is no text but markup.
const (
	webPage    = "web page"
	webArchive = "web archive"
	oldWordXML = "Word 2003 XML"
	oldSheet   = "Excel 2003 XML"
	flatWord   = "flat OPC"
	otherXML   = "XML"
)

// refusals say what to do with each. Old office systems give all of them names that end in .doc.
var refusals = map[string]string{
	webPage:    "这是网页（HTML），不是 Word 文档，请在 Word 或 WPS 中打开，另存为 .docx 再试",
	webArchive: "这是单个文件网页（MHTML），不是 Word 文档，请在 Word 或 WPS 中打开，另存为 .docx 再试",
	oldWordXML: "这是 Word 2003 的 XML 文档，请在 Word 或 WPS 中打开，另存为 .docx 再试",
	oldSheet:   "这是 Excel 2003 的 XML 表格，不是文稿；其中的文字请复制到 .docx 再试",
	flatWord:   "这是 Word 的 XML 文档，请在 Word 或 WPS 中打开，另存为 .docx 再试",
	otherXML:   "这是 XML 文件，不是文稿，请在 Word 或 WPS 中打开，另存为 .docx 再试",
}

var (
	webTag        = regexp.MustCompile(`(?i)^<(?:!doctype\s+html|!--|html|head|body|meta|title|style|script|link|div|p|span|table|tr|td|font|center|b|strong|br|h[1-6]|ul|ol|li|a|img|form|section|article|o:p)[\s/>-]`)
	archiveHeader = regexp.MustCompile(`(?im)^(?:MIME-Version:|Content-Type:\s*(?:multipart/|text/html)|Content-Transfer-Encoding:|Snapshot-Content-Location:)`)
	headerLine    = regexp.MustCompile(`^[A-Za-z][A-Za-z-]+:\s`)
)

// lookedAt is how many bytes of a text are looked at to find out what it is.
const lookedAt = 4096

// markup tells what sort of markup a text is; "" for a text that people read.
func markup(text string) string {
	text = strings.TrimLeft(text, " \t\r\n\u3000\ufeff\u200b")
	head := text[:min(len(text), lookedAt)]
	switch {
	case headerLine.MatchString(head) && archiveHeader.MatchString(head):
		return webArchive
	case !strings.HasPrefix(head, "<"):
		return ""
	case strings.Contains(head, "schemas.microsoft.com/office/word/2003/wordml") || strings.Contains(head, `progid="Word.Document"`) && !strings.Contains(head, "pkg:package"):
		return oldWordXML
	case strings.Contains(head, `progid="Excel.Sheet"`) || strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet"):
		return oldSheet
	case strings.Contains(head, "pkg:package") || strings.Contains(head, "schemas.microsoft.com/office/2006/xmlPackage"):
		return flatWord
	case webTag.MatchString(head) || strings.Contains(head, "<html") || strings.Contains(head, "www.w3.org/1999/xhtml"):
		return webPage
	case strings.HasPrefix(head, "<?xml"):
		return otherXML
	}
	return ""
}
