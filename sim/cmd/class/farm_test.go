package class

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
)

// sweep60 is a sweep of 60 points of 12 networks.
const sweep60 = "v=1&train=2000&epochs=1&hidden=64&memory=ber&ber=0.001~0.01~0.1&seeds=4&chips=5"

// bits are made up: what a unit's lines say hangs on the point alone, as if it had been computed.
func bits(_ context.Context, t *lab.Table, u lab.Unit) (lines []string, err error) {
	return madeUp(t, u, 0)
}

// lies are other bits of the same points.
func lies(t *lab.Table, u lab.Unit) []string {
	lines, _ := madeUp(t, u, 1e-4)
	return lines
}

func madeUp(t *lab.Table, u lab.Unit, off float64) (lines []string, err error) {
	for _, p := range u.Points {
		line, err := t.Line(p, lab.Result{Accuracy: float64(p%89)/97 + off,
			Fingerprint: fmt.Sprintf("%064x", 1+p*2654435761)})
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// wholeTable is the table as one process writes it.
func wholeTable(t *testing.T, link string) string {
	t.Helper()
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	text := table.Head()
	for p := range table.Size() {
		lines, err := bits(t.Context(), table, lab.Unit{Points: []int{p}})
		if err != nil {
			t.Fatal(err)
		}
		text += lines[0]
	}
	return text
}

// farmRoom is a class whose sweep is under way. What is drawn by chance is drawn from a seed.
func farmRoom(t testing.TB, link string, seed uint64, change func(*Options)) *room {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 1))
	r := newRoom(t, func(o *Options) {
		o.Compute, o.Chance = bits, chance.Float64
		if change != nil {
			change(o)
		}
	})
	if status, text := r.send("POST", "hall/sweep", r.Secret, sweepOrder{link}); status != 200 {
		t.Fatalf("the sweep: %d %s", status, text)
	}
	return r
}

// host has the host compute one piece; false where it has none.
func (r *room) host() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.farm.forHost()
	if p == nil {
		return false
	}
	lines, err := r.Compute(context.Background(), r.farm.table, r.farm.unitOf(p))
	r.hostDid(r.farm, p, lines, err)
	return true
}

// lend asks for work as a page does.
func (r *room) lend(token string) (w work, status int) {
	r.t.Helper()
	status, text := r.send("POST", "unit", token, asking{lab.NumericVersion})
	if status == 200 {
		if err := json.Unmarshal([]byte(text), &w); err != nil {
			r.t.Fatal(err)
		}
	}
	return w, status
}

// bring returns what a page has computed of its work.
func (r *room) bring(token string, w work, compute func(*lab.Table, lab.Unit) []string) (int, string) {
	q := returned{Numeric: lab.NumericVersion}
	for _, u := range w.Units {
		q.Results = append(q.Results, lab.UnitResult{Unit: u.Unit, Lines: compute(r.farm.table, lab.Unit{Points: u.Points})})
	}
	return r.send("POST", "result", token, q)
}

func honest(t *lab.Table, u lab.Unit) []string {
	lines, _ := bits(context.Background(), t, u)
	return lines
}

// turn is one page's turn: it asks, computes for a second and brings. Rates are those of a page: time passes.
func (r *room) turn(token string, compute func(*lab.Table, lab.Unit) []string) (int, string) {
	r.clock.pass(2 * time.Second)
	w, status := r.lend(token)
	if status != 200 {
		return status, ""
	}
	r.clock.pass(time.Second)
	return r.bring(token, w, compute)
}

// finish has pages and host work until the sweep is whole.
func (r *room) finish(compute map[string]func(*lab.Table, lab.Unit) []string) {
	r.t.Helper()
	for range 2000 {
		for token, f := range compute {
			r.turn(token, f)
		}
		r.host()
		r.tick()
		if r.farm.state() == "whole" {
			return
		}
	}
	done, proven := r.farm.counts()
	r.t.Fatalf("the sweep does not end: %d points done, %d proven, %d in the queue, %d for others, %d for the host", done,
		proven, len(r.farm.queue), len(r.farm.seconds), len(r.farm.hosts))
}

func (r *room) table() string {
	r.t.Helper()
	status, text := r.send("GET", "hall/points.csv", r.Secret, nil)
	if status != 200 {
		r.t.Fatal(status, text)
	}
	return text
}

// TestPieces: every point is in one piece, networks stay together.
func TestPieces(t *testing.T) {
	r := farmRoom(t, sweep60, 1, nil)
	seen := map[int]bool{}
	for _, p := range r.farm.pieces {
		for _, at := range p.points {
			if seen[at] {
				t.Errorf("point %d comes twice", at)
			}
			seen[at] = true
		}
		if len(p.points) > pieceMost || r.farm.byID[p.id] != p {
			t.Errorf("a piece of %d points, known as itself: %v", len(p.points), r.farm.byID[p.id] == p)
		}
	}
	if len(seen) != 60 {
		t.Errorf("%d points of 60 are in pieces", len(seen))
	}
}

