package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongwen/internal/testkit"
)

const (
	valid = `种类: notice
发文机关标志: 中共常州市广播电视大学委员会文件
发文字号: 常电大委〔2010〕 4号
标题: 关于开展活动的通知
主送机关: 各党支部：
正文: 各单位要认真组织实施。
成文日期: 2010-07-01
`
	faulty = "成文日期: 七月\n题目: 多余\n" + `种类: notice
发文机关标志: 某某文件
发文字号: 常电大委〔2010〕4号
标题: 通知
正文: 正文。
`
	name = "常电大委〔2010〕4号"
)

// run runs the program in the process of the test.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return (&program{stdin: stdin, stdout: stdout, stderr: stderr}).run(ctx, args)
}

// office is a folder to work in, without an own data folder.
type office struct {
	t   *testing.T
	dir string
}

// asProgram is set where a test has started its own binary as gongwen.
const asProgram = "GONGWEN_TEST_RUNS_THE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// executable gives the path of a gongwen that can be started as a process.
func executable(t *testing.T) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(asProgram, "yes")
	return program
}

func newOffice(t *testing.T) *office {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	return &office{t, dir}
}

func (o *office) write(name, text string) {
	o.t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) read(name string) string {
	o.t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		o.t.Fatal(err)
	}
	return string(b)
}

