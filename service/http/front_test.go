package http_test

import (
	"io"
	nethttp "net/http"
	"regexp"
	"strings"
	"testing"

	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
	"gongwen/service/http"
)

// get gives the status, the headers and the body of an answer.
func get(t *testing.T, url, host string) (*nethttp.Response, string) {
	t.Helper()
	q, err := nethttp.NewRequestWithContext(t.Context(), nethttp.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		q.Host = host
	}
	r, err := nethttp.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(body)
}

// TestFrontPage looks at / with a browser, and follows its links.
func TestFrontPage(t *testing.T) {
	s := start(t, http.Options{})
	shown := testkit.Tool(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--dump-dom", s.url+"/")
	for _, want := range []string{"公文服务", "GB/T 9704-2012", "通知", s.url + "/v1/documents/notice?format=pdf", "border-collapse"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the browser does not show %q", want)
		}
	}
	r, page := get(t, s.url+"/", "")
	if r.StatusCode != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") || !strings.Contains(r.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%s %v", r.Status, r.Header)
	}
	for _, no := range []string{"<script", "<img", "<link", "src=", "@import", "url("} {
		if strings.Contains(page, no) {
			t.Errorf("the page has %s", no)
		}
	}
	links := regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(page, -1)
	if len(links) < 3*len(papers.Generator(t).Kinds()) {
		t.Errorf("only %d links", len(links))
	}
	for _, l := range links {
		if !strings.HasPrefix(l[1], "/") {
			t.Errorf("a link leads out: %s", l[1])
			continue
		}
		if r, _ := get(t, s.url+strings.ReplaceAll(l[1], "&amp;", "&"), ""); r.StatusCode != 200 {
			t.Errorf("%s: %s", l[1], r.Status)
		}
	}
}

func TestWhatBrowsersAskForIsNoFault(t *testing.T) {
	s := start(t, http.Options{})
	for path, want := range map[string]int{"/favicon.ico": 204, "/robots.txt": 404, "/apple-touch-icon.png": 404, "/index.html": 404, "/.well-known/x": 404, "/v1": 404} {
		if r, body := get(t, s.url+path, ""); r.StatusCode != want {
			t.Errorf("%s: %s, want %d\n%s", path, r.Status, want, body)
		}
	}
	if _, page := get(t, s.url+"/", `a'"<b>`); strings.Contains(page, "<b>") || !strings.Contains(page, "http://127.0.0.1:8080/v1/documents") {
		t.Error("the name of the host came into the page as it is")
	}
}
