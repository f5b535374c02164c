package class

import (
	"fmt"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

func TestHandIn(t *testing.T) {
	r := newRoom(t, nil)
	ada := r.joinAs("Ada")
	for _, c := range []struct {
		q    handing
		want int
		word string
	}{
		{result("#v=1&hidden=64", 0.91), 200, `"results":1`},
		{result("v=1&hidden=64", 0.92), 200, `"results":1`}, // the same link again
		{result("v=1&hidden=128", 0.95), 200, `"results":2`},
		{result("v=1&hidden=banana", 0.9), 400, "link"},
		{result("v=1", 1.5), 400, "allowed are 0 to 1"},
		{handing{"v=1", 0.5, "xyz", lab.NumericVersion}, 400, "fingerprint"},
		{handing{"v=1", 0.5, print16, lab.NumericVersion + 1}, 409, "numerics"},
	} {
		if status, text := r.send("POST", "hand", ada, c.q); status != c.want || !strings.Contains(text, c.word) {
			t.Errorf("%+v: %d %s: want %d with %s", c.q, status, text, c.want, c.word)
		}
	}
}

// twoHands is a class of which Ada has handed in two results, and Bob one of the same link as hers, with other bits.
func twoHands(t *testing.T) (r *room, bob string) {
	t.Helper()
	r = newRoom(t, nil)
	ada, bob := r.joinAs("Ada"), r.joinAs("Bob")
	for _, h := range []struct {
		token string
		q     handing
	}{{ada, result("v=1&hidden=64", 0.92)}, {ada, result("v=1&hidden=128", 0.95)}, {bob, result("v=1&hidden=64", 0.99)}} {
		if status, text := r.send("POST", "hand", h.token, h.q); status != 200 {
			t.Fatal(status, text)
		}
	}
	return r, bob
}

// TestScreen: another one's result of the same link stands beside it, and both are marked.
func TestScreen(t *testing.T) {
	r, _ := twoHands(t)
	v := r.look("")
	if v.Handed != 3 || len(v.People) != 2 || v.People[0].Results != 2 {
		t.Fatalf("the screen shows %d results, people %+v", v.Handed, v.People)
	}
	for _, s := range v.Results {
		if want := strings.Contains(s.Link, "hidden=64"); s.Differs != want {
			t.Errorf("%+v: differs %v, want %v", s, s.Differs, want)
		}
	}
	if v.Over != "hidden" || !strings.Contains(v.Chart, `"Accuracy over`) {
		t.Errorf("drawn over %q: %.80s", v.Over, v.Chart)
	}
	if v := r.look("over=chip"); v.Over != "chip" {
		t.Errorf("drawn over %q: want chip", v.Over)
	}
	status, _ := r.send("GET", fmt.Sprintf("hall?since=%d", v.Version), r.Secret, nil)
	if status != 204 {
		t.Errorf("nothing has changed: %d", status)
	}
}

// TestTakenAway: the table tells nobody's name, and who is removed takes what they handed in along, and no more.
func TestTakenAway(t *testing.T) {
	r, bob := twoHands(t)
	_, table := r.send("GET", "hall/results.csv", r.Secret, nil)
	if strings.Contains(table, "Ada") || strings.Contains(table, "Bob") || strings.Count(table, "\n") != 4 {
		t.Errorf("the table is\n%s", table)
	}
	// Who is removed takes what they handed in along, and no more.
	if status, _ := r.send("POST", "hall/remove", r.Secret, removal{2}); status != 200 {
		t.Fatal(status)
	}
	if v := r.look(""); v.Handed != 2 || len(v.People) != 1 {
		t.Errorf("after the removal: %d results, people %+v", v.Handed, v.People)
	}
	if status, _ := r.send("POST", "hand", bob, result("v=1", 0.9)); status != 401 {
		t.Errorf("who was removed hands in: %d", status)
	}
}
