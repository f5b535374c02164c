package class

import (
	"net/http"
	"slices"
	"time"

	"arraylab/sim/lab"
)

const (
	leaseTime = time.Minute // without a beat
	beatEvery = leaseTime / 4
	idle      = 4 * time.Second // before a page that got nothing asks again
	soon      = time.Second     // the same, while the host computes the first piece
)

// lease is what a page computes now.
type lease struct {
	pieces []*piece
	trial  bool // a known piece
	at     time.Time
	until  time.Time // it is lost then, unless a beat comes
	end    time.Time // it is lost then in any case
	cost   float64
}

// work is what a page gets to compute.
type work struct {
	Link  string     `json:"link"`
	Units []unitWork `json:"units"`
	Lease int        `json:"lease"` // seconds after which it is lost without a beat
	Beat  int        `json:"beat"`  // seconds between beats
}

type unitWork struct {
	Unit   string `json:"unit"`
	Points []int  `json:"points"`
}

// grant gives a page something to compute; nil where there is nothing for it now.
func (f *farm) grant(w *worker, now time.Time) *lease {
	f.drop(w) // who asks anew has lost what it had
	w.asked = now
	l := &lease{at: now, until: now.Add(leaseTime)}
	if !w.tried {
		if l.trial = true; !f.addKnown(l) {
			return nil
		}
	} else {
		f.fill(l, w, now)
	}
	if len(l.pieces) == 0 {
		return nil
	}
	l.end = now.Add(10*time.Minute + time.Duration(10*l.cost*max(1, w.slow))*time.Second)
	for _, p := range l.pieces {
		p.out++
		f.queue = without(f.queue, p)
	}
	w.lease = l
	return l
}

// addKnown adds a piece that the host has computed, any of them.
func (f *farm) addKnown(l *lease) bool {
	var known []*piece
	for _, p := range f.pieces {
		if p.lines != nil && p.by == 0 {
			known = append(known, p)
		}
	}
	if len(known) == 0 {
		return false
	}
	l.add(known[int(f.chance()*float64(len(known)))])
	return true
}

func (l *lease) add(p *piece) { l.pieces, l.cost = append(l.pieces, p), l.cost+p.cost }

// fill adds what another page has computed and this one is to compute once more, then what nobody has begun, and at
// the end what others have begun and not brought yet.
func (f *farm) fill(l *lease, w *worker, now time.Time) {
	most := f.share(w, now) / max(w.slow, 1e-3)
	for _, p := range f.seconds {
		if p.out == 0 && f.mayCheck(p, w, now) && !l.takes(p, most) {
			return
		}
	}
	for _, p := range f.queue {
		if !l.takes(p, most) {
			return
		}
	}
	if len(l.pieces) > 0 {
		return
	}
	for _, p := range f.pieces {
		if p.lines == nil && p.out == 1 && !p.hosted {
			l.takes(p, most)
			return
		}
	}
}

// takes adds a piece, the first one whatever it costs, others while all cost at most so many of the host's seconds. It
// tells whether there is room for more.
func (l *lease) takes(p *piece, most float64) bool {
	if slices.Contains(l.pieces, p) {
		return true
	}
	points := len(p.points)
	for _, q := range l.pieces {
		points += len(q.points)
	}
	if len(l.pieces) > 0 && (l.cost+p.cost > most || points > leaseMost) {
		return false
	}
	l.add(p)
	return true
}

// share is how many seconds a page is given work for: leaseSeconds, and towards the end as much less as leaves
// something for the others that are there.
func (f *farm) share(w *worker, now time.Time) float64 {
	left, pages := 0.0, 0
	for _, p := range f.queue {
		left += p.cost
	}
	for _, other := range f.workers {
		if !other.barred && now.Sub(other.asked) < leaseTime {
			pages++
		}
	}
	return min(leaseSeconds, left*w.slow/float64(2*max(1, pages)))
}

// mayCheck tells whether a page may compute again what another one has: at another address, where there are several.
func (f *farm) mayCheck(p *piece, w *worker, now time.Time) bool {
	first := f.workers[p.by]
	switch {
	case p.by == w.number:
		return false
	case first == nil || first.address != w.address || now.Sub(p.since) > secondPatience/2:
		return true
	}
	for _, other := range f.workers {
		if other.address != w.address && other.lease != nil {
			return false
		}
	}
	return true
}

