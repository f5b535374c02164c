package ui

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vugu/vugu"

	"arraylab/ui/dom"
	"arraylab/ui/lang"
)

// french is the table of the page.
func french(t *testing.T) (*lang.Table, []byte) {
	t.Helper()
	body, err := os.ReadFile("../assets/" + lang.File("fr"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := lang.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return table, body
}

// listener hears all texts of the pages that it is shown, which of them are English in French is to be told.
type listener struct {
	table *lang.Table
	alien map[string]bool // texts that the table does not know
}

func (l *listener) hear(t *testing.T, s *Store) {
	t.Helper()
	s.chrome.all = false // as a beginner sees it
	env, err := vugu.NewBuildEnv()
	if err != nil {
		t.Fatal(err)
	}
	d := dom.New()
	d.Speak(func(text string) string {
		if !l.table.Knows(text) {
			l.alien[text] = true
		}
		return text
	})
	d.Draw(env.RunBuild(&App{S: s}))
}

// TestFrenchIsWhole: of the first screen as a beginner sees it and the acts, of Help and Share, nothing is left in English.
func TestFrenchIsWhole(t *testing.T) {
	table, _ := french(t)
	l := &listener{table, map[string]bool{}}
	s, _ := atBoot("")
	l.hear(t, s)
	s, _ = firstVisit(t)
	l.hear(t, s)
	s.Weaken()
	l.hear(t, s)
	for range ladder[1:] {
		s.storesNow()
	}
	l.hear(t, s)
	s.DrawDigit()
	l.hear(t, s)
	s, _ = firstVisit(t)
	s.AskCosts()
	l.hear(t, s)
	for _, dialog := range []string{"help", "share"} {
		s.Show(dialog)
		l.hear(t, s)
	}
	s, _ = firstVisit(t)
	for _, x := range allLessons(t) {
		for i := range x.Steps {
			if to, _, ok := stepLink(&x.Steps[i]); ok {
				s.chrome.detail = "confusion"
				s.adopt(to)
				l.hear(t, s)
			}
		}
	}
	for _, text := range slices.Sorted(maps.Keys(l.alien)) {
		t.Errorf("not in French: %q", text)
	}
}

// TestSpeaks: a link says the language, or else the visitor's choice, which is kept; its file is fetched then, and never
// for English. Address and shared link say what is spoken.
func TestSpeaks(t *testing.T) {
	_, body := french(t)
	s, d := opened(t, "")
	if s.Texts() != nil || slices.Contains(d.fetched, "lang-fr.json") || strings.Contains(s.SharedLink(), "lang") {
		t.Errorf("English fetches %v, or is shared as %s", d.fetched, s.SharedLink())
	}
	s, d = opened(t, "lang=fr")
	if s.link.Experiment != firstLight() || !slices.Contains(d.fetched, "lang-fr.json") || !s.Speaks("fr") {
		t.Errorf("the language alone opens %s, fetches %v", s.link.String(), d.fetched)
	}
	s.TextFetched("lang-fr.json", body, nil)
	if s.Texts() == nil || s.say("Train") != "Entraîner" || !strings.HasSuffix(s.SharedLink(), "&lang=fr") ||
		d.kept[keyLang] != "" {
		t.Errorf("a link with French says %q, is shared as %s, keeps %q", s.say("Train"), s.SharedLink(), d.kept[keyLang])
	}
	s.ChooseLanguage("en")
	if s.Texts() != nil || s.say("Train") != "Train" || strings.Contains(d.address, "lang") || s.Speaks("fr") {
		t.Errorf("in English the address is %s", d.address)
	}
	s.ChooseLanguage("fr")
	s.TextFetched("lang-fr.json", body, nil)
	if s.Texts() == nil || d.kept[keyLang] != "fr" || !strings.HasSuffix(d.address, "&lang=fr") {
		t.Errorf("French is kept as %q, the address is %s", d.kept[keyLang], d.address)
	}
	later := bootAt(d, "v=1")
	if !later.Speaks("fr") || later.speaksOnly("en") {
		t.Error("the choice is forgotten")
	}
	if english := bootAt(d, "v=1&lang=en"); english.Speaks("fr") || english.chrome.speech.place() != "en" {
		t.Error("a link in English is not heeded")
	}
}

// speaksOnly tells whether the page speaks a language and is not about to speak another one.
func (s *Store) speaksOnly(code string) bool { return s.Speaks(code) && s.chrome.speech.wanted == "" }

// TestOffersTheBrowsersLanguage: the way in offers the language of the browser, or English where another one is spoken,
// and nothing to those who see their own.
func TestOffersTheBrowsersLanguage(t *testing.T) {
	_, body := french(t)
	s, d := firstVisit(t)
	for _, is := range []struct{ browser, english, french string }{{"en-US", "", "en"}, {"fr-CA", "fr", "en"}, {"de", "", "en"}} {
		d.language = is.browser
		s.ChooseLanguage("en")
		if got := (&IntroBand{s}).other().Code; got != is.english {
			t.Errorf("a browser of %s is offered %q in English, want %q", is.browser, got, is.english)
		}
		s.ChooseLanguage("fr")
		s.TextFetched("lang-fr.json", body, nil)
		if got := (&IntroBand{s}).other().Code; got != is.french {
			t.Errorf("a browser of %s is offered %q in French, want %q", is.browser, got, is.french)
		}
	}
}

// TestSpeechFails: a file that does not come, or cannot be read, leaves the page in English, and it can be tried again;
// a language that there is not is told.
func TestSpeechFails(t *testing.T) {
	_, body := french(t)
	s, _ := opened(t, "v=1&lang=fr")
	s.TextFetched("lang-fr.json", nil, errOffline)
	if s.Texts() != nil || s.Speaks("fr") || len(s.Notices()) != 1 {
		t.Fatalf("the notices are %v", s.Notices())
	}
	s.Act(0)
	s.TextFetched("lang-fr.json", []byte("{"), nil)
	if s.Texts() != nil || len(s.Notices()) != 1 {
		t.Fatalf("the notices are %v", s.Notices())
	}
	s.Act(0)
	s.TextFetched("lang-fr.json", body, nil)
	if s.Texts() == nil || len(s.Notices()) != 0 {
		t.Errorf("the notices are %v", s.Notices())
	}
	s, _ = opened(t, "v=1&lang=tlh")
	if !s.Speaks("en") || len(s.Notices()) != 1 {
		t.Errorf("a language that there is not: %v", s.Notices())
	}
	d := newDesk()
	d.absent = map[string]bool{"lang-fr.json": true}
	if s := openedAt(t, d, "v=1&lang=fr"); !s.Speaks("en") || len(s.Notices()) != 1 {
		t.Errorf("a build without French: %v", s.Notices())
	}
}
