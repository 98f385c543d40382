package person_test

import (
	"fmt"

	"gongwen/generator/person"
)

func ExampleByStrokes() {
	names := []string{"马飚（壮族）", "丁一", "王小明", "王明"}
	order, unknown := person.ByStrokes(names)
	for _, i := range order {
		fmt.Println(person.Bare(names[i]))
	}
	fmt.Println(len(unknown))
	// Output:
	// 丁一
	// 马飚
	// 王明
	// 王小明
	// 0
}

func ExampleMask() {
	text, found := person.Mask("联系人张建国，电话13812345678，2012年7月1日前答复。")
	fmt.Println(text)
	fmt.Println(found[0].Sort)
	// Output:
	// 联系人张建国，电话138****5678，2012年7月1日前答复。
	// 手机号
}

func ExampleMaskNumber() {
	text, found := person.MaskNumber("110101199003070000")
	fmt.Println(text, found[0].Sort, found[0].Wrong)
	// Output:
	// 110101********0000 身份证号 末位校验码不对
}
