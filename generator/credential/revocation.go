package credential

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Revocation is a certificate that its issuer took back.
type Revocation struct {
	Number string    `json:"number"`
	Date   time.Time `json:"date"`
	Reason string    `json:"reason"`
}

// Revocations is a list of certificates that were taken back, by the number as fold has it.
//
// The list is not signed: it stands beside the public key on the disk of the one who checks, and who can change the one can
// change the other. A list counts whole: Verify asks neither when a certificate was taken back nor by whom.
type Revocations map[string]Revocation

// ListError is a line of a list that cannot be understood.
type ListError struct {
	Line    int
	Message string // for the office: one Chinese sentence
}

func (e *ListError) Error() string {
	return fmt.Sprintf("credential: revocations: line %d: %s", e.Line, e.Message)
}

// ReadRevocations reads a list, in UTF-8: on each line a number, a date (2012-06-28) and a reason with white space between
// them. Empty lines and those that begin with # do not count. A line that cannot be understood is a ListError: a certificate
// is not taken for genuine because of a slip in the list.
func ReadRevocations(r io.Reader) (Revocations, error) {
	list := Revocations{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if !utf8.ValidString(line) {
			return nil, &ListError{n, "不是 UTF-8 编码，请把注销名单另存为 UTF-8"}
		}
		parts := strings.Fields(line)
		if len(parts) == 0 || strings.HasPrefix(parts[0], "#") {
			continue
		}
		if len(parts) < 3 {
			return nil, &ListError{n, "应依次写明证书编号、注销日期和原因，中间用空格隔开"}
		}
		date, err := time.Parse(time.DateOnly, parts[1])
		if err != nil {
			return nil, &ListError{n, fmt.Sprintf("注销日期“%s”不对，应写成 2012-06-28 这样", parts[1])}
		}
		list[fold(parts[0])] = Revocation{Number: parts[0], Date: date, Reason: strings.Join(parts[2:], " ")}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, &ListError{Message: "有一行太长，不是注销名单"}
	}
	return list, lines.Err()
}

// fold gives a number without what differs between hands: full-width characters, the kind of brackets, spaces.
func fold(number string) string {
	return strings.NewReplacer(" ", "", "\u3000", "", "(", "〔", ")", "〕", "[", "〔", "]", "〕", "【", "〔", "】", "〕").
		Replace(width.Fold.String(number))
}
