package kind_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/record"
)

// tallyYAML is a kind with decimals, values and a list of objects.
const tallyYAML = `name: card
title: 计票
summary: 试验用。
formats: [pdf]
filename: 标题
required: [title, candidates]
info: {title: title}
values:
  total: sum(candidates, .votes)
  fees: sum(candidates, .fee)
  elected: filter(候选人, .得票 * 2 > total)
  大户: 'fees > 12.5 ? "是" : "否"'
fields:
  profile: {type: string, title: 版式, enum: [gbt9704-2012], default: gbt9704-2012}
  title: {type: string, title: 标题}
  limit: {type: decimal, title: 限额}
  candidates:
    type: array
    title: 候选人
    items:
      type: object
      additionalProperties: false
      properties:
        name: {type: string, title: 姓名}
        votes: {type: integer, title: 得票}
        fee: {type: decimal, title: 费用, multipleOf: 0.01}
checks:
  - {holds: limit == 0 or fees <= limit, field: limit, code: over, message: "合计{{ fees }}，超过{{ 限额 }}。"}
`

const tallyInput = "title: 甲\nlimit: 12.6\ncandidates: [{name: 张三, votes: 7, fee: 0.10}, {姓名: 李四, 得票: 2, 费用: 12.5}, {name: 王五, votes: 3, fee: 0.2}]\n"

func tally(t *testing.T, body string) (*kind.Kind, error) {
	t.Helper()
	fsys := folder(t, "", "", "")
	fsys["card/kind.yaml"] = &fstest.MapFile{Data: []byte(tallyYAML)}
	fsys["card/body.xml"] = &fstest.MapFile{Data: []byte("<paper>" + body + "</paper>")}
	return card(t, fsys)
}

func TestValuesTitlesAndDecimals(t *testing.T) {
	for _, c := range []struct{ what, body, want string }{
		{"a sum of whole numbers", `<title>{{ total }}</title>`, "12"},
		{"a sum of decimals", `<title>{{ fees }}</title>`, "12.80"},
		{"a sum without a condition", `<title>{{ sum(map(candidates, .fee)) }}</title>`, "12.80"},
		{"a name in Chinese", `<title>{{ 大户 }}</title>`, "是"},
		{"a title for a field", `<title>{{ 标题 + "、" + 候选人[1].姓名 }}</title>`, "甲、李四"},
		{"a list that was made", `<for each="elected" as="人"><title>{{ 人.姓名 }}{{ 人.votes }}</title></for>`, "张三7"},
		{"a list of texts that was made", `<for each="map(elected, .name)" as="name"><title>{{ name }}</title></for>`, "张三"},
		{"else", `<for each="candidates" as="c"><title><if test="c.votes * 2 > total">当选<else/>落选</if></title></for>`, "当选\n落选\n落选"},
		{"arithmetic", `<title>{{ fees * 2 - 0.1 + limit }}|{{ -limit }}|{{ limit * 3 }}</title>`, "38.10|-12.6|37.8"},
		{"comparison", `<title><if test="limit == 12.60 and limit != 12 and limit &lt; 13 and 12 &lt;= limit">对<else/>错</if></title>`, "对"},
		{"rounding", `<title>{{ rounded(fees, 1) }}|{{ rounded(limit, 0) }}|{{ quotient(total, 7, 3) }}</title>`, "12.8|13|1.714"},
		{"percent", `<title>{{ percent(7, total, 1) }}|{{ percent(limit, fees, 0) }}</title>`, "58.3%|98%"},
		{"a constant", `<title>{{ decimal("0.10") + decimal(1) }}</title>`, "1.10"},
		{"a choice of decimals", `<title>{{ (total > 0 ? fees : limit) + 1 }}</title>`, "13.80"},
		{"a field that was not given", `<for each="candidates" as="c"><title>{{ c.fee }}</title></for>`, "0.10\n12.5\n0.2"},
		{"names after a loop", `<for each="candidates" as="title" index="limit"><if test="limit == 0"><title>{{ title.name }}</title></if></for><title>{{ title }}{{ limit }}</title>`, "张三\n甲12.6"},
	} {
		k, err := tally(t, c.body)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		d, notices := document(t, k, tallyInput)
		if got := joined(d); got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, got, c.want)
		}
		if len(notices) != 1 || notices[0].Message != "合计12.80，超过12.6。" {
			t.Errorf("%s: got %+v", c.what, notices)
		}
	}
}