// lapse takes back leases of pages that have gone silent, or of a page that is gone.
func (f *farm) lapse(now time.Time) {
	for _, w := range f.workers {
		if l := w.lease; l != nil && (now.After(l.until) || now.After(l.end)) {
			f.drop(w)
		}
	}
}

// asking is what a page says that asks for work.
type asking struct {
	Numeric int `json:"numeric"`
}

var errBarred = refuse(http.StatusForbidden, "this browser computed other bits than the class: it helps no more; "+
	"please tell the lecturer, it may be a fault of the program")

// unit hands out work.
func (c *Class) unit(p *person, q asking) (any, error) {
	f := c.farm
	if f == nil || f.stopped || !f.whole.IsZero() {
		return nil, nothing(idle)
	}
	if q.Numeric != lab.NumericVersion {
		return nil, refuse(http.StatusConflict, "the page computes with numerics %d, the class with %d: load it anew",
			q.Numeric, lab.NumericVersion)
	}
	w := f.workerOf(p)
	if w.barred {
		return nil, errBarred
	}
	now := c.now()
	l := f.grant(w, now)
	if l == nil {
		if !w.tried {
			return nil, nothing(soon)
		}
		return nil, nothing(idle)
	}
	a := work{Link: f.link, Lease: int(leaseTime.Seconds()), Beat: int(beatEvery.Seconds())}
	for _, p := range l.pieces {
		a.Units = append(a.Units, unitWork{p.id, p.points})
	}
	return a, nil
}

var errLost = refuse(http.StatusGone, "this work is given to others: drop it")

// beating says that a page still computes.
type beating struct {
	Done int `json:"done"` // points
}

// beat keeps a lease.
func (c *Class) beat(p *person, q beating) (any, error) {
	w := c.leased(p)
	if w == nil {
		return nil, errLost
	}
	w.lease.until = c.now().Add(leaseTime)
	return q, nil
}

// leased is the worker of a person, with a lease; nil without.
func (c *Class) leased(p *person) *worker {
	if c.farm == nil || c.farm.stopped {
		return nil
	}
	c.farm.lapse(c.now())
	w := c.farm.workers[p.Number]
	if w == nil || w.lease == nil {
		return nil
	}
	return w
}

// returned is what a page has computed.
type returned struct {
	Numeric int              `json:"numeric"`
	Results []lab.UnitResult `json:"results"`
}

// thanks is how many points a page has computed in all.
type thanks struct {
	Points int `json:"points"`
}

// result takes what a page has computed of its lease: all of it, or nothing.
func (c *Class) result(p *person, q returned) (any, error) {
	if q.Numeric != lab.NumericVersion {
		return nil, refuse(http.StatusConflict, "the page computes with numerics %d, the class with %d: load it anew",
			q.Numeric, lab.NumericVersion)
	}
	w := c.leased(p)
	if w == nil {
		return nil, errLost
	}
	f, l := c.farm, w.lease
	if len(q.Results) != len(l.pieces) {
		return nil, refuse(http.StatusUnprocessableEntity, "%d results have come, %d are lent", len(q.Results), len(l.pieces))
	}
	for i, r := range q.Results {
		if r.Unit != l.pieces[i].id || !f.spells(l.pieces[i], r.Lines) {
			return nil, refuse(http.StatusUnprocessableEntity, "a line of unit %.40q is not that of its point", r.Unit)
		}
	}
	now := c.now()
	f.finish(w, now)
	if l.trial {
		p := l.pieces[0]
		if at := firstDifference(q.Results[0].Lines, p.lines); at >= 0 {
			f.bar(w.number, p.points[at])
			c.noteDoubts()
			c.changed()
			return nil, errBarred
		}
		w.tried = true
	} else {
		for i, p := range l.pieces {
			f.take(p, w, q.Results[i].Lines, now)
			c.note(p)
		}
	}
	f.audit(now)
	c.changed()
	return thanks{w.done}, nil
}

// finish ends a lease that brought its lines, and measures how fast the page is.
func (f *farm) finish(w *worker, now time.Time) {
	l := w.lease
	w.lease = nil
	for _, p := range l.pieces {
		p.out--
	}
	slow := max(0.05, now.Sub(l.at).Seconds()/l.cost)
	if w.slow == 0 {
		w.slow = slow
	}
	w.slow = (w.slow + slow) / 2
}
