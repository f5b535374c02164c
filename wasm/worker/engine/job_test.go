package engine

import (
	"testing"

	"arraylab/wasm/wire"
)

// jobs are those that reports were of, each once a stretch.
func jobs(r *rig) (all []wire.Job) {
	for _, msg := range r.said {
		if of, ok := msg.(interface{ Of() wire.Job }); ok && (len(all) == 0 || all[len(all)-1] != of.Of()) {
			all = append(all, of.Of())
		}
	}
	return all
}

func (r *rig) tells(want ...wire.Job) {
	r.t.Helper()
	got := jobs(r)
	same := len(got) == len(want)
	for i := 0; same && i < len(got); i++ {
		same = got[i] == want[i]
	}
	if !same {
		r.t.Errorf("reports of the jobs %v, want %v", got, want)
	}
	r.clear()
}

// TestReportsCarryTheirJob, whatever overtakes it; an order that is refused leaves the one under way its own.
func TestReportsCarryTheirJob(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 7, tests: 50, takes: 10 * ms})
	r.Handle(wire.Start{Job: 3})
	r.Work()
	r.tells(3)
	r.Handle(wire.Reinfer{Job: 4, Link: "memory=ber"}) // while it trains
	r.tells(4)
	r.Handle(wire.Control{Job: 4, Do: "stop"})
	if r.tells(3); r.run.stopped {
		t.Error("what is meant for another job stops this one")
	}
	r.works()
	r.tells(3)
	r.Handle(wire.Reinfer{Job: 5, Link: "memory=ber&ber=0.1"})
	r.Work()
	r.tells(5)
	r.Handle(wire.Reinfer{Job: 6, Link: "memory=ber&ber=0.2"})
	r.works()
	r.tells(6)
	r.Handle(wire.Classify{Index: 99})
	r.tells(question)
	r.Handle(wire.Load{Job: 7, Body: []byte("no file")})
	r.tells(7)
	r.Handle(wire.Start{Job: 8})
	r.works()
	r.tells(8)
}

// TestJobsThatWaitForImages are given up by their own stop alone.
func TestJobsThatWaitForImages(t *testing.T) {
	r := newRig(t, fake{steps: 1, pieces: 1})
	clear(r.sets)
	r.Handle(wire.Start{Job: 2})
	r.tells(2)
	r.Handle(wire.Control{Job: 1, Do: "stop"})
	r.wants(wire.StateWaiting)
	r.tells(2)
	r.Handle(wire.Control{Job: 2, Do: "stop"})
	r.wants(wire.StateIdle)
	r.tells(2)
}

// TestASweepIsOneJob, from its first point to the run that stood there before.
func TestASweepIsOneJob(t *testing.T) {
	r := realRig(t)
	r.Handle(wire.Start{Job: 1, Link: short["ber"]})
	r.works()
	r.tells(1)
	r.Handle(wire.Sweep{Job: 2, Ablate: true, Link: short["ber"]}) // no chips
	r.tells(2, 1)
	order := wire.Sweep{Job: 3, Ablate: true, Link: short["ber"]}
	order.Chips = 1
	r.Handle(order)
	r.works()
	if n := len(of[wire.Result](r)); n != 1 {
		t.Errorf("%d results", n)
	}
	r.tells(3)
}
