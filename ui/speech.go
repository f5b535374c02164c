package ui

import (
	"fmt"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/lang"
	"arraylab/ui/spell"
)

// speech is the language that the page speaks.
type speech struct {
	code   string      // of the language; "" for English
	kept   string      // the visitor's own choice, of this or an earlier visit; "" for English
	wanted string      // the language whose file is on its way; "" for none
	table  *lang.Table // its texts; nil for English
}

// place is what the address says of the language: nothing where the page speaks English as the visitor wants.
func (p *speech) place() string {
	if p.code == "" && p.wanted == "" && p.kept != "" {
		return lang.English
	}
	return p.shared()
}

// shared is what a shared link says of it: a page in another language than English is shared as it is seen.
func (p *speech) shared() string {
	if p.wanted != "" {
		return p.wanted
	}
	return p.code
}

// awaits tells whether a file is that of the language that is wanted.
func (p *speech) awaits(file string) bool { return p.wanted != "" && file == lang.File(p.wanted) }

// recall takes what the visitor chose at an earlier visit.
func (p *speech) recall(desk Desk) { p.kept = desk.Recall(keyLang) }

// want follows that a language is to be spoken; "" for English, which is there at once.
func (p *speech) want(code string) {
	if p.wanted = code; code == "" {
		p.code, p.table = "", nil
	}
}

// giveUp follows that the language that is wanted is not to be had.
func (p *speech) giveUp() { p.wanted = "" }

// have takes the texts of the language that is wanted.
func (p *speech) have(t *lang.Table) { p.code, p.wanted, p.table = p.wanted, "", t }

// choose takes the visitor's choice.
func (p *speech) choose(code string) { p.kept = code }

// Texts are those of the language that the page speaks; nil for English.
func (s *Store) Texts() *lang.Table { return s.chrome.speech.table }

// say is a text in the language that the page speaks, for what must be known before it is drawn.
func (s *Store) say(text string) string { return s.chrome.speech.table.Say(text) }

// Speaks tells whether the page speaks a language, or is about to.
func (s *Store) Speaks(code string) bool {
	return s.chrome.speech.shared() == strings.TrimPrefix(code, lang.English)
}

// speakAs speaks the language that a link says, or else the visitor's own.
func (s *Store) speakAs(l lab.Link) {
	code := l.Lang
	if code == "" {
		code = s.chrome.speech.kept
	}
	s.speak(code)
}

// ChooseLanguage speaks a language, at later visits too.
func (s *Store) ChooseLanguage(code string) {
	code = strings.TrimPrefix(code, lang.English)
	s.chrome.speech.choose(code)
	s.remember(keyLang, code)
	s.speak(code)
	s.address()
}

// speak fetches the texts of a language, where the page does not speak it already.
func (s *Store) speak(code string) {
	if code == lang.English {
		code = ""
	}
	if code == s.chrome.speech.shared() {
		return
	}
	s.dismissKey(keyLang)
	if !lang.Speaks(code) {
		s.notify(Notice{Where: "link", Key: keyLang, What: fmt.Sprintf("This page does not speak the language %q.", code)})
		code = ""
	}
	s.chrome.speech.want(code)
	if code == "" {
		s.said()
	} else if !s.desk.FetchText(lang.File(code)) {
		s.mute("This build has no texts in that language.")
	}
}

// textsFetched takes the file of a language.
func (s *Store) textsFetched(body []byte, err error) {
	var t *lang.Table
	if err == nil {
		t, err = lang.Parse(body)
	}
	if err != nil {
		s.mute("The texts of the language could not be loaded. " + spell.Sentence(err))
		return
	}
	s.chrome.speech.have(t)
	s.said()
}

// mute tells why the page goes on in the language that it speaks.
func (s *Store) mute(why string) {
	code := s.chrome.speech.wanted
	s.chrome.speech.giveUp()
	s.notify(Notice{Where: "page", Key: keyLang, What: why, Label: "Try again", act: func() { s.speak(code) }})
}

// said follows that the page speaks another language: texts that are kept in it are read anew.
func (s *Store) said() {
	s.readLessonsAnew()
	s.readTermsAnew()
}
