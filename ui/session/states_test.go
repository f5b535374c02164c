package session

import (
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
	{"leaving, train waits", do("ready", "move", "train")},
	{"leaving, opening", do("ready", "move", "reset", "open")},
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
