package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// thousands writes a whole number with a comma between thousands.
func thousands(n int64) string {
	t := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, t = "−", t[1:]
	}
	for i := len(t) - 3; i > 0; i -= 3 {
		t = t[:i] + "," + t[i:]
	}
	return sign + t
}

// percent writes a share with two digits behind the point; a dash for a negative one, which
// stands for unknown.
func percent(share float64) string {
	if share < 0 || math.IsNaN(share) {
		return "–"
	}
	return fmt.Sprintf("%.2f %%", 100*share)
}

// points writes a difference of two shares in percentage points, with its sign.
func points(d float64) string {
	d = math.Round(1e4*d) / 100
	switch {
	case d < 0:
		return fmt.Sprintf("−%.2f", -d)
	case d > 0:
		return fmt.Sprintf("+%.2f", d)
	}
	return "±0.00"
}

// small writes a rate such as a bit error rate: "0" or two digits and a power of ten.
func small(x float64) string {
	switch {
	case x < 0 || math.IsNaN(x):
		return "–"
	case x == 0:
		return "0"
	case x >= 0.001:
		return strconv.FormatFloat(rounded(x, 3), 'f', -1, 64)
	}
	e := int(math.Floor(math.Log10(x)))
	return fmt.Sprintf("%.1f·10%s", x/math.Pow(10, float64(e)), superscript(e))
}

func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		if c == '-' {
			b.WriteRune('⁻')
		} else {
			b.WriteRune(digits[c-'0'])
		}
	}
	return b.String()
}

// amount writes a count with a decimal prefix: 4.8 M.
func amount(x float64) string {
	for _, p := range []struct {
		at   float64
		name string
	}{{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e4, " k"}} {
		if x >= p.at {
			if p.name == " k" {
				return fmt.Sprintf("%.3g k", x/1e3)
			}
			return fmt.Sprintf("%.3g%s", x/p.at, p.name)
		}
	}
	return thousands(int64(math.Round(x)))
}

// bytes writes a size.
func bytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.0f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%d kB", (n+999)/1000)
}

// ohms writes a resistance.
func ohms(r float64) string {
	if r >= 1e6 {
		return fmt.Sprintf("%.3g MΩ", r/1e6)
	}
	if r >= 1e3 {
		return fmt.Sprintf("%.3g kΩ", r/1e3)
	}
	return fmt.Sprintf("%.3g Ω", r)
}

// clock writes a time that is left: 0:42, 12:05, 1:02:03.
func clock(d time.Duration) string {
	s := int(math.Ceil(d.Seconds()))
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// about writes an estimated time in words.
func about(seconds float64) string {
	switch {
	case seconds < 1:
		return "under 1 s"
	case seconds < 100:
		return fmt.Sprintf("about %.0f s", rounded(seconds, 2))
	case seconds < 5400:
		return fmt.Sprintf("about %.0f min", math.Ceil(seconds/60))
	}
	return fmt.Sprintf("about %.1f h", seconds/3600)
}

// short bounds what a stranger wrote.
func short(t string) string {
	if r := []rune(t); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return t
}

// sentence makes a visitor's sentence of an error: no package prefix, a capital, a full stop.
func sentence(err error) string {
	t := err.Error()
	if i := strings.Index(t, ": "); i > 0 && i < 8 && !strings.Contains(t[:i], " ") {
		t = t[i+2:]
	}
	if t == "" {
		return t
	}
	return strings.ToUpper(t[:1]) + strings.TrimSuffix(t[1:], ".") + "."
}
