package class

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
)

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

// TestManyPages: a sweep of 1200 points by thirty pages and by a hundred, of which a sixth are closed in the middle of
// their work and one lies about all but its first piece.
func TestManyPages(t *testing.T) {
	const link = "v=1&train=2000&epochs=1&hidden=64&memory=ber&ber=0~0.001~0.01~0.1&seeds=60&chips=5"
	for _, n := range []int{30, 100} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			r := farmRoom(t, link, 7, nil)
			r.host()
			pages := map[string]func(*lab.Table, lab.Unit) []string{}
			for i := range n {
				r.clock.pass(time.Second)
				token := r.joinAs("")
				r.turn(token, honest)
				if i < n/6 {
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
			if d := r.farm.doubts; len(d) != 1 || d[0].Number != n+1 {
				t.Errorf("doubted are %+v: want number %d alone", d, n+1)
			}
		})
	}
}