// files gives every file and folder that is there, folders with a slash.
func (o *office) files() []string {
	o.t.Helper()
	var all []string
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if d.IsDir() {
			path += "/"
		}
		if path != "./" {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}

func (o *office) run(stdin string, args ...string) (code int, stdout, stderr string) {
	o.t.Helper()
	var out, errs bytes.Buffer
	code = run(o.t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestPicturesAreThoseOfTheInputsFolder(t *testing.T) {
	o := newOffice(t)
	picture, err := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGO4IyfXAAAEiwGZS6OEDwAAAABJRU5ErkJggg==")
	if err != nil {
		t.Fatal(err)
	}
	o.write("outside.png", string(picture))
	o.write("papers/seals/own.png", string(picture))
	if err := os.Symlink("../outside.png", "papers/link.png"); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]int{"seals/own.png": 0, "link.png": 4, "../outside.png": 4, filepath.Join(o.dir, "outside.png"): 4} {
		o.write("papers/a.yaml", valid+"署名: 某局\n落款: 加盖印章\n印章: "+file+"\n")
		if code, _, stderr := o.run("", "make", "papers/a.yaml", "-o", "out/"); code != want {
			t.Errorf("%s: exit code %d, want %d: %s", file, code, want, stderr)
		}
	}
}

func TestCommands(t *testing.T) {
	tests := []struct {
		name   string
		args   []string
		stdin  string
		code   int
		stdout []string // "" for nothing
		stderr []string
		files  []string // beside the inputs
	}{
		{"PDF and DOCX", []string{"make", "valid.yaml"}, "", 0,
			[]string{"已生成 " + name + ".pdf（1 页）", name + ".docx"}, []string{"警告：valid.yaml:3:"}, []string{name + ".docx", name + ".pdf"}},
		{"into a new folder", []string{"make", "valid.yaml", "-o", "out/", "--format", "pdf"}, "", 0,
			[]string{"已生成 out/" + name + ".pdf"}, nil, []string{"out/", "out/" + name + ".pdf"}},
		{"all formats", []string{"make", "valid.yaml", "--format", "pdf,docx,svg"}, "", 0,
			nil, nil, []string{name + "-1.svg", name + ".docx", name + ".pdf"}},
		{"one file by its extension", []string{"make", "valid.yaml", "-o", "通知.PDF"}, "", 0,
			[]string{"已生成 通知.PDF"}, nil, []string{"通知.PDF"}},
		{"one file by the format", []string{"make", "valid.yaml", "-o", "通知", "--format", "docx"}, "", 0, nil, nil, []string{"通知"}},
		{"YAML through", []string{"make", "-", "-o", "-"}, valid, 0, []string{"%PDF-"}, []string{"警告：标准输入:3:"}, nil},
		{"JSON through", []string{"make", "-", "-o", "-", "--kind", "通知", "--format", "docx"},
			"\ufeff\n" + `{"header":"某某文件","number":"某〔2010〕4号","title":"通知","to":"各支部：","body":"正文。","date":"2010-07-01"}`,
			0, []string{"PK\x03\x04"}, nil, nil},
		{"to a device", []string{"make", "valid.yaml", "-o", "/dev/null", "--format", "pdf"}, "", 0, nil, nil, nil},
		{"one SVG page", []string{"make", "valid.yaml", "--format", "svg", "--page", "1", "-o", "-"}, "", 0, []string{"<svg"}, nil, nil},

		{"faults", []string{"make", "faulty.yaml", "-o", "out/"}, "", 4, []string{""},
			[]string{"处错误，没有生成文件", "错误：faulty.yaml:1:", "成文日期（/成文日期）：", "错误：faulty.yaml:2:1："}, nil},
		{"faults in stdin", []string{"make", "-"}, faulty, 4, []string{""}, []string{"错误：标准输入:2:1：（/题目）："}, nil},
		{"kind against the input's", []string{"make", "valid.yaml", "--kind", "nothing"}, "", 2, []string{""}, []string{"没有“nothing”这个种类", "notice（"}, nil},
		{"picture beside no file", []string{"make", "-", "-o", "-"}, valid + "署名: 某局\n落款: 加盖印章\n印章: a.png\n", 4, []string{""},
			[]string{"这里不能引用文件"}, nil},
		{"input that is not there", []string{"make", "none.yaml"}, "", 1, []string{""}, []string{"错误：无法读取 none.yaml：文件或文件夹不存在"}, nil},
		{"folder that cannot be made", []string{"make", "valid.yaml", "-o", "faulty.yaml/out/"}, "", 1, []string{""}, []string{"错误：无法新建文件夹 faulty.yaml/out/：路径中有一段不是文件夹"}, nil},
		{"folder that is not there", []string{"make", "valid.yaml", "-o", "none/a.pdf"}, "", 1, []string{""}, []string{"错误：无法写入 none/a.pdf：文件或文件夹不存在"}, nil},

		{"no command", nil, "", 2, []string{""}, []string{"用法：", "make", "serve"}, nil},
		{"command that is not there", []string{"mak"}, "", 2, []string{""}, []string{"没有“mak”这个命令，是不是“make”"}, nil},
		{"no input", []string{"make"}, "", 2, []string{""}, []string{"缺少输入文件"}, nil},
		{"two inputs", []string{"make", "valid.yaml", "b"}, "", 2, []string{""}, []string{"多余的参数“b”"}, nil},
		{"flag that is not there", []string{"make", "valid.yaml", "--pdf"}, "", 2, []string{""}, []string{"没有选项 --pdf"}, nil},
		{"flag without value", []string{"make", "valid.yaml", "-o"}, "", 2, []string{""}, []string{"选项 -o 后面缺少值"}, nil},
		{"page of no number", []string{"make", "valid.yaml", "--page", "x"}, "", 2, []string{""}, []string{"选项 --page 的值“x”不对"}, nil},
		{"page of a PDF", []string{"make", "valid.yaml", "--page", "1"}, "", 2, []string{""}, []string{"--page 只用于 svg"}, nil},
		{"page that is not there", []string{"make", "valid.yaml", "--format", "svg", "--page", "9"}, "", 2, []string{""}, []string{"没有第 9 页，文件共 1 页"}, nil},
		{"format that is not there", []string{"make", "valid.yaml", "--format", "xls"}, "", 2, []string{""}, []string{"没有“xls”这种格式"}, nil},
		{"file of no format", []string{"make", "valid.yaml", "-o", "out"}, "", 2, []string{""}, []string{"由“out”看不出格式", "末尾加 /"}, nil},
		{"two formats in one file", []string{"make", "valid.yaml", "-o", "a.pdf", "--format", "pdf,docx"}, "", 2, []string{""}, []string{"只能写入一种格式"}, nil},
		{"over the input", []string{"make", "valid.yaml", "-o", "./valid.yaml", "--format", "pdf"}, "", 2, []string{""}, []string{"不能是输入文件"}, nil},
		{"both into stdout", []string{"make", "valid.yaml", "-o", "-", "--json"}, "", 2, []string{""}, []string{"--json"}, nil},

		{"kinds", []string{"kinds"}, "", 0, []string{"notice\t", "pdf,docx,svg"}, []string{""}, nil},
		{"sample", []string{"sample", "notice"}, "", 0, []string{"发文字号: "}, []string{""}, nil},
		{"sample with every field", []string{"sample", "notice", "--full"}, "", 0, []string{"copy_number: "}, []string{""}, nil},
		{"sample into a file", []string{"sample", "通知", "-o", "a.yaml"}, "", 0, []string{""}, []string{""}, []string{"a.yaml"}},
		{"sample as a roster", []string{"sample", "certificate", "-o", "a.xlsx"}, "", 0, []string{""}, []string{""}, []string{"a.xlsx"}},
		{"sample in a format that there is not", []string{"sample", "notice", "--format", "odt"}, "", 2, []string{""}, []string{"没有“odt”这种样例，可用的有：yaml、xlsx"}, nil},
		{"sample of no kind", []string{"sample", "nothing"}, "", 2, []string{""}, []string{"没有“nothing”这个种类"}, nil},
		{"fonts", []string{"fonts"}, "", 0, []string{"仿宋_GB2312", "ZhuqueFangsong-Regular.ttf", "OFL-1.1", "校验值全部相符"}, []string{""}, nil},
		{"version", []string{"version"}, "", 0, []string{"gongwen "}, []string{""}, nil},
		{"version as a flag", []string{"--version"}, "", 0, []string{"gongwen "}, []string{""}, nil},
		{"help", []string{"help", "make"}, "", 0, []string{"用法：", "选项：", "--format"}, []string{""}, nil},
		{"address that is none", []string{"serve", "--addr", "nowhere"}, "", 1, []string{""}, []string{"错误：无法监听 nowhere"}, []string{"config/", "config/gongwen/"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t)
			o.write("valid.yaml", valid)
			o.write("faulty.yaml", faulty)
			code, stdout, stderr := o.run(tt.stdin, tt.args...)
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			wantText(t, "stdout", stdout, tt.stdout)
			wantText(t, "stderr", stderr, tt.stderr)
			files := slices.DeleteFunc(o.files(), func(f string) bool { return f == "valid.yaml" || f == "faulty.yaml" })
			if !slices.Equal(files, tt.files) {
				t.Errorf("files %q, want %q", files, tt.files)
			}
		})
	}
}

// wantText looks for every text; a single "" wants none at all.
func wantText(t *testing.T, stream, got string, want []string) {
	t.Helper()
	if slices.Equal(want, []string{""}) {
		if got != "" {
			t.Errorf("%s should be empty: %s", stream, got)
		}
		return
	}
	for _, text := range want {
		if !strings.Contains(got, text) {
			t.Errorf("%s has not %q: %.2000s", stream, text, got)
		}
	}
}

func TestUsageIsInChinese(t *testing.T) {
	o := newOffice(t)
	for _, command := range []string{"", "make", "kinds", "sample", "fonts", "serve", "version", "help"} {
		_, stdout, _ := o.run("", strings.Fields(command+" --help")...)
		for _, english := range []string{"Usage", "Flags", "[flags]", "help for", "default", "Use \""} {
			if strings.Contains(stdout, english) {
				t.Errorf("%s --help has %q:\n%s", command, english, stdout)
			}
		}
	}
}

func TestMadeFilesOpenElsewhere(t *testing.T) {
	o := newOffice(t)
	o.write("valid.yaml", valid)
	if code, _, stderr := o.run("", "make", "valid.yaml"); code != 0 {
		t.Fatal(stderr)
	}
	text := testkit.Tool(t, "pdftotext", name+".pdf", "-")
	for _, want := range []string{name, "关于开展活动的通知", "各单位要认真组织实施。"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the PDF has not %q:\n%s", want, text)
		}
	}
	info, err := os.Stat(name + ".pdf")
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got&0o133 != 0 {
		t.Errorf("permissions %v", got)
	}
}

