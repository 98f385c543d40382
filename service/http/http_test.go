package http_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	nethttp "net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
	"gongwen/service/http"
)

const (
	notice    = "/v1/documents/notice"
	yamlType  = "application/yaml"
	jsonType  = "application/json"
	pdfType   = "application/pdf"
	docxType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	svgType   = "image/svg+xml"
	errorType = "application/problem+json"

	dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGO4IyfXAAAEiwGZS6OEDwAAAABJRU5ErkJggg==" // not opaque, as a seal
)

// internals must never reach a client.
var internals = []string{"goroutine", ".go:", "panic", "/secret", "runtime", "fasthttp", "fiber", "generator:", "http:"}

// service is a running service.
type service struct {
	url  string
	log  *records
	stop func() error // asks the service to stop, and gives what Serve returned
}

type serveFunc func(context.Context, net.Listener) error

func start(t testing.TB, o http.Options) *service {
	t.Helper()
	g := papers.Generator(t)
	log := &records{}
	o.Log = slog.New(slog.NewJSONHandler(log, nil))
	return startServing(t, log, func(ctx context.Context, ln net.Listener) error { return http.Serve(ctx, ln, g, o) })
}

func startServing(t testing.TB, log *records, serve serveFunc) *service {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- serve(ctx, ln) }()
	stop := sync.OnceValue(func() error { cancel(); return <-served })
	t.Cleanup(func() {
		nethttp.DefaultClient.CloseIdleConnections()
		if err := stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return &service{url: "http://" + ln.Addr().String(), log: log, stop: stop}
}

// records keeps the log.
type records struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *records) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(b)
}

