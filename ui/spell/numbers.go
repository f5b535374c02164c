package spell

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// unknown stands for a number that is not known.
const unknown = "–"

// Thousands writes a whole number with a comma between thousands.
func Thousands(n int64) string {
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

// Percent writes a share with two digits behind the point; a dash for a negative one, which stands for unknown.
func Percent(share float64) string {
	if share < 0 || math.IsNaN(share) {
		return unknown
	}
	return fmt.Sprintf("%.2f %%", 100*share)
}

// Share writes a part of so many in percent, as Rate does where it is below a hundredth of a percent.
func Share(n int64, of int) string {
	x := float64(n) / float64(of)
	if x < 1e-4 {
		return Rate(100*x) + " %"
	}
	return Percent(x)
}

// Points writes a difference of two shares in percentage points, with its sign.
func Points(d float64) string {
	d = math.Round(1e4*d) / 100
	switch {
	case d < 0:
		return fmt.Sprintf("−%.2f", -d)
	case d > 0:
		return fmt.Sprintf("+%.2f", d)
	}
	return "±0.00"
}

// Rate writes a rate such as a bit error rate: "0", three digits from a thousandth on, or two digits and a power of
// ten; a dash for a negative one, which stands for unknown.
func Rate(x float64) string {
	switch {
	case x < 0 || math.IsNaN(x):
		return unknown
	case x == 0:
		return "0"
	case x >= 0.001:
		return strconv.FormatFloat(Rounded(x, 3), 'f', -1, 64)
	}
	e := int(math.Floor(math.Log10(x)))
	return fmt.Sprintf("%.1f·10%s", x/math.Pow(10, float64(e)), superscript(e))
}

// Ratio writes a ratio with three digits.
func Ratio(x float64) string {
	if x >= 1000 {
		return Thousands(int64(Rounded(x, 3)))
	}
	return fmt.Sprintf("%.3g", x)
}

// Amount writes a count with a decimal prefix from ten thousand on: 4.8 M.
func Amount(x float64) string {
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
	return Thousands(int64(math.Round(x)))
}

// Digits writes a number with four significant digits.
func Digits(x float64) string {
	if math.Abs(x) >= 1e4 {
		return Thousands(int64(math.Round(x)))
	}
	text := strconv.FormatFloat(Rounded(x, 4), 'f', -1, 64)
	if x < 0 {
		return "−" + text[1:]
	}
	return text
}

// power writes a number with three significant digits and a power of ten.
func power(x float64) string {
	e := int(math.Floor(math.Log10(math.Abs(x))))
	return Digits(Rounded(x/math.Pow(10, float64(e)), 3)) + "·10" + superscript(e)
}

// Rounded keeps n significant digits of a number.
func Rounded(x float64, n int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', n, 64), 64)
	return y
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
