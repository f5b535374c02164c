package session

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"arraylab/wasm/wire"
)

// at brings a new session into a state.
func at(x script) *Session {
	s := &Session{}
	x.do(s)
	return s
}

// spell writes orders in few words.
func spell(orders []any) string {
	var all []string
	for _, o := range orders {
		switch o := o.(type) {
		case wire.Start:
			all = append(all, strings.TrimSpace(fmt.Sprintf("start %d %s %s", o.Job, o.Link, o.Body)))
		case wire.Load:
			all = append(all, fmt.Sprintf("load %d %s", o.Job, o.Body))
		case wire.Reinfer:
			all = append(all, fmt.Sprintf("reinfer %d %s", o.Job, o.Link))
		case wire.Sweep:
			all = append(all, fmt.Sprintf("sweep %d", o.Job))
		case wire.Control:
			all = append(all, fmt.Sprintf("%s %d", o.Do, o.Job))
		case wire.Save:
			all = append(all, fmt.Sprintf("save %d %s", o.Job, o.Reason))
		default:
			all = append(all, fmt.Sprint(o))
		}
	}
	return strings.Join(all, ", ")
}

// tell writes a state in few words.
func tell(s *Session) string {
	marks := ""
	for _, m := range []struct {
		on   bool
		name string
	}{{s.asked, " asked"}, {s.result, " result"}, {s.refused != "", " refused " + s.refused},
		{s.save != 0, " saving"}} {
		if m.on {
			marks += m.name
		}
	}
	return s.String() + marks
}

var update = flag.Bool("update", false, "write the table of transitions anew, to be read before it is kept")

// transitions are all that there are, a line each: what is not among them changes nothing and orders nothing.
func transitions() string {
	var b strings.Builder
	for _, x := range states {
		fmt.Fprintf(&b, "%s: %s; %s\n", x.name, tell(at(x)), told(at(x)))
		for _, e := range events {
			s, before := at(x), at(x)
			orders := e.do(s)
			if before.last = s.last; reflect.DeepEqual(s, before) && len(orders) == 0 {
				continue
			}
			fmt.Fprintf(&b, "\t%s: %s", e.name, tell(s))
			if len(orders) > 0 {
				b.WriteString(" -> " + spell(orders))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// TestTransitions holds every state against every event: what becomes of it, and what is ordered.
func TestTransitions(t *testing.T) {
	const file = "testdata/transitions.txt"
	got := transitions()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(b), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Fatalf("line %d is %q, and in %s %q", i+1, line, file, want[min(i, len(want)-1)])
		}
	}
}

// TestWhatIsOverIsNotHeard: a report of any job but the one under way is dropped, and everything of a crew that is gone
// or has not said its first word.
func TestWhatIsOverIsNotHeard(t *testing.T) {
	for _, x := range states {
		s := at(x)
		hears := func(want bool, all ...any) {
			for _, m := range all {
				if s.Hears(m) != want {
					t.Errorf("%s (job %d) hears %T of job %d: %v", x.name, s.job.ID, m, wire.JobOf(m), !want)
				}
			}
		}
		for id := wire.Job(1); id <= s.last+1; id++ {
			mine := s.Alive() && id == s.job.ID
			hears(mine && s.job.begun(), wire.Status{Job: id}, wire.Progress{Job: id}, wire.CurvePoint{Job: id},
				wire.Result{Job: id},
				wire.SweepPoint{Job: id})
			asks := mine && (s.job.begun() || s.job.Phase == Saving) || s.Alive() && id == s.save
			hears(asks, wire.Failure{Job: id}, wire.Saved{Job: id})
		}
		hears(s.Alive(), wire.Scores{}, wire.NeuronInfo{}, wire.Picture{}, wire.DataState{}, wire.Margins{},
			wire.Sheet{}, wire.Saved{},
			wire.Failure{})
		hears(false, wire.Status{}, wire.Progress{}, wire.CurvePoint{}, wire.Result{}, wire.SweepPoint{})
		hears(!s.Gone(), wire.Ready{}, wire.Failure{Fatal: true})
	}
}

// turns tells whether a job can become one of another kind: a file may hold a run half way, and a sweep that failed
// brings back what stood there.
func turns(from, to Kind) bool {
	switch from {
	case Load, Return:
		return to == Train
	case Sweep, Ablation:
		return to == Return
	}
	return false
}

// TestNumbersAreNeverUsedAgain, whatever happens in whatever order, and nothing waits behind nothing.
func TestNumbersAreNeverUsedAgain(t *testing.T) {
	kinds := map[wire.Job]Kind{}
	s, noise := &Session{}, uint32(1)
	for range 100_000 {
		noise = noise*1664525 + 1013904223 // a linear congruential generator: Numerical Recipes
		before := s.String()
		happens(s, events[noise>>16%uint32(len(events))].name)
		for _, j := range []Job{s.job, s.next} {
			was, known := kinds[j.ID]
			if j.ID != 0 && known && was != j.Kind && !turns(was, j.Kind) {
				t.Fatalf("job %d was %s and is %v, after %s", j.ID, kindNames[was], j, before)
			}
			kinds[j.ID] = j.Kind
		}
		if s.next.Kind != None && s.next.Kind != Repeat && s.job.Kind == None {
			t.Fatalf("%v: something waits behind nothing, after %s", s, before)
		}
		if s.job.ID > s.last || s.Gone() && s.job.begun() {
			t.Fatalf("%v cannot be, after %s", s, before)
		}
	}
}

// told is what the page shows of a state.
func told(s *Session) string {
	all := s.State() + ":"
	for _, f := range []struct {
		name string
		is   bool
	}{{"alive", s.Alive()}, {"opening", s.Opening()}, {"busy", s.Busy()}, {"idle", s.Idle()}, {"active", s.Active()},
		{"paused", s.Paused()},
		{"training", s.Training()}, {"sweeping", s.Sweeping()}, {"ablating", s.Ablating()}, {"aside", s.Aside()},
		{"moves", s.Moves()},
		{"can move", s.CanMove()}, {"follows " + s.Follows(), s.Follows() != ""}} {
		if f.is {
			all += " " + f.name
		}
	}
	return all
}

// TestThrottle keeps a moved slider from cancelling each inference before it begins.
func TestThrottle(t *testing.T) {
	s := &Session{}
	s.Ready()
	n := 0
	for now := time.Duration(0); now < 4*Throttle; now += Throttle / 10 {
		n += len(s.Reinfer(fmt.Sprint(now), now))
	}
	if n != 4 {
		t.Errorf("%d inferences are ordered in four times the throttle", n)
	}
}

// TestSlowInferencesAreOvertaken, and others, which were heard of, come to their end.
func TestSlowInferencesAreOvertaken(t *testing.T) {
	s := &Session{}
	s.Ready()
	s.Reinfer("first", 0)
	s.Heard()
	if o := s.Reinfer("second", Slow-1); len(o) != 0 {
		t.Errorf("an inference gives way after %v: %v", Slow-1, o)
	}
	if o := s.Reinfer("first", Slow); len(o) != 0 {
		t.Errorf("an inference gives way to itself: %v", o)
	}
	if o := s.Reinfer("second", Slow); len(o) != 1 {
		t.Errorf("an inference does not give way after %v: %v", Slow, o)
	}
}
