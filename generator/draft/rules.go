package draft

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// part is a sort of line.
type part int

const (
	noise           part = iota // no wording of the paper
	web                         // what a web page says around it
	mark                        // above the red rule: 份号, 密级, 紧急程度, 签发人
	number                      // 发文字号
	headNumber                  // a number that is one only in the head: 第15号
	bracketNumber               // a number in brackets under the title
	dateline                    // 编印单位 and date under the head of minutes and briefings
	adopted                     // in brackets under the title: when and by whom it was adopted
	attendance                  // of minutes
	closing                     // 成文日期, with or without the organ on its line
	labelled                    // at the end of a manuscript: 日期：, 落款：
	unfilled                    // a date that is not complete
	note                        // 附注
	attachmentNote              // 附件：
	attachmentLabel             // 附件1, over an attachment
	imprint                     // 版记
)

// rule recognises a whole line. A named group of its expression is the field of that name; rest stays in the line; whatever
// is in no group is a label. In the expressions ␣ is a blank.
type rule struct {
	part       part
	name       string // in Chinese, for the user
	confidence Confidence
	match      func() *regexp.Regexp // compiled when it is first asked for: most runs of the program draft nothing
}

func pattern(expression string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(expression, "␣", `[\t\p{Zs}]`))
}

// whole is a rule for a line that is all of an expression.
func whole(p part, name string, c Confidence, expression string) rule {
	return rule{p, name, c, sync.OnceValue(func() *regexp.Regexp { return pattern("^" + expression + "$") })}
}

const (
	numberForm = `[\p{Han}A-Za-z](?:␣*[\p{Han}A-Za-z]){0,19}?␣*[〔\[【(（［﹝]␣*[0-9０-９](?:␣*[0-9０-９]){1,3}␣*年?␣*[〕\]】)）］﹞]␣*第?␣*[0-9０-９](?:␣*[0-9０-９]){0,4}␣*号`
	secrecy    = `(?P<secrecy>(?:绝␣*密|机␣*密|秘␣*密)(?:␣*[★☆*]␣*[\p{Han}0-9０-９]{1,6})?)`
	personForm = `\p{Han}(?:␣{0,2}\p{Han}){1,3}`
	urgency    = `(?P<urgency>特␣*急|加␣*急|急␣*件|特␣*提|平␣*急)`
	copies     = `[（(]?␣*共印␣*(?P<copies>[0-9０-９]+)␣*份␣*。?␣*[）)]?`
)

// organEnd is what the name of an organ ends with.
const organEnd = `(?:委员会|政府|办公厅|办公室|委|厅|局|部|院|处|室|科|校|学校|大学|学院|中学|小学|公司|集团|协会|学会|联合会|工会|团委|党委|党组|支部|总支|法院|检察院|银行|中心|研究所|所|站|馆|社|组|会|府|队|军区|司令部|行|厂|街道|镇|乡|村)`

// dateAlone is the name of the rule for a date on a line of its own.
const dateAlone = "日期独占一行"

// tableRule is the name of the rule for the line below the head of a table in Markdown.
const tableRule = "表格线"

