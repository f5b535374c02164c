// Package help is a worker that computes for the class that its page is in: it asks for units of a sweep, computes
// their lines with the engine, and returns them. It knows no browser; the worker's main wires it to one.
package help

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync/atomic"
	"time"

	"arraylab/sim/data"
	"arraylab/sim/data/own"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
	"arraylab/wasm/worker/brought"
)

// Around is what the helper needs of the world.
type Around interface {
	// Ask sends a body, JSON, to the class: status 0 where no answer comes.
	Ask(what string, body []byte) (status int, answer []byte)
	// Fetch downloads a packed file of images.
	Fetch(url string) ([]byte, error)
	// Turn lets the browser do what waits.
	Turn()
	// Sleep waits.
	Sleep(time.Duration)
	// Now is the time since some moment.
	Now() time.Duration
}

// How long the helper waits (assumed): before it asks again, before it tries again, and between two turns of the
// browser while it computes.
const (
	pause   = 2 * time.Second
	retry   = 5 * time.Second
	turn    = 40 * time.Millisecond
	resting = 250 * time.Millisecond
)

// mostFailures in a row end the help: what cannot be computed here is not tried for ever.
const mostFailures = 3

// Statuses of HTTP.
const (
	done      = 200
	nothing   = 204
	stranger  = 401 // the class does not know the page
	refused   = 403
	otherBits = 409 // another numeric version
)

// A Helper computes for a class.
type Helper struct {
	around Around
	files  map[string]string // addresses of the packed sets, by name
	tell   func(wire.Lent)
	rest   atomic.Bool

	table  *lab.Table
	link   string
	images map[string]lab.Sets
	own    atomic.Pointer[own.Pool] // the visitor's own data; nil for none
	points int                      // computed in all, as the class says
	begun  int                      // points done of this lease
	beat   time.Duration
	beaten time.Duration
	turned time.Duration
	lost   atomic.Bool
}

// New makes a helper, which tells how it stands.
func New(around Around, files map[string]string, tell func(wire.Lent)) *Helper {
	return &Helper{around: around, files: files, tell: tell, images: map[string]lab.Sets{}}
}

// Rest has it stand still, or go on: the visitor's own run comes first.
func (h *Helper) Rest(on bool) { h.rest.Store(on) }

// Bring takes the visitor's own data, for studies of them. Files that are no data, or others than the study's, are told
// of when a unit asks for them.
func (h *Helper) Bring(files wire.Bring) {
	if p, err := brought.Find(files); err == nil {
		h.own.Store(p)
	}
}

// ownSets are the visitor's own data as an experiment has them.
func (h *Helper) ownSets(e lab.Experiment) (lab.Sets, error) {
	p := h.own.Load()
	if p == nil {
		return lab.Sets{}, e.Lacks("")
	}
	return e.Brought(p.Hash, p.Split)
}

// unit and work are as the class spells them.
type unit struct {
	Unit   string `json:"unit"`
	Points []int  `json:"points"`
}

type work struct {
	Link  string `json:"link"`
	Units []unit `json:"units"`
	Beat  int    `json:"beat"`
}

// Run asks, computes and returns until the class wants no help of it, or it cannot help.
func (h *Helper) Run() {
	for failures := 0; ; {
		if h.rest.Load() {
			h.around.Sleep(resting)
			continue
		}
		w, goes := h.ask()
		if !goes {
			return
		}
		if w == nil {
			continue
		}
		err := h.carry(w)
		switch {
		case err == nil:
			failures = 0
		case errors.Is(err, errLost):
		default:
			failures++
			h.tell(wire.Lent{State: wire.LentFailed, Points: h.points, Why: err.Error()})
			if failures == mostFailures {
				return
			}
			h.around.Sleep(retry)
		}
	}
}

// ask asks for work; nil where there is none now. False: it is not to ask again.
func (h *Helper) ask() (*work, bool) {
	status, answer := h.send("unit", map[string]any{"numeric": lab.NumericVersion})
	switch status {
	case done:
		var w work
		if err := json.Unmarshal(answer, &w); err != nil || len(w.Units) == 0 {
			h.around.Sleep(retry)
			return nil, true
		}
		h.tell(wire.Lent{State: wire.LentWorks, Points: h.points})
		return &w, true
	case nothing:
		h.tell(wire.Lent{State: wire.LentWaits, Points: h.points})
		h.around.Sleep(pause)
		return nil, true
	case stranger, refused, otherBits:
		h.tell(wire.Lent{State: wire.LentRefused, Points: h.points, Why: why(answer)})
		return nil, false
	}
	h.tell(wire.Lent{State: wire.LentWaits, Points: h.points})
	h.around.Sleep(retry)
	return nil, true
}

