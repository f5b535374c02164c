package ui

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// sane makes sure that nothing that a stranger wrote broke the page: it tells its facts, draws its charts, and no part
// of it has failed.
func sane(t *testing.T, s *Store) {
	t.Helper()
	if slices.ContainsFunc(s.Notices(), func(n Notice) bool { return n.Where == "page" }) {
		t.Errorf("notices %v", s.Notices())
	}
	for _, n := range s.Notices() {
		if all := n.What + n.Advice; len(all) > 10000 || !utf8.ValidString(all) {
			t.Errorf("a notice of %d bytes: %.300q", len(all), all)
		}
	}
	if _, err := json.Marshal(s.Facts()); err != nil {
		t.Error(err)
	}
}

// FuzzHash: the page opens at any address, and says what it does not understand.
func FuzzHash(f *testing.F) {
	for _, hash := range []string{"", "#v=1&memory=ber&ber=0.01~0.02", "#view=gallery.errors", "#view=glossary.ber",
		"#view=class.abcd", "#view=lessons", "#view=sheet.errors", "#lesson=errors.3", "#view=mobilenet", "#v=9&a=b",
		"#v=1&embed=1&run=1&hide=share-result&lock=1", "#fp=0123456789abcdef&acc=98", "#v=1&ablate=1&memory=st-mram",
		"#task=own&data=0123456789abcdef", "#v=1%26memory=ber&utm_source=x", "#%00=\xff"} {
		f.Add(hash, false)
		f.Add(hash, true)
	}
	f.Fuzz(func(t *testing.T, hash string, guest bool) {
		d := newDesk()
		d.guest = guest
		s := bootAt(d, hash)
		s.Charts()
		sane(t, s)
	})
}

// FuzzClassAnswers: whatever a server answers that is taken for a class.
func FuzzClassAnswers(f *testing.F) {
	about := `{"v":1,"numeric":2,"pages":3,"link":"v=1&memory=ber&ber=0.01~0.02","points":2,"done":1,"state":"running"}`
	for _, body := range []string{about, `{"token":"0123","number":1,"name":"Ada"}`, `{"error":"\u00e9"}`, "null", "[]",
		`{"v":-1,"points":-5,"done":1e9}`, strings.Repeat("[", 300)} {
		f.Add(body, about, 200)
		f.Add(about, body, 200)
		f.Add(body, body, 401)
	}
	f.Fuzz(func(t *testing.T, told, answered string, status int) {
		s := openedAt(t, newDesk(), "v=1")
		s.ClassAnswered(ClassStudy, 200, []byte(told))
		s.Open("#view=class.abcd")
		for _, what := range []string{ClassJoin, ClassHand, ClassStudy} {
			s.ClassAnswered(what, status, []byte(answered))
		}
		s.HandIn()
		s.JoinClass()
		if k := s.classroom(); !utf8.ValidString(k.told) {
			t.Errorf("told %q", k.told)
		}
		sane(t, s)
	})
}

// FuzzTexts: the files that the page fetches when something is opened may be another's, as those of a portal or a half
// update are.
func FuzzTexts(f *testing.F) {
	list := `{"lessons":[{"name":"errors","title":"Errors","minutes":5}]}`
	steps := `{"steps":[{"text":"One","link":"v=1","done":"ran"},{"text":"Two","ask":{"text":"?","choices":["a","b"],"right":1}}]}`
	for _, body := range []string{list, steps, "<html>log in</html>", "null", `{"lessons":[{"name":""}]}`,
		`{"steps":[{"ask":{"right":9}}]}`, `{"steps":[]}`} {
		f.Add(body, steps, "1 7", "#lesson=errors.2")
		f.Add(list, body, "99999999999 1234567", "#lesson=errors")
	}
	f.Fuzz(func(t *testing.T, first, second, progress, hash string) {
		d := newDesk()
		d.kept[keyLesson+"errors"] = progress
		s := openedAt(t, d, hash)
		s.TextFetched(listFile, []byte(first), nil)
		for _, file := range slices.Clone(d.fetched) {
			s.TextFetched(file, []byte(second), nil)
		}
		s.GoToStep(1)
		sane(t, s)
	})
}