// TestSweepByHonestPages, one of which is closed in the middle of its work: the table is that of one process.
func TestSweepByHonestPages(t *testing.T) {
	r := farmRoom(t, sweep60, 2, nil)
	pages := map[string]func(*lab.Table, lab.Unit) []string{}
	for range 5 {
		pages[r.joinAs("")] = honest
	}
	gone := r.joinAs("gone")
	if _, status := r.lend(gone); status != 204 {
		t.Errorf("work before the host has any of its own: %d", status)
	}
	r.host()
	r.turn(gone, honest) // the known piece
	if _, status := r.lend(gone); status != 200 {
		t.Fatalf("a page that was tried gets %d", status)
	}
	r.finish(pages)
	if got := r.table(); got != wholeTable(t, sweep60) {
		t.Errorf("the table is\n%.300s", got)
	}
	if len(r.farm.doubts) != 0 {
		t.Errorf("honest pages are doubted: %v", r.farm.doubts)
	}
	if _, status := r.lend(gone); status != 204 {
		t.Errorf("work after the end: %d", status)
	}
	if v := r.look(""); v.Sweep.State != "whole" || v.Sweep.Done != 60 || v.Sweep.Chart == "" {
		t.Errorf("the screen shows %.300s", fmt.Sprintf("%+v", *v.Sweep))
	}
	if status, text := r.send("GET", "points?from=58", "", nil); status != 200 || strings.Count(text, "\n") != 2 {
		t.Errorf("the last two points: %d %s", status, text)
	}
}

// TestSweepAfterARestart: what was there counts, who was barred stays out, and the end is the same.
func TestSweepAfterARestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "class.json")
	with := func(o *Options) { o.Save = file }
	r := farmRoom(t, sweep60, 5, with)
	r.host()
	liar, token := r.joinAs("liar"), r.joinAs("Ada")
	r.turn(liar, lies)
	r.turn(token, honest)
	r.turn(token, honest)
	if err := r.save(); err != nil {
		t.Fatal(err)
	}
	done, _ := r.farm.counts()
	again := newRoom(t, func(o *Options) { o.Save, o.Compute = file, bits })
	if got, _ := again.farm.counts(); got != done || done == 0 {
		t.Errorf("%d points are there after the restart, %d before", got, done)
	}
	if _, status := again.lend(liar); status != 403 {
		t.Errorf("who lied before the restart gets %d", status)
	}
	again.finish(map[string]func(*lab.Table, lab.Unit) []string{token: honest})
	if got := again.table(); got != wholeTable(t, sweep60) {
		t.Errorf("the table is\n%.300s", got)
	}
}

// TestOrdersOfSweeps: what is no sweep is refused, one can be stopped and gone on with, and one that the host cannot
// compute says why.
func TestOrdersOfSweeps(t *testing.T) {
	r := farmRoom(t, sweep60, 6, nil)
	for link, word := range map[string]string{"v=1": "no sweep", "v=1&hidden=x": "cannot be read"} {
		if status, text := r.send("POST", "hall/sweep", r.Secret, sweepOrder{link}); status != 400 ||
			!strings.Contains(text, word) {
			t.Errorf("%s: %d %s: want %s", link, status, text, word)
		}
	}
	r.host()
	token := r.joinAs("Ada")
	r.turn(token, honest)
	before, _ := r.farm.counts()
	r.send("POST", "hall/stop", r.Secret, nothingMore{})
	if _, status := r.lend(token); status != 204 || r.farm.state() != "stopped" {
		t.Errorf("a stopped sweep gives %d, it is %s", status, r.farm.state())
	}
	r.send("POST", "hall/sweep", r.Secret, sweepOrder{sweep60})
	if after, _ := r.farm.counts(); after != before || r.farm.stopped {
		t.Errorf("%d points before, %d after", before, after)
	}
	r.Compute = func(context.Context, *lab.Table, lab.Unit) ([]string, error) { return nil, errors.New("no data") }
	r.send("POST", "hall/sweep", r.Secret, sweepOrder{strings.Replace(sweep60, "seeds=4", "seeds=2", 1)})
	r.host()
	if v := r.look(""); v.Sweep.State != "failed" || !strings.Contains(v.Sweep.Trouble, "no data") {
		t.Errorf("the screen shows %.300s", fmt.Sprintf("%+v", *v.Sweep))
	}
}
