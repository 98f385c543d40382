package http

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"gongwen/generator/kind"
)

func live(c *fiber.Ctx) error { return c.SendString("ok\n") }

// readiness answers once the templates are loaded, which they are before the first request, and when Options.Ready has
// nothing against it.
func (s *server) readiness(c *fiber.Ctx) error {
	if s.ready != nil {
		if err := s.ready(); err != nil {
			p := newProblem(fiber.StatusServiceUnavailable, "服务尚未就绪。")
			p.cause = err
			return p
		}
	}
	return c.SendString("ok\n")
}

func (s *server) kinds(c *fiber.Ctx) error {
	type entry struct {
		Name    string        `json:"name"`
		Title   string        `json:"title"`
		Summary string        `json:"summary"`
		Formats []kind.Format `json:"formats"`
	}
	all := []entry{}
	for _, k := range s.generator.Kinds() {
		all = append(all, entry{k.Name, k.Title, k.Summary, k.Formats})
	}
	return c.JSON(map[string]any{"kinds": all})
}

func (s *server) schema(c *fiber.Ctx) error {
	k, err := s.kind(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/schema+json")
	return c.Send(k.SchemaJSON())
}

func (s *server) sample(c *fiber.Ctx) error {
	k, err := s.kind(c)
	if err != nil {
		return err
	}
	input := k.Sample
	switch c.Query("full", "false") {
	case "true":
		input = k.Full
	case "false":
	default:
		return newProblem(fiber.StatusBadRequest, "full 须为 true 或 false。")
	}
	c.Set(fiber.HeaderContentType, "application/yaml")
	return c.Send(input)
}

// kind gives the kind that the path names.
func (s *server) kind(c *fiber.Ctx) (*kind.Kind, error) {
	k, err := s.generator.Kind(c.Params("kind"))
	if errors.Is(err, kind.ErrUnknown) {
		return nil, newProblem(fiber.StatusNotFound, "没有这个种类，可用的种类见 /v1/kinds。")
	}
	return k, err
}
