package ui

import (
	"slices"
	"strings"
	"testing"
)

// answers has the class answer.
func (s *Store) classSays(what string, status int, text string) {
	s.ClassAnswered(what, status, []byte(text))
}

// TestNoClass: the button is hidden, and who asks is told what a class is.
func TestNoClass(t *testing.T) {
	s, d := opened(t, "")
	if !slices.Equal(d.classAsks, []string{"study  "}) {
		t.Errorf("asked %q: want once whether there is a class", d.classAsks)
	}
	shows(t, s, "class-open", "hidden")
	s.Show("class")
	shows(t, s, "class-missing", "Looking for")
	s.classSays(ClassStudy, 404, "There is no such file here.")
	shows(t, s, "class-open", "hidden")
	shows(t, s, "class-missing", "no class at this address")
}

// TestClass: from the link on the screen over joining to handing a result in, and what the class refuses.
func TestClass(t *testing.T) {
	s, d := opened(t, "v=1&view=class.kxrtb")
	s.classSays(ClassStudy, 200, `{"v":1,"numeric":2,"pages":3}`)
	if s.chrome.dialog != "class" || s.classroom().code != "KXRTB" {
		t.Fatalf("%q is open, the code is %q", s.chrome.dialog, s.classroom().code)
	}
	if s.link.Experiment != firstLight() {
		t.Error("the page of a class opens with another network than the page")
	}
	s.classroom().typed("name", "Ada")
	s.JoinClass()
	s.JoinClass() // a second press waits for the first
	if got := d.classAsks[1:]; !slices.Equal(got, []string{`join  {"code":"KXRTB","name":"Ada"}`}) {
		t.Fatalf("asked %q", got)
	}
	s.classSays(ClassJoin, 403, `{"error":"this is not the room code on the screen"}`)
	shows(t, s, "class-told", "This is not the room code on the screen.")
	s.JoinClass()
	s.classSays(ClassJoin, 200, `{"token":"secret","number":7,"name":"Ada"}`)
	shows(t, s, "class-who", "Ada")
	if d.kept[keyClass] == "" {
		t.Error("a page that is loaded anew is a stranger")
	}
	shows(t, s, "class-result", "98.20 %")
	s.HandIn()
	last := d.classAsks[len(d.classAsks)-1]
	if !strings.HasPrefix(last, `hand secret {"accuracy":0.982,"fingerprint":"abcdef0123456789`) {
		t.Errorf("handed in %q", last)
	}
	s.classSays(ClassHand, 200, `{"results":1}`)
	shows(t, s, "class-told", "Handed in")
	s.Show("")
	if strings.Contains(d.address, "view=") {
		t.Errorf("the address is %s after the dialog was closed", d.address)
	}
	again := openedAt(t, d, modelLink)
	again.classSays(ClassStudy, 200, `{"v":1,"numeric":2}`)
	again.Show("class")
	shows(t, again, "class-who", "Ada")
	again.HandIn()
	again.classSays(ClassHand, 401, `{"error":"no"}`)
	if again.classroom().joined() || d.kept[keyClass] != "" {
		t.Error("who is unknown to the class takes itself for a member")
	}
	shows(t, again, "class-told", "join it again")
	again.classSays(ClassJoin, 0, "")
	shows(t, again, "class-told", "does not answer")
}
