package pdfread

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Files whose cross-reference table leads astray are common: editors change bytes, mail changes line ends, downloads break off.
// Readers then look for the objects themselves, and so does this one.

const (
	mostRebuilt = 64 << 20  // bytes of a file whose objects are looked for
	mostFound   = 1_000_000 // objects
	mostPacked  = 64 << 20  // bytes of all decoded object streams
)

var errNoObjects = errors.New("no objects found")

// astray tells whether an entry of a cross-reference table leads to something else than its object (ISO 32000-1, 7.5.4).
func astray(r io.ReaderAt, table *model.XRefTable) bool {
	start := make([]byte, 48)
	for n, entry := range table.Table {
		if entry == nil || entry.Free || entry.Compressed || entry.Offset == nil || *entry.Offset <= 0 {
			continue
		}
		read, err := r.ReadAt(start, *entry.Offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return true
		}
		m := objectStart.FindSubmatch(start[:read])
		if m == nil || string(bytes.TrimLeft(m[1], "0")) != strconv.Itoa(n) {
			return true
		}
	}
	return false
}

var objectStart = regexp.MustCompile(`^[\x00\t\n\f\r ]*(\d+)[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+obj`)

// found is an object that stands in a file.
type found struct {
	number, generation int
	offset             int
	dict               []byte // from behind obj to the stream, or to endobj
	data               []byte // of the stream, encoded; nil for none
}

// rebuilt gives a file with a cross-reference table for the objects that stand in it: what is found last holds. Objects of
// object streams are written out behind the others, as far as they are not encrypted.
func rebuilt(ctx context.Context, data []byte) ([]byte, error) {
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i > 0 {
		data = data[i:]
	}
	s := scanner{ctx: ctx, data: data}
	if err := s.scan(); err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(append(slices.Clip(data), '\n'))
	t := newTable{offsets: map[int]int{}, generations: map[int]int{}}
	t.trailer(s.trailers)
	for i := range s.objects {
		if err := t.add(ctx, &s.objects[i], out); err != nil {
			return nil, err
		}
	}
	if t.root == "" {
		return nil, errNoObjects
	}
	t.write(out)
	return out.Bytes(), nil
}

// scanner looks for objects in the order of a file, each byte once.
type scanner struct {
	ctx      context.Context
	data     []byte
	objects  []found
	trailers []byte // the dictionaries of all of them
	open     bool   // the last object's dictionary has not ended
	endless  bool   // no endstream follows
}

func (s *scanner) scan() error {
	for i := 0; i < len(s.data); i++ {
		if i%(1<<20) == 0 && s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		rest := s.data[i:]
		switch {
		case rest[0] == 'e' && bytes.HasPrefix(rest, []byte("endobj")):
			s.close(i)
			i += len("endobj") - 1
		case rest[0] == 'o' && bytes.HasPrefix(rest, []byte("obj")):
			s.object(i)
			if len(s.objects) > mostFound {
				return errTooLarge
			}
		case rest[0] == 's' && s.open && bytes.HasPrefix(rest, []byte("stream")):
			i = s.stream(i)
		case rest[0] == 't' && bytes.HasPrefix(rest, []byte("trailer")):
			s.close(i)
			i += len("trailer") - 1
			s.trailer(i + 1)
		}
	}
	s.close(len(s.data))
	return nil
}

// trailer takes the dictionary of a trailer, as far as the next one.
func (s *scanner) trailer(i int) {
	const most = 4 << 10
	dict := s.data[i:min(len(s.data), i+most)]
	for _, end := range []string{"trailer", "startxref"} {
		if n := bytes.Index(dict, []byte(end)); n >= 0 {
			dict = dict[:n]
		}
	}
	s.trailers = append(append(s.trailers, dict...), '\n')
}

// close ends the dictionary of the last object.
func (s *scanner) close(end int) {
	if s.open {
		o := &s.objects[len(s.objects)-1]
		o.dict = o.dict[:end-(len(s.data)-len(o.dict))]
		s.open = false
	}
}