func TestJSONResult(t *testing.T) {
	o := newOffice(t)
	o.write("valid.yaml", valid)
	code, stdout, stderr := o.run("", "make", "valid.yaml", "--json", "-o", "out/")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var r result
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v: %s", err, stdout)
	}
	if r.Kind != "notice" || r.Name != name || r.Pages != 1 || len(r.Warnings) == 0 || len(r.Files) != 2 {
		t.Errorf("result %+v", r)
	}
	for _, f := range r.Files {
		made := o.read(f.Path)
		sum := sha256.Sum256([]byte(made))
		if f.Bytes != int64(len(made)) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: %d bytes, told %d; sha256 %s", f.Path, len(made), f.Bytes, f.SHA256)
		}
	}
}

func TestJSONRefusalAndFailure(t *testing.T) {
	o := newOffice(t)
	o.write("faulty.yaml", faulty)
	for _, tt := range []struct {
		input string
		code  int
		right func(result) bool
	}{
		{"faulty.yaml", 4, func(r result) bool { return len(r.Faults) > 1 && r.Faults[0].Line > 0 && r.Error == "" }},
		{"none.yaml", 1, func(r result) bool { return len(r.Faults) == 0 && strings.Contains(r.Error, "none.yaml") }},
	} {
		code, stdout, stderr := o.run("", "make", tt.input, "--json")
		var r result
		if err := json.Unmarshal([]byte(stdout), &r); err != nil {
			t.Fatalf("%s: %v: %s", tt.input, err, stdout)
		}
		if code != tt.code || stderr != "" || r.Files == nil || len(r.Files) > 0 || !tt.right(r) {
			t.Errorf("%s: exit code %d, stderr %q, result %s", tt.input, code, stderr, stdout)
		}
	}
}

