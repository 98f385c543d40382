package person

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Line says what stands where a name should stand and is none: a line that lists have beside their persons.
type Line string

// The sorts of lines, by their Chinese names.
const (
	Total      Line = "合计行"
	Subtotal   Line = "小计行"
	Count      Line = "人数"
	Signature  Line = "填表、审核的落款"
	Remark     Line = "说明"
	Day        Line = "日期"
	Ending     Line = "名单结束或页码的标记"
	Title      Line = "表题"
	Group      Line = "分组标题"
	Numbered   Line = "带序号的文字" // a group or a person: nobody can tell
	Labelled   Line = "带冒号的文字" // a remark or a name: nobody can tell
	Nobody     Line = "空缺的标记"
	Zero       Line = "数字"
	ErrorValue Line = "表格的错误值"
	Heading    Line = "列名"
)

// lines are the rules, the first that fits holds. They read a text without blanks, in half-width signs and capital letters.
var lines = []struct {
	line Line
	text *regexp.Regexp
}{
	{ErrorValue, regexp.MustCompile(`^(#+|#N/A|#(REF|VALUE|NUM|SPILL|CALC|FIELD|NULL|BLOCKED|CONNECT|BUSY|UNKNOWN)!|#NAME\?|#DIV/0!|#GETTING_DATA|TRUE|FALSE|\(?NULL\)?|NAN|UNDEFINED)$`)},
	{Heading, regexp.MustCompile(`^(姓名|名字|党员姓名|人员姓名|姓名或名称|序号|所在支部|所在党支部|支部名称|荣誉称号|身份证号码?|手机号码?|职务|岗位|职务岗位|单位名称|性别|民族|承诺事项|入党时间)\*?$`)},
	{Nobody, regexp.MustCompile(`^(无|暂无|空|空缺|暂缺|缺|待定|待补|待报|未定|未填|略|同上|N/A|NONE|[^\pL\pN]+)$`)},
	{Ending, regexp.MustCompile(`^[^\pL\pN]*((本页)?(以下|此行以下|此页|本页|下面)(均?为?空白?|无|无内容|无正文|无人员)|空白(行|页)?|此处空白|以下无|无正文|全文完|完|结束|END|名单结束|续表|续上表|续上页|接上表|接上页|转下页|接下页|下页续|续下页|见下页|下接第?\d+页|第\d+页(,?、?/?共\d+页)?|共\d+页(,?、?/?第\d+页)?|\d+/\d+页?|[^:]{0,6}以下(为|均为)?(空白?|无.*))[^\pL\pN]*$`)},
	{Total, regexp.MustCompile(`^[^\pL\pN]*(本表|本页|全部|全院|全校|全县|全市|全系统|以上|总)?(合计|总计|共计|累计|总数|总人数|合计人数|总计人数|人数合计|合计数|人数)[)]?(\(\pL+\))?:?(共?\d+(人|名|位|个|份|张)?[^\pL\pN]*)?$|^(以上|本页|本表|全部)?(合计|总计|共计|总共|共有|共|总人数):?\d+.*$`)},
	{Subtotal, regexp.MustCompile(`^(.*(支部|党委|总支|小组|部门|单位|集体|党员|干部|职工|学生|教师|人员|个人|[部组类页院系科室处局年月级班厂村镇]))?(小计|合计|共计)(人数)?:?(共?\d+(人|名|位|个|份|张)?[^\pL\pN]*)?$|^小计`)},
	{Count, regexp.MustCompile(`^共?\d+(人|名|位)$`)},
	{Remark, regexp.MustCompile(`^[^\pL\pN]*((填表|填报|填写|统计|情况|编制|有关|特别|重要)?(说明|提示|要求|须知)|注|附注|备注|注意|注意事项|注释|备考|附|附件|附言)([\d一二三四五六七八九十①-⑩]{0,2}([:、.]|$).*)?$`)},
	{Signature, regexp.MustCompile(`^[^\pL\pN]*(填表|填报|制表|制单|编制|审核|复核|初审|终审|审批|审定|审查|核对|校对|录入|统计|经办|负责|主管|分管|批准|签发|签字|签名|盖章|公章|签章|单位盖章|单位公章|(填表|填报|制表|制单|编制|审核|复核|审批|核对|校对|录入|统计|经办|负责|联系|批准|签发|报送|打印|上报)(人|者|人签字|人签名|单位|部门|日期|时间|电话)|单位负责人|部门负责人|联系电话|主管领导|分管领导|单位领导)(\(\pL*\))?[^\pL\pN]*$`)},
	{Signature, regexp.MustCompile(`^(填表|填报|制表|制单|审核|复核|审批|经办|负责|联系|校对|统计|录入|批准|签发)(人|者|单位|部门|日期|时间).*$|^(填表|填报|制表|制单|审核|复核|审批|校对).{2,4}$`)},
	{Group, regexp.MustCompile(`^(优秀|先进|模范|示范|最美|十佳)(.{1,10}(党员|工作者|组织|集体|个人|标兵|教师|学生|干部|单位|岗|人员)|(基层|教工|学生)?党?(总?支部|委)):?$|^.+\(共?\d+(人|名|位|个)\):?$`)},
	{Group, regexp.MustCompile(`^(\(?[一二三四五六七八九十百]+(\)[、.,]?|[、.,])|\(?\d{1,3}(\)|[、.,]))[^:]*(党员|支部|党委|总支|单位|集体|个人|人员|干部|名单|工作者|同志|组织|学生|教师|教工|职工|员工|标兵|模范|先锋|能手|代表|类|[组部院系科室处局年级班])(\([^)]*\))?(:|\d+(人|名))?:?$`)},
	{Signature, regexp.MustCompile(`^[^:]{0,12}(人|员|者|日期|时间|单位|部门|电话|签字|签名|盖章|公章|意见|审核|复核|审批|审定|批准|核对|校对|领导|书记|主任|科长|处长|局长|校长|院长|制表|填表|填报|制单|负责|主管|分管|经办|统计|录入)(\([^)]*\))?:.*$`)},
	{Day, regexp.MustCompile(`^([12]\d{3}|[〇○零一二三四五六七八九]{4})(年|[-/.])[\d一二三四五六七八九十]{1,3}(月|[-/.])([\d一二三四五六七八九十]{1,3}[日号]?)?[制填印止]?$`)},
	{Title, regexp.MustCompile(`\pL{3}(名单|名册|花名册|一览表|汇总表|登记表|统计表|公示表|明细表|推荐表|审批表)(\(.*\))?$`)},
	{Zero, regexp.MustCompile(`^-?\d+([.,]\d+)*$`)},
	{Numbered, regexp.MustCompile(`^(\(?[一二三四五六七八九十百]+\)?[、.,]|\([一二三四五六七八九十百]+\)|\(?\d{1,3}(\)|[、.,])).+$`)},
	{Labelled, regexp.MustCompile(`:`)},
}

