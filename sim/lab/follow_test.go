package lab

import (
	"bytes"
	"reflect"
	"sync"
	"testing"

	"arraylab/sim/crew"
)

// crewed calls do with the leader of a crew whose other members follow it.
func crewed(size int, do func(c crew.Crew)) {
	all := crew.Local(size)
	var wait sync.WaitGroup
	for _, c := range all[1:] {
		wait.Add(1)
		go func() {
			defer wait.Done()
			Follow(c)
		}()
	}
	do(all[0])
	Dismiss(all[0])
	wait.Wait()
}

func mustLead(t *testing.T, c crew.Crew, link string) *Run {
	t.Helper()
	l, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Lead(c, l.Experiment, toySets())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestCrewsGiveTheSameResult runs every memory with crews of two to four, of which some members
// have no neurons of some layers.
func TestCrewsGiveTheSameResult(t *testing.T) {
	for name, link := range toyLinks {
		want := toyResult(name)
		sizes := []int{3}
		if name == "devices" {
			sizes = []int{2, 3, 4}
		}
		for _, size := range sizes {
			crewed(size, func(c crew.Crew) {
				r := mustLead(t, c, link)
				if size == 3 {
					r.Parallel(2)
				}
				if got := finish(r); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: a crew of %d: %+v\nwant %+v", name, size, got, want)
				}
			})
		}
	}
}

// TestCrewsSaveAndOpen goes on with a checkpoint of a crew of three in a crew of two, and alone.
func TestCrewsSaveAndOpen(t *testing.T) {
	for _, name := range []string{"ideal", "programmed", "reprogram", "ternary"} {
		link := toyLinks[name]
		alone := mustRun(t, link, 1)
		for alone.Step() < 4 || !alone.StepDone() {
			alone.Advance()
		}
		want, err := alone.Save()
		if err != nil {
			t.Fatal(err)
		}
		var file []byte
		crewed(3, func(c crew.Crew) {
			r := mustLead(t, c, link)
			for r.Step() < 4 || !r.StepDone() {
				r.Advance()
			}
			if file, err = r.Save(); err != nil || !bytes.Equal(file, want) {
				t.Errorf("%s: a crew of three saves another checkpoint than one alone (%v)", name, err)
			}
		})
		end := finish(alone)
		if !reflect.DeepEqual(end, toyResult(name)) {
			t.Errorf("%s: what was saved goes on to %+v\nwant %+v", name, end, toyResult(name))
		}
		crewed(2, func(c crew.Crew) {
			if _, err := OpenWith(c, file[:len(file)-1], toySets()); err == nil {
				t.Errorf("%s: a damaged file is opened", name)
			}
			r, err := OpenWith(c, file, toySets())
			if err != nil {
				t.Fatal(err)
			}
			if got := finish(r); !reflect.DeepEqual(got, end) {
				t.Errorf("%s: a crew goes on to %+v\nwant %+v", name, got, end)
			}
			model, err := r.Model()
			wanted, _ := alone.Model()
			if err != nil || !bytes.Equal(model, wanted) {
				t.Errorf("%s: a crew writes another model than one alone (%v)", name, err)
			}
		})
	}
}

// TestCrewsAnswer asks in the middle of the work: pictures and cells are those of one alone at
// the end of the unit of work, and the bits stay the same.
func TestCrewsAnswer(t *testing.T) {
	for _, name := range []string{"devices", "programmed", "ber read", "ideal", "ternary"} {
		link := toyLinks[name]
		alone := mustRun(t, link, 1)
		want := toyResult(name)
		crewed(3, func(c crew.Crew) {
			r := mustLead(t, c, link)
			for next := 1; r.Advance(); {
				if r.Step() < next || r.Progress().Phase != "train" {
					continue
				}
				r.Rest()
				for alone.Step() < r.Step() || !alone.StepDone() {
					alone.Advance()
				}
				sameAnswers(t, name, r, alone)
				next = r.Step() + 5
			}
			if got, _ := r.Result(); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: asked, a crew gives %+v\nwant %+v", name, got, want)
			}
			finish(alone)
			sameAnswers(t, name, r, alone)
		})
	}
}

