package check

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed report.html
var reportPage string

var reportTemplate = template.Must(template.New("report").Parse(reportPage))

// WriteHTML writes a report as one HTML page for the archive, which needs nothing beside itself.
func WriteHTML(w io.Writer, r *Report) error {
	return reportTemplate.Execute(w, struct {
		*Report
		Heading, Summary string
	}{r, r.heading(), r.summary()})
}
