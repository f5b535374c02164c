// Command worker is the engine in a Web Worker: it wires the state machine to the browser.
package main

import (
	"runtime/debug"
	"sync"
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/host"
	"arraylab/wasm/wire"
	"arraylab/wasm/worker/engine"
)

// garbageShare is how much garbage may gather before it is collected, in percent of what is in use: memory
// that a wasm program has once taken it never gives back, and the engine leaves hardly any.
const garbageShare = 5

// memoryLimit makes the collector thrifty before the 4 GiB of a wasm program are used up.
const memoryLimit = 3 << 30

// inbox holds the orders that came and were not looked at yet.
type inbox struct {
	mu     sync.Mutex
	orders []any
	came   chan struct{}
}

// put never blocks: the browser calls it.
func (b *inbox) put(order any) {
	b.mu.Lock()
	b.orders = append(b.orders, order)
	b.mu.Unlock()
	select {
	case b.came <- struct{}{}:
	default:
	}
}

// take empties it.
func (b *inbox) take() []any {
	b.mu.Lock()
	defer b.mu.Unlock()
	orders := b.orders
	b.orders = nil
	return orders
}

func main() {
	debug.SetGCPercent(garbageShare)
	debug.SetMemoryLimit(memoryLimit)
	h, box, begin := host.New(nil), &inbox{came: make(chan struct{}, 1)}, time.Now()
	page := h.Parent(wire.Table(), box.put)
	team, slow := h.Crew()
	if team.Rank() > 0 {
		lab.Follow(team)
		return
	}
	machine := engine.New(team, host.Shared(team), func(msg any) {
		if err := page.Post(msg); err != nil {
			_ = page.Post(wire.Failure{What: "A report could not be sent: " + err.Error() + ".", Do: "Reload the page.",
				Where: "engine"})
		}
	}, func() time.Duration { return time.Since(begin) })
	machine.Hello(slow)
	var loan loan
	for turn := h.NewYielder(); ; {
		for _, order := range box.take() {
			if o, ok := order.(wire.Lend); ok {
				loan.take(h, page, o)
				continue
			}
			machine.Handle(order)
		}
		if machine.Work() {
			turn.Yield()
			continue
		}
		<-box.came
	}
}