// rules is the table of all rules. Within a part the first that fits is taken.
var rules = []rule{
	whole(noise, "页码", Certain, `[-—–－―─·]+␣*[0-9０-９]{1,4}␣*[-—–－―─·]+`),
	whole(noise, "页码", Certain, `第␣*[0-9]{1,4}␣*页(?:␣*[,，/]?␣*共␣*[0-9]{1,4}␣*页)?`),
	whole(noise, "页码", Certain, `Page␣*[0-9]{1,4}(?:␣*of␣*[0-9]{1,4})?`),
	whole(noise, "页码", Certain, `[0-9]{1,3}␣*/␣*[0-9]{1,3}`),
	whole(noise, "分隔线", Certain, `[-—–─━═=\x5f*＊~☆★◆●#]+(?:␣*[-—–─━═=\x5f*＊~☆★◆●#]+)*`),
	whole(noise, "分隔线", Certain, "`{3,}[a-z]*"),
	whole(noise, tableRule, Certain, `\|?(?:␣*:?-{3,}:?␣*\|)+(?:␣*:?-{3,}:?␣*)?`),
	whole(noise, "此页无正文", Certain, `[（(]?␣*此页无正文␣*[）)]?`),
	whole(noise, "（正文完）", Likely, `[（(]␣*(?:正文)?完␣*[）)]`),

	whole(web, "网页上的说明", Certain, `(?:发布时间|发布日期|信息来源|来源|浏览次数|浏览量|点击数|点击|字体|打印|分享)[:：].*`),
	whole(web, "网页上的说明", Certain, `(?:索␣*引␣*号|主题分类|公文种类|组配分类|有␣*效␣*性|生效日期|废止日期|公开日期|公开时限)[:：].*`),
	whole(web, "网页上的说明", Certain, `【(?:打印|关闭|字体).*】`),

	whole(mark, "份号", Certain, `(?:份号[:：]␣*|№␣*|No\.?␣*)?(?P<copy_number>[0-9]{6,7})`),
	whole(mark, "份号和密级在一行", Certain, `(?P<copy_number>[0-9]{6,7})␣+(?:`+secrecy+`|`+urgency+`)`), // GB/T 9704-1999, 8.1.2
	whole(mark, "密级", Certain, `(?:密级[:：]␣*)?`+secrecy+`(?:␣+`+urgency+`)?`),
	whole(mark, "和发文字号在一行", Certain, `(?:(?P<copy_number>[0-9]{6})|`+secrecy+`|`+urgency+`)␣+(?P<rest>`+numberForm+`)`),
	whole(mark, "紧急程度", Certain, `(?:紧急程度[:：]␣*|缓急[:：]␣*)?`+urgency),
	whole(mark, "“签发人”", Certain, `签␣*发␣*人?␣*[:：]␣*(?P<signers>.+)`),

	whole(mark, "“发文机关”", Certain, `发␣*文␣*(?:机␣*关|单␣*位)[:：]␣*(?P<organs>.+)`),
	whole(mark, "“标题”", Certain, `标␣*题[:：]␣*(?P<title>.+)`),
	whole(mark, "“成文日期”", Certain, `(?:成文|发文)日期[:：]␣*(?P<date>`+anyDate+`)`),

	whole(number, "发文字号和签发人在一行", Certain, `(?P<number>`+numberForm+`)␣+签␣*发␣*人?␣*[:：]␣*(?P<signers>.+)`),
	whole(number, "发文字号和姓名在一行", Likely, `(?P<number>`+numberForm+`)(?:␣*\t␣*|␣{3,})(?P<signers>`+personForm+`(?:␣+`+personForm+`)?)`),
	whole(number, "发文字号独占一行", Certain, `(?:(?:发文字号|文件编号|文号|编号|字号)[:：]␣*)?(?P<number>`+numberForm+`)`),
	whole(number, "没有填好的发文字号", Guessed, `(?P<number>[\p{Han}A-Za-z×\[\]【】]{1,24}[〔\[（(［](?:[12][0-9]{3}|20[xXＸ×]{2}|[xXＸ×]{4})[〕\]）)］](?:第?[0-9xXＸ×*]{0,5}|\[\p{Han}{1,6}\])号)`),
	whole(headNumber, "令号、期号", Likely, `[（(]?␣*(?P<number>第␣*[0-9一二三四五六七八九十百]+␣*[号期]|[0-9]{4}␣*年␣*第␣*[0-9]+␣*[号期]|[〔\[（(][0-9]{4}[〕\]）)]␣*第?␣*[0-9]+␣*[号期])␣*[）)]?(?:␣*(?P<total>[（(]␣*总␣*第?␣*[0-9]+␣*期␣*[）)]))?`),
	whole(bracketNumber, "标题下括号中的发文字号", Likely, `[（(]␣*(?P<number>`+numberForm+`)␣*[）)]`),

	whole(dateline, "题头下的机关和日期", Certain, `(?:编印(?:单位)?[:：]␣*)?(?P<editor>\p{Han}(?:␣?\p{Han}){2,29})␣+(?P<date>`+anyDate+`)`),
	whole(adopted, "标题下括号中的日期", Certain, `[（(]␣*(?P<date>`+anyDate+`)␣*[）)]`),
	whole(adopted, "标题下括号中的通过日期", Certain, `(?P<adopted>[（(].*(?:通过|批准|公布|发布|印发|修订|修正).*[）)])`),

	whole(attendance, "“出席”", Certain, `(?:出␣*席|参␣*会)␣*(?:人员|单位)?␣*[:：]␣*(?P<present>.+)`),
	whole(attendance, "“请假”", Certain, `(?:请␣*假|缺␣*席)␣*(?:人员|单位)?␣*[:：]␣*(?P<absent>.+)`),
	whole(attendance, "“列席”", Certain, `列␣*席␣*(?:人员|单位)?␣*[:：]␣*(?P<observers>.+)`),

	whole(closing, dateAlone, Certain, `(?P<date>`+arabicDate+`|`+chineseDate+`)`),
	whole(closing, dateAlone, Likely, `(?P<date>`+plainDate+`)`),
	whole(unfilled, "不全的日期", Guessed, `(?P<date>`+dayless+`)`),
	whole(closing, "署名和日期在一行", Likely, `(?P<signed_by>[^，。；：？！,;:?!、“”"《》]{3,40}?)␣*(?P<date>`+arabicDate+`|`+chineseDate+`)`),
	whole(closing, "日期和署名在一行", Likely, `(?P<date>`+arabicDate+`|`+chineseDate+`)␣+(?P<signed_by>[^，。；：？！,;:?!、“”"《》]{3,40})`),

	whole(labelled, "“日期”", Likely, `(?:成文|发文|落款)?␣*日␣*期␣*[:：]␣*(?P<date>`+anyDate+`)`),
	whole(labelled, "“落款”", Likely, `(?:落␣*款|署␣*名|(?:发文|落款|报送)␣*(?:单␣*位|机␣*关))␣*[:：]␣*(?P<signed_by>[^，。；：？！]{2,40})`),

	whole(note, "日期下括号中的附注", Certain, `(?P<notes>[（(].*(?:此件|公开|联系|发至|发到|传达|登报|不登).*[）)])`),
	whole(note, "日期下的括号", Likely, `(?P<notes>[（(][^（()）]+[）)])`),
	whole(note, "联系人", Guessed, `(?P<notes>(?:联␣*系␣*人|联系电话|联系方式|经办人)[:：].+)`),

	whole(attachmentNote, "“附件：”", Certain, `附␣*件?␣*[:：]␣*(?P<rest>.*)`),
	whole(attachmentNote, "“附件1：”", Certain, `附␣*件␣*[0-9０-９一二三四五六七八九十]{1,3}␣*[:：]␣*(?P<rest>.+)`),
	whole(attachmentLabel, "单独一行的“附件”", Certain, `附␣*件?␣*[0-9０-９一二三四五六七八九十]{0,3}␣*[:：]?`),
	whole(attachmentLabel, "“附件”和标题在一行", Likely, `附␣*件␣*[0-9０-９一二三四五六七八九十]{1,3}(?:␣*[:：]␣*|␣+)(?P<rest>.+)`),

	whole(imprint, "“主题词”", Certain, `主␣*题␣*词␣*[:：]?␣*(?P<keywords>.+)`),
	whole(imprint, "“抄送”", Certain, `抄␣*送␣*(?:机关|单位)?␣*[:：]␣*(?P<cc>.+)`),
	whole(imprint, "“分送”", Likely, `分␣*送␣*[:：]␣*(?P<cc>.+)`),
	whole(imprint, "“抄报”", Certain, `(?:抄␣*报|报␣*送)␣*[:：]␣*(?P<report_to>.+)`),
	whole(imprint, "“报”", Certain, `报␣*[:：]␣*(?P<report_to>.+)`),
	whole(imprint, "“送”", Certain, `送␣*[:：]␣*(?P<send_to>.+)`),
	whole(imprint, "“发”", Certain, `发␣*[:：]␣*(?P<issue_to>.+?)(?:␣+`+copies+`)?`),
	whole(imprint, "版记中的“主送”", Certain, `主␣*送␣*(?:机关|单位)?␣*[:：]␣*(?P<to>.+)`),
	whole(imprint, "印发机关和印发日期", Certain, `(?P<printed_by>[^，。；]{3,40}?)␣*(?P<printed_on>`+anyDate+`)␣*印␣*发(?:␣*`+copies+`)?`),
	whole(imprint, "印发日期", Certain, `(?P<printed_on>`+anyDate+`)␣*印␣*发(?:␣*`+copies+`)?`),
	whole(imprint, "“印发机关”", Certain, `印发(?:机关|单位)[:：]␣*(?P<printed_by>.+)`),
	whole(imprint, "“印发日期”", Certain, `印发日期[:：]␣*(?P<printed_on>`+anyDate+`)`),
	whole(imprint, "“共印”", Certain, copies),
	whole(imprint, "“印数”", Certain, `(?:印数|印发份数|份数)[:：]␣*(?P<copies>[0-9]+)␣*份?`),
	whole(imprint, "印制人员", Certain, `(?P<proof>(?:打␣*字|校␣*对|录␣*入|排␣*版|核␣*稿|拟␣*稿|责任编辑)␣*[:：].+)`),
	whole(imprint, "公开方式", Certain, `(?P<disclosure>(?:信息)?公开(?:方式|属性|选项|类别|形式)␣*[:：].+)`),
}

