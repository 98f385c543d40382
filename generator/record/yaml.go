package record

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"

	"gongwen/generator/notice"
)

// readYAML walks the syntax tree itself: decoding into values would lose the places.
func readYAML(text string) (*node, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, syntaxFault(err)
	}
	r := yamlReader{strings.Split(text, "\n")}
	for _, d := range file.Docs {
		if d.Body != nil {
			return r.value(d.Body, 0)
		}
	}
	return nil, notice.Refusal{{Code: "empty", Message: "文件里只有注释，没有内容。"}}
}

// maxTokens is how many names, values and marks an input may have. A paper has some hundred.
const maxTokens = 50_000

// tokenize stops at what a record has no need of, before the parser, which recurses, sees it: anchors and aliases (with
// which a few bytes can stand for gigabytes), tags, several documents, depth without end.
func tokenize(text string) (token.Tokens, error) {
	var s scanner.Scanner
	s.Init(text)
	var tokens token.Tokens
	var c tokenChecker
	for {
		more, err := s.Scan()
		if errors.Is(err, io.EOF) {
			return tokens, nil
		}
		for _, t := range more {
			if err := c.check(t); err != nil {
				return nil, err
			}
		}
		tokens.Add(more...)
		if len(tokens) > maxTokens {
			return nil, tokenFault(tokens[maxTokens], "too-large", fmt.Sprintf("内容超过 %d 个项目和标记，请分成几份。", maxTokens))
		}
	}
}

// tokenChecker counts depth: of brackets, and of dashes on one line.
type tokenChecker struct {
	depth, dashes, line int
	content             bool // something stood before
}

func (c *tokenChecker) check(t *token.Token) error {
	if t.Position.Line != c.line {
		c.line, c.dashes = t.Position.Line, 0
	}
	what := ""
	switch t.Type {
	case token.AnchorType, token.AliasType, token.MergeKeyType:
		what = "不能使用锚点和引用（& * <<）；如果这是文字，请加引号。"
	case token.TagType:
		what = "不能使用标签（!）；如果这是文字，请加引号。"
	case token.DirectiveType:
		what = "不能使用指令（%）；如果这是文字，请加引号。"
	case token.MappingKeyType:
		what = "不能使用复杂项目名（?）；如果这是文字，请加引号。"
	case token.DocumentHeaderType:
		if c.content {
			what = "一个文件只能有一份材料，请删去“---”及其后的内容。"
		}
	case token.SequenceStartType, token.MappingStartType:
		c.depth++
	case token.SequenceEndType, token.MappingEndType:
		c.depth--
	case token.SequenceEntryType:
		c.dashes++
	}
	c.content = c.content || t.Type != token.CommentType
	if what != "" {
		return tokenFault(t, "unsupported", what)
	}
	if c.depth > maxDepth || c.dashes > maxDepth {
		return tokenFault(t, "too-deep", fmt.Sprintf("层次超过 %d 层，请检查括号和缩进。", maxDepth))
	}
	return nil
}

func tokenFault(t *token.Token, code, message string) error {
	return notice.Refusal{{Line: t.Position.Line, Column: t.Position.Column, Code: code, Message: message}}
}

// syntaxFault tells a syntax error in Chinese. The parser's own words are English and change with its version.
func syntaxFault(err error) error {
	const message = "这里的 YAML 写法有误：请检查缩进（用空格，不用制表符）、项目名后的半角冒号和空格、引号和括号；文字中有“: ”或以符号开头时，请加引号。"
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		return tokenFault(e.GetToken(), "syntax", message)
	}
	return notice.Refusal{{Code: "syntax", Message: message}}
}

// yamlReader has the lines of the file, to know how far literal blocks are indented.
type yamlReader struct{ lines []string }

func (r *yamlReader) value(n ast.Node, depth int) (*node, error) {
	if depth > maxDepth {
		return nil, tokenFault(n.GetToken(), "too-deep", fmt.Sprintf("层次超过 %d 层，请检查缩进。", maxDepth))
	}
	pos := n.GetToken().Position
	v := &node{line: pos.Line, column: pos.Column, indent: -1}
	switch n := n.(type) {
	case *ast.MappingNode:
		return v, r.object(v, n.Values, depth)
	case *ast.MappingValueNode:
		return v, r.object(v, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		v.kind = array
		for _, item := range n.Values {
			i, err := r.value(item, depth+1)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, i)
		}
	case *ast.LiteralNode:
		r.literal(v, n)
	case *ast.NullNode:
	case *ast.StringNode:
		v.kind, v.text = plain, lineFeeds(n.Value)
		if n.Token.Type == token.SingleQuoteType || n.Token.Type == token.DoubleQuoteType {
			v.kind = quoted
		}
	case ast.ScalarNode:
		v.kind, v.text = plain, n.GetToken().Value
	default:
		return nil, tokenFault(n.GetToken(), "unsupported", "这里的 YAML 写法不能用，请改用“项目: 内容”。")
	}
	return v, nil
}

func (r *yamlReader) object(v *node, pairs []*ast.MappingValueNode, depth int) error {
	v.kind = object
	for _, p := range pairs {
		key := p.Key.GetToken()
		m := member{name: key.Value, line: key.Position.Line, column: key.Position.Column}
		value, err := r.value(p.Value, depth+1)
		if err != nil {
			return err
		}
		m.value = value
		v.members = append(v.members, m)
	}
	if len(v.members) > 0 && v.members[0].line == v.line {
		v.column = v.members[0].column
	}
	return nil
}

// literal reads a block scalar. In one that keeps its lines (|) every character has a place of its own.
func (r *yamlReader) literal(v *node, n *ast.LiteralNode) {
	v.kind, v.text = quoted, n.Value.Value
	if n.Start.Type != token.LiteralType {
		return
	}
	first, _, _ := strings.Cut(v.text, "\n")
	if v.line >= len(r.lines) || !strings.HasSuffix(r.lines[v.line], first) {
		return
	}
	for i, line := range strings.Split(v.text, "\n") {
		if line != "" && v.line+i < len(r.lines) {
			v.indent = max(0, len(r.lines[v.line+i])-len(line))
			v.line++
			return
		}
	}
}
