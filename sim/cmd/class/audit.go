package class

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// settle takes what the host has computed, which is right. Whoever has computed anything else is barred.
func (f *farm) settle(p *piece, lines []string) {
	p.hosted = false
	f.hosts, f.queue, f.seconds = without(f.hosts, p), without(f.queue, p), without(f.seconds, p)
	had, by, rivals := p.lines, p.by, p.rivals
	p.lines, p.by, p.proven, p.second, p.rivals = lines, 0, true, 0, nil
	if had != nil && by != 0 {
		rivals = append(rivals, rival{by, had})
	}
	for _, r := range rivals {
		w := f.workers[r.by]
		if at := firstDifference(r.lines, lines); at >= 0 {
			f.bar(r.by, p.points[at])
		} else if w != nil {
			w.audits++
		}
	}
}

// firstDifference is the first place where two lists differ; -1 where they are the same.
func firstDifference(a, b []string) int {
	for i := range b {
		if i >= len(a) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// bar shuts a page out that has computed wrong bits. What it has computed and nobody else has is computed anew, and
// what it has confirmed is no longer confirmed.
func (f *farm) bar(number, point int) {
	w := f.workers[number]
	if w == nil {
		w = &worker{number: number}
		f.workers[number] = w
	}
	if w.barred {
		return
	}
	w.barred = true
	f.drop(w)
	d := doubt{Number: number, Point: point}
	var again []*piece
	for _, p := range f.pieces {
		switch {
		case p.by == number && p.proven: // another one has computed the same
			p.by, p.second, p.proven = p.second, 0, false
		case p.by == number && p.lines != nil:
			p.lines, p.by = nil, 0
			f.seconds = without(f.seconds, p)
			again = append(again, p)
			d.Pieces++
		case p.second == number:
			p.second, p.proven = 0, false
		}
		p.rivals = slices.DeleteFunc(p.rivals, func(r rival) bool { return r.by == number })
	}
	f.queue = append(again, f.queue...)
	f.doubts = append(f.doubts, d)
	f.whole = time.Time{}
}

// audit sees to the end: when all lines are there, each page that the host has not checked has one piece computed
// there; and what waits for another page that does not come goes to the host, too. It tells whether all checks are
// through.
func (f *farm) audit(now time.Time) bool {
	for _, p := range slices.Clone(f.seconds) {
		if now.Sub(p.since) > secondPatience && len(f.queue) == 0 {
			f.seconds = without(f.seconds, p)
			f.ask(p, false)
		}
	}
	if slices.ContainsFunc(f.pieces, func(p *piece) bool { return p.lines == nil }) {
		return false
	}
	for _, w := range f.workers {
		f.sample(w, 1)
	}
	if len(f.hosts) > 0 || len(f.seconds) > 0 ||
		slices.ContainsFunc(f.pieces, func(p *piece) bool { return p.hosted || len(p.rivals) > 0 }) {
		return false
	}
	if f.whole.IsZero() {
		f.whole = now
		for _, w := range f.workers {
			f.drop(w) // what is still computed is there already
		}
	}
	return true
}

// secondPatience is how long a piece waits for another page at the end of a sweep.
const secondPatience = 30 * time.Second

// sample has the host compute one piece, any, of a page that it has not checked and that has brought so many.
func (f *farm) sample(w *worker, least int) bool {
	if w.audits > 0 || w.barred {
		return false
	}
	var own []*piece
	for _, p := range f.pieces {
		if p.by == w.number && p.lines != nil {
			if p.hosted {
				return false // it is met
			}
			own = append(own, p)
		}
	}
	if len(own) < least || len(own) == 0 {
		return false
	}
	f.ask(own[int(f.chance()*float64(len(own)))], false)
	return true
}

// sampleFrom is after how many pieces a page is checked by a host that has nothing else to do.
const sampleFrom = 3

// forHost is what the host computes next: a first piece that pages are tried with, then what it was asked for, then a
// piece of a page that it has not checked yet; nil for nothing.
func (f *farm) forHost() *piece {
	if f.stopped || !f.whole.IsZero() {
		return nil
	}
	if len(f.hosts) == 0 && !slices.ContainsFunc(f.pieces, func(p *piece) bool { return p.by == 0 && p.lines != nil }) {
		f.ask(slices.MinFunc(f.pieces, func(a, b *piece) int { return cmp.Compare(a.cost, b.cost) }), true)
	}
	for _, number := range slices.Sorted(maps.Keys(f.workers)) {
		if len(f.hosts) > 0 || f.sample(f.workers[number], sampleFrom) {
			break
		}
	}
	if len(f.hosts) == 0 {
		return nil
	}
	return f.hosts[0]
}