// send asks the class with a body.
func (h *Helper) send(what string, body any) (int, []byte) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, nil
	}
	return h.around.Ask(what, text)
}

// why is what the class says of a refusal.
func why(answer []byte) string {
	var no struct{ Error string }
	if json.Unmarshal(answer, &no) != nil {
		return ""
	}
	return no.Error
}

var errLost = errors.New("help: the work was given to others")

// carry computes a lease and returns its lines.
func (h *Helper) carry(w *work) error {
	if err := h.open(w.Link); err != nil {
		return err
	}
	h.begun, h.beat, h.beaten = 0, time.Duration(max(1, w.Beat))*time.Second, h.around.Now()
	h.lost.Store(false)
	carrier := lab.Carrier{Sets: h.sets, Own: h.ownSets, Workers: 1, Halt: h.halt}
	units := make([]lab.Unit, len(w.Units))
	for i, u := range w.Units {
		units[i] = lab.Unit{Study: h.table.Study(), Numerics: lab.NumericVersion, Points: u.Points}
	}
	lines := map[int]string{}
	err := carrier.Units(h.table, units, func(int) bool { return true }, func(point int, r lab.Result, err error) error {
		if err == nil {
			lines[point], err = h.table.Line(point, r)
		}
		h.begun++
		return err
	})
	if err != nil {
		return err
	}
	results := make([]lab.UnitResult, len(w.Units))
	for i, u := range w.Units {
		results[i].Unit = u.Unit
		for _, p := range u.Points {
			results[i].Lines = append(results[i].Lines, lines[p])
		}
	}
	return h.bring(results)
}

// open makes the table of a study, once.
func (h *Helper) open(link string) error {
	if h.table != nil && h.link == link {
		return nil
	}
	l, err := lab.ParseStudy(link)
	if err != nil {
		return err
	}
	h.table, err = l.Table()
	h.link = link
	return err
}

// bring returns lines; where no answer comes, it tries again while the lease may still hold.
func (h *Helper) bring(results []lab.UnitResult) error {
	body := map[string]any{"numeric": lab.NumericVersion, "results": results}
	for range mostFailures {
		status, answer := h.send("result", body)
		switch status {
		case done:
			var a struct{ Points int }
			if json.Unmarshal(answer, &a) == nil {
				h.points = a.Points
			}
			return nil
		case refused: // the next question tells why
			return errLost
		case 0, 429, 500, 503:
			h.around.Sleep(retry)
			continue
		}
		return errLost
	}
	return errLost
}

// halt is called before each piece of work: it gives the browser its turn, beats, and ends what is not wanted any more.
func (h *Helper) halt() error {
	for {
		if now := h.around.Now(); now-h.turned >= turn {
			h.around.Turn()
			h.turned = now
			if now-h.beaten >= h.beat {
				h.beaten = now
				go h.beats(h.begun)
			}
		}
		if h.lost.Load() {
			return errLost
		}
		if !h.rest.Load() {
			return nil
		}
		h.around.Sleep(resting)
	}
}

// beats tells the class that it computes, and whether the class still waits for it.
func (h *Helper) beats(points int) {
	if status, _ := h.send("beat", map[string]any{"done": points}); status == 410 {
		h.lost.Store(true)
	}
}

// sets loads the images of a data set, so many of them, once.
func (h *Helper) sets(task string, train, test int) (lab.Sets, error) {
	key := fmt.Sprint(task, train, test)
	if s, ok := h.images[key]; ok {
		return s, nil
	}
	var s lab.Sets
	var err error
	if s.Train, err = data.Load(served{h}, task, "train", train); err != nil {
		return s, err
	}
	if s.Test, err = data.Load(served{h}, task, "test", test); err != nil {
		return s, err
	}
	h.images = map[string]lab.Sets{key: s} // those of the study before take room
	return s, nil
}

// served are the packed sets as files of a folder.
type served struct{ h *Helper }

// Open downloads a file.
func (s served) Open(name string) (fs.File, error) {
	url, ok := s.h.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	body, err := s.h.around.Fetch(url)
	if err != nil {
		return nil, err
	}
	return file{bytes.NewReader(body)}, nil
}

// file is a downloaded one.
type file struct{ *bytes.Reader }

func (f file) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }
func (f file) Close() error               { return nil }
