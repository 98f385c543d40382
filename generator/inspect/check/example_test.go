package check_test

import (
	"bytes"
	"context"
	"fmt"

	"gongwen/generator/inspect/check"
	"gongwen/generator/kind"
	"gongwen/templates"
)

// A finished file is held to a profile. The report has a finding for each clause, and counts them by verdict.
func ExampleFile() {
	profiles, err := kind.Profiles(templates.Files)
	if err != nil {
		fmt.Println(err)
		return
	}
	file := bytes.NewReader(simplePDF("BT /F1 14 Tf 1 0 0 1 470 75 Tm (A 1 A) Tj ET"))
	report, err := check.File(context.Background(), file, file.Size(), check.Options{Profile: profiles["gbt9704-2012"], Name: "通知.pdf"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s，%d 页，按 %s：不符合 %d 项\n", report.Name, report.Pages, report.Standard, report.Count(check.Departs))
	for _, f := range report.Findings {
		if f.Verdict == check.Departs {
			fmt.Printf("%s %s：应为%s，实为%s\n", f.Clause, f.Title, f.Required, f.Measured)
		}
	}
	// Output:
	// 通知.pdf，1 页，按 GB/T 9704-2012《党政机关公文格式》：不符合 2 项
	// 7.5 页码字体：应为宋体，实为西文（Times-Roman）
	// 7.5 不编页码的页：应为版记页前的空白页和只有版记的页不编页码，其余各页编页码，实为第 1 面编了页码
}
