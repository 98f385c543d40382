package record_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"unicode/utf8"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// FuzzDecode: no bytes make Decode panic, an input is either refused with sentences or decoded, and what was decoded says
// the same when it is written down and decoded again.
func FuzzDecode(f *testing.F) {
	for _, pattern := range []string{"../../samples/*.yaml", "../../templates/*/sample.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b, false)
		}
	}
	f.Add([]byte(paper+`to: '((1)"2",(3)汉. 字'`), false)
	f.Add([]byte(`{"标题":"某","附件":[{"标题":"x"}, null],"copies":1.5}`), true)
	schema := noticeSchema(f)
	f.Fuzz(func(t *testing.T, data []byte, asJSON bool) {
		format := record.YAML
		if asJSON {
			format = record.JSON
		}
		r, err := record.Decode(data, format, schema, record.Files{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		again(t, r, schema)
	})
}

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("got %v, want a Refusal", err)
	}
	for _, n := range faults {
		if n.Message == "" || n.Code == "" || n.Line < 0 || !utf8.ValidString(n.Message) {
			t.Errorf("got %+v", n)
		}
	}
}

func again(t *testing.T, r *record.Record, schema *record.Schema) {
	t.Helper()
	b, err := json.Marshal(r.Values)
	if err != nil {
		t.Fatal(err)
	}
	second, err := record.Decode(b, record.JSON, schema, record.Files{})
	if err != nil {
		t.Fatalf("decoded again: %v", err)
	}
	if !reflect.DeepEqual(r.Values, second.Values) {
		t.Errorf("got\n%q\nwant\n%q", second.Values, r.Values)
	}
}