func TestSourcesOfValuesAndTitles(t *testing.T) {
	k, err := tally(t, `<for each="候选人" as="人"><title>{{ 人.姓名 }}</title></for><title>{{ total }}</title><title>{{ 标题 }}</title>`)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := document(t, k, tallyInput)
	var got []string
	for _, b := range of[*doc.Title](d) {
		got = append(got, b.Text[0].From.Path)
	}
	if want := "/candidates/0/name /candidates/1/name /candidates/2/name  /title"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTypesAreCheckedWhenAKindIsLoaded(t *testing.T) {
	for _, c := range []struct{ what, body, want string }{
		{"a quotient of whole numbers", `<title>{{ total / 3 }}</title>`, `kind: card/body.xml:1: expected text, but got float64, in "total / 3"`},
		{"a list", `<title>{{ candidates }}</title>`, `expected text, but got []interface {}, in "candidates"`},
		{"a condition", `<title>{{ total > 3 }}</title>`, `expected text, but got bool`},
		{"a width that is a text", `<table><column width="title"/></table>`, `<column>: expected a whole number, but got string, in "title"`},
		{"a width that is a decimal", `<table><column width="limit"/></table>`, `<column>: expected a whole number, but got decimal.Decimal`},
		{"an order that is a number", `<names order="total"/>`, `<names>: expected one of a few texts, but got int`},
		{"landscape that is a text", `<table landscape="title"/>`, `<table>: expected bool, but got string`},
		{"a decimal and a text", `<title>{{ limit + title }}</title>`, `invalid operation: + (mismatched types decimal.Decimal and string)`},
		{"a decimal and a quotient", `<title>{{ limit * (total / 3) }}</title>`, `invalid operation: * (mismatched types decimal.Decimal and float64)`},
		{"a decimal divided", `<title>{{ limit / 2 }}</title>`, `invalid operation: / (mismatched types decimal.Decimal and int)`},
		{"the least decimal", `<title>{{ min(limit, 2) }}</title>`, `min does not work on decimals, in "min(limit, 2)"`},
		{"decimals in order", `<for each="sortBy(candidates, .fee)" as="c"><title>{{ c.name }}</title></for>`, `sortBy does not work on decimals`},
		{"a percentage of a text", `<title>{{ percent(title, total, 1) }}</title>`, `percent`},
		{"a title of another object", `<title>{{ candidates[0].标题 }}</title>`, `unknown field 标题`},
		{"a loop over a number", `<for each="total" as="c"><title/></for>`, `<for>: want each`},
		{"else twice", `<if test="total > 0"><else/><else/></if>`, `card/body.xml:1: <else/> stands in <if>, once`},
		{"else outside of if", `<else/>`, `<else/> stands in <if>, once`},
		{"else with something in it", `<if test="total > 0"><else><rule/></else></if>`, `<else/> is empty`},
		{"a word that nobody gives", `<title place="{{ x }}"/>`, `<title>: place: {{ x }}: <include> gives no text of that name`},
	} {
		if _, err := tally(t, c.body); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.what, err, c.want)
		}
	}
}

