// Package http is the service: it makes papers of posted inputs, and tells what kinds of paper there are.
//
//	POST /v1/documents/{kind}      JSON or YAML in; PDF, DOCX or a page as SVG out, by Accept or ?format=; with
//	                               ?format=json only its name, number of pages and warnings
//	GET  /v1/kinds                 the kinds
//	GET  /v1/kinds/{kind}/schema   a kind's fields, as JSON Schema 2020-12
//	GET  /v1/kinds/{kind}/sample   a short input, as YAML; with ?full=true one that shows every field
//	GET  /livez, /readyz
//	GET  /                         a page that says what this is, for those who look with a browser
//
// Every error is a problem of RFC 9457 in Chinese; what went wrong inside is written to the log alone, under the number
// that the problem has as its instance. A document is made in memory before its first byte is sent, so an answer is a
// whole document or a problem.
package http

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"gongwen/generator"
)

// Options are what a service needs beside the generator.
type Options struct {
	Log    *slog.Logger
	Ready  func() error // what /readyz asks beside whether the service runs; nil for nothing
	Limits Limits
}

// Limits bound what one client, and all of them together, can take. A zero value stands for the default.
type Limits struct {
	Body   int           // bytes of a request's body; 4 MiB
	Output int           // bytes of a document; 64 MiB
	Making int           // documents made at a time, others wait; twice GOMAXPROCS
	Read   time.Duration // from the first byte of a request to its last; 30 s
	Write  time.Duration // of an answer; 60 s
	Idle   time.Duration // of a connection between two requests; 60 s
	Make   time.Duration // of a document, waiting included; 30 s
	Stop   time.Duration // that requests under way have left once the service is to stop; 20 s
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Body:   cmp.Or(l.Body, 4<<20),
		Output: cmp.Or(l.Output, 64<<20),
		Making: cmp.Or(l.Making, 2*runtime.GOMAXPROCS(0)),
		Read:   cmp.Or(l.Read, 30*time.Second),
		Write:  cmp.Or(l.Write, 60*time.Second),
		Idle:   cmp.Or(l.Idle, 60*time.Second),
		Make:   cmp.Or(l.Make, 30*time.Second),
		Stop:   cmp.Or(l.Stop, 20*time.Second),
	}
}

const (
	connections = 1024        // open at a time; more are refused
	headerSize  = 8 << 10     // bytes of a request's head
	lastWords   = time.Second // that requests which were stopped have left to say so
)

// Serve answers on ln until ctx is done; then it takes no more requests and gives those under way the time of
// Limits.Stop. It closes ln. The error is nil if every request was answered.
func Serve(ctx context.Context, ln net.Listener, g *generator.Generator, o Options) error {
	return newServer(g, o).serve(ctx, ln)
}

type server struct {
	generator *generator.Generator
	log       *slog.Logger
	ready     func() error
	limits    Limits
	slots     chan struct{} // holds an element for each document that is being made
}

func newServer(g *generator.Generator, o Options) *server {
	limits := o.Limits.withDefaults()
	return &server{generator: g, log: o.Log, ready: o.Ready, limits: limits, slots: make(chan struct{}, limits.Making)}
}

func (s *server) serve(ctx context.Context, ln net.Listener) error {
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	app := s.app(work)
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener{ln}) }()

	select {
	case err := <-served:
		return fmt.Errorf("http: %w", err)
	case <-ctx.Done():
	}
	last := time.AfterFunc(s.limits.Stop, stopWork)
	defer last.Stop()
	err := app.ShutdownWithTimeout(s.limits.Stop + lastWords)
	ln.Close() // closed already, unless the listener was not yet in use
	<-served
	if err != nil {
		return fmt.Errorf("http: stop: %w", err)
	}
	return nil
}

// app gives the routes. Documents are made under work.
func (s *server) app(work context.Context) *fiber.App {
	app := fiber.New(fiber.Config{
		DisableStartupMessage:        true,
		DisablePreParseMultipartForm: true,
		CaseSensitive:                true,
		UnescapePath:                 true,
		BodyLimit:                    s.limits.Body,
		Concurrency:                  connections,
		ReadBufferSize:               headerSize,
		ReadTimeout:                  s.limits.Read,
		WriteTimeout:                 s.limits.Write,
		IdleTimeout:                  s.limits.Idle,
		ErrorHandler:                 s.unread,
	})
	app.Server().CloseOnShutdown = true
	app.Server().SecureErrorLogMessage = true

	app.Use(s.observe)
	app.Get("/", s.front)
	app.Get("/favicon.ico", noIcon)
	app.Get("/livez", live)
	app.Get("/readyz", s.readiness)
	app.Get("/v1/kinds", s.kinds)
	app.Get("/v1/kinds/:kind/schema", s.schema)
	app.Get("/v1/kinds/:kind/sample", s.sample)
	app.Post("/v1/documents/:kind", func(c *fiber.Ctx) error { return s.document(work, c) })

	routes := app.Handler()
	app.Server().Handler = func(r *fasthttp.RequestCtx) {
		if !slices.Contains(fiber.DefaultMethods, string(r.Method())) { // Fiber would answer by itself, in plain text
			app.Server().ErrorHandler(r, errors.New("http: unknown method"))
			return
		}
		routes(r)
	}
	return app
}
