package ui

import (
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
