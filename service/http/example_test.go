package http_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	nethttp "net/http"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/service/http"
	"gongwen/templates"
)

func ExampleServe() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- http.Serve(ctx, listener, g, http.Options{Log: slog.New(slog.DiscardHandler)}) }()
	answer, err := nethttp.Get("http://" + listener.Addr().String() + "/v1/kinds/notice/sample")
	if err != nil {
		log.Fatal(err)
	}
	sample, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	fmt.Println(answer.StatusCode, len(sample) > 0, err)
	stop()
	fmt.Println(<-done)
	// Output:
	// 200 true <nil>
	// <nil>
}
