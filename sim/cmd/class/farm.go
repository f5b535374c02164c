package class

import (
	"crypto/rand"
	"encoding/binary"
	"slices"
	"time"

	"arraylab/sim/lab"
)

// Sizes of work.
const (
	pieceSeconds = 4   // of a core of the host: what short groups of points are joined up to (assumed);
	pieceLeast   = 0.2 // less in a short sweep, of which each page is to have something,
	pieceWanted  = 200 // until there are so many
	pieceMost    = 100 // points of a piece
	leaseSeconds = 20  // that a page computes before it tells
	leaseMost    = 300 // points of a lease: their lines are below mostBody
	mostTries    = 3   // leases of a piece that were lost, before the host computes it
)

// Shares of what pages compute that is computed once more: by another page, and by the host.
const (
	secondShare = 0.1
	hostShare   = 0.02
)

// farm is a sweep that the pages of a class compute. Its methods are called by one goroutine at a time.
type farm struct {
	table   *lab.Table
	link    string // of the study, canonical
	pieces  []*piece
	byID    map[string]*piece
	queue   []*piece // that nobody has begun, first first
	seconds []*piece // that another page is to compute once more
	hosts   []*piece // that the host is to compute
	workers map[int]*worker
	doubts  []doubt
	told    int // how many of them are in the notes
	chance  func() float64
	stopped bool
	drawn   string    // the chart of the points
	drawnAt int       // of how many
	trouble string    // why the host cannot compute it; "" for nothing
	whole   time.Time // when the last line was checked as it is to be; zero before
}

// piece is what is handed out as one: points that share a network, or several such groups.
type piece struct {
	id     string
	points []int
	cost   float64 // about the seconds of a core of the host

	lines  []string // that count; nil for none
	by     int      // number of the page that computed them; 0 for the host
	proven bool     // the host, or another page, has computed the same
	second int      // number of that other page; 0 for none
	rivals []rival  // that differ from the lines, until the host has decided
	out    int      // how many leases it is in
	tries  int
	hosted bool // it waits for the host, or is being computed there
	since  time.Time
}

// rival is what a page has computed of a piece that has other lines.
type rival struct {
	by    int
	lines []string
}

// worker is a page that computes.
type worker struct {
	number  int
	address string
	tried   bool      // it has computed a known piece, and right
	barred  bool      // it has computed wrong bits
	audits  int       // checks by the host, which it could not foresee, that it has stood
	asked   time.Time // when it asked for work last
	slow    float64   // seconds that it takes for one of the host's
	lease   *lease
	done    int // points that it has computed
}

// doubt is a page that computed other bits than the host.
type doubt struct {
	Number int `json:"number"`
	Point  int `json:"point"`
	Pieces int `json:"pieces"` // of its work that are computed anew
}

// draw is a number from 0 to below 1 that nobody can foresee.
func draw() float64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return float64(binary.LittleEndian.Uint64(b[:])>>11) / (1 << 53)
}

// newFarm cuts a study into pieces.
func newFarm(l lab.Link, chance func() float64) (*farm, error) {
	table, err := l.Table()
	if err != nil {
		return nil, err
	}
	f := &farm{table: table, link: table.Study(), byID: map[string]*piece{}, workers: map[int]*worker{}, chance: chance}
	units, all := table.Units(), 0.0
	for _, u := range units {
		all += u.Seconds
	}
	for _, u := range units {
		f.cut(u, min(pieceSeconds, max(pieceLeast, all/pieceWanted)))
	}
	f.queue = slices.Clone(f.pieces)
	return f, nil
}

// cut makes pieces of a unit, of most seconds where networks allow it: groups that share a network stay together as
// far as pieceMost lets them.
func (f *farm) cut(u lab.Unit, most float64) {
	each := u.Seconds / float64(max(1, len(u.Points)))
	var open []int
	end := func() {
		if len(open) > 0 {
			slices.Sort(open)
			p := &piece{points: open, cost: max(0.01, each*float64(len(open)))}
			p.id = f.unitOf(p).ID()
			f.pieces, f.byID[p.id] = append(f.pieces, p), p
		}
		open = nil
	}
	for _, group := range f.groups(u.Points) {
		for part := range slices.Chunk(group, pieceMost) {
			if len(open)+len(part) > pieceMost || each*float64(len(open)+len(part)) > most {
				end()
			}
			open = append(open, part...)
		}
	}
	end()
}

