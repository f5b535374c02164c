package ui

import (
	"strconv"
	"testing"

	"github.com/vugu/vugu"

	"arraylab/wasm/wire"
)

// BenchmarkDrawing builds the whole page, its charts and its facts: what a drawing takes beside what the browser does.
func BenchmarkDrawing(b *testing.B) {
	for _, state := range []struct {
		name string
		set  func(s *Store)
	}{
		{"opened", func(*Store) {}},
		{"few controls", func(s *Store) { s.ToggleLevel() }},
		{"energy", func(s *Store) { s.showDetail("energy") }},
		{"training", func(s *Store) {
			s.Train()
			s.hears(wire.Status{State: wire.StateRunning, Link: s.link.Link()})
		}},
	} {
		b.Run(state.name, func(b *testing.B) {
			s := openedAt(b, newDesk(), "")
			state.set(s)
			env, err := vugu.NewBuildEnv()
			if err != nil {
				b.Fatal(err)
			}
			app := &App{S: s}
			b.ReportAllocs()
			for b.Loop() {
				env.RunBuild(app)
				s.Facts()
				s.Charts()
			}
		})
	}
}

// TestDrawingsAreCheap holds what a drawing of the page may leave behind, in bytes: at first it was 2.7 MB.
func TestDrawingsAreCheap(t *testing.T) {
	const most = 400 << 10
	r := testing.Benchmark(func(b *testing.B) {
		s := openedAt(b, newDesk(), "")
		env, err := vugu.NewBuildEnv()
		if err != nil {
			b.Fatal(err)
		}
		app := &App{S: s}
		b.ReportAllocs()
		for b.Loop() {
			env.RunBuild(app)
			s.Facts()
			s.Charts()
		}
	})
	if got := r.AllocedBytesPerOp(); got > most {
		t.Errorf("a drawing allocates %d bytes, want %d at most", got, most)
	}
}

// BenchmarkKnobMoves is what each step of a slider takes, with its drawing.
func BenchmarkKnobMoves(b *testing.B) {
	s := openedAt(b, newDesk(), "")
	s.CloseIntro()
	env, err := vugu.NewBuildEnv()
	if err != nil {
		b.Fatal(err)
	}
	app := &App{S: s}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Do(func() { s.Knob("pulses", strconv.Itoa(100+i%700)) })
		env.RunBuild(app)
		s.Facts()
		s.Charts()
	}
}
