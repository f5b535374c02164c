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
func farmRoom(t *testing.T, link string, seed uint64, change func(*Options)) *room {
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

// TestLiarIsFound: one that lies after its trial is found whatever the chance, what it brought is computed anew, and
// what others brought stays.
func TestLiarIsFound(t *testing.T) {
	for seed := range uint64(40) {
		r := farmRoom(t, sweep60, seed, nil)
		r.host()
		liar := r.joinAs("liar")
		r.turn(liar, honest)
		pages := map[string]func(*lab.Table, lab.Unit) []string{liar: lies}
		for range 4 {
			pages[r.joinAs("")] = honest
		}
		r.turn(liar, lies) // it has told one at least
		r.finish(pages)
		if got := r.table(); got != wholeTable(t, sweep60) {
			t.Errorf("seed %d: the table is wrong", seed)
		}
		if len(r.farm.doubts) != 1 || r.farm.doubts[0].Number != 1 {
			t.Errorf("seed %d: doubted are %+v: want number 1 alone", seed, r.farm.doubts)
		}
		if _, status := r.lend(liar); status != 403 && status != 204 {
			t.Errorf("seed %d: who lied gets %d", seed, status)
		}
		if v := r.look(""); len(v.Sweep.Doubts) != 1 || !v.People[0].Barred {
			t.Errorf("the screen shows %.300s", fmt.Sprintf("%+v", *v.Sweep))
		}
	}
}

// TestLiarAtOnce: who computes the known piece wrong gets no other.
func TestLiarAtOnce(t *testing.T) {
	r := farmRoom(t, sweep60, 3, nil)
	r.host()
	liar := r.joinAs("liar")
	if status, text := r.turn(liar, lies); status != 403 || !strings.Contains(text, "other bits") {
		t.Errorf("wrong bits of a known piece: %d %s", status, text)
	}
	if status, _ := r.turn(liar, honest); status != 403 {
		t.Errorf("it gets %d afterwards", status)
	}
	if done, _ := r.farm.counts(); done != len(r.farm.pieces[0].points) && done == 0 {
		t.Errorf("%d points count", done)
	}
}

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

// TestAloneInTheRoom: where there is one page, the host does what another page would.
func TestAloneInTheRoom(t *testing.T) {
	for seed := range uint64(10) {
		r := farmRoom(t, sweep60, seed, nil)
		r.finish(map[string]func(*lab.Table, lab.Unit) []string{r.joinAs(""): honest})
		if r.table() != wholeTable(t, sweep60) {
			t.Errorf("seed %d: the table is wrong", seed)
		}
	}
}

// TestThirtyPages: a sweep of 1200 points by thirty pages, of which five are closed in the middle of their work and one
// lies about all but its first piece.
func TestThirtyPages(t *testing.T) {
	const link = "v=1&train=2000&epochs=1&hidden=64&memory=ber&ber=0~0.001~0.01~0.1&seeds=60&chips=5"
	r := farmRoom(t, link, 7, nil)
	r.host()
	pages := map[string]func(*lab.Table, lab.Unit) []string{}
	for i := range 30 {
		r.clock.pass(time.Second)
		token := r.joinAs("")
		r.turn(token, honest)
		if i < 5 {
			r.lend(token) // and nothing more is heard of it
			continue
		}
		pages[token] = honest
	}
	r.clock.pass(time.Second)
	liar := r.joinAs("liar")
	r.turn(liar, honest)
	pages[liar] = lies
	r.turn(liar, lies)
	r.finish(pages)
	if r.table() != wholeTable(t, link) {
		t.Error("the table is not that of one process")
	}
	if d := r.farm.doubts; len(d) != 1 || d[0].Number != 31 {
		t.Errorf("doubted are %+v: want number 31 alone", d)
	}
}
