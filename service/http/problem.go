package http

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"gongwen/generator/kind"
	"gongwen/generator/notice"
)

// refusedType is the problem type of an input that no document is made of; errors has every fault. All other problems
// say no more than their status, which RFC 9457 calls about:blank.
const refusedType = "urn:problem-type:gongwen:input-refused"

// clientLeft is the status that the log has for a request whose client did not wait for the answer.
const clientLeft = 499

// retryAfter is how many seconds a client is asked to wait when the service is busy.
const retryAfter = "2"

// problem is an error that a client is told, as RFC 9457 has it.
type problem struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail,omitempty"`
	Instance string  `json:"instance"`
	Errors   []fault `json:"errors,omitempty"`
	cause    error   // for the log
}

// fault is a notice.Notice on the wire, under the names that RFC 9457 uses for one of several errors.
type fault struct {
	Path    string `json:"pointer"`
	Field   string `json:"field,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Code    string `json:"code"`
	Message string `json:"detail"`
}

func faults(notices []notice.Notice) []fault {
	out := make([]fault, 0, len(notices))
	for _, n := range notices {
		out = append(out, fault(n))
	}
	return out
}

func (p *problem) Error() string {
	if p.cause != nil {
		return p.cause.Error()
	}
	return fmt.Sprintf("http: %d", p.Status)
}

func (p *problem) Unwrap() error { return p.cause }

// newProblem gives the problem of a status. detail is for the client.
func newProblem(status int, detail string) *problem {
	return &problem{Type: "about:blank", Title: title(status), Status: status, Detail: detail}
}

func title(status int) string {
	switch status {
	case fiber.StatusBadRequest:
		return "请求有误"
	case fiber.StatusNotFound:
		return "找不到"
	case fiber.StatusMethodNotAllowed:
		return "不支持这种请求方法"
	case fiber.StatusNotAcceptable:
		return "没有所要的格式"
	case fiber.StatusRequestTimeout:
		return "请求超时"
	case fiber.StatusRequestEntityTooLarge:
		return "请求内容过大"
	case fiber.StatusUnsupportedMediaType:
		return "不支持这种内容类型"
	case fiber.StatusUnprocessableEntity:
		return "输入内容有误"
	case fiber.StatusRequestHeaderFieldsTooLarge:
		return "请求头过大"
	case fiber.StatusServiceUnavailable:
		return "服务暂时不可用"
	case clientLeft:
		return "客户端已断开"
	}
	return "服务内部出错"
}

// problemOf gives what a client may know of an error: a problem as it is, the faults of a refused input, of Fiber's own
// errors the status alone, and of anything else only that it happened.
func problemOf(err error) *problem {
	var (
		p       *problem
		refusal notice.Refusal
		status  *fiber.Error
		broken  *kind.Fault
	)
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refusal):
		p = newProblem(fiber.StatusUnprocessableEntity, fmt.Sprintf("输入内容有 %d 处错误，没有生成文件。", len(refusal)))
		p.Type, p.Errors = refusedType, faults(refusal)
		return p
	case errors.As(err, &broken):
		return &problem{Type: "about:blank", Title: title(fiber.StatusInternalServerError), Status: fiber.StatusInternalServerError,
			Detail: fmt.Sprintf("种类 %s 的模板有误，不能使用：%v", broken.Kind, broken), cause: err}
	case errors.As(err, &status) && status.Code < fiber.StatusInternalServerError:
		return newProblem(status.Code, "")
	}
	return newProblem(fiber.StatusInternalServerError, "请把 instance 中的编号告诉管理员。")
}

// fail answers with the problem of err, under the request's number.
func fail(c *fiber.Ctx, id string, err error) {
	p := *problemOf(err)
	p.Instance = "urn:uuid:" + id
	body, err := json.Marshal(&p)
	if err != nil {
		body = nil // of strings and numbers alone: cannot be
	}
	c.Response().ResetBody()
	for _, header := range []string{fiber.HeaderContentDisposition, headerPages, headerWarnings, headerWarningCount} {
		c.Response().Header.Del(header)
	}
	if p.Status == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, retryAfter)
	}
	c.Status(p.Status).Set(fiber.HeaderContentType, "application/problem+json")
	c.Response().SetBodyRaw(body)
}