func TestExistingFiles(t *testing.T) {
	t.Run("replaced", func(t *testing.T) {
		o := newOffice(t)
		o.write("valid.yaml", valid)
		o.write("a.pdf", "old")
		if err := os.Link("a.pdf", "kept"); err != nil {
			t.Fatal(err)
		}
		o.run("", "make", "valid.yaml", "-o", "a.pdf")
		if got := o.read("a.pdf"); !strings.HasPrefix(got, "%PDF-") {
			t.Errorf("not replaced: %.10q", got)
		}
		if got := o.read("kept"); got != "old" {
			t.Errorf("the old file was written into: %.10q", got)
		}
	})
	t.Run("behind a link", func(t *testing.T) {
		o := newOffice(t)
		o.write("valid.yaml", valid)
		o.write("archive/a.pdf", "old")
		if err := os.Symlink("archive/a.pdf", "a.pdf"); err != nil {
			t.Fatal(err)
		}
		o.run("", "make", "valid.yaml", "-o", "a.pdf")
		if target, err := os.Readlink("a.pdf"); err != nil || target != "archive/a.pdf" {
			t.Errorf("the link is gone: %q, %v", target, err)
		}
		if got := o.read("archive/a.pdf"); !strings.HasPrefix(got, "%PDF-") {
			t.Errorf("not replaced: %.10q", got)
		}
	})
	t.Run("kept on refusal", func(t *testing.T) {
		o := newOffice(t)
		o.write("faulty.yaml", faulty)
		o.write("a.pdf", "old")
		o.run("", "make", "faulty.yaml", "-o", "a.pdf")
		if got := o.read("a.pdf"); got != "old" {
			t.Errorf("changed: %.10q", got)
		}
	})
	t.Run("kept when another cannot be replaced", func(t *testing.T) {
		o := newOffice(t)
		o.write("valid.yaml", valid)
		o.write(name+".pdf", "old")
		o.write(name+".docx/a", "")
		before := o.files()
		code, _, stderr := o.run("", "make", "valid.yaml")
		if code != 1 || !strings.Contains(stderr, ".docx：这是一个文件夹") {
			t.Errorf("exit code %d: %s", code, stderr)
		}
		if got := o.read(name + ".pdf"); got != "old" {
			t.Errorf("changed: %.10q", got)
		}
		if after := o.files(); !slices.Equal(after, before) {
			t.Errorf("files %q, want %q", after, before)
		}
	})
}