// traits are what a paper shows of its kind.
type traits struct {
	genre, header, number string
	signers               bool
	addressed             bool // it has 主送机关
	dated                 bool // its date stands under the title
	formal                bool // it has marks of the 版头 or a 版记
	title                 string
}

// kindRules say which kind a paper is of; the first that fits counts.
var kindRules = []struct {
	kind, name string
	fits       func(t traits) bool
}{
	{"manuscript", "没有红头和发文字号，标题也不以公文的文种结尾", func(t traits) bool {
		return t.header == "" && t.number == "" && !t.formal && !statutory(t.title)
	}},
	{"briefing", "红头是简报的名称", func(t traits) bool { return briefing.MatchString(t.header) }},
	{"minutes", "文种是纪要", func(t traits) bool { return t.genre == "纪要" }},
	{"order", "文种是命令（令）", func(t traits) bool { return t.genre == "命令" || t.genre == "令" }},
	{"decision", "文种是决定或决议", func(t traits) bool { return (t.genre == "决定" || t.genre == "决议") && (t.addressed || t.dated) }},
	{"report", "文种是报告或请示，或是有签发人的意见", func(t traits) bool {
		return t.genre == "报告" || t.genre == "请示" || t.genre == "意见" && t.signers
	}},
	{"letter", "文种是函，或发文字号的机关代字以“函”结尾，而红头没有“文件”", func(t traits) bool {
		return (t.genre == "函" || letterNumber.MatchString(t.number)) && !strings.HasSuffix(t.header, "文件")
	}},
	{"notice", "不是别的种类", func(traits) bool { return true }},
}

