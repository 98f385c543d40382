package batch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"gongwen/generator"
	"gongwen/generator/credential"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// pass is one pass through the roster.
type pass struct {
	*Batch
	summary Summary
	persons map[[16]byte]int // the first row of each person, by a hash of the fields that identify one
	used    map[[16]byte]int // the first row of each number of a paper, by a hash of it
	rows    map[[16]byte]int // the first row with what is filled in, by a hash of that, where the kind does not say what identifies a person
	files   map[string]int   // how many files have a name, by the name as unique compares it
	bad     []badRow
	each    func(*rowWork) error // is given each paper that is made; nil for nobody
}

func (b *Batch) pass() *pass {
	p := &pass{Batch: b, persons: map[[16]byte]int{}, used: map[[16]byte]int{}, rows: map[[16]byte]int{}, files: map[string]int{}}
	if b.groups != nil {
		p.summary = b.groups.summary
	}
	return p
}

// rowWork is a row on its way, and what has become of it so far.
type rowWork struct {
	seat
	entry  Entry
	paper  *generator.Paper // nil if the row has faults, or its paper is there
	files  []finished       // in the order of the formats
	pages  int              // of each
	record *record.Record
	filled string // a digest of what stands in the row; "" if nobody asks
	faults []notice.Notice
	err    error // that ends the batch
}

// finished is a file.
type finished struct {
	data []byte
	sum  string // its SHA-256, in hexadecimal
}

// lot is how many rows a worker takes at a time: few enough to start all workers, many enough to hide the channel. A lot whose
// rows name lotPictures pictures is full before that, since several lots are in memory at a time.
const (
	lot         = 16
	lotPictures = 3
)

// stream calls do for every row, several at a time, and accepts the rows in the order of their papers.
func (p *pass) stream(ctx context.Context, do func(context.Context, *rowWork)) error {
	ctx, cancel := context.WithCancel(ctx)
	type lotOfRows struct {
		rows []rowWork
		done chan struct{}
	}
	workers := runtime.GOMAXPROCS(0)
	order, todo := make(chan *lotOfRows, 2*workers), make(chan *lotOfRows, 2*workers)
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()

	var unread error // set before order is closed
	all.Go(func() {
		defer close(order)
		defer close(todo)
		unread = p.read(ctx, func(rows []rowWork) bool {
			b := &lotOfRows{rows, make(chan struct{})}
			for _, to := range []chan *lotOfRows{order, todo} {
				select {
				case to <- b:
				case <-ctx.Done():
					return false
				}
			}
			return true
		})
	})
	for range workers {
		all.Go(func() {
			for b := range todo {
				for i := range b.rows {
					do(ctx, &b.rows[i])
				}
				close(b.done)
			}
		})
	}
	for b := range order {
		select {
		case <-b.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		for i := range b.rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := p.accept(&b.rows[i]); err != nil {
				return err
			}
		}
	}
	return unread
}

// read gives the rows that are asked for in lots, until more says that it wants no more.
func (p *pass) read(ctx context.Context, more func([]rowWork) bool) error {
	rows := make([]rowWork, 0, lot)
	var pictures []string // that rows name
	give := func(s seat) bool {
		rows = append(rows, rowWork{seat: s})
		for _, name := range s.row.Pictures() {
			if !slices.Contains(pictures, name) {
				pictures = append(pictures, name)
			}
		}
		if len(rows) < lot && len(pictures) < lotPictures {
			return true
		}
		full := rows
		rows, pictures = make([]rowWork, 0, lot), pictures[:0]
		return more(full)
	}
	if err := p.eachRow(give); err != nil {
		return err
	}
	if len(rows) > 0 {
		more(rows)
	}
	return ctx.Err()
}

// lay decodes a row, checks it and lays its paper out.
func (p *pass) lay(ctx context.Context, work *rowWork) {
	p.prepare(work)
	if work.paper != nil {
		_, err := work.paper.Pages(ctx)
		work.fail(err)
	}
}

// write does what lay does, and makes the files.
func (p *pass) write(ctx context.Context, work *rowWork) {
	p.lay(ctx, work)
	if work.record == nil || len(work.faults) > 0 || work.err != nil {
		return
	}
	var err error
	if work.entry.File, err = p.name.of(work, p.kind); err != nil {
		work.fail(err)
		return
	}
	if p.groups != nil {
		work.entry.File = p.groups.folder(text(work.record, p.groups.field.Name)) + "/" + work.entry.File
	}
	if work.paper == nil { // its file is there
		return
	}
	laid, err := work.paper.Pages(ctx)
	if err != nil {
		work.fail(err)
		return
	}
	work.pages = len(laid.Pages)
	for _, f := range p.options.Formats {
		var b bytes.Buffer
		if err := work.paper.Write(ctx, &b, f, generator.Options{}); err != nil {
			work.fail(err)
			return
		}
		sum := sha256.Sum256(b.Bytes())
		work.files = append(work.files, finished{b.Bytes(), hex.EncodeToString(sum[:])})
	}
}

