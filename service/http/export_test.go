package http

import (
	"context"
	"net"

	"gongwen/generator"
)

// Busy is a service whose slots are all taken.
type Busy struct{ s *server }

func NewBusy(g *generator.Generator, o Options) Busy {
	s := newServer(g, o)
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	return Busy{s}
}

func (b Busy) Serve(ctx context.Context, ln net.Listener) error { return b.s.serve(ctx, ln) }

// Free gives one slot back.
func (b Busy) Free() { <-b.s.slots }