// statutory tells whether a title ends in a 文种 of 《党政机关公文处理工作条例》, which GB/T 9704-2012 follows. 条例, 规定 and 指示 are of older
// rules, and what calls itself a 调研报告 or 述职报告 reports to nobody.
func statutory(title string) bool {
	g := genre(title)
	return g != "" && !slices.Contains([]string{"条例", "规定", "指示"}, g) && (strings.Contains(title, "关于") || !ownReport.MatchString(title))
}

// ruleFor gives the first rule of a part that fits a line, or nil.
func ruleFor(p part, line string) *rule {
	for i := range rules {
		if rules[i].part == p && rules[i].match().MatchString(line) {
			return &rules[i]
		}
	}
	return nil
}

// Expressions about parts of lines.
var (
	genreAtEnd   = regexp.MustCompile(`(决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|指示|条例|规定)(?:[（(][^（()）]*[）)])?$`)
	ownReport    = regexp.MustCompile(`(?:述职|述廉|述学|述责|调研|调查|考察|研究|分析|评估|自查|检查|实习|学习|工作|总结)报告(?:[（(][^（()）]*[）)])?$`)
	ownTitle     = regexp.MustCompile(`(?:方案|预案|总结|小结|讲话|发言|致辞|主持词|汇报|材料|专报|制度|办法|细则|规则|规范|规程|守则|章程|公约|要点|计划|规划|纲要|提纲|安排|议程|日程|清单|措施|标准|手册|指南|说明|简介|心得|体会|公示|启事|声明|承诺书|倡议书|责任书|协议书|建议书|申请书|稿|条例|规定|指示|报告)(?:[（(][^（()）]*[）)])?$`)
	unfinished   = regexp.MustCompile(`[的和与及暨、]$`)
	bracketed    = regexp.MustCompile(`^[（(][^（()）]+[）)]$`)
	placeholder  = regexp.MustCompile(`\[[^\[\]]{0,20}\p{Han}[^\[\]]{0,20}\]|【[^【】]{0,20}(?:填|待定|插入|单位|机关|名称|姓名|日期|标题|地点)[^【】]{0,10}】|«[^«»]{1,20}»|\{+[^{}]{0,20}\p{Han}[^{}]{0,20}\}+|<[^<>]{0,10}(?:填|单位|机关|名称|姓名|日期|标题)[^<>]{0,10}>|(?:单击|点击)[^。，]{0,8}(?:此处|这里)[^。，]{0,4}(?:输入|选择)[^。，]{0,8}|20[XxＸ×*]{2}年(?:[XxＸ×*]{1,2}月)?(?:[XxＸ×*]{1,2}日)?`)
	organAtEnd   = regexp.MustCompile(organEnd + `(?:[（(](?:公章|印章|盖章|章|代章)[）)])?$`)
	headerEnd    = regexp.MustCompile(`(?:文件|公文|纪要|简报|快报|专报|公报|令|` + organEnd + `(?:公告|通告))(?:[（(].*[）)])?$`)
	headerLine   = regexp.MustCompile(`^[\p{Han}A-Za-z（）()·、“”○\[\]]+$`)
	briefing     = regexp.MustCompile(`(?:简报|快报|专报)(?:[（(].*[）)])?$`)
	fullOrgan    = regexp.MustCompile(`^(?:.{4,}|国务院)$`)
	bareOffice   = regexp.MustCompile(`^.{0,4}(?:办公室|办|处|科)$`)
	titleOrgan   = regexp.MustCompile(`^([^《》，。、]+?)关于`)
	serial       = regexp.MustCompile(`^(?:[0-9]{4}年|[〔\[（(][0-9]{4}[〕\]）)])?第?([0-9]{1,5}|[一二三四五六七八九十]{1,3})([号期])$`)
	letterNumber = regexp.MustCompile(`函〔`)
	addressees   = regexp.MustCompile(`^(?:[\[【«{<][^\]】»}>]{1,20}[\]】»}>]|各|全|本|你|市|省|县|区|驻|局|部|国务院|机关|中共|[\p{Han}]{1,20}(?:委|厅|局|部|府|院|校|室|处|会|公司|集团|办|中心|学院|大学|支部|同志|同学|老师|单位))`)
	noAddress    = regexp.MustCompile(`如下|现将|现就|根据|为了|为进一步|为贯彻|为加强|经研究|经.{1,10}批准|特此|公告|通告|兹|决定|要求|[。；;]`)
	levelHead    = pattern(`^(?:[一二三四五六七八九十]{1,3}␣*[、.．]|[（(]␣*[一二三四五六七八九十0-9]{1,3}␣*[）)]|[0-9０-９]{1,2}␣*[.．、]|[①-⒛㊀-㊉㈠-㈩]|第[一二三四五六七八九十百]{1,4}[章节条])`)
	itemNumber   = pattern(`(?:^|␣|[；;])([0-9０-９]{1,2}␣*[.．、]|[（(][0-9]{1,2}[）)]|附件␣*[0-9０-９一二三四五六七八九十]{1,3}␣*[:：])`)
	bookTitle    = regexp.MustCompile(`《([^《》]*(?:《[^《》]*》[^《》]*)*)》`)
	issuing      = regexp.MustCompile(`印发|转发|批转|颁布|颁发|发布|公布|下发|制定`)
	markdown     = pattern(`^(#{1,6}␣+|>␣*|[*+•●▪◆]␣+|-␣+)`)
	dashNumber   = regexp.MustCompile(`^- ?[0-9]+ ?-`) // a list of Word counts so
	emphasis     = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	sentence     = regexp.MustCompile(`[。；;！!]|[，,].*[：:]$`)
	seal         = regexp.MustCompile(`[（(](?:公章|印章|盖章|章|代章)[）)]$`)
	persons      = pattern(`^` + personForm + `(?:␣+` + personForm + `)?$`)
	wideColumns  = regexp.MustCompile(`[\t ]{3,}|[\x{2003}\x{3000}]{2,}`)
	postAndName  = pattern(`^((?:\p{Han}␣?){0,12}?(?:\p{Han}␣*长|主␣*席|总␣*理|主␣*任|书␣*记))␣*(` + personForm + `)?$`)
	tableCaption = pattern(`^(?:附?表)␣*[0-9一二三四五六七八九十]{1,3}(?:[-—－.．][0-9]{1,2})?(?:␣+|[:：]).+`)
	columns      = regexp.MustCompile(` *\t[\t ]*| {2,}|[\x{2002}\x{2003}\x{3000}]+`)
)