func TestInterruptLeavesNothing(t *testing.T) {
	t.Run("before the input ends", func(t *testing.T) {
		newOffice(t)
		ctx, cancel := context.WithCancel(t.Context())
		stdin, terminal := io.Pipe()
		defer terminal.Close()
		time.AfterFunc(50*time.Millisecond, cancel)
		var stderr bytes.Buffer
		if code := run(ctx, []string{"make", "-"}, stdin, io.Discard, &stderr); code != 1 || !strings.Contains(stderr.String(), "已中断") {
			t.Errorf("exit code %d: %s", code, stderr.String())
		}
	})
}

func TestOwnTemplates(t *testing.T) {
	t.Run("lie over the embedded ones", func(t *testing.T) {
		o := newOffice(t)
		o.write("config/gongwen/templates/notice/sample.yaml", "标题: 本单位的样例\n")
		if _, stdout, stderr := o.run("", "sample", "notice"); stdout != "标题: 本单位的样例\n" {
			t.Errorf("sample %q; %s", stdout, stderr)
		}
	})
	t.Run("from another folder", func(t *testing.T) {
		o := newOffice(t)
		o.write("own/templates/notice/sample.yaml", "标题: 另一个样例\n")
		if _, stdout, stderr := o.run("", "sample", "notice", "--data", "own"); stdout != "标题: 另一个样例\n" {
			t.Errorf("sample %q; %s", stdout, stderr)
		}
	})
	t.Run("with a fault", func(t *testing.T) {
		o := newOffice(t)
		o.write("own/templates/profiles/ours.yaml", "name: ours\npaeg: {}\n")
		for _, args := range [][]string{{"kinds"}, {"serve", "--addr", "127.0.0.1:0"}} {
			code, _, stderr := o.run("", append(args, "--data", "own")...)
			if code != 1 || !regexp.MustCompile(`profiles/ours\.yaml:\[2:1\]`).MatchString(stderr) {
				t.Errorf("%s: exit code %d: %s", args[0], code, stderr)
			}
		}
	})
	t.Run("with a kind with faults", func(t *testing.T) {
		o := newOffice(t)
		o.write("own/templates/bad/kind.yaml", "name: bad\nsummary: 坏的。\nextends: notice\n")
		o.write("own/templates/worse/kind.yaml", "name: worse\ntitle: 更坏\nsummary: 更坏的。\nextends: notice\n")
		o.write("own/templates/worse/body.xml", "<paper>\n<title>{{ titel }}</title></paper>\n")
		o.write("通知.yaml", "种类: 通知\n标题: 关于学习的通知\n发文机关标志: 某某学院文件\n发文字号: 某发〔2013〕6号\n正文: 请学习。\n成文日期: 2013-07-01\n")
		code, stdout, stderr := o.run("", "kinds", "--data", "own")
		if code != exitFailed || strings.Count(stdout, "\n") != 15 || !strings.Contains(stdout, "notice\t通知\t") {
			t.Errorf("kinds: exit code %d: %s", code, stdout)
		}
		for _, want := range []string{
			"错误：种类 bad 的模板有误，不能使用：kind: bad/kind.yaml: 缺少 title\n",
			"错误：种类 worse 的模板有误，不能使用：kind: worse/body.xml:2: unknown name titel", "\nkind: worse: 缺少 sample.yaml",
		} {
			if !strings.Contains(stderr, want) {
				t.Errorf("kinds: got %s, want in it %s", stderr, want)
			}
		}
		if code, _, stderr := o.run("", "make", "通知.yaml", "--data", "own", "-o", "out/"); code != exitMade {
			t.Errorf("make notice: exit code %d: %s", code, stderr)
		}
		o.write("更坏.yaml", "种类: 更坏\n")
		for _, args := range [][]string{{"make", "更坏.yaml"}, {"make", "更坏.yaml", "--kind", "worse"}, {"sample", "更坏"}, {"batch", "worse", "名册.xlsx"}} {
			if code, _, stderr := o.run("", append(args, "--data", "own")...); code != exitFailed || !strings.Contains(stderr, "种类 worse 的模板有误，不能使用：kind: worse/body.xml:2") {
				t.Errorf("%s: exit code %d: %s", args, code, stderr)
			}
		}
	})
	t.Run("with a kind more", func(t *testing.T) {
		o := newOffice(t)
		o.write("own/templates/bulletin/kind.yaml", "name: bulletin\ntitle: 通报\nsummary: 通报。\nextends: notice\nfields: {genre: {default: 通报}}\n")
		o.write("own/templates/bulletin/sample.yaml", "种类: 通报\n标题: 关于表彰的通报\n发文机关标志: 某某学院文件\n发文字号: 某发〔2013〕6号\n正文: 予以表彰。\n成文日期: 2013-07-01\n")
		if code, stdout, stderr := o.run("", "make", "own/templates/bulletin/sample.yaml", "--data", "own", "-o", "out/"); code != exitMade || !strings.Contains(stdout, "某发〔2013〕6号.pdf") {
			t.Errorf("exit code %d: %s%s", code, stdout, stderr)
		}
	})
	t.Run("that are no folder", func(t *testing.T) {
		o := newOffice(t)
		o.write("own/templates", "")
		if code, _, stderr := o.run("", "kinds", "--data", "own"); code != 1 || !strings.Contains(stderr, "不是文件夹") {
			t.Errorf("exit code %d: %s", code, stderr)
		}
	})
}