func (r *records) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// wait waits until the log has a text.
func (r *records) wait(t testing.TB, text string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !strings.Contains(r.String(), text); {
		if time.Now().After(end) {
			t.Fatalf("the log never has %s:\n%s", text, r)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// answer is a response that was read to its end.
type answer struct {
	status int
	header nethttp.Header
	body   []byte
}

func (s *service) ask(t testing.TB, method, path string, header map[string]string, body io.Reader) answer {
	t.Helper()
	req, err := nethttp.NewRequestWithContext(t.Context(), method, s.url+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	return read(t, req)
}

func read(t testing.TB, req *nethttp.Request) answer {
	t.Helper()
	resp, err := nethttp.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, all}
}

// input is a notice that has a body of so many paragraphs, as JSON.
func input(t testing.TB, paragraphs int) []byte {
	t.Helper()
	line := "各单位要高度重视，切实加强领导，认真组织实施，确保各项工作落到实处、取得实效。\n"
	b, err := json.Marshal(map[string]any{
		"header": "中共常州市广播电视大学委员会文件",
		"number": "常电大委〔2010〕 4号", // the space is mended, with a warning
		"title":  "关于开展活动的通知",
		"to":     "各党支部：",
		"body":   strings.Repeat(line, paragraphs),
		"date":   "2010-07-01",
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnswers(t *testing.T) {
	s := start(t, http.Options{})
	valid := string(input(t, 3))
	tests := []struct {
		name         string
		method, path string
		header       map[string]string
		body         string
		status       int
		media        string
		has          []string
	}{
		{"alive", "GET", "/livez", nil, "", 200, "text/plain", []string{"ok"}},
		{"ready", "GET", "/readyz", nil, "", 200, "text/plain", []string{"ok"}},
		{"kinds", "GET", "/v1/kinds", nil, "", 200, jsonType, []string{`"name":"notice"`, `"title":`, `"formats":["pdf","docx","svg"]`}},
		{"schema", "GET", "/v1/kinds/notice/schema", nil, "", 200, "application/schema+json", []string{"https://json-schema.org/draft/2020-12/schema"}},
		{"sample", "GET", "/v1/kinds/notice/sample", nil, "", 200, yamlType, []string{"发文字号: "}},
		{"sample with every field", "GET", "/v1/kinds/notice/sample?full=true", nil, "", 200, yamlType, []string{"copy_number: "}},
		{"sample more than full", "GET", "/v1/kinds/notice/sample?full=very", nil, "", 400, errorType, []string{"full 须为 true 或 false"}},
		{"schema of no kind", "GET", "/v1/kinds/nothing/schema", nil, "", 404, errorType, []string{"没有这个种类"}},
		{"no such path", "GET", "/etc/passwd", nil, "", 404, errorType, []string{`"title":"找不到"`}},
		{"wrong method", "GET", notice, nil, "", 405, errorType, []string{`"status":405`}},
		{"PDF when nothing is asked for", "POST", notice, content(jsonType), valid, 200, pdfType, []string{"%PDF-"}},
		{"PDF for a browser", "POST", notice, accepting("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"), valid, 200, pdfType, []string{"%PDF-"}},
		{"DOCX by Accept", "POST", notice, accepting(docxType), valid, 200, docxType, []string{"PK\x03\x04"}},
		{"SVG by Accept", "POST", notice, accepting("image/*"), valid, 200, svgType, []string{"<svg"}},
		{"format goes before Accept", "POST", notice + "?format=svg&page=1", accepting(pdfType), valid, 200, svgType, []string{"<svg"}},
		{"kind by its title", "POST", "/v1/documents/%E9%80%9A%E7%9F%A5", content(jsonType), valid, 200, pdfType, []string{"%PDF-"}},
		{"UTF-8 said", "POST", notice, content(jsonType + "; charset=UTF-8"), valid, 200, pdfType, []string{"%PDF-"}},
		{"JSON is YAML too", "POST", notice, content("text/yaml"), valid, 200, pdfType, []string{"%PDF-"}},
		{"the result alone", "POST", notice + "?format=json", content(jsonType), valid, 200, jsonType, []string{`"pages":1`, `"name":"常电大委〔2010〕4号"`, `"warnings":[{"pointer":"/number"`}},
		{"kind that is not there", "POST", "/v1/documents/nothing", content(jsonType), valid, 404, errorType, []string{"没有这个种类"}},
		{"page that is not there", "POST", notice + "?format=svg&page=99", content(jsonType), valid, 400, errorType, []string{"没有第 99 页"}},
		{"page of no number", "POST", notice + "?format=svg&page=0", content(jsonType), valid, 400, errorType, []string{"page 只用于"}},
		{"page of a PDF", "POST", notice + "?page=1", content(jsonType), valid, 400, errorType, []string{"page 只用于"}},
		{"format that is not there", "POST", notice + "?format=xls", content(jsonType), valid, 406, errorType, []string{"pdf、docx、svg"}},
		{"nothing that fits Accept", "POST", notice, accepting("image/png"), valid, 406, errorType, []string{"pdf、docx、svg"}},
		{"no content type", "POST", notice, nil, valid, 415, errorType, []string{"application/yaml"}},
		{"unknown content type", "POST", notice, content("text/plain"), valid, 415, errorType, []string{"application/yaml"}},
		{"other characters than UTF-8", "POST", notice, content(jsonType + "; charset=gbk"), valid, 415, errorType, []string{"UTF-8"}},
		{"compressed", "POST", notice, map[string]string{"Content-Type": jsonType, "Content-Encoding": "gzip"}, valid, 415, errorType, []string{"不要压缩"}},
		{"empty", "POST", notice, content(jsonType), "", 422, errorType, []string{"input-refused", `"errors":[{`}},
		{"not JSON", "POST", notice, content(jsonType), `{"title": `, 422, errorType, []string{"input-refused", `"errors":[{`}},
		{"fields that are missing", "POST", notice, content(jsonType), `{}`, 422, errorType, []string{`"code":`, `"pointer":`, `"detail":`, "urn:uuid:"}},
		{"field that is not known", "POST", notice, content(yamlType), "titel: 通知\n", 422, errorType, []string{"titel"}},
		{"file of the service", "POST", notice, content(jsonType), strings.Replace(valid, "{", `{"seals": "/etc/passwd", "signed_by": "某局", "sealing": "sealed", `, 1),
			422, errorType, []string{"这里不能引用文件", `"pointer":"/seals"`}},
		{"picture in the input", "POST", notice, content(jsonType), strings.Replace(valid, "{", `{"seals": "`+dot+`", "signed_by": "某局", "sealing": "sealed", `, 1),
			200, pdfType, []string{"%PDF-", "/Subtype /Image"}},
		{"character that no font has", "POST", notice, content(jsonType), strings.Replace(valid, "认真", "\U0010FFFD", 1), 422, errorType, []string{"10FFFD", `"pointer":"/body"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.ask(t, tt.method, tt.path, tt.header, strings.NewReader(tt.body))
			if got.status != tt.status {
				t.Fatalf("status %d, want %d: %.300s", got.status, tt.status, got.body)
			}
			if media, _, _ := mime.ParseMediaType(got.header.Get("Content-Type")); media != tt.media {
				t.Errorf("content type %q, want %q", media, tt.media)
			}
			for _, text := range tt.has {
				if !bytes.Contains(got.body, []byte(text)) {
					t.Errorf("has not %q: %.300s", text, got.body)
				}
			}
			check(t, got)
		})
	}
}

func content(media string) map[string]string { return map[string]string{"Content-Type": media} }

func accepting(media string) map[string]string {
	return map[string]string{"Content-Type": jsonType, "Accept": media}
}

// check looks for what every answer must have, and for what none may have.
func check(t *testing.T, a answer) {
	t.Helper()
	if got := a.header.Get("X-Content-Type-Options"); got != "nosniff" {
		t.Errorf("X-Content-Type-Options is %q", got)
	}
	if a.status < 400 {
		return
	}
	for _, text := range internals {
		if bytes.Contains(a.body, []byte(text)) {
			t.Errorf("leaks %q: %s", text, a.body)
		}
	}
	var p struct {
		Type, Title, Instance string
		Status                int
	}
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("not a problem: %v: %s", err, a.body)
	}
	if p.Type == "" || p.Title == "" || p.Status != a.status || p.Instance != "urn:uuid:"+a.header.Get("X-Request-Id") {
		t.Errorf("problem %+v does not say what it must; request %s", p, a.header.Get("X-Request-Id"))
	}
	for _, name := range []string{"Content-Disposition", "Gongwen-Pages", "Gongwen-Warnings"} {
		if a.header.Get(name) != "" {
			t.Errorf("a problem has %s", name)
		}
	}
}

func TestWrongMethodNamesTheRightOne(t *testing.T) {
	s := start(t, http.Options{})
	if got := s.ask(t, "DELETE", notice, nil, nil).header.Get("Allow"); got != "POST" {
		t.Errorf("Allow is %q, want POST", got)
	}
}

func TestDocumentHasNameAndWarnings(t *testing.T) {
	s := start(t, http.Options{})
	got := s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(input(t, 3)))
	disposition := got.header.Get("Content-Disposition")
	const want = `attachment; filename="notice.pdf"; filename*=UTF-8''%E5%B8%B8%E7%94%B5%E5%A4%A7%E5%A7%94%E3%80%942010%E3%80%954%E5%8F%B7.pdf`
	if disposition != want {
		t.Errorf("Content-Disposition\n got %s\nwant %s", disposition, want)
	}
	var warnings []struct{ Pointer, Detail, Code string }
	if err := json.Unmarshal([]byte(got.header.Get("Gongwen-Warnings")), &warnings); err != nil {
		t.Fatal(err)
	}
	if n := fmt.Sprint(len(warnings)); n == "0" || n != got.header.Get("Gongwen-Warning-Count") {
		t.Errorf("%s warnings, counted %s", n, got.header.Get("Gongwen-Warning-Count"))
	}
	for _, w := range warnings {
		if w.Pointer == "" || w.Detail == "" || w.Code == "" {
			t.Errorf("warning %+v is not complete", w)
		}
	}
}

func TestManyWarningsStayInBounds(t *testing.T) {
	s := start(t, http.Options{})
	body := strings.ReplaceAll(string(input(t, 200)), "各单位要", "各单位要,") // one warning with many places
	got := s.ask(t, "POST", notice, content(jsonType), strings.NewReader(body))
	var warnings []any
	text := got.header.Get("Gongwen-Warnings")
	if err := json.Unmarshal([]byte(text), &warnings); err != nil {
		t.Fatal(err)
	}
	if count := got.header.Get("Gongwen-Warning-Count"); len(text) > 3<<10 || len(warnings) != 1 || count != "2" {
		t.Errorf("%d bytes with %d warnings, counted %s", len(text), len(warnings), count)
	}
	all := s.ask(t, "POST", notice+"?format=json", content(jsonType), strings.NewReader(body))
	if n := bytes.Count(all.body, []byte(`"code":`)); n != 2 {
		t.Errorf("?format=json has %d warnings, want 2", n)
	}
}

func TestPDFOpensElsewhere(t *testing.T) {
	s := start(t, http.Options{})
	got := s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(input(t, 40)))
	info := testkit.Tool(t, "pdfinfo", testkit.File(t, "a.pdf", got.body))
	var pages string
	for line := range strings.Lines(info) {
		if rest, ok := strings.CutPrefix(line, "Pages:"); ok {
			pages = strings.TrimSpace(rest)
		}
	}
	if pages != got.header.Get("Gongwen-Pages") || pages == "1" {
		t.Errorf("pdfinfo counts %s pages, Gongwen-Pages is %s", pages, got.header.Get("Gongwen-Pages"))
	}
}

func TestBodyThatIsTooLarge(t *testing.T) {
	s := start(t, http.Options{})
	large := strings.Repeat("题", 2<<20)
	for _, tt := range []struct {
		name string
		body io.Reader
	}{
		{"announced", strings.NewReader(large)},
		{"in chunks", io.MultiReader(strings.NewReader(large))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := s.ask(t, "POST", notice, content(jsonType), tt.body)
			if got.status != 413 {
				t.Errorf("status %d, want 413", got.status)
			}
			check(t, got)
		})
	}
}

func TestOutputThatIsTooLarge(t *testing.T) {
	s := start(t, http.Options{Limits: http.Limits{Output: 1000}})
	got := s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(input(t, 3)))
	if got.status != 422 {
		t.Errorf("status %d, want 422: %.100s", got.status, got.body)
	}
	check(t, got)
}

// dial sends raw bytes on a connection of its own.
func (s *service) dial(t *testing.T, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestRequestsThatCannotBeRead(t *testing.T) {
	s := start(t, http.Options{Limits: http.Limits{Read: 200 * time.Millisecond}})
	head := "POST " + notice + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
	for _, tt := range []struct {
		name, text string
		want       string
	}{
		{"head that does not end", head, "408"},
		{"body that does not end", head + "Content-Length: 10\r\n\r\n{", "408"},
		{"not HTTP", "\x16\x03\x01 secret\r\n\r\n", "400"},
		{"head too large", head + "Cookie: " + strings.Repeat("a", 10<<10) + "\r\n\r\n", "431"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := io.ReadAll(s.dial(t, tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(got, []byte("HTTP/1.1 "+tt.want)) || !bytes.Contains(got, []byte(errorType)) {
				t.Errorf("want a problem %s: %s", tt.want, got)
			}
			for _, text := range append(internals, "secret") {
				if bytes.Contains(got, []byte(text)) {
					t.Errorf("leaks %q: %s", text, got)
				}
			}
		})
	}
}

func TestClientThatLeavesStopsTheWork(t *testing.T) {
	s := start(t, http.Options{Limits: http.Limits{Making: 1}})
	body := input(t, 8000)
	for _, tt := range []struct {
		name  string
		leave func(net.Conn) error
	}{
		{"closing", net.Conn.Close},
		{"resetting", func(c net.Conn) error { return errors.Join(c.(*net.TCPConn).SetLinger(0), c.Close()) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stopped := func() int { return strings.Count(s.log.String(), `"status":499`) }
			before := stopped()
			// What a reset overtakes the service never sees, so a client may have to come and leave again.
			for try := 0; stopped() == before; try++ {
				if try == 20 {
					t.Fatalf("no request was stopped:\n%s", s.log)
				}
				conn := s.dial(t, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
					notice, len(body), body))
				if err := tt.leave(conn); err != nil {
					t.Fatal(err)
				}
				// The only slot comes free, so this is answered.
				got := s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(input(t, 1)))
				if got.status != 200 {
					t.Errorf("the next request: status %d", got.status)
				}
				for end := time.Now().Add(time.Second); stopped() == before && time.Now().Before(end); {
					time.Sleep(5 * time.Millisecond)
				}
			}
		})
	}
}

func TestBusyServiceSaysSo(t *testing.T) {
	log := &records{}
	b := http.NewBusy(papers.Generator(t), http.Options{Log: slog.New(slog.NewJSONHandler(log, nil)), Limits: http.Limits{Make: 100 * time.Millisecond}})
	s := startServing(t, log, b.Serve)
	got := s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(input(t, 1)))
	if got.status != 503 || got.header.Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", got.status, got.header.Get("Retry-After"))
	}
	check(t, got)
	if got := s.ask(t, "GET", "/livez", nil, nil); got.status != 200 {
		t.Errorf("/livez: status %d while busy", got.status)
	}
}

func TestFaultsInsideAreNotTold(t *testing.T) {
	for _, tt := range []struct {
		name   string
		ready  func() error
		status int
	}{
		{"not ready", func() error { return errors.New("open /secret/data: permission denied") }, 503},
		{"panic", func() error { panic("/secret/data") }, 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, http.Options{Ready: tt.ready})
			got := s.ask(t, "GET", "/readyz", nil, nil)
			if got.status != tt.status {
				t.Errorf("status %d, want %d", got.status, tt.status)
			}
			check(t, got)
			s.log.wait(t, "/secret/data")
			s.log.wait(t, got.header.Get("X-Request-Id"))
		})
	}
}

func TestLogHasNoContent(t *testing.T) {
	s := start(t, http.Options{})
	s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(input(t, 1)))
	s.ask(t, "POST", notice, content(jsonType), strings.NewReader(`{"title": "秘密", "titel": "秘密"}`))
	s.log.wait(t, `"status":422`)
	for _, text := range []string{"秘密", "各单位", "常电大委"} {
		if strings.Contains(s.log.String(), text) {
			t.Errorf("the log has %s:\n%s", text, s.log)
		}
	}
	if n := strings.Count(s.log.String(), "\n"); n != 2 {
		t.Errorf("%d lines for 2 requests:\n%s", n, s.log)
	}
}

func TestManyClientsGetTheSameBytes(t *testing.T) {
	s := start(t, http.Options{})
	body := input(t, 20)
	want := s.ask(t, "POST", notice, content(jsonType), bytes.NewReader(body))
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			req, err := nethttp.NewRequestWithContext(t.Context(), "POST", s.url+notice, bytes.NewReader(body))
			if err != nil {
				t.Error(err)
				return
			}
			req.Header.Set("Content-Type", jsonType)
			resp, err := nethttp.DefaultClient.Do(req)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			got, err := io.ReadAll(resp.Body)
			if err != nil || resp.StatusCode != 200 || !bytes.Equal(got, want.body) {
				t.Errorf("status %d, %d bytes, want %d; %v", resp.StatusCode, len(got), len(want.body), err)
			}
		})
	}
	all.Wait()
}

// underWay sends a request that waits for a slot, and gives its status to come.
func underWay(t *testing.T, s *service) <-chan string {
	t.Helper()
	body := input(t, 1)
	conn := s.dial(t, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		notice, len(body), body))
	status := make(chan string, 1)
	go func() {
		got, err := io.ReadAll(conn)
		line, _, _ := strings.Cut(string(got), "\r\n")
		if err != nil {
			line = err.Error()
		}
		status <- line
	}()
	time.Sleep(100 * time.Millisecond) // it is read by now; were it not, the test would only show less
	return status
}

func TestStopLetsRequestsFinish(t *testing.T) {
	log := &records{}
	b := http.NewBusy(papers.Generator(t), http.Options{Log: slog.New(slog.NewJSONHandler(log, nil))})
	s := startServing(t, log, b.Serve)
	status := underWay(t, s)
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	time.Sleep(100 * time.Millisecond)
	b.Free()
	if got := <-status; got != "HTTP/1.1 200 OK" {
		t.Errorf("the request under way: %s", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://")); err == nil {
		t.Error("still listening")
	}
}

func TestStopEndsRequestsThatDoNotFinish(t *testing.T) {
	log := &records{}
	b := http.NewBusy(papers.Generator(t), http.Options{Log: slog.New(slog.NewJSONHandler(log, nil)), Limits: http.Limits{Stop: 200 * time.Millisecond}})
	s := startServing(t, log, b.Serve)
	status := underWay(t, s)
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if got := <-status; got != "HTTP/1.1 503 Service Unavailable" {
		t.Errorf("the request under way: %s", got)
	}
}

func BenchmarkServe(b *testing.B) {
	s := start(b, http.Options{})
	body, err := os.ReadFile("../../samples/notice.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if got := s.ask(b, "POST", notice, content(yamlType), bytes.NewReader(body)); got.status != 200 {
			b.Fatalf("status %d: %s", got.status, got.body)
		}
	}
}
