package fit

import (
	"slices"
	"strings"
	"unicode"
)

// quantity says what a unit measures.
type quantity int

const (
	inNothing quantity = iota // no unit that is known here
	inCounts                  // a mere number
	inOhms
	inSiemens
	inSeconds
	inVolts
	inShares
	inKT     // over the thermal energy: of a barrier
	inOthers // known, and none of these
)

// unit is a unit as a table spells it.
type unit struct {
	quantity quantity
	name     string  // as the words of the fit spell it
	scale    float64 // in ohm, siemens, seconds, volts, 1
}

// What the units of a column may be, in words.
const (
	allowedUnits     = "a unit of ohm, kohm, Mohm, Gohm, or of conductance: S, mS, uS, nS"
	allowedDurations = "a unit of time: s, ms, us, ns or ps, such as duration (ns)"
	allowedVolts     = "a unit of voltage: V or mV"
	allowedShares    = "a plain share, %, or ppm"
)

// Other spellings of signs. Both ohms are one letter to a reader, and so are both micros.
var plainSigns = strings.NewReplacer("\u03a9", "ohm", "\u2126", "ohm", "\u03c9", "ohm", "\u00b5", "u", "\u03bc",
	"u", "\u2127", "mho",
	"\u207b\u00b9", "^-1", "\u2212", "-", "**", "^", "\u00b0", "deg", " ", "", "\u00a0", "", "\u00b7", "", ".", "")

// prefixScales are those of the prefixes; M and m differ, the others do not.
var prefixScales = map[string]float64{
	"": 1, "k": 1e3, "K": 1e3, "kilo": 1e3, "kil": 1e3, "M": 1e6, "mega": 1e6, "meg": 1e6, "G": 1e9, "g": 1e9,
	"giga": 1e9, "gig": 1e9,
	"m": 1e-3, "milli": 1e-3, "u": 1e-6, "U": 1e-6, "micro": 1e-6, "n": 1e-9, "nano": 1e-9, "p": 1e-12, "pico": 1e-12,
}

// bases are the ends of spelled units, the longest first, with the prefixes that they take.
var bases = []struct {
	ends     []string // in lower case
	exact    string   // or this sign as it is
	prefixes string   // short ones, with commas
	quantity quantity
	name     string
}{
	{[]string{"ohms", "ohm"}, "", ",,k,M,G,", inOhms, "ohm"},
	{[]string{"siemens", "mhos", "mho"}, "S", ",,m,u,n,", inSiemens, "S"},
	{[]string{"seconds", "second", "secs", "sec"}, "s", ",,m,u,n,p,", inSeconds, "s"},
	{[]string{"volts", "volt"}, "V", ",,m,", inVolts, "V"},
}

// ratios are units that are quotients of others.
var ratios = map[string]unit{
	"A/V": {inSiemens, "S", 1}, "mA/V": {inSiemens, "mS", 1e-3}, "uA/V": {inSiemens, "uS",
		1e-6}, "nA/V": {inSiemens, "nS", 1e-9},
	"V/A": {inOhms, "ohm", 1}, "V/mA": {inOhms, "kohm", 1e3}, "V/uA": {inOhms, "Mohm", 1e6}, "V/nA": {inOhms,
		"Gohm", 1e9},
	"%": {inShares, "%", 0.01}, "percent": {inShares, "%", 0.01}, "pct": {inShares, "%", 0.01}, "ppm": {inShares,
		"ppm", 1e-6}, "kT": {inKT, "kT", 1},
	"kBT": {inKT, "kT", 1}, "1": {inCounts, "1", 1}, "-": {inCounts, "1", 1}, "#": {inCounts, "1",
		1}, "count": {inCounts, "1", 1}, "counts": {inCounts, "1", 1},
	"pulses": {inCounts, "1", 1}, "dimensionless": {inCounts, "1", 1},
}

// others are units of what no table of devices is made of.
var others = strings.Fields("A mA uA nA pA K C degC F degF Hz kHz MHz GHz W mW uW nW J pJ fJ eV meV T mT Oe dB " +
	"h min m mm um nm au arb kV")

// longestUnit is more bytes than any spelling of a unit takes; a longer text need not be looked at, nor be copied.
const longestUnit = 100

// unitOf reads a unit. Its quantity is unknown where it is none.
func unitOf(text string) unit {
	if len(text) > longestUnit {
		return unit{name: text}
	}
	text = plainSigns.Replace(strings.TrimSpace(text))
	if u, ok := ratios[text]; ok {
		return u
	}
	if over, ok := strings.CutPrefix(text, "1/"); ok {
		return inverse(unitOf(over))
	}
	if below, ok := strings.CutSuffix(text, "^-1"); ok {
		return inverse(unitOf(below))
	}
	for _, b := range bases {
		prefix, ok := cutBase(text, b.exact, b.ends)
		if !ok {
			continue
		}
		short := shortPrefix(prefix)
		if scale, known := prefixScales[prefix]; known && strings.Contains(b.prefixes, ","+short+",") {
			return unit{b.quantity, short + b.name, scale}
		}
	}
	if slices.Contains(others, text) {
		return unit{quantity: inOthers, name: text}
	}
	return unit{name: text}
}

