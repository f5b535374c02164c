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

// script brings a session into a state.
type script struct {
	name string
	do   func(s *Session)
}

// do lets events of which nothing is looked at happen one after the other.
func do(events ...string) func(*Session) {
	return func(s *Session) {
		for _, name := range events {
			happens(s, name)
		}
	}
}

// states are the states that a session can be in, each with the way there.
var states = []script{
	{"starting", do()},
	{"opening", do("open")},
	{"opening, train", do("open", "train")},
	{"gone", do("ready", "crash")},
	{"train, starting", do("train")},
	{"model waits", do("ready", "open")},
	{"model ordered", do("ready", "open", "model")},
	{"model runs", do("ready", "open", "model", "running")},
	{"model programmed", do("ready", "open", "model", "running", "program")},
	{"model runs, train", do("ready", "open", "model", "running", "train")},
	{"idle", do("ready", "open", "model", "result")},
	{"train waits", do("ready", "train")},
	{"checkpoint waits", do("ready", "resume")},
	{"train runs", do("ready", "train", "images")},
	{"train paused", do("ready", "train", "images", "paused")},
	{"train runs, checkpoint", do("ready", "train", "images", "resume")},
	{"trained", do("ready", "train", "images", "result")},
	{"reinfer ordered", do("ready", "reinfer")},
	{"reinfer runs", do("ready", "reinfer", "running")},
	{"reinfer refused", do("ready", "reinfer", "failed")},
	{"load ordered", do("ready", "load")},
	{"load paused", do("ready", "load", "paused")},
	{"ideal saves", do("ready", "ideal")},
	{"ideal waits", do("ready", "ideal", "saved")},
	{"ideal runs", do("ready", "ideal", "saved", "images")},
	{"return ordered", do("ready", "ideal", "saved", "images", "result")},
	{"sweep ordered", do("ready", "sweep")},
	{"sweep runs", do("ready", "sweep", "heard")},
	{"sweep paused", do("ready", "sweep", "paused")},
	{"sweep failed", do("ready", "sweep", "heard", "failed")},
	{"ablation runs", do("ready", "ablation", "running")},
	{"repeat behind train", do("ready", "train", "repeat")},
	{"repeat behind model", do("ready", "open", "repeat")},
	{"repeat is next", do("ready", "reinfer", "repeat", "result")},
	{"leaving", do("ready", "move")},
	{"leaving, train", do("ready", "train", "images", "move")},
	{"moved", do("ready", "move", "moved")},
	{"moved, ready", do("ready", "move", "moved", "ready")},
	{"moved, train", do("ready", "train", "images", "move", "moved")},
}

// event is something that can happen.
type event struct {
	name string
	do   func(s *Session) []any
}

func plain(f func(s *Session)) func(*Session) []any {
	return func(s *Session) []any { f(s); return nil }
}

func status(state string) func(*Session) []any {
	return func(s *Session) []any {
		if !s.Hears(wire.Status{Job: s.job.ID, State: state}) {
			return nil
		}
		orders, adopted := s.Status(state)
		if adopted {
			orders = append(orders, "adopted")
		}
		return orders
	}
}

// events are all that can happen. Those of the engine are of the job under way.
var events = []event{
	{"open", plain((*Session).Open)},
	{"program", func(s *Session) []any { return s.Program("chip") }},
	{"train", plain(func(s *Session) { _ = s.Train("link") })},
	{"resume", plain(func(s *Session) { s.Resume("link", []byte("half")) })},
	{"reinfer", func(s *Session) []any { return s.Reinfer("knob", 0) }},
	{"reinfer another", func(s *Session) []any { return s.Reinfer("other", Throttle-1) }},
	{"reinfer later", func(s *Session) []any { return s.Reinfer("other", Throttle) }},
	{"ideal", func(s *Session) []any { return s.Ideal("ideal") }},
	{"sweep", func(s *Session) []any { return s.Study(wire.Sweep{}) }},
	{"ablation", func(s *Session) []any { return s.Study(wire.Sweep{Ablate: true}) }},
	{"load", func(s *Session) []any { return s.Load([]byte("file")) }},
	{"repeat", plain(func(s *Session) { s.Repeat("scenario") })},
	{"forget", plain((*Session).Forget)},
	{"pause", func(s *Session) []any { return s.Control("pause") }},
	{"stop", func(s *Session) []any { return s.Stop() }},
	{"reset", plain((*Session).Reset)},
	{"move", func(s *Session) []any { return s.Move() }},
	{"restart", plain((*Session).Restart)},
	{"ready", func(s *Session) []any {
		if s.Hears(wire.Ready{}) {
			s.Ready()
		}
		return nil
	}},
	{"crash", plain((*Session).Crash)},
	{"nothing", func(s *Session) []any { return s.Supply(Supply{}) }},
	{"model", func(s *Session) []any { return s.Supply(Supply{Test: true, Model: []byte("model")}) }},
	{"images", func(s *Session) []any { return s.Supply(Supply{Test: true, Images: true}) }},
	{"absent", plain((*Session).Absent)},
	{"denied", plain((*Session).Denied)},
	{"heard", func(s *Session) []any {
		if s.Hears(wire.Progress{Job: s.job.ID}) {
			s.Heard()
		}
		return nil
	}},
	{"running", status(wire.StateRunning)},
	{"paused", status(wire.StatePaused)},
	{"done", status(wire.StateDone)},
	{"result", func(s *Session) []any {
		if s.Hears(wire.Result{Job: s.job.ID}) {
			return s.Result()
		}
		return nil
	}},
	{"failed", func(s *Session) []any {
		if s.job.ID != 0 && s.Hears(wire.Failure{Job: s.job.ID}) {
			return s.Failed(s.job.ID)
		}
		return nil
	}},
	{"not saved", func(s *Session) []any {
		if s.save != 0 && s.Hears(wire.Failure{Job: s.save}) {
			return s.Failed(s.save)
		}
		return nil
	}},
	{"saved", func(s *Session) []any {
		if m := (wire.Saved{Job: s.job.ID, Link: "link", Body: []byte("kept")}); s.job.Phase == Saving && s.Hears(m) {
			s.Saved(m, false)
		}
		return nil
	}},
	{"moved", func(s *Session) []any {
		if m := (wire.Saved{Job: s.save, Link: "link", Body: []byte("kept")}); s.save != 0 && s.Hears(m) {
			s.Saved(m, true)
		}
		return nil
	}},
}