// LineOf says what a text is that stands in place of a name; "" for what may be a name. 合计 and 无 are no names wherever they
// stand alone; 王小计 and 合一 may be.
func LineOf(text string) Line {
	plain := plainLine(text)
	if plain == "" || !strings.ContainsFunc(plain, telling) {
		return ""
	}
	for _, l := range lines {
		if l.text.MatchString(plain) {
			return l.line
		}
	}
	return ""
}

// telling tells whether a character stands in any line that is no person's; most names have none.
func telling(r rune) bool {
	return !unicode.Is(unicode.Han, r) || strings.ContainsRune("计空白无缺略同完表续接转见束结页报制编审复核校录统经办负主管分批签盖公章说提要须注备附待未总人数文册单以此意填联年日姓字序支荣誉称号性别民族承诺入党时优先模示最十间员岗职", r)
}

// plainLine takes the blanks out of a text and writes what is full-width half-width, letters as capitals.
func plainLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.In(r, unicode.Zs, unicode.Cf, unicode.Cc):
			return -1
		case '！' <= r && r <= '～':
			r -= 0xfee0
		case r == '【' || r == '〔' || r == '[':
			return '('
		case r == '】' || r == '〕' || r == ']':
			return ')'
		}
		return unicode.ToUpper(r)
	}, text)
}

// number is what a line of a total says: 合计：13人, 共 13 名, 13. What counts anything but persons is none.
var number = regexp.MustCompile(`^\D*?(\d{1,7})(人|名|位)?[^\pL\pN]*$`)

// Heads gives the number of persons that a text of a total's line says, and whether it says that they are persons; ok is false if it
// says none.
func Heads(text string) (n int, persons, ok bool) {
	m := number.FindStringSubmatch(plainLine(text))
	if m == nil {
		return 0, false, false
	}
	n, err := strconv.Atoi(m[1])
	return n, m[2] != "", err == nil
}

// little is what counts something, and says of no person anything.
var little = regexp.MustCompile(`^共?\d{1,6}(\.\d+)?(人|名|位|个|项|份|张|次|条|元|件|%|支部|个支部|人次)?$`)

// Little tells whether a text says nothing of a person: a count, a day, or what LineOf knows.
func Little(text string) bool {
	plain := plainLine(text)
	if plain == "" || little.MatchString(plain) {
		return true
	}
	switch LineOf(text) {
	case "", Numbered, Labelled, Group, Zero:
		return false
	default:
		return true
	}
}
