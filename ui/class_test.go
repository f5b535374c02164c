package ui

import (
	"slices"
	"strings"
	"testing"

	"arraylab/wasm/wire"
)

// classSays has the class answer.
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

// TestLoan: a page in a class lends a worker while there is something to compute, not while its own run goes on, and
// not when the visitor wants none or the class refuses it.
func TestLoan(t *testing.T) {
	s, d := opened(t, "")
	d.kept[keyClass] = `{"token":"secret","number":7}`
	s = openedAt(t, d, modelLink)
	running := `{"v":1,"numeric":2,"link":"v=1","points":1200,"done":300,"state":"running"}`
	s.classSays(ClassStudy, 200, `{"v":1,"numeric":2}`)
	s.Show("class")
	shows(t, s, "class-who", "number 7")
	shows(t, s, "class-lent", "computes no sweep now")
	d.clock += attendEvery
	s.Tick()
	if got := d.classAsks[len(d.classAsks)-1]; got != "study secret " || len(d.loans) != 0 {
		t.Errorf("asked %q, lent %q", got, d.loans)
	}
	s.classSays(ClassStudy, 200, running)
	s.Lent(wire.Lent{State: wire.LentWorks, Points: 40})
	shows(t, s, "class-lent", "300 of 1,200 points, 40 of them from this page")
	if s.Facts()["lent"] != wire.LentWorks {
		t.Errorf("looks like %q from outside", s.Facts()["lent"])
	}
	s.Train()
	s.Tick()
	s.hears(wire.Status{State: wire.StateRunning, Link: modelLink})
	s.Tick()
	shows(t, s, "class-lent", "until your own run is through")
	s.ToggleLoan()
	shows(t, s, "class-lent", "without this page")
	if want := []string{"secret false", "secret true", "end"}; !slices.Equal(d.loans, want) {
		t.Errorf("lent %q: want %q", d.loans, want)
	}
	s.ToggleLoan()
	s.Lent(wire.Lent{State: wire.LentRefused, Why: "this browser computed other bits"})
	s.Tick()
	shows(t, s, "class-lent", "This browser computed other bits")
	if last := d.loans[len(d.loans)-1]; last != "end" {
		t.Errorf("who is refused goes on: %q", d.loans)
	}
	s.classSays(ClassStudy, 0, "")
	if !s.classroom().joined() {
		t.Error("one question without an answer, and the class is gone")
	}
}

// TestLoanOfOwnData: where the class computes over data of its own, a page lends a worker once the same file is here,
// which the worker gets once, and says by name which file is missing.
func TestLoanOfOwnData(t *testing.T) {
	s, d := opened(t, "")
	d.kept[keyClass] = `{"token":"secret","number":7}`
	s = openedAt(t, d, modelLink)
	link := "v=1&task=own&shape=1x4&classes=3&data=" + ownHash + "&train=120&test=30&lr=0.002~0.02"
	s.classSays(ClassStudy, 200, `{"v":1,"numeric":2,"link":"`+link+`","points":2,"state":"running","data":"iris.csv"}`)
	s.Show("class")
	shows(t, s, "class-lent", "over its own data, iris.csv, which stay on each machine: bring the same file")
	if len(d.loans) > 0 {
		t.Fatalf("lent %q without the data", d.loans)
	}
	bring := func(hash string) {
		s.BringForClass()
		shows(t, s, "own-ask", "Bring the file")
		s.OpenData([]string{"iris.csv"}, []int{6}, []byte("a,b\n1,"), nil)
		s.hears(iris(hash))
		s.UseData()
		s.Tick()
	}
	if bring(otherHash); len(d.loans) > 0 {
		t.Errorf("lent %q with another file", d.loans)
	}
	bring(ownHash)
	s.Tick()
	if want := []string{"secret false iris.csv"}; !slices.Equal(d.loans, want) {
		t.Errorf("lent %q: want %q", d.loans, want)
	}
	s.Show("class")
	if page := drawn(t, s); !strings.Contains(element(t, page, "class-lent"), "0 of 2 points") {
		t.Errorf("the page says %q", element(t, page, "class-lent"))
	}
}