// groups are the points that share a network, in the order of the first of each.
func (f *farm) groups(points []int) [][]int {
	of := map[string]int{}
	var all [][]int
	for _, p := range points {
		key := f.table.Experiment(p).Training()
		at, known := of[key]
		if !known {
			at = len(all)
			of[key], all = at, append(all, nil)
		}
		all[at] = append(all[at], p)
	}
	return all
}

// unitOf is a piece as laboratories carry it out.
func (f *farm) unitOf(p *piece) lab.Unit {
	return lab.Unit{Study: f.link, Numerics: lab.NumericVersion, Points: p.points}
}

// workerOf is the worker that a person's page is.
func (f *farm) workerOf(p *person) *worker {
	w := f.workers[p.Number]
	if w == nil {
		w = &worker{number: p.Number}
		f.workers[p.Number] = w
	}
	w.address = p.address
	return w
}

// spells tells whether lines are those of a piece's points, whatever they say of them.
func (f *farm) spells(p *piece, lines []string) bool {
	if len(lines) != len(p.points) {
		return false
	}
	for i, line := range lines {
		if _, ok := f.table.Read(p.points[i], line); !ok {
			return false
		}
	}
	return true
}

// take takes lines that a page has computed of a piece that it was to compute.
func (f *farm) take(p *piece, w *worker, lines []string, now time.Time) {
	switch {
	case p.lines == nil:
		p.lines, p.by, p.proven, p.second = lines, w.number, false, 0
		w.done += len(p.points)
		f.queue = without(f.queue, p)
		if f.chance() < secondShare {
			p.since = now
			f.seconds = append(f.seconds, p)
		}
		if f.chance() < hostShare {
			f.ask(p, false)
		}
	case p.by == w.number || p.by == 0 && p.proven && slices.Equal(p.lines, lines):
		// its own again, or what the host knows
	case slices.Equal(p.lines, lines):
		f.seconds = without(f.seconds, p)
		p.proven, p.second = true, w.number
	default:
		f.seconds = without(f.seconds, p)
		p.rivals = append(p.rivals, rival{w.number, lines})
		f.ask(p, true)
	}
}

// ask has the host compute a piece; at once, where there is a quarrel about it.
func (f *farm) ask(p *piece, quarrel bool) {
	if p.hosted {
		if quarrel { // it is not so before those that are only sampled
			f.hosts = without(f.hosts, p)
			f.hosts = append([]*piece{p}, f.hosts...)
		}
		return
	}
	p.hosted = true
	if quarrel {
		f.hosts = append([]*piece{p}, f.hosts...)
	} else {
		f.hosts = append(f.hosts, p)
	}
}

// drop takes the lease of a page back.
func (f *farm) drop(w *worker) {
	l := w.lease
	if l == nil {
		return
	}
	w.lease = nil
	for _, p := range l.pieces {
		p.out--
		if p.lines != nil || p.out > 0 || l.trial {
			continue
		}
		if p.tries++; p.tries >= mostTries {
			f.ask(p, false)
		} else if !slices.Contains(f.queue, p) {
			f.queue = append([]*piece{p}, f.queue...)
		}
	}
}

// counts are how many points are there, and how many of them are proven.
func (f *farm) counts() (done, proven int) {
	for _, p := range f.pieces {
		if p.lines != nil {
			done += len(p.points)
			if p.proven {
				proven += len(p.points)
			}
		}
	}
	return done, proven
}

// lines are those of all points, in their order; "" for what is not there.
func (f *farm) lines() []string {
	all := make([]string, f.table.Size())
	for _, p := range f.pieces {
		for i, line := range p.lines {
			all[p.points[i]] = line
		}
	}
	return all
}

// csv is the table as far as its first points are there: byte for byte what the command writes.
func (f *farm) csv() string {
	text := []byte(f.table.Head())
	for _, line := range f.lines() {
		if line == "" {
			break
		}
		text = append(text, line...)
	}
	return string(text)
}

// points are those that are there, for charts.
func (f *farm) points() []lab.SweepPoint {
	var all []lab.SweepPoint
	for i, line := range f.lines() {
		if p, ok := f.table.Read(i, line); ok {
			all = append(all, p)
		}
	}
	return all
}

// without is a list without a piece.
func without(all []*piece, p *piece) []*piece {
	return slices.DeleteFunc(all, func(q *piece) bool { return q == p })
}
