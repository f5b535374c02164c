package lab

import (
	"regexp"
	"strconv"
	"strings"
)

// What becomes of a link on its way: chat programs, mailers and forms escape it, break it, set it in typographers' signs,
// put a full stop behind it, and trackers hang keys of theirs on it. A link itself is made of the letters, digits and
// signs of RFC 3986 that nobody needs to escape, and ends with a letter or a digit, so all of that can be undone without a
// guess.

// plainLink matches what nothing was done to.
var plainLink = regexp.MustCompile(`^[A-Za-z0-9=&._~-]*[A-Za-z0-9]$`)

// asMeant undoes what was done to a link: text is all that was handed on, an address or what stands behind its '#'.
func asMeant(text string) string {
	text = strings.TrimSpace(unescaped(text))
	if _, after, ok := strings.Cut(text, "#"); ok {
		text = after
	} else if strings.Contains(text, "://") {
		return ""
	}
	const quotedPrintable = "v=3D" // a mail's source spells = so
	if plainLink.MatchString(text) && !strings.HasPrefix(text, quotedPrintable) {
		return text
	}
	text = typography.Replace(text)
	text = lostPlus.ReplaceAllString(text, "${1}+$2")
	text = strings.Join(strings.Fields(text), "") // a mailer's line breaks
	if strings.HasPrefix(text, quotedPrintable) {
		text = strings.ReplaceAll(text, "=3D", "=")
	}
	return strings.TrimRight(text, trailing)
}

// trailing are the signs that sentences, brackets and quotations put behind a link.
const trailing = `.,;:!?)]}>"'*|\` + "`"

// lostPlus matches the sign of an exponent that a form took for a blank.
var lostPlus = regexp.MustCompile(`([0-9]e) ([0-9])`)

// typography turns typographers' signs into those that were typed, and takes away what is not seen.
var typography = strings.NewReplacer(
	"…", "..", // one sign of ranges
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-",
	"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'",
	"\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00a0", " ",
)

// entities are the spellings of & in HTML.
var entities = strings.NewReplacer("&amp;", "&", "&AMP;", "&", "&#38;", "&", "&#038;", "&", "&#x26;", "&", "&#X26;", "&")

// percent matches a byte as addresses escape it.
var percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// unescaped undoes percent signs and entities, as often as they were laid over each other.
func unescaped(text string) string {
	const layers = 4
	for range layers {
		before := text
		text = entities.Replace(text)
		text = percent.ReplaceAllStringFunc(text, func(sign string) string {
			c, _ := strconv.ParseUint(sign[1:], 16, 8) // two hexadecimal digits
			return string([]byte{byte(c)})
		})
		if text == before {
			break
		}
	}
	return text
}

// tracker tells whether a key is one that trackers and newsletters hang on addresses.
func tracker(key string) bool {
	key = strings.ToLower(key)
	for _, family := range []string{"utm_", "mtm_", "pk_", "hsa_", "_hs", "mc_", "oly_", "vero_"} {
		if strings.HasPrefix(key, family) {
			return true
		}
	}
	switch key {
	case "fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
		"li_fat_id", "mkt_tok", "_ga", "_gl", "s_cid", "epik", "_openstat", "wickedid", "rb_clickid", "srsltid":
		return true
	}
	return false
}

// nearest is the one of the names that a word was probably meant to be; "" where none is near.
func nearest(word string, names []string) string {
	best, least := "", 1+min(2, (len(word)+1)/3) // a third of the letters, at most two, may be wrong
	for _, name := range names {
		d := typos(strings.ToLower(word), name)
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// typos counts the letters that were forgotten, added, taken for others or exchanged with their neighbours to make one
// word of the other (the distance of Damerau and Levenshtein, restricted to neighbours).
func typos(a, b string) int {
	if d := len(a) - len(b); d > 2 || d < -2 {
		return 3 // more than anyone asks for
	}
	row := make([][]int, len(a)+1)
	for i := range row {
		row[i] = make([]int, len(b)+1)
		row[i][0] = i
	}
	for j := range row[0] {
		row[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			row[i][j] = min(row[i-1][j]+1, row[i][j-1]+1, row[i-1][j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[i][j] = min(row[i][j], row[i-2][j-2]+1)
			}
		}
	}
	return row[len(a)][len(b)]
}
