package http

import (
	"bytes"
	_ "embed"
	"html/template"
	"regexp"

	"github.com/gofiber/fiber/v2"
)

//go:embed front.html
var frontPage string

var frontTemplate = template.Must(template.New("front").Parse(frontPage))

// hostName is what a client may have for the name of this service in the example that it is shown.
var hostName = regexp.MustCompile(`^[A-Za-z0-9.:\[\]_-]{1,200}$`)

// front answers a browser with a page that says what this is. It runs no script and loads nothing.
func (s *server) front(c *fiber.Ctx) error {
	url := "http://127.0.0.1:8080"
	if hostName.MatchString(c.Hostname()) {
		url = c.BaseURL()
	}
	var b bytes.Buffer
	if err := frontTemplate.Execute(&b, map[string]any{"URL": url, "Kinds": s.generator.Kinds()}); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(b.Bytes())
}

// noIcon answers the icon that browsers ask for by themselves: there is none.
func noIcon(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "max-age=86400")
	return c.SendStatus(fiber.StatusNoContent)
}
