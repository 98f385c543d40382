package generator

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

	"gongwen/generator/credential"
	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// run is one way through the roster.
type run struct {
	*Batch
	summary Summary
	persons map[[16]byte]int // the row of each, by a hash of the fields that name a person
	used    map[[16]byte]int // the same of the papers' numbers
	rows    map[[16]byte]int // the same of all that is filled in, where the kind does not say what names a person
	files   map[string]int   // how many files have a name, by the name as unique compares it
	bad     []badRow
	each    func(*item) error
}

func (b *Batch) run() *run {
	r := &run{Batch: b, persons: map[[16]byte]int{}, used: map[[16]byte]int{}, rows: map[[16]byte]int{}, files: map[string]int{}}
	if b.groups != nil {
		r.summary = b.groups.summary
	}
	return r
}

// item is a row on its way.
type item struct {
	turn
	entry  Entry
	paper  *Paper     // nil if the row has faults, or its paper is there
	files  []finished // in the order of the formats
	pages  int        // of each
	record *record.Record
	filled string // a digest of what the row has filled in; "" if nobody asks
	faults []notice.Notice
	err    error // that ends the batch
}

// finished is a file.
type finished struct {
	data []byte
	sum  string // its SHA-256, in hexadecimal
}

// lot is the number of rows that a worker takes at once: so few that rows are worked at side by side from the first on, and so
// many that handing them over costs nothing. Of rows that have photographs of their own it takes fewer, as many as name
// lotPictures: some lots are in memory at a time.
const (
	lot         = 16
	lotPictures = 3
)

