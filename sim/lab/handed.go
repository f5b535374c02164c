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