// cutBase takes the end of a unit away.
func cutBase(text, exact string, ends []string) (prefix string, ok bool) {
	lower := strings.ToLower(text)
	for _, end := range ends {
		if strings.HasSuffix(lower, end) && len(lower) == len(text) {
			prefix = text[:len(text)-len(end)]
			if len(prefix) > 1 {
				prefix = strings.ToLower(prefix)
			}
			return prefix, true
		}
	}
	if exact == "" {
		return "", false
	}
	return strings.CutSuffix(text, exact)
}

// shortPrefix spells a prefix by its sign.
func shortPrefix(prefix string) string {
	scale, ok := prefixScales[prefix]
	for _, short := range []string{"", "k", "M", "G", "m", "u", "n", "p"} {
		if ok && prefixScales[short] == scale {
			return short
		}
	}
	return prefix
}

// inverse is the unit of 1/x.
func inverse(u unit) unit {
	back := map[float64]string{1: "", 1e3: "m", 1e6: "u", 1e9: "n", 1e-3: "k", 1e-6: "M", 1e-9: "G"}
	short, ok := back[u.scale]
	switch {
	case ok && u.quantity == inOhms:
		return unit{inSiemens, short + "S", 1 / u.scale}
	case ok && u.quantity == inSiemens:
		return unit{inOhms, short + "ohm", 1 / u.scale}
	}
	return unit{name: "1/" + u.name}
}

// ohms are those of a number with the unit, and whether it is one of resistance or of conductance.
func (u unit) ohms(x float64) float64 {
	if u.quantity == inSiemens {
		return 1 / (u.scale * x)
	}
	return u.scale * x
}

// longestTitle is the longest title in which a unit is looked for.
const longestTitle = 200

// split takes the unit out of a column's title: in brackets of any kind, behind a slash, after "in", or as a last word
// that is nothing else. claim is the unit as it stands there, "" where there is none.
func split(title string) (name, claim string) {
	if len(title) > longestTitle {
		return title, ""
	}
	if name, claim, ok := bracketed(title); ok {
		return name, claim
	}
	if i := strings.LastIndex(title, " in "); i > 0 && unitOf(title[i+4:]).quantity > inCounts {
		return title[:i], title[i+4:]
	}
	if i := strings.LastIndexByte(title, '/'); i > 0 && unitOf(title[i+1:]).quantity > inCounts {
		return title[:i], title[i+1:]
	}
	if i := strings.LastIndexAny(title, " _,:;-\u00a0"); i >= 0 {
		if word := strings.TrimLeft(title[i:], " _,:;-\u00a0"); plainWord(word) {
			return title[:i], word
		}
	}
	if plainWord(title) {
		return "", title
	}
	return title, ""
}

// plainWord tells whether a word without brackets is a unit: one letter may be the name of a device.
func plainWord(word string) bool {
	q := unitOf(word).quantity
	return q == inShares || q == inKT || q > inCounts && q < inOthers && len(word) > 1
}

// bracketed finds a unit in brackets. What holds a digit and is no unit is a number or a name: d(1), R (die 3).
func bracketed(title string) (name, claim string, ok bool) {
	rest := title
	for {
		open := strings.IndexAny(rest, "([{<")
		if open < 0 {
			return name, claim, ok
		}
		end := map[byte]string{'(': ")", '[': "]", '{': "}", '<': ">"}[rest[open]]
		length := strings.Index(rest[open:], end)
		if length < 0 {
			return name, claim, ok
		}
		inside := strings.TrimSpace(rest[open+1 : open+length])
		at := len(title) - len(rest) + open
		without := title[:at] + " " + rest[open+length+1:]
		u := unitOf(inside)
		if u.quantity != inNothing {
			return without, inside, true
		}
		if inside != "" && (!strings.ContainsFunc(inside, unicode.IsDigit) ||
			strings.Contains(plainSigns.Replace(strings.ToLower(inside)), "ohm")) {
			name, claim, ok = without, inside, true
		}
		rest = rest[open+length+1:]
	}
}

// words are the letters and digits of a name, in lower case, one blank between them.
func words(name string) string {
	lower := strings.ToLower(name)
	return strings.Join(strings.FieldsFunc(lower, func(r rune) bool {
		return !unicode.IsLetter(r) &&
			!unicode.IsDigit(r)
	}), " ")
}
