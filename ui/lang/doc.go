// Package lang holds the page's texts in other languages than English.
//
// English stands in the code, where a text is used, and is at the same time the key under which a translation is found,
// as gettext has it: code stays readable, and a text that changes asks for its translations anew. A language is one
// file, assets/lang-CODE.json, which is fetched when it is wanted; with English nothing is fetched and nothing done.
//
// Most texts are not looked up where they are made, but where they leave the page's program: package dom asks for each
// text and for each attribute that is read or spoken as it is written into the document. So components, errors of the
// engine and the knobs of the devices need to know nothing of languages. What is composed of several texts, or holds
// numbers, is matched by a template: in
//
//	"{n} of {m} images": "{n} images sur {m}"
//
// a name from i to n stands for a number, or whatever has no letter, and any other one for a text, which is looked up in
// turn. A translation puts them where its language wants them. Of templates that fit, the one with most words counts.
package lang

// Language is one that the page speaks.
type Language struct {
	Code string // Code is its name in links and files, of BCP 47.
	Name string // Name is what those who speak it call it.
}

// English is the code of the language that texts are written in.
const English = "en"

// All are the languages of the page, English first.
func All() []Language { return []Language{{English, "English"}, {"fr", "Français"}} }

// Speaks tells whether the page speaks a language; "" is English.
func Speaks(code string) bool {
	for _, l := range All() {
		if l.Code == code {
			return true
		}
	}
	return code == ""
}

// File is the file of a language; "" for English.
func File(code string) string {
	if code == "" || code == English {
		return ""
	}
	return "lang-" + code + ".json"
}