// stream calls work for every row, several at a time, and accepts the rows in the order of the roster.
func (r *run) stream(ctx context.Context, work func(context.Context, *item)) error {
	ctx, cancel := context.WithCancel(ctx)
	type batch struct {
		items []item
		done  chan struct{}
	}
	workers := runtime.GOMAXPROCS(0)
	order, todo := make(chan *batch, 2*workers), make(chan *batch, 2*workers)
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()

	var unread error // set before order is closed
	all.Go(func() {
		defer close(order)
		defer close(todo)
		unread = r.read(ctx, func(items []item) bool {
			b := &batch{items, make(chan struct{})}
			for _, to := range []chan *batch{order, todo} {
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
				for i := range b.items {
					work(ctx, &b.items[i])
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
		for i := range b.items {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := r.accept(&b.items[i]); err != nil {
				return err
			}
		}
	}
	return unread
}

// read gives the rows that are asked for in lots, until more says that it wants no more.
func (r *run) read(ctx context.Context, more func([]item) bool) error {
	items := make([]item, 0, lot)
	var pictures []string // that are named by the items
	give := func(t turn) bool {
		items = append(items, item{turn: t})
		for _, name := range t.row.Pictures() {
			if !slices.Contains(pictures, name) {
				pictures = append(pictures, name)
			}
		}
		if len(items) < lot && len(pictures) < lotPictures {
			return true
		}
		full := items
		items, pictures = make([]item, 0, lot), pictures[:0]
		return more(full)
	}
	if err := r.eachRow(give); err != nil {
		return err
	}
	if len(items) > 0 {
		more(items)
	}
	return ctx.Err()
}

// lay decodes a row, checks it and lays its paper out.
func (r *run) lay(ctx context.Context, it *item) {
	r.prepare(it)
	if it.paper != nil {
		_, err := it.paper.Pages(ctx)
		it.fail(err)
	}
}

// write does what lay does, and makes the files.
func (r *run) write(ctx context.Context, it *item) {
	r.lay(ctx, it)
	if it.record == nil || len(it.faults) > 0 || it.err != nil {
		return
	}
	var err error
	if it.entry.File, err = r.name.of(it, r.kind); err != nil {
		it.fail(err)
		return
	}
	if r.groups != nil {
		it.entry.File = r.groups.folder(text(it.record, r.groups.field.Name)) + "/" + it.entry.File
	}
	if it.paper == nil { // its file is there
		return
	}
	laid, err := it.paper.Pages(ctx)
	if err != nil {
		it.fail(err)
		return
	}
	it.pages = len(laid.Pages)
	for _, f := range r.options.Formats {
		var b bytes.Buffer
		if err := it.paper.Write(ctx, &b, f, Options{}); err != nil {
			it.fail(err)
			return
		}
		sum := sha256.Sum256(b.Bytes())
		it.files = append(it.files, finished{b.Bytes(), hex.EncodeToString(sum[:])})
	}
}

// fail adds the faults that err tells, or notes err itself.
func (it *item) fail(err error) {
	var refusal notice.Refusal
	switch {
	case err == nil:
		return
	case errors.As(err, &refusal):
		it.faults = append(it.faults, refusal...)
	default:
		it.err = fmt.Errorf("row %d: %w", it.row.Number, err)
	}
	it.paper = nil
}

// prepare makes the paper of a row, unless it is there.
func (r *run) prepare(it *item) {
	rec, err := r.roster.Decode(it.row)
	if err != nil {
		it.fail(err)
		return
	}
	it.record = rec
	if len(r.kind.Identity) == 0 {
		it.filled = digest(rec)
	}
	r.fillIn(it)
	it.entry = Entry{Row: it.row.Number, Sheet: it.row.Sheet, Name: text(rec, nameField), Number: text(rec, numberField)}
	it.entry.Input = digest(rec)
	if len(it.faults) == 0 && r.options.Made != nil && r.options.Made(&it.entry) {
		return
	}
	p, err := r.generator.paper(r.kind, rec, r.sides)
	if it.fail(err); len(it.faults) > 0 || it.err != nil {
		return
	}
	p.cache, p.Print = &r.cache, r.options.Print
	p.Print.FirstPlace = 0 // that is for the batch as a whole
	it.paper = p
}

// fillIn gives the record the fields that the batch makes.
func (r *run) fillIn(it *item) {
	if n := r.numbers.at(it.index); n != "" && text(it.record, numberField) == "" {
		it.record.Values[numberField] = n
	}
	if r.options.Sign == nil {
		return
	}
	signed, err := r.options.Sign.Sign(credentialOf(it.record))
	if err != nil {
		it.fault(unsigned(err))
		return
	}
	it.record.Values[credentialField] = signed
}

// unsigned says which field keeps a credential from being signed, and why.
func unsigned(err error) (field, code, message string) {
	var of *credential.FieldError
	if !errors.As(err, &of) {
		return nameField, "credential", "姓名、荣誉称号、编号和颁发单位合起来太长，二维码放不下，请缩短。"
	}
	if field = of.Field; field == "issuer" {
		field = issuersField
	}
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
func credentialOf(r *record.Record) *credential.Credential {
	c := &credential.Credential{Number: text(r, numberField), Name: text(r, nameField), Honour: text(r, "honour")}
	if issuers, ok := r.Values[issuersField].([]any); ok {
		for i, name := range issuers {
			if i > 0 {
				c.Issuer += "、"
			}
			c.Issuer += fmt.Sprint(name)
		}
	}
	if date, err := time.Parse(time.DateOnly, text(r, "date")); err == nil {
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

// accept takes the next row of the roster.
func (r *run) accept(it *item) error {
	if it.err != nil {
		return it.err
	}
	s := &r.summary
	s.Rows++
	if it.record != nil && (len(it.faults) == 0 || !r.options.SkipBad) { // a row that is skipped is no other's double
		r.findDoubles(it)
	}
	if r.options.Progress != nil {
		defer func() { r.options.Progress(s.Rows) }()
	}
	if len(it.faults) > 0 {
		s.Bad++
		r.bad = append(r.bad, badRow{it.place, it.faults})
		if n := r.numbers.at(it.index); n != "" && !it.row.Has(numberField) {
			s.Free = append(s.Free, n)
		}
		return nil
	}
	if s.Bad > 0 && !r.options.SkipBad { // the rest is looked at and not made
		return nil
	}
	if it.entry.File != "" {
		it.entry.File = r.unique(it.entry.File)
	}
	if it.paper == nil {
		s.Kept++
		return nil
	}
	it.entry.Warnings = it.paper.Warnings
	if len(it.entry.Warnings) > 0 {
		s.Warned++
	}
	s.Made++
	if r.each == nil {
		return nil
	}
	return r.each(it)
}

// findDoubles finds fault with a row for a person, or with a number, that an earlier row has, and warns of a row that is the
// same as an earlier one.
func (r *run) findDoubles(it *item) {
	if key := r.person(it.record); key != "" {
		if row := first(r.persons, key, it.row.Number); row > 0 {
			it.fault(r.kind.Identity[0], "duplicate-person", fmt.Sprintf("与第%d行重复，是同一个人，请删去一行。", row))
		}
	}
	if it.filled != "" && it.paper != nil {
		if row := first(r.rows, it.filled, it.row.Number); row > 0 {
			it.paper.Warnings = append(it.paper.Warnings, it.record.Locate(notice.Notice{Line: 1, Column: 1, Code: "duplicate-row",
				Message: fmt.Sprintf("与第%d行完全相同，请核对是否多写了一行。", row)}))
		}
	}
	if n := it.entry.Number; n != "" && len(r.kind.Identity) > 0 { // the same notice may go to many, under the one number that it has
		if row := first(r.used, n, it.row.Number); row > 0 {
			it.fault(numberField, "duplicate-number", fmt.Sprintf("“%s”在第%d行已经用过，编号不能重复。", n, row))
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

// first gives the row that has key already; 0 if there is none, and then row has it.
func first(rows map[[16]byte]int, key string, row int) int {
	sum := sha256.Sum256([]byte(key))
	hash := [16]byte(sum[:])
	before := rows[hash]
	if before == 0 {
		rows[hash] = row
	}
	return before
}

func (it *item) fault(field, code, message string) {
	it.faults = append(it.faults, it.record.Locate(notice.Notice{Path: "/" + field, Line: 1, Column: 1, Code: code, Message: message}))
}

// unique gives a file name that no earlier file has, on systems that take big and small letters for the same too, or a letter
// with its accent for the two of them.
func (r *run) unique(name string) string {
	key := norm.NFC.String(strings.ToLower(name))
	r.files[key]++
	for n := r.files[key]; n > 1; n++ {
		other := fmt.Sprintf("%s_%d", name, n)
		if key := norm.NFC.String(strings.ToLower(other)); r.files[key] == 0 {
			r.files[key]++
			return other
		}
	}
	return name
}

// end gives what came of the run. err is what ended it.
func (r *run) end(err error) (*Summary, error) {
	s := &r.summary
	s.Faults = append(s.Faults, inRoster(r.bad)...)
	s.Unknown = r.unknown
	switch {
	case err == nil && s.Rows == 0:
		err = notice.Refusal{{Code: "no-rows", Message: "名册里没有要做的行，请填写后再试"}}
	case err == nil && s.Bad > 0 && (!r.options.SkipBad || s.Bad == s.Rows):
		err = notice.Refusal(s.Faults)
	}
	return s, err
}