func sameAnswers(t *testing.T, name string, r, alone *Run) {
	t.Helper()
	for _, view := range []string{ViewWeight, ViewError, ViewPulses, ViewResistance} {
		for layer := range r.exp.net().Layers {
			var got, want Snapshot
			err, wantErr := r.Snapshot(layer, view, &got), alone.Snapshot(layer, view, &want)
			got.Flips, want.Flips = nil, nil // they depend on when one asked before
			if !reflect.DeepEqual(got, want) || (err == nil) != (wantErr == nil) {
				t.Errorf("%s, step %d: the picture %s of layer %d differs (%v, %v)", name, r.Step(), view,
					layer, err, wantErr)
			}
		}
	}
	for _, place := range [][3]int{{0, 700, 3}, {0, 5, 31}, {1, 30, 9}} {
		got, err := r.Cell(place[0], place[1], place[2])
		want, wantErr := alone.Cell(place[0], place[1], place[2])
		if got != want || (err == nil) != (wantErr == nil) {
			t.Errorf("%s, step %d: cell %v is %+v (%v), want %+v", name, r.Step(), place, got, err, want)
		}
	}
}

// TestCrewsReinferStopAndBeginAnew leaves a run in the middle of its work.
func TestCrewsReinferStopAndBeginAnew(t *testing.T) {
	const link, knob = "train=600&test=1200&hidden=32&epochs=3&batch=50", "&memory=ber&ber=0.1"
	alone := mustRun(t, link, 1)
	for alone.Step() < 7 {
		alone.Advance()
	}
	alone.Stop()
	want := finish(alone)
	e := mustRun(t, link+knob, 1).Experiment()
	if err := alone.Reinfer(e); err != nil {
		t.Fatal(err)
	}
	wantKnob := finish(alone)
	crewed(2, func(c crew.Crew) {
		left := mustLead(t, c, toyLinks["devices"])
		for range 500 {
			left.Advance()
		}
		left.Rest()
		r := mustLead(t, c, link)
		for r.Step() < 7 {
			r.Advance()
		}
		r.Stop()
		if got := finish(r); !reflect.DeepEqual(got, want) {
			t.Errorf("stopped: %+v\nwant %+v", got, want)
		}
		for range 3 { // each overtakes the one before
			if err := r.Reinfer(e); err != nil {
				t.Fatal(err)
			}
			for range 20 {
				r.Advance()
			}
		}
		if got := finish(r); !reflect.DeepEqual(got, wantKnob) {
			t.Errorf("with another knob: %+v\nwant %+v", got, wantKnob)
		}
	})
}

// TestCrewsTurnBack opens files that cannot be gone on with: the run before goes on.
func TestCrewsTurnBack(t *testing.T) {
	donor := mustRun(t, toyLinks["ideal"], 1)
	for !donor.StepDone() {
		donor.Advance()
	}
	file, err := donor.Save()
	if err != nil {
		t.Fatal(err)
	}
	h, _, body, err := readFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bad, err := writeFile(h, body[:len(body)-4])
	if err != nil {
		t.Fatal(err)
	}
	link, want := toyLinks["devices"], toyResult("devices")
	crewed(3, func(c crew.Crew) {
		r := mustLead(t, c, link)
		for r.Step() < 3 {
			r.Advance()
		}
		r.Rest()
		if _, err := OpenWith(c, bad, toySets()); err == nil {
			t.Error("a file that is cut short inside is opened")
		}
		other, err := OpenWith(c, file, toySets())
		if err != nil {
			t.Fatal(err)
		}
		other.Abandon()
		if got := finish(r); !reflect.DeepEqual(got, want) {
			t.Errorf("after two files: %+v\nwant %+v", got, want)
		}
	})
}