// object begins an object whose keyword obj stands at i, behind two numbers.
func (s *scanner) object(i int) {
	generation, at := numberBefore(s.data, i)
	number, start := numberBefore(s.data, at)
	if generation < 0 || number <= 0 {
		return
	}
	s.close(start)
	s.objects = append(s.objects, found{number: number, generation: generation, offset: start, dict: s.data[i+len("obj"):]})
	s.open = true
}

// numberBefore gives the number that ends before i, with space between, and where it begins; -1 for none.
func numberBefore(data []byte, i int) (n, start int) {
	const most = 10 // digits
	end := i
	for end > 0 && i-end < 16 && isSpace(data[end-1]) {
		end--
	}
	start = end
	for start > 0 && end-start < most && '0' <= data[start-1] && data[start-1] <= '9' {
		start--
	}
	n, err := strconv.Atoi(string(data[start:end]))
	if err != nil || end == i {
		return -1, start
	}
	return n, start
}

var directLength = regexp.MustCompile(`/Length[\x00\t\n\f\r ]+(\d{1,9})[\x00\t\n\f\r ]*(/|>>)`)

// stream takes the stream of the open object, whose keyword stands at i, and gives the last byte of it that is to be passed over.
func (s *scanner) stream(i int) int {
	begin := i + len("stream")
	switch {
	case bytes.HasPrefix(s.data[begin:], []byte("\r\n")):
		begin += 2
	case bytes.HasPrefix(s.data[begin:], []byte("\n")) || bytes.HasPrefix(s.data[begin:], []byte("\r")):
		begin++
	default:
		return i // a word of a string
	}
	s.close(i)
	o := &s.objects[len(s.objects)-1]
	keyword := []byte("endstream")
	if m := directLength.FindSubmatch(o.dict); m != nil {
		n, _ := strconv.Atoi(string(m[1])) // nine digits
		if end := begin + n; end < len(s.data) && bytes.HasPrefix(bytes.TrimLeft(s.data[end:min(len(s.data), end+16)], "\r\n "), keyword) {
			o.data = s.data[begin:end]
			return end
		}
	}
	if s.endless {
		return i
	}
	n := bytes.Index(s.data[begin:], keyword)
	if n < 0 {
		s.endless = true
		return i
	}
	o.data = s.data[begin : begin+n]
	return begin + n
}

// newTable is a cross-reference table that is being made.
type newTable struct {
	offsets, generations map[int]int // by object number
	root, info, id       string      // as a trailer has them
	encrypt              string
	packed               int // bytes of object streams that were decoded
}

var (
	rootEntry    = regexp.MustCompile(`/Root[\x00\t\n\f\r ]+(\d{1,9} \d{1,5} R)`)
	infoEntry    = regexp.MustCompile(`/Info[\x00\t\n\f\r ]+(\d{1,9} \d{1,5} R)`)
	encryptEntry = regexp.MustCompile(`/Encrypt[\x00\t\n\f\r ]+(\d{1,9} \d{1,5} R)`)
	idEntry      = regexp.MustCompile(`/ID[\x00\t\n\f\r ]*(\[[\x00\t\n\f\r ]*<[0-9A-Fa-f]*>[\x00\t\n\f\r ]*<[0-9A-Fa-f]*>[\x00\t\n\f\r ]*\])`)
	catalogType  = regexp.MustCompile(`/Type[\x00\t\n\f\r ]*/Catalog\b`)
	packedType   = regexp.MustCompile(`/Type[\x00\t\n\f\r ]*/ObjStm\b`)
	tableType    = regexp.MustCompile(`/Type[\x00\t\n\f\r ]*/XRef\b`)
	countEntry   = regexp.MustCompile(`/N[\x00\t\n\f\r ]+(\d{1,7})\b`)
	firstEntry   = regexp.MustCompile(`/First[\x00\t\n\f\r ]+(\d{1,9})\b`)
)