func TestValuesThatCannotBe(t *testing.T) {
	for _, c := range []struct{ what, from, to, want string }{
		{"the name of a field", "  total:", "  title:", `card/kind.yaml:9: value "title": there is a field, a value or a function of that name`},
		{"the title of a field", "  total:", "  标题:", `card/kind.yaml:9: value "标题": there is`},
		{"the name of a function", "  total:", "  sentence:", `card/kind.yaml:9: value "sentence": there is`},
		{"a name that cannot be", "  total:", "  a-b:", `card/kind.yaml:9: value "a-b": want a name that an expression can use`},
		{"one that comes later", "sum(candidates, .fee)", "len(elected)", "card/kind.yaml:10: unknown name elected"},
		{"nothing that is known", "sum(candidates, .votes)", `flatten(map(candidates, [.name]))[0]`, `card/kind.yaml:9: value "total": it cannot be told what`},
		{"no expression", "  total: sum(candidates, .votes)", "  total: [a]", "card/kind.yaml:"},
		{"keywords that are numbers", "info: {title: title}", "info: {title: title, keywords: 'map(candidates, .votes)'}", "card/kind.yaml:7: expected a list of texts"},
		{"a file name that is a list", "filename: 标题", "filename: candidates", "card/kind.yaml:5: expected text"},
		{"a numbered field that there is not", "required:", "numbered: nubmer\nrequired:", `card/kind.yaml: numbered: "nubmer" is no field of type string`},
		{"a person that is a list", "required:", "person: [candidates]\nrequired:", `card/kind.yaml: person: "candidates" is no field of type string`},
		{"half a credential", "required:", "credential: {field: title}\nrequired:", `card/kind.yaml: credential: 缺少 field、name`},
	} {
		fsys := folder(t, "", "", "")
		fsys["card/kind.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(tallyYAML, c.from, c.to, 1))}
		fsys["card/body.xml"] = &fstest.MapFile{Data: []byte("<paper/>")}
		if _, err := card(t, fsys); err == nil || !strings.HasPrefix(err.Error(), "kind: "+c.want) {
			t.Errorf("%s: got %v, want %s", c.what, err, c.want)
		}
	}
}

// derived is a templates folder with a kind card and one that extends it.
func derived(t *testing.T, yaml string) (*kind.Kind, error) {
	t.Helper()
	fsys := folder(t, "", "", "")
	fsys["child/kind.yaml"] = &fstest.MapFile{Data: []byte("name: child\ntitle: 子\nsummary: 试验用。\nextends: card\n" + yaml)}
	fsys["child/sample.yaml"] = fsys["card/sample.yaml"]
	s, err := kind.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return s.Kind("child")
}

func TestExtends(t *testing.T) {
	k, err := derived(t, "fields:\n  title: {title: 题名, maxLength: 3}\n  after: {type: string, title: 后}\n  last: {type: string, title: 末}\nchecks: []\ninfo: {number: after}\n")
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, f := range k.Schema.Fields() {
		fields = append(fields, f.Name+" "+f.Title)
	}
	if got, want := strings.Join(fields, ", "), "kind 种类, profile 版式, title 题名, after 后, last 末, words 词, inner 内"; got != want {
		t.Errorf("fields: got %s, want %s", got, want)
	}
	d, notices := document(t, k, "题名: x\nwords: [甲]\ninner: {name: 丙}\nafter: 五\n")
	if got := joined(d); got != "x\n（甲1丙）" || d.Info.Title != "x" || d.Info.Number != "五" || len(d.Info.Keywords) != 1 {
		t.Errorf("got %s, %+v", got, d.Info)
	}
	for _, n := range notices {
		if n.Code == "c" {
			t.Errorf("the check of the other kind: got %+v", n)
		}
	}
	if _, err := record.Decode([]byte("title: 甲乙丙丁\n"), record.YAML, k.Schema, record.Files{}); err == nil {
		t.Error("maxLength is not that of the kind itself")
	}
}

func TestExtendsThatCannotBe(t *testing.T) {
	for _, c := range []struct{ what, yaml, want string }{
		{"a field less that is used", "without: [inner]\n", "kind: card/body.xml:4: <if>: unknown name inner"},
		{"a field less that is checked", "without: [title]\nfilename: words[0]\ninfo: {title: 'words[0]'}\nrequired: []\n", "kind: card/kind.yaml:14: unknown name title"},
		{"a field less that there is not", "without: [iner]\n", `kind: child/kind.yaml: fields: without: no field "iner" in card`},
		{"a new field without a type", "fields: {new: {title: 新}}\n", "kind: child/kind.yaml: fields: field new: no type, and no shared field"},
	} {
		if _, err := derived(t, c.yaml); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.what, err, c.want)
		}
	}
	for _, c := range []struct{ extends, want string }{
		{"extends: cart", `kind: card/kind.yaml: extends: no kind "cart"`},
		{"extends: card", "kind: card/kind.yaml: extends: card extends itself"},
	} {
		if _, err := card(t, folder(t, "card/kind.yaml", "summary:", c.extends+"\nsummary:")); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.extends, err, c.want)
		}
	}
}

func TestFragmentsAreGivenWords(t *testing.T) {
	fsys := folder(t, "card/body.xml", bodyXML, `<paper><include file="two" place="'enclosure'" said="title"/></paper>`)
	fsys["card/two.xml"] = &fstest.MapFile{Data: []byte(`<fragment><include file="one" where="place" said="said"/><note>{{ place }}</note></fragment>`)}
	fsys["shared/fields.yaml"] = &fstest.MapFile{Data: []byte("{}\n")}
	fsys["shared/checks.yaml"] = &fstest.MapFile{Data: []byte("[]\n")}
	fsys["shared/one.xml"] = &fstest.MapFile{Data: []byte(`<fragment><title place="{{ where }}">{{ said }}</title></fragment>`)}
	k, err := card(t, fsys)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := document(t, k, "title: 甲\n")
	title := of[*doc.Title](d)[0]
	if title.Place != doc.EnclosureTitle || title.Text[0].From.Path != "/title" || joined(d) != "甲\n（enclosure）" {
		t.Errorf("got %+v, %s", title, joined(d))
	}
}
