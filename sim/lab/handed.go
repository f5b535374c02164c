package lab

import (
	"strconv"
	"strings"
)

// What becomes of a link on its way: chat programs, mailers and forms escape it, break it, set it in typographers'
// signs, put a full stop behind it, and trackers hang keys of theirs on it. A link itself is made of the letters,
// digits and signs of RFC 3986 that nobody needs to escape, and ends with a letter or a digit, so all of that can be
// undone without a guess.

const (
	digits  = "0123456789"
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// untouched tells whether nothing was done to a link: it has its own signs alone, and ends with a letter or a digit.
func untouched(text string) bool {
	return strings.Trim(text, digits+letters+"=&._~-") == "" && strings.TrimRight(text, digits+letters) != text
}

// asMeant undoes what was done to a link: text is all that was handed on, an address or what stands behind its '#'.
func asMeant(text string) string {
	text = strings.TrimSpace(unescaped(text))
	if _, after, ok := strings.Cut(text, "#"); ok {
		text = after
	} else if strings.Contains(text, "://") {
		return ""
	}
	const quotedPrintable = "v=3D" // a mail's source spells = so
	if untouched(text) && !strings.HasPrefix(text, quotedPrintable) {
		return text
	}
	text = withPlus(typography.Replace(text))
	text = strings.Join(strings.Fields(text), "") // a mailer's line breaks
	if strings.HasPrefix(text, quotedPrintable) {
		text = strings.ReplaceAll(text, "=3D", "=")
	}
	return strings.TrimRight(text, trailing)
}

// withPlus gives exponents back the plus that a form took for a blank.
func withPlus(text string) string {
	b := []byte(text)
	for i := 1; i+2 < len(b); i++ {
		if b[i] == 'e' && b[i+1] == ' ' && digit(b[i-1]) && digit(b[i+2]) {
			b[i+1] = '+'
		}
	}
	return string(b)
}

// trailing are the signs that sentences, brackets and quotations put behind a link.
const trailing = `.,;:!?)]}>"'*|\` + "`"

func digit(c byte) bool { return c >= '0' && c <= '9' }

// typography turns typographers' signs into those that were typed, and takes away what is not seen.
var typography = strings.NewReplacer(
	"…", "..", // one sign of ranges
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-",
	"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'",
	"\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00a0", " ",
)

// entities are the spellings of & in HTML.
var entities = strings.NewReplacer("&amp;", "&", "&AMP;", "&", "&#38;", "&", "&#038;", "&", "&#x26;",
	"&", "&#X26;", "&")

// withoutPercent undoes the percent signs of addresses, of which a sign that escapes nothing is none.
func withoutPercent(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if c, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// unescaped undoes percent signs and entities, as often as they were laid over each other.
func unescaped(text string) string {
	const layers = 4
	for range layers {
		before := text
		text = withoutPercent(entities.Replace(text))
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
	case "fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "yclid", "twclid", "ttclid",
		"igshid", "igsh",
		"li_fat_id", "mkt_tok", "_ga", "_gl", "s_cid", "epik", "_openstat", "wickedid", "rb_clickid", "srsltid":
		return true
	}
	return false
}
