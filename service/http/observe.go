package http

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
)

// observe answers with the problem when a handler fails, and logs one line a request.
func (s *server) observe(c *fiber.Ctx) error {
	start := time.Now()
	id := begin(c)
	err := recovered(c)
	if err != nil {
		fail(c, id, err)
	}
	s.record(c, id, start, err)
	return nil
}

// unread answers a request that could not be read and therefore reached no handler: too large, too slow or malformed.
func (s *server) unread(c *fiber.Ctx, err error) error {
	start := c.Context().ConnTime()
	switch {
	case errors.Is(err, fiber.ErrBadGateway): // Fiber's word for a connection that broke
		err = newProblem(clientLeft, "")
	case errors.Is(err, fiber.ErrRequestEntityTooLarge):
		err = newProblem(fiber.StatusRequestEntityTooLarge, fmt.Sprintf("请求内容最多可有 %d 字节。", s.limits.Body))
	}
	id := begin(c)
	fail(c, id, err)
	if nc, ok := c.Context().Conn().(*conn); ok {
		nc.unread = true
	}
	s.record(c, id, start, err)
	return nil
}

// begin gives the request its number, and sets what every answer has.
func begin(c *fiber.Ctx) string {
	id := uuid.NewString()
	c.Set(fiber.HeaderXRequestID, id)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderCacheControl, "no-store")
	return id
}

// recovered runs the handler. Its panic becomes an error with the stack, for the log.
func recovered(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("http: panic: %v\n%s", p, debug.Stack())
		}
	}()
	return c.Next()
}

func (s *server) record(c *fiber.Ctx, id string, start time.Time, err error) {
	status := c.Response().StatusCode()
	attrs := []slog.Attr{
		slog.String("id", id),
		slog.String("method", c.Method()),
		slog.String("path", c.Path()),
		slog.Int("status", status),
		slog.Int("bytes", len(c.Response().Body())),
		slog.Duration("took", time.Since(start)),
		slog.String("client", c.IP()),
	}
	level := slog.LevelInfo
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	if status >= fiber.StatusInternalServerError {
		level = slog.LevelError
	}
	s.log.LogAttrs(c.Context(), level, "request", attrs...)
}
