package roster

import (
	"bytes"
	"iter"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// List reads a workbook whose rows stand for the items of a list of an input; columns has the fields of an item. It is a
// record.TableReader.
func List(file []byte, columns *record.Schema) (iter.Seq2[*record.Row, error], []notice.Notice, error) {
	r, err := open(bytes.NewReader(file), int64(len(file)), columns, Options{}, byHeading)
	if err != nil {
		return nil, nil, err
	}
	rows := func(yield func(*record.Row, error) bool) {
		for row, err := range r.Rows() {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(r.input(row), nil) {
				return
			}
		}
	}
	return rows, r.Notices, nil
}
