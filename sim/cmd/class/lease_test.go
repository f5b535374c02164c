package class

import (
	"testing"
	"time"

	"arraylab/sim/lab"
)

// TestLeases: lost without a beat, kept by beats, but not for ever; and what is not of the lease is refused.
func TestLeases(t *testing.T) {
	r := farmRoom(t, sweep60, 4, nil)
	r.host()
	token, other := r.joinAs("slow"), r.joinAs("other")
	r.turn(token, honest)
	r.turn(other, honest)
	if status, _ := r.send("POST", "beat", token, beating{}); status != 410 {
		t.Errorf("a beat without work: %d", status)
	}
	w, _ := r.lend(token)
	for range 4 {
		r.clock.pass(50 * time.Second)
		if status, _ := r.send("POST", "beat", token, beating{1}); status != 200 {
			t.Fatalf("a beat: %d", status)
		}
	}
	wrong := func(t *lab.Table, u lab.Unit) []string {
		return honest(t, lab.Unit{Points: make([]int, len(u.Points))})
	}
	if status, _ := r.bring(token, w, wrong); status != 422 {
		t.Errorf("lines of other points: %d", status)
	}
	if status, _ := r.bring(token, work{}, honest); status != 422 {
		t.Errorf("no lines: %d", status)
	}
	if status, _ := r.bring(other, w, honest); status != 410 {
		t.Errorf("another's work: %d", status)
	}
	r.clock.pass(leaseTime + time.Second)
	if status, _ := r.bring(token, w, honest); status != 410 {
		t.Errorf("after the lease: %d", status)
	}
	if status, text := r.send("POST", "unit", token, asking{lab.NumericVersion + 1}); status != 409 {
		t.Errorf("other numerics: %d %s", status, text)
	}
	w, _ = r.lend(token)
	beats := 0
	for ; beats < 1000; beats++ {
		r.clock.pass(30 * time.Second)
		if status, _ := r.send("POST", "beat", token, beating{1}); status != 200 {
			break
		}
	}
	if beats < 10 || beats > 200 {
		t.Errorf("a page held its work for %d beats", beats)
	}
}
