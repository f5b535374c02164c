package lab

import (
	"encoding/json"

	"arraylab/sim/crew"
)

// A crew carries out one run: the leader's Run and those of the others, which Follow, do the
// same units of work at the same time. A unit is an optimizer step, or a forward batch; the
// leader announces each, so that between two of them it may pause, ask, stop, or begin
// another run.

// Kinds of orders.
const (
	orderStart   = iota + 1 // body: the link
	orderOpen               // body: the .arraylab file
	orderAbandon            // turn back to the run before the one that was opened
	orderGo                 // one unit of work
	orderStop               // one unit of work, and training is to end
	orderReinfer            // body: the link
	orderState              // give the training state
	orderPasts              // tell what the training came to
	orderPicture            // body: pictureOrder
	orderCell               // body: cellOrder
	orderEnd                // Follow returns
)

type pictureOrder struct {
	Layer int    `json:"layer"`
	View  string `json:"view"`
}

type cellOrder struct {
	Cell Cell `json:"cell"` // what the leader knows of it
}

// order spells an order of one of the types above.
func order(kind byte, what any) crew.Order {
	b, err := json.Marshal(what)
	if err != nil {
		panic("lab: an order has no JSON")
	}
	return crew.Order{Kind: kind, Body: b}
}

// tellGo announces a unit of work.
func (r *Run) tellGo() {
	kind := byte(orderGo)
	if r.stopped {
		kind = orderStop
	}
	crew.Tell(r.crew, crew.Order{Kind: kind})
}

// resting tells whether no unit of work is under way.
func (r *Run) resting() bool {
	switch r.at {
	case atTraining:
		if r.probe != nil {
			return r.probe.Between()
		}
		return r.trainer.Between()
	case atFreezing:
		return r.freezer.Between()
	case atProgramming:
		return r.chip.Between()
	case atTesting:
		return r.tests[0].pass == nil || r.tests[0].pass.Between()
	}
	return true
}

// Rest ends the unit of work that is under way with a crew: only then can its members be asked
// anything, or the run be left for another one. Without a crew it does nothing.
func (r *Run) Rest() {
	for r.crew.Size() > 1 && r.under {
		r.Advance()
	}
}

// Abandon leaves a run that was opened and not begun: its crew turns back to the one before.
func (r *Run) Abandon() { crew.Tell(r.crew, crew.Order{Kind: orderAbandon}) }

// Dismiss tells the other members of a crew that there is nothing more to follow.
func Dismiss(c crew.Crew) { crew.Tell(c, crew.Order{Kind: orderEnd}) }

// Follow does a member's part of the runs that the leader of its crew begins, one after the
// other, until it is dismissed. Images, results and questions are the leader's.
func Follow(c crew.Crew) {
	var r, before *Run
	for {
		o := crew.Listen(c)
		switch o.Kind {
		case orderStart:
			r, before = nil, nil // their memory is free before the next takes its own
			r = followed(c, string(o.Body))
			r.begin()
		case orderOpen:
			// What cannot be opened here cannot be opened by the leader either, who says why.
			before = r
			r, _ = OpenWith(c, o.Body, Sets{})
		case orderAbandon:
			r, before = before, nil
		case orderGo, orderStop:
			before, r.stopped = nil, o.Kind == orderStop
			for r.advance(); !r.resting(); {
				r.advance()
			}
		case orderReinfer:
			before = nil
			r.reinfer(experimentOf(string(o.Body)))
		case orderState:
			r.trainer.AppendState(nil)
		case orderPasts:
			r.pasts()
		case orderPicture:
			var ask pictureOrder
			read(o, &ask)
			r.devicePicture(ask.Layer, ask.View, &Snapshot{})
		case orderCell:
			var ask cellOrder
			read(o, &ask)
			crew.Collect(c, r.cellDevices(ask.Cell))
		case orderEnd:
			return
		default:
			panic("lab: a crew got an order that it does not know")
		}
	}
}

// followed is the run of a link at its beginning.
func followed(c crew.Crew, link string) *Run {
	r, err := newRun(c, experimentOf(link), Sets{}, true)
	if err != nil {
		panic("lab: a leader began a run that cannot be")
	}
	return r
}

func experimentOf(link string) Experiment {
	l, err := ParseLink(link)
	if err != nil {
		panic("lab: a crew got a link that cannot be read")
	}
	return l.Experiment
}

func read(o crew.Order, ask any) {
	if json.Unmarshal(o.Body, ask) != nil {
		panic("lab: a crew got an order that cannot be read")
	}
}