// fail adds the faults that err tells, or notes err itself.
func (work *rowWork) fail(err error) {
	var refusal notice.Refusal
	switch {
	case err == nil:
		return
	case errors.As(err, &refusal):
		work.faults = append(work.faults, refusal...)
	default:
		work.err = fmt.Errorf("row %d: %w", work.row.Number, err)
	}
	work.paper = nil
}

// prepare makes the paper of a row, unless it is there.
func (p *pass) prepare(work *rowWork) {
	rec, err := p.roster.Decode(work.row)
	if err != nil {
		work.fail(err)
		return
	}
	work.record = rec
	if len(p.kind.Identity) == 0 {
		work.filled = digest(rec)
	}
	p.fillIn(work)
	work.entry = Entry{Row: work.row.Number, Sheet: work.row.Sheet, Name: text(rec, p.kind.Named), Number: text(rec, p.kind.Numbered)}
	work.entry.Digest = digest(rec)
	if len(work.faults) == 0 && p.options.Made != nil && p.options.Made(&work.entry) {
		return
	}
	paper, err := p.series.Paper(p.kind, rec)
	if work.fail(err); len(work.faults) == 0 && work.err == nil {
		work.paper = paper
	}
}

// fillIn gives the record the fields that the batch makes.
func (p *pass) fillIn(work *rowWork) {
	if n := p.numbers.At(work.index); n != "" && text(work.record, p.kind.Numbered) == "" {
		work.record.Values[p.kind.Numbered] = n
	}
	if p.options.Sign == nil {
		return
	}
	fields := p.kind.Credential
	signed, err := p.options.Sign.Sign(credentialOf(work.record, fields))
	if err != nil {
		work.fault(unsigned(err, fields))
		return
	}
	work.record.Values[fields.Field] = signed
}

// unsigned says which field keeps a credential from being signed, and why.
func unsigned(err error, fields *kind.Credential) (field, code, message string) {
	var of *credential.FieldError
	if !errors.As(err, &of) {
		return fields.Name, "credential", "姓名、荣誉称号、编号和颁发单位合起来太长，二维码放不下，请缩短。"
	}
	field = map[string]string{"number": fields.Number, "name": fields.Name, "honour": fields.Honour, "issuer": fields.Issuer, "date": fields.Date}[of.Field]
	switch {
	case errors.Is(err, credential.ErrLong):
		message = "太长，二维码放不下，请缩短。"
	case errors.Is(err, credential.ErrDate):
		message = "应在1970年1月1日至2149年6月6日之间，否则不能签发验证码。"
	case errors.Is(err, credential.ErrPrivate):
		message = "有自造字（专用区的字），别人的机器认不出，不能签发验证码，请改用通用的写法。"
	case errors.Is(err, credential.ErrControl):
		message = "有看不见的控制字符，不能签发验证码，请删去。"
	default:
		message = "不能签发验证码：" + of.Err.Error()
	}
	return field, "credential", message
}

// credentialOf gives what a certificate says that can be verified.
func credentialOf(r *record.Record, fields *kind.Credential) *credential.Credential {
	c := &credential.Credential{Number: text(r, fields.Number), Name: text(r, fields.Name), Honour: text(r, fields.Honour)}
	if issuers, ok := r.Values[fields.Issuer].([]any); ok {
		for i, name := range issuers {
			if i > 0 {
				c.Issuer += "、"
			}
			c.Issuer += fmt.Sprint(name)
		}
	}
	if date, err := time.Parse(time.DateOnly, text(r, fields.Date)); err == nil {
		c.Date = date
	}
	return c
}

// text gives a field that is a text; "" if there is none.
func text(r *record.Record, field string) string {
	s, _ := r.Values[field].(string)
	return s
}

// digest tells records apart by what was filled in.
func digest(r *record.Record) string {
	sum := sha256.Sum256(appendValue(make([]byte, 0, 1024), r.Values))
	return hex.EncodeToString(sum[:8])
}

// appendValue appends a value so that no two values give the same: each text has its length before it.
func appendValue(dst []byte, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		dst = append(strconv.AppendInt(dst, int64(len(v)), 10), '{')
		for _, name := range slices.Sorted(maps.Keys(v)) {
			dst = appendValue(appendValue(dst, name), v[name])
		}
		return dst
	case []any:
		dst = append(strconv.AppendInt(dst, int64(len(v)), 10), '[')
		for _, item := range v {
			dst = appendValue(dst, item)
		}
		return dst
	case string:
		return append(append(strconv.AppendInt(dst, int64(len(v)), 10), '"'), v...)
	default: // a number
		return fmt.Append(append(dst, '#'), v, ";")
	}
}