func happens(s *Session, name string) []any {
	for _, e := range events {
		if e.name == name {
			return e.do(s)
		}
	}
	panic("session: the test has no event " + name)
}

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
	}{{s.asked, " asked"}, {s.result, " result"}, {s.refused != "", " refused " + s.refused}, {s.save != 0, " saving"}} {
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
	ofJob := func(id wire.Job) []any {
		return []any{wire.Status{Job: id}, wire.Progress{Job: id}, wire.CurvePoint{Job: id}, wire.Result{Job: id}, wire.SweepPoint{Job: id},
			wire.Failure{Job: id}, wire.Saved{Job: id}}
	}
	ofNone := []any{wire.Scores{}, wire.NeuronInfo{}, wire.Picture{}, wire.DataState{}, wire.Margins{}, wire.Sheet{}, wire.Saved{}, wire.Failure{}}
	for _, x := range states {
		s := at(x)
		for id := wire.Job(1); id <= s.last+1; id++ {
			for _, m := range ofJob(id) {
				if got, want := s.Hears(m), s.Alive() && (id == s.job.ID && s.job.begun() || s.job.Phase == Saving && id == s.job.ID && answers(m) || id == s.save && answers(m)); got != want {
					t.Errorf("%s (job %d) hears %T of job %d: %v", x.name, s.job.ID, m, id, got)
				}
			}
		}
		for _, m := range ofNone {
			if got := s.Hears(m); got != s.Alive() {
				t.Errorf("%s hears %T: %v", x.name, m, got)
			}
		}
		for _, m := range ofJob(0)[:5] {
			if s.Hears(m) {
				t.Errorf("%s hears %T of no job", x.name, m)
			}
		}
		for _, m := range []any{wire.Ready{}, wire.Failure{Fatal: true}} {
			if got := s.Hears(m); got == s.Gone() {
				t.Errorf("%s hears %T: %v", x.name, m, got)
			}
		}
	}
}

// TestNumbersAreNeverUsedAgain, whatever happens in whatever order.
func TestNumbersAreNeverUsedAgain(t *testing.T) {
	kinds := map[wire.Job]Kind{}
	s, noise := &Session{}, uint32(1)
	for range 100_000 {
		noise = noise*1664525 + 1013904223 // a linear congruential generator: Numerical Recipes
		before := s.job
		happens(s, events[noise>>16%uint32(len(events))].name)
		for _, j := range []Job{s.job, s.next} {
			was, known := kinds[j.ID]
			turned := (was == Load || was == Return) && j.Kind == Train || (was == Sweep || was == Ablation) && j.Kind == Return
			if j.ID != 0 && known && was != j.Kind && !turned {
				t.Fatalf("job %d was %s and is %v, after %v", j.ID, kindNames[was], j, before)
			}
			kinds[j.ID] = j.Kind
		}
		if s.next.Kind != None && s.next.Kind != Repeat && s.job.Kind == None {
			t.Fatalf("%v: something waits behind nothing", s)
		}
		if s.job.ID > s.last || s.crew == gone && s.job.begun() {
			t.Fatalf("%v cannot be", s)
		}
	}
}

// told is what the page shows of a state.
func told(s *Session) string {
	all := s.State() + ":"
	for _, f := range []struct {
		name string
		is   bool
	}{{"alive", s.Alive()}, {"opening", s.Opening()}, {"busy", s.Busy()}, {"idle", s.Idle()}, {"active", s.Active()}, {"paused", s.Paused()},
		{"training", s.Training()}, {"sweeping", s.Sweeping()}, {"ablating", s.Ablating()}, {"aside", s.Aside()}, {"moves", s.Moves()},
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