// lines is a writer that gives the first match of a pattern.
type lines struct {
	mu      sync.Mutex
	text    bytes.Buffer
	pattern *regexp.Regexp
	found   chan string
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(b)
	if m := l.pattern.FindSubmatch(l.text.Bytes()); m != nil {
		select {
		case l.found <- string(m[1]):
		default:
		}
	}
	return len(b), nil
}

func TestServe(t *testing.T) {
	newOffice(t)
	ctx, cancel := context.WithCancel(t.Context())
	stderr := &lines{pattern: regexp.MustCompile(`addr=(\S+)`), found: make(chan string, 1)}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", "data"}, strings.NewReader(""), io.Discard, stderr)
	}()
	addr := <-stderr.found
	resp, err := http.Get("http://" + addr + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("/readyz: status %d", resp.StatusCode)
	}
	if info, err := os.Stat("data"); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("data folder: %v, %v", info, err)
	}
	var taken bytes.Buffer
	if got := run(ctx, []string{"serve", "--addr", addr}, strings.NewReader(""), io.Discard, &taken); got != 1 || !strings.Contains(taken.String(), "端口已被占用") {
		t.Errorf("a second service: exit code %d: %s", got, taken.String())
	}
	cancel()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
}

func TestServeNamesKindsWithFaultsAndServesTheOthers(t *testing.T) {
	newOffice(t).write("own/templates/bad/kind.yaml", "name: bad\ntitle: 坏的\n")
	ctx, cancel := context.WithCancel(t.Context())
	stderr := &lines{pattern: regexp.MustCompile(`addr=(\S+)`), found: make(chan string, 1)}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", "own"}, strings.NewReader(""), io.Discard, stderr)
	}()
	addr := <-stderr.found
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"notice/schema": {http.StatusOK, "发文字号"},
		"bad/schema":    {http.StatusInternalServerError, "bad/kind.yaml: 缺少 summary、formats"},
		"worse/schema":  {http.StatusNotFound, "没有这个种类"},
	} {
		resp, err := http.Get("http://" + addr + "/v1/kinds/" + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want.status || !strings.Contains(string(body), want.says) {
			t.Errorf("%s: status %d, %s", path, resp.StatusCode, body)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	cancel()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
	if said := stderr.text.String(); !strings.Contains(said, "kind=bad") || !strings.Contains(said, "缺少 summary") {
		t.Errorf("the log says %s", said)
	}
}
