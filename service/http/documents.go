package http

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"gongwen/generator"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// What an answer says of its document. The warnings are a JSON array in ASCII; those that do not fit in warningsSize are
// left out, so that the head stays within a proxy's usual 4 KiB: ?format=json has them all.
const (
	headerPages        = "Gongwen-Pages"
	headerWarningCount = "Gongwen-Warning-Count"
	headerWarnings     = "Gongwen-Warnings"

	warningsSize = 3 << 10
)

// resultOnly asks for the result alone: what the document would be, without making it.
const resultOnly generator.Format = "json"

// result is what resultOnly answers.
type result struct {
	Kind     string  `json:"kind"`
	Name     string  `json:"name"`
	Pages    int     `json:"pages"`
	Warnings []fault `json:"warnings"`
}

// order is what a client wants made.
type order struct {
	kind   *kind.Kind
	input  []byte
	syntax record.Syntax
	output generator.Format
	page   int // of an SVG, from 1
}

// document answers with a document of the posted input.
func (s *server) document(work context.Context, c *fiber.Ctx) error {
	o, err := s.order(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(work, s.limits.Make)
	defer cancel()
	ctx, left := context.WithCancelCause(ctx)
	defer left(nil)
	stop := watch(c.Context().Conn(), func() { left(errClientLeft) })
	defer stop()

	paper, pages, body, err := s.make(ctx, o)
	if ctx.Err() != nil {
		return interrupted(ctx)
	}
	if err != nil {
		return err
	}
	if o.output == resultOnly {
		return c.JSON(result{o.kind.Name, paper.Name, pages, faults(paper.Warnings)})
	}
	c.Set(fiber.HeaderContentType, o.output.MediaType())
	c.Set(fiber.HeaderContentDisposition, disposition(o, paper.Name))
	c.Set(headerPages, strconv.Itoa(pages))
	c.Set(headerWarningCount, strconv.Itoa(len(paper.Warnings)))
	c.Set(headerWarnings, warnings(paper.Warnings))
	c.Response().SetBodyRaw(body)
	return nil
}

var errClientLeft = errors.New("http: client left")

// interrupted gives the problem of work that was stopped: by the client, by the deadline or because the service stops.
func interrupted(ctx context.Context) *problem {
	cause := context.Cause(ctx)
	status := fiber.StatusServiceUnavailable
	if errors.Is(cause, errClientLeft) {
		status = clientLeft
	}
	p := newProblem(status, "服务繁忙，没有在限定时间内完成，请稍后再试。")
	p.cause = cause
	return p
}

// make makes the document, once a slot is free. pages is the number of the whole paper.
func (s *server) make(ctx context.Context, o *order) (paper *generator.Paper, pages int, body []byte, err error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return nil, 0, nil, ctx.Err()
	}
	paper, err = s.generator.Prepare(ctx, generator.Input{Text: o.input, Syntax: o.syntax, Kind: o.kind.Name})
	if err != nil {
		return nil, 0, nil, err
	}
	all, err := paper.Pages(ctx)
	if err != nil {
		return nil, 0, nil, err
	}
	pages = len(all.Pages)
	if o.page > pages {
		return nil, 0, nil, newProblem(fiber.StatusBadRequest, fmt.Sprintf("没有第 %d 页，文件共 %d 页。", o.page, pages))
	}
	if o.output == resultOnly {
		return paper, pages, nil, nil
	}
	out := bounded{limit: s.limits.Output}
	if err := paper.Write(ctx, &out, o.output, generator.Options{Page: o.page - 1}); err != nil {
		return nil, 0, nil, err
	}
	return paper, pages, out.bytes, nil
}

// bounded collects no more than limit bytes.
type bounded struct {
	bytes []byte
	limit int
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(b.bytes)+len(p) > b.limit {
		return 0, newProblem(fiber.StatusUnprocessableEntity, "生成的文件过大，请减少内容。")
	}
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}

// order reads a request. Nothing of what it gives is used after the request, so nothing needs to be copied.
func (s *server) order(c *fiber.Ctx) (*order, error) {
	k, err := s.kind(c)
	if err != nil {
		return nil, err
	}
	syntax, err := syntax(c)
	if err != nil {
		return nil, err
	}
	output, err := output(c, k)
	if err != nil {
		return nil, err
	}
	page := 1
	if text := c.Query("page"); text != "" {
		page, err = strconv.Atoi(text)
		if err != nil || page < 1 || output != generator.SVG {
			return nil, newProblem(fiber.StatusBadRequest, "page 只用于 format=svg，须为从 1 起的页码。")
		}
	}
	return &order{kind: k, input: c.Request().Body(), syntax: syntax, output: output, page: page}, nil
}

// syntax tells how the input is written, by its Content-Type.
func syntax(c *fiber.Ctx) (record.Syntax, error) {
	const detail = "请用 UTF-8 编码的 application/json 或 application/yaml，不要压缩。"
	media, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	charset := params["charset"]
	if err == nil && c.Get(fiber.HeaderContentEncoding) == "" && (charset == "" || strings.EqualFold(charset, "utf-8")) {
		switch media {
		case "application/json":
			return record.JSON, nil
		case "application/yaml", "application/x-yaml", "text/yaml":
			return record.YAML, nil
		}
	}
	return 0, newProblem(fiber.StatusUnsupportedMediaType, detail)
}

// output chooses the format: that of ?format=, or the one that Accept likes best. PDF comes first where it leaves a choice.
func output(c *fiber.Ctx, k *kind.Kind) (generator.Format, error) {
	var media []string
	var offered []generator.Format
	for _, f := range kind.Formats() {
		if slices.Contains(k.Formats, f) {
			offered = append(offered, f)
			media = append(media, f.MediaType())
		}
	}
	wanted := c.Query("format")
	if wanted == string(resultOnly) {
		return resultOnly, nil
	}
	best := ""
	if wanted == "" {
		best = c.Accepts(media...)
	}
	for _, f := range offered {
		if wanted == string(f) || best == f.MediaType() {
			return f, nil
		}
	}
	return "", newProblem(fiber.StatusNotAcceptable, fmt.Sprintf("可用的格式有：%s。", strings.Join(k.FormatNames(), "、")))
}

// disposition names the document twice, as RFC 6266 has it: in ASCII, and as it is called.
func disposition(o *order, name string) string {
	suffix := "." + string(o.output)
	if o.output == generator.SVG {
		suffix = fmt.Sprintf("-%d.svg", o.page)
	}
	full := strings.ReplaceAll(url.QueryEscape(name+suffix), "+", "%20")
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, o.kind.Name+suffix, full)
}

// warnings gives the JSON array for the header.
func warnings(notices []notice.Notice) string {
	var b strings.Builder
	b.WriteByte('[')
	for _, f := range faults(notices) {
		text, err := json.Marshal(f)
		if err != nil {
			continue // of strings and numbers alone: cannot be
		}
		item := ascii(text)
		if b.Len()+len(item) > warningsSize {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.Write(item)
	}
	b.WriteByte(']')
	return b.String()
}

// ascii gives a JSON text with every character beyond ASCII escaped, as a header needs it.
func ascii(text []byte) []byte {
	out := make([]byte, 0, 2*len(text))
	for _, r := range string(text) {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}
