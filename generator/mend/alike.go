package mend

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Characters that look like others. Text that was copied out of a PDF has them, and nobody sees them; search, order by strokes
// and fonts take them for different ones.
const (
	// kangxi has the ideographs of the Kangxi radicals, U+2F00 to U+2FD5 (Unicode, EquivalentUnifiedIdeograph.txt). For ⼾ it has
	// 户, which the fonts of the mainland show for it, in place of 戶.
	kangxi = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
	// supplement has those of the radicals U+2E80 to U+2EF3, of the same file; itself where there is none.
	supplement = "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
	// private has what the standard gives in place of the private characters U+E815 to U+E864, as which GBK's 0xFE50 to 0xFEA0
	// were read before Unicode had them (GB 18030-2005 and GB 18030-2022, their two-byte table); radicals among it as their ideographs.
	private = "厂𠂇𠂉𠃌乙㑳㑇刀㔾龴㖞㘚㘎小心㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠牛𡗗龸𤴔䁖䅟𥫗䌷㓁羊𦍌𢦏䎱䎬聿䏝䓖䙡䙌龹䜣䜩䝼䞍𧾷䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
	// others are pairs: ticks and crosses, numerals of Suzhou that are ideographs, and what GB 18030 has in place of the private U+E76C and others.
	others = "✓√✔√✗×✘×〸十〹卄〺卅\ue76c€\ue7c7ḿ\ue7c8ǹ\ue7e7〾\ue7e8⿰\ue7e9⿱\ue7ea⿲\ue7eb⿳\ue7ec⿴\ue7ed⿵\ue7ee⿶\ue7ef⿷\ue7f0⿸\ue7f1⿹\ue7f2⿺\ue7f3⿻"
	// shapes are pairs: vertical and small forms (U+FE10, U+FE30, U+FE50), half-width ones, quotes of other languages, and the
	// private characters that stand for such (U+E78D to U+E796).
	shapes = "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰：︱—︲–︳_︴_︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇[﹈]﹍_﹎_﹏_﹐，﹑、﹒．﹔；﹕：﹖？﹗！﹘—﹙（﹚）﹛｛﹜｝﹝〔﹞〕﹟#﹠&﹡*﹢+﹣-﹤<﹥>﹦=﹨\\﹩$﹪%﹫@｡。｢「｣」､、＂\"＇'〝“〞”〟”„“‟“․.\ue78d，\ue78e。\ue78f、\ue790：\ue791；\ue792！\ue793？\ue794〖\ue795〗\ue796…"
)

const (
	firstKangxi     = '\u2f00'
	firstSupplement = '\u2e80'
	firstPrivate    = '\ue815'
)

// lookAlike is what a character is written as, and under which slip that is told.
type lookAlike struct {
	r    rune
	slip slip
}

var lookAlikes = func() map[rune]lookAlike {
	all := make(map[rune]lookAlike, 600)
	for first, list := range map[rune]string{firstKangxi: kangxi, firstSupplement: supplement, firstPrivate: private} {
		at := first
		for _, r := range list {
			if at != r {
				all[at] = lookAlike{r, alike}
			}
			at++
		}
	}
	for s, list := range map[slip]string{alike: others, forms: shapes} {
		for len(list) > 0 {
			from, n := utf8.DecodeRuneInString(list)
			to, m := utf8.DecodeRuneInString(list[n:])
			all[from], list = lookAlike{to, s}, list[n+m:]
		}
	}
	return all
}()

// characters writes characters that look like others as those, drops what cannot be seen, and puts composed letters together.
func (l *line) characters() {
	unseenOnes := false
	for i, c := range l.cells {
		if c.r < 0x80 || '\u4e00' <= c.r && c.r <= '\u9fff' {
			continue
		}
		if a, ok := lookAlikes[c.r]; ok {
			l.reportColumn(a.slip, c.column, fmt.Sprintf("%U，应为“%c”", c.r, a.r))
			l.cells[i].r = a.r
		}
		unseenOnes = unseenOnes || IsInvisible(c.r)
	}
	if unseenOnes {
		l.dropInvisible()
	}
	l.compose()
}

func (l *line) dropInvisible() {
	kept, last := l.cells[:0], -2
	for i, c := range l.cells {
		if !IsInvisible(c.r) {
			kept = append(kept, c)
			continue
		}
		if last != i-1 {
			l.reportColumn(invisible, c.column, Called(c.r))
		}
		last = i
	}
	l.cells = kept
}

// longestCluster is how many characters may stand on one letter. More are no writing, and stay as they are.
const longestCluster = 30

// compose writes the line in normal form C: é for e and its accent, が for か and its mark, 豈 for the compatibility ideograph.
func (l *line) compose() {
	if !slices.ContainsFunc(l.cells, func(c cell) bool { return c.r >= 0x300 && !common(c.r) }) {
		return
	}
	out := make([]cell, 0, len(l.cells))
	for i := 0; i < len(l.cells); {
		end := i + 1
		for end < len(l.cells) && joins(l.cells[end].r) {
			end++
		}
		out = l.composed(out, l.cells[i:end])
		i = end
	}
	l.cells = out
}

// common tells whether r is one of the characters that most texts have, of which no form is another.
func common(r rune) bool {
	return '\u4e00' <= r && r <= '\u9fff' || '\u3000' <= r && r <= '\u301f' || isMark(r)
}

// joins tells whether r may become one with what stands before it.
func joins(r rune) bool {
	if r < 0x300 || common(r) {
		return false
	}
	var b [utf8.UTFMax]byte
	return !norm.NFC.Properties(b[:utf8.EncodeRune(b[:], r)]).BoundaryBefore()
}

// composed adds a letter, with what stands on it, to out.
func (l *line) composed(out, cluster []cell) []cell {
	if len(cluster) > longestCluster || len(cluster) == 1 && (cluster[0].r < 0x300 || common(cluster[0].r)) {
		return append(out, cluster...)
	}
	given := make([]rune, 0, len(cluster))
	for _, c := range cluster {
		given = append(given, c.r)
	}
	whole := []rune(norm.NFC.String(string(given)))
	if slices.Equal(whole, given) {
		return append(out, cluster...)
	}
	s, note := composed, ""
	if len(given) == 1 && len(whole) == 1 {
		s, note = alike, fmt.Sprintf("%U，应为“%c”", given[0], whole[0])
	}
	l.reportColumn(s, cluster[0].column, note)
	for j, r := range whole {
		out = append(out, cell{r, cluster[min(j, len(cluster)-1)].column})
	}
	return out
}
