package progress

import (
	"testing"
	"time"
)

func TestProgressSaysHowFarAndHowLongStill(t *testing.T) {
	for _, c := range []struct {
		done, rows int
		spent      time.Duration
		want       string
	}{
		{450, 0, time.Second / 2, "450 行  每秒 900 行"},
		{4500, 10_000, time.Second, "[█████████···········]  45%  4500/10000 行  每秒 4500 行  还需 0:01"},
		{100, 100_000, time.Second, "[····················]   0%  100/100000 行  每秒 100 行  还需 16:39"},
	} {
		if got := sentence(c.done, c.rows, c.spent); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
