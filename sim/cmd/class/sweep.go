package class

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// mostPoints bounds a sweep of a class (assumed: what a lecture's pages compute); mostDrawn how many of them the screen
// draws.
const (
	mostPoints = 10000
	mostDrawn  = 2000
)

// sweepOrder begins a sweep, or goes on with one that was stopped.
type sweepOrder struct {
	Link string `json:"link"`
}

func (c *Class) beginSweep(q sweepOrder) (any, error) {
	l, err := lab.ParseStudy(q.Link)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "the link cannot be read: %.300v", err)
	}
	f, err := newFarm(l, c.Chance)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "%.300v", err)
	}
	if n := f.table.Size(); n > mostPoints {
		return nil, refuse(http.StatusBadRequest, "the sweep has %d points: allowed are %d", n, mostPoints)
	}
	if c.Check != nil {
		if err := c.Check(f.table); err != nil {
			return nil, refuse(http.StatusBadRequest, "%.300v", err)
		}
	}
	if c.farm != nil && c.farm.link == f.link {
		c.farm.stopped, c.farm.trouble = false, ""
	} else if err := c.adopt(f); err != nil {
		return nil, err
	}
	c.changed()
	return q, nil
}

// adopt puts a sweep in the place of the one before.
func (c *Class) adopt(f *farm) error {
	c.farm, c.Sweep = f, f.link
	return c.beginNotes()
}

// nothingMore is an order that needs no words.
type nothingMore struct{}

func (c *Class) stopSweep(q nothingMore) (any, error) {
	if c.farm == nil {
		return nil, refuse(http.StatusConflict, "there is no sweep to stop")
	}
	c.farm.stopped = true
	for _, w := range c.farm.workers {
		c.farm.drop(w)
	}
	c.changed()
	return q, nil
}

// sweepTable is the CSV of the sweep.
func (c *Class) sweepTable() (any, error) {
	if c.farm == nil {
		return nil, refuse(http.StatusNotFound, "there is no sweep")
	}
	return csvText(c.farm.csv()), nil
}

// pointsFrom are the lines from a point on, as far as they are there in their order.
func (c *Class) pointsFrom(_ http.ResponseWriter, r *http.Request) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	from, err := strconv.Atoi(cmp.Or(r.URL.Query().Get("from"), "0"))
	if c.farm == nil || err != nil || from < 0 || from > c.farm.table.Size() {
		return nil, refuse(http.StatusNotFound, "there is no such point")
	}
	lines := c.farm.lines()[from:]
	if i := slices.Index(lines, ""); i >= 0 {
		lines = lines[:i]
	}
	return csvText(strings.Join(lines, "")), nil
}

// sweepView is the sweep on the screen.
type sweepView struct {
	Link    string   `json:"link"`
	Points  int      `json:"points"`
	Done    int      `json:"done"`
	Proven  int      `json:"proven"` // computed by the host, or by two pages
	Pages   int      `json:"pages"`  // that compute now
	State   string   `json:"state"`  // running, checking, whole, stopped, failed
	Trouble string   `json:"trouble"`
	Doubts  []string `json:"doubts"`
	Chart   string   `json:"chart"`
}

// viewSweep is what the screen shows of the sweep; nil for none.
func (c *Class) viewSweep() *sweepView {
	f := c.farm
	if f == nil {
		return nil
	}
	v := &sweepView{Link: f.link, Points: f.table.Size(), State: f.state(), Trouble: f.trouble}
	v.Done, v.Proven = f.counts()
	v.Pages = f.busy()
	for _, d := range f.doubts {
		v.Doubts = append(v.Doubts, fmt.Sprintf("The page of %s computed other bits at point %d: it helps no more, and %d "+
			"pieces of its work are computed anew.", c.called(d.Number), d.Point, d.Pieces))
	}
	if f.drawnAt != v.Done {
		f.drawnAt, f.drawn = v.Done, f.draw()
	}
	v.Chart = f.drawn
	return v
}

// state is how the sweep stands.
func (f *farm) state() string {
	done, _ := f.counts()
	switch {
	case f.trouble != "":
		return "failed"
	case !f.whole.IsZero():
		return "whole"
	case f.stopped:
		return "stopped"
	case done == f.table.Size():
		return "checking"
	}
	return "running"
}

// busy is how many pages compute now.
func (f *farm) busy() (n int) {
	for _, w := range f.workers {
		if w.lease != nil {
			n++
		}
	}
	return n
}

// draw draws the points that are there; "" for none, or where the study is no sweep.
func (f *farm) draw() string {
	l, err := lab.ParseStudy(f.link)
	points := f.points()
	if err != nil || l.Ablate || l.Sweep == nil || len(points) == 0 {
		return ""
	}
	if n := (len(points) + mostDrawn - 1) / mostDrawn; n > 1 {
		some := points[:0]
		for i := 0; i < len(points); i += n {
			some = append(some, points[i])
		}
		points = some
	}
	return chart.JSON(chart.Sweep{Survey: chart.Survey{Sweep: *l.Sweep, Points: points}, Ideal: -1}.Spec())
}

// called is what a person of a number is called.
func (c *Class) called(number int) string {
	for _, p := range c.People {
		if p.Number == number {
			return p.title()
		}
	}
	return fmt.Sprintf("number %d, who has left,", number)
}

// labour has the host compute what is for it to compute, until the context ends.
func (c *Class) labour(ctx context.Context) {
	const pause = 200 * time.Millisecond
	for ctx.Err() == nil {
		c.mu.Lock()
		f := c.farm
		var p *piece
		if f != nil {
			p = f.forHost()
		}
		c.mu.Unlock()
		if p == nil {
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
			continue
		}
		lines, err := c.Compute(ctx, f.table, f.unitOf(p))
		c.mu.Lock()
		c.hostDid(f, p, lines, err)
		c.mu.Unlock()
	}
}

// hostDid takes what the host has computed.
func (c *Class) hostDid(f *farm, p *piece, lines []string, err error) {
	switch {
	case c.farm != f || errors.Is(err, context.Canceled):
		return
	case err != nil:
		f.stopped, f.trouble = true, fmt.Sprintf("The host cannot compute this sweep: %.300v.", err)
		fmt.Fprintln(c.Log, f.trouble)
	default:
		f.settle(p, lines)
		c.note(p)
		f.audit(c.now())
	}
	c.changed()
}

// compute carries a unit out with the engine.
func (c *Class) compute(ctx context.Context, t *lab.Table, u lab.Unit) ([]string, error) {
	carrier := c.Carrier
	carrier.Halt = ctx.Err
	r, err := carrier.Unit(t, u, nil)
	return r.Lines, err
}
