package host

import (
	"syscall/js"
	"testing"
	"time"

	"arraylab/wasm/wire"
)

// fakeWorkers lets a page start workers that only answer questions for a sign of life, and leave those alone once they
// are mute. With shared, the page is one whose workers can have a memory in common.
func fakeWorkers(t *testing.T, shared bool) (made js.Value) {
	t.Helper()
	was := js.Global().Get("crossOriginIsolated")
	js.Global().Set("crossOriginIsolated", shared)
	js.Global().Set("location", map[string]any{"href": "https://lab.example/"})
	t.Cleanup(func() {
		js.Global().Set("crossOriginIsolated", was)
		js.Global().Delete("Worker")
		js.Global().Delete("location")
	})
	return eval(t, `
		const made = [];
		globalThis.Worker = class {
			constructor() { made.push(this); }
			postMessage(m) {
				if (m.ping && !this.mute) setTimeout(() => this.onmessage && this.onmessage({ data: { pong: m.ping } }));
				for (const p of m.crew?.ports ?? []) p?.close();
			}
			say(data) { this.onmessage({ data }); }
			terminate() { this.mute = true; }
		};
		return made;`)
}

// TestAWorkerThatAnswersNothingIsDead after so many questions, whichever one it is and however the crew shares; one
// that answers is not, nor one that said that it leaves.
func TestAWorkerThatAnswersNothingIsDead(t *testing.T) {
	const beat = 4 * time.Millisecond
	for name, c := range map[string]struct {
		size, mute int // -1 for none
		shared     bool
		leaves     bool
		dead       bool
	}{
		"alone":                     {1, 0, false, false, true},
		"alone, alive":              {1, -1, false, false, false},
		"leader, shared":            {2, 0, true, false, true},
		"leader, by messages":       {2, 0, false, false, true},
		"member, by messages":       {2, 1, false, false, true},
		"member stands still":       {2, 1, true, false, false}, // the leader that waits for it in vain does not answer
		"two, by messages, alive":   {2, -1, false, false, false},
		"member that left the crew": {2, 1, false, true, false},
		"no word yet":               {1, 0, false, false, false},
	} {
		made := fakeWorkers(t, c.shared)
		h := New(func(err error) { t.Error(err) })
		h.beat = beat
		heard := make(chan any, 100)
		p, err := h.Spawn("worker.js", "exec.js", Module{}, c.size, wire.Table(), func(msg any) { heard <- msg })
		if err != nil {
			t.Fatal(name, err)
		}
		if c.mute >= 0 {
			made.Index(c.mute).Set("mute", true)
		}
		if c.leaves {
			made.Index(c.mute).Call("say", map[string]any{"left": true})
		}
		if name != "no word yet" {
			made.Index(0).Call("say", eval(t, "return new ArrayBuffer(3)")) // any word
			<-heard
		}
		wait := 20 * beat
		if c.dead {
			wait = time.Minute // on a busy machine
		}
		dead := false
		select {
		case msg := <-heard:
			dead = msg.(Failure).Fatal
		case <-time.After(wait):
		}
		if dead != c.dead {
			t.Errorf("%s: dead %v, want %v", name, dead, c.dead)
		}
		p.Close()
	}
}