// trailer takes the entries of trailers; of several the last, for files are continued at their end.
func (t *newTable) trailer(dict []byte) {
	for _, entry := range []struct {
		is *regexp.Regexp
		to *string
	}{{rootEntry, &t.root}, {infoEntry, &t.info}, {encryptEntry, &t.encrypt}, {idEntry, &t.id}} {
		if all := entry.is.FindAllSubmatch(dict, -1); len(all) > 0 {
			*entry.to = string(all[len(all)-1][1])
		}
	}
}

// add enters an object, and what is packed in it.
func (t *newTable) add(ctx context.Context, o *found, out *bytes.Buffer) error {
	t.offsets[o.number], t.generations[o.number] = o.offset, o.generation
	switch {
	case o.data == nil:
		t.seen(o.number, o.dict)
	case tableType.Match(o.dict):
		t.trailer(o.dict)
	case packedType.Match(o.dict) && t.encrypt == "":
		if err := ctx.Err(); err != nil {
			return err
		}
		return t.unpack(o, out)
	}
	return nil
}

// seen remembers a catalog, for files whose trailer is lost.
func (t *newTable) seen(number int, object []byte) {
	if t.root == "" && len(object) < 64<<10 && catalogType.Match(object) {
		t.root = fmt.Sprintf("%d %d R", number, t.generations[number])
	}
}

// unpack writes out the objects of an object stream (ISO 32000-1, 7.5.7). One that cannot be decoded is left out.
func (t *newTable) unpack(o *found, out *bytes.Buffer) error {
	count, first := countEntry.FindSubmatch(o.dict), firstEntry.FindSubmatch(o.dict)
	if count == nil || first == nil || bytes.Contains(o.dict, []byte("/DecodeParms")) {
		return nil
	}
	data := o.data
	if bytes.Contains(o.dict, []byte("/FlateDecode")) {
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil
		}
		data, _ = io.ReadAll(io.LimitReader(z, int64(mostPacked-t.packed)+1)) // as far as it goes
	}
	if t.packed += len(data); t.packed > mostPacked {
		return errTooLarge
	}
	n, _ := strconv.Atoi(string(count[1]))
	begin, _ := strconv.Atoi(string(first[1]))
	if begin > len(data) {
		return nil
	}
	fields := bytes.Fields(data[:begin])
	for i := 0; i+1 < len(fields) && i < 2*n; i += 2 {
		number, err1 := strconv.Atoi(string(fields[i]))
		at, err2 := strconv.Atoi(string(fields[i+1]))
		end := len(data) - begin
		if i+3 < len(fields) {
			end, _ = strconv.Atoi(string(fields[i+3]))
		}
		if err1 != nil || err2 != nil || number <= 0 || at < 0 || end < at || begin+end > len(data) {
			continue
		}
		object := data[begin+at : begin+end]
		t.offsets[number], t.generations[number] = out.Len(), 0
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", number, object)
		t.seen(number, object)
	}
	return nil
}

// write writes the table and its trailer.
func (t *newTable) write(out *bytes.Buffer) {
	at := out.Len()
	out.WriteString("xref\n0 1\n0000000000 65535 f \n")
	last := 0
	for _, n := range slices.Sorted(maps.Keys(t.offsets)) {
		fmt.Fprintf(out, "%d 1\n%010d %05d n \n", n, t.offsets[n], t.generations[n])
		last = n
	}
	fmt.Fprintf(out, "trailer\n<< /Size %d /Root %s", last+1, t.root)
	for _, entry := range [...]struct{ key, value string }{{"Info", t.info}, {"Encrypt", t.encrypt}, {"ID", t.id}} {
		if entry.value != "" {
			fmt.Fprintf(out, " /%s %s", entry.key, entry.value)
		}
	}
	fmt.Fprintf(out, " >>\nstartxref\n%d\n%%%%EOF\n", at)
}
