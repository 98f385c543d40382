package draft_test

import (
	"fmt"
	"os"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/draft"
	"gongwen/templates"
)

// A text that somebody pasted becomes the input of a paper. What the text lacks is left to whoever fills it in.
func ExampleNew() {
	pasted := []byte(`常电大委〔2010〕4号
关于开展创先争优活动的通知
各党支部：
　　现将有关事项通知如下，请认真贯彻执行。
　　　　中共常州电大委员会
　　　　二〇一〇年七月一日
`)
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := draft.Read(pasted, "通知.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := draft.New(text, g)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range d.Missing {
		fmt.Println("缺少", m.Title)
	}
	if err := d.WriteYAML(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 缺少 发文机关标志
	// # 由 通知.txt 起草，请逐项核对；“猜测”之处尤其要看。
	// 种类: 通知
	// # 猜测：成文日期早于2012年7月1日，用当时的版式
	// 版式: party-1996
	// 文种: 通知
	// # 原文没有发文机关标志，必须填写；可能是“中共常州电大委员会文件”，请核对。填好后删去下一行开头的“# ”。
	// # 发文机关标志: 中共常州电大委员会文件
	// 发文字号: 常电大委〔2010〕4号
	// 标题: 关于开展创先争优活动的通知
	// 主送机关: 各党支部
	// 正文: |-
	//   现将有关事项通知如下，请认真贯彻执行。
	// 署名: 中共常州电大委员会
	// 落款: sealed
	// 成文日期: 2010-07-01
	// 日期样式: chinese
}