// accept takes the next row, in the order of the papers.
func (p *pass) accept(work *rowWork) error {
	if work.err != nil {
		return work.err
	}
	s := &p.summary
	s.Rows++
	if work.record != nil && (len(work.faults) == 0 || !p.options.SkipBad) { // a row that is skipped is no other's double
		p.findDoubles(work)
	}
	if p.options.Progress != nil {
		defer func() { p.options.Progress(s.Rows) }()
	}
	if len(work.faults) > 0 {
		s.Bad++
		p.bad = append(p.bad, badRow{work.position, work.faults})
		if n := p.numbers.At(work.index); n != "" && !work.row.Has(p.kind.Numbered) {
			s.FreedNumbers = append(s.FreedNumbers, n)
		}
		return nil
	}
	if s.Bad > 0 && !p.options.SkipBad { // the rest is looked at and not made
		return nil
	}
	if work.entry.File != "" {
		work.entry.File = p.unique(work.entry.File)
	}
	if work.paper == nil {
		s.Kept++
		return nil
	}
	work.entry.Warnings = work.paper.Warnings
	if len(work.entry.Warnings) > 0 {
		s.Warned++
	}
	s.Made++
	if p.each == nil {
		return nil
	}
	return p.each(work)
}

// findDoubles finds fault with a row for a person, or with a number, that an earlier row has, and warns of a row that is the
// same as an earlier one.
func (p *pass) findDoubles(work *rowWork) {
	if key := p.person(work.record); key != "" {
		if row := claim(p.persons, key, work.row.Number); row > 0 {
			work.fault(p.kind.Identity[0], "duplicate-person", fmt.Sprintf("与第%d行重复，是同一个人，请删去一行。", row))
		}
	}
	if work.filled != "" && work.paper != nil {
		if row := claim(p.rows, work.filled, work.row.Number); row > 0 {
			work.paper.Warnings = append(work.paper.Warnings, work.record.Locate(notice.Notice{Line: 1, Column: 1, Code: "duplicate-row",
				Message: fmt.Sprintf("与第%d行完全相同，请核对是否多写了一行。", row)}))
		}
	}
	if n := work.entry.Number; n != "" && len(p.kind.Identity) > 0 { // the same notice may go to many, under the one number that it has
		if row := claim(p.used, n, work.row.Number); row > 0 {
			work.fault(p.kind.Numbered, "duplicate-number", fmt.Sprintf("“%s”在第%d行已经用过，编号不能重复。", n, row))
		}
	}
}

// person gives what names the person of a record; "" if the kind does not say.
func (b *Batch) person(rec *record.Record) string {
	var key strings.Builder
	for _, field := range b.kind.Identity {
		key.WriteString(text(rec, field))
		key.WriteByte(0)
	}
	return key.String()
}

// claim returns the earlier row with this key, or records row and returns 0.
func claim(rows map[[16]byte]int, key string, row int) int {
	sum := sha256.Sum256([]byte(key))
	hash := [16]byte(sum[:])
	before := rows[hash]
	if before == 0 {
		rows[hash] = row
	}
	return before
}

func (work *rowWork) fault(field, code, message string) {
	work.faults = append(work.faults, work.record.Locate(notice.Notice{Path: "/" + field, Line: 1, Column: 1, Code: code, Message: message}))
}

// unique gives a file name that no earlier file has, also on systems that do not tell capital from small letters, or an accented
// letter from a letter and an accent.
func (p *pass) unique(name string) string {
	key := norm.NFC.String(strings.ToLower(name))
	p.files[key]++
	for n := p.files[key]; n > 1; n++ {
		other := fmt.Sprintf("%s_%d", name, n)
		if key := norm.NFC.String(strings.ToLower(other)); p.files[key] == 0 {
			p.files[key]++
			return other
		}
	}
	return name
}

// end gives what came of the pass. err is what ended it.
func (p *pass) end(err error) (*Summary, error) {
	s := &p.summary
	s.Faults = append(s.Faults, inRoster(p.bad)...)
	s.Unknown = p.unknown
	switch {
	case err == nil && s.Rows == 0:
		err = notice.Refusal{{Code: "no-rows", Message: "名册里没有要做的行，请填写后再试"}}
	case err == nil && s.Bad > 0 && (!p.options.SkipBad || s.Bad == s.Rows):
		err = notice.Refusal(s.Faults)
	}
	return s, err
}
