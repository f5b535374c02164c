package spell

import (
	"fmt"
	"math"
	"strings"
)

// prefixes are those of the SI, from the largest on.
var prefixes = [...]struct {
	at   float64
	name string
}{
	{1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}, {1e-3, "m"},
	{1e-6, "µ"}, {1e-9, "n"}, {1e-12, "p"}, {1e-15, "f"}, {1e-18, "a"},
}

// SI writes a quantity with three digits and the prefix of its unit: 1.93 µJ. Zero is what is no number.
func SI(x float64, unit string) string {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return "0 " + unit
	}
	const one = 3 // the place of no prefix
	e := int(math.Floor(math.Log10(math.Abs(x))/3 + 1e-9))
	if math.Abs(Rounded(x, 3)) >= 999.5*math.Pow(1000, float64(e)) {
		e++
	}
	e = max(one+1-len(prefixes), min(e, one))
	return fmt.Sprintf("%.3g %s%s", x/math.Pow(1000, float64(e)), prefixes[one-e].name, unit)
}

// prefixed are the units that take prefixes, as they are written.
var prefixed = map[string]string{
	"ohm": "Ω", "Ω": "Ω", "J": "J", "s": "s", "A": "A", "V": "V", "S": "S", "W": "W", "Hz": "Hz", "m": "m", "F": "F",
}

// EndsInUnit tells whether a label ends with a unit in brackets that takes prefixes.
func EndsInUnit(label string) bool {
	for unit := range prefixed {
		if strings.HasSuffix(label, "("+unit+")") {
			return true
		}
	}
	return false
}

// year in seconds.
const year = 365.25 * 24 * 3600

// Quantity writes a number with four digits and its unit, with a prefix where the unit takes one, as a power of ten
// where it is very small or very large.
func Quantity(x float64, unit string) string {
	size := math.Abs(x)
	if unit == "s" && size >= year {
		return Quantity(x/year, "years")
	}
	sign, takes := prefixed[unit]
	if !takes {
		sign = unit
	}
	if takes && size > 0 && size < 1e12 {
		for _, p := range prefixes {
			if size >= p.at*0.9995 {
				return Digits(x/p.at) + " " + p.name + sign
			}
		}
	}
	text := Digits(x)
	if size > 0 && (size < 1e-3 || size >= 1e7) {
		text = power(x)
	}
	return strings.TrimSuffix(text+" "+sign, " ")
}

// Area writes an area in square millimetres; a dash for none.
func Area(m2 float64) string {
	if m2 == 0 {
		return unknown
	}
	return fmt.Sprintf("%.3g mm²", 1e6*m2)
}

// Ohms writes a resistance with three digits.
func Ohms(r float64) string {
	if r >= 1e6 {
		return fmt.Sprintf("%.3g MΩ", r/1e6)
	}
	if r >= 1e3 {
		return fmt.Sprintf("%.3g kΩ", r/1e3)
	}
	return fmt.Sprintf("%.3g Ω", r)
}

// Bytes writes a size.
func Bytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.0f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%d kB", (n+999)/1000)
}
