package host

import (
	"syscall/js"
	"time"

	"arraylab/sim/crew"
)

// sharedBytes is the size of each of the two slots in which a crew with shared memory puts its
// messages; longer ones go in pieces. The largest gradient of the papers' networks fits.
const sharedBytes = 8 << 20

// place is what a worker is told of its crew, and the ports that are handed over with it.
type place struct {
	place map[string]any
	ports []any
}

// places links size workers with each other: by shared memory where the page is isolated, by
// ports where it is not.
func places(size int) []place {
	all := make([]place, size)
	ports := make([][]any, size)
	for r := range all {
		ports[r] = make([]any, size)
		for s := range ports[r] {
			ports[r][s] = js.Null()
		}
	}
	memory := js.Null()
	if size > 1 && sharesMemory() {
		memory = js.Global().Get("SharedArrayBuffer").New(64*((size+7)/8) + 2*sharedBytes)
	} else {
		link(ports, all)
	}
	for r := range all {
		all[r].place = map[string]any{"rank": r, "size": size, "ports": ports[r], "memory": memory}
	}
	return all
}

// sharesMemory tells whether workers can have a memory in common. The function is asked for, not the flag alone:
// WebKitGTK calls a page isolated and has no SharedArrayBuffer.
func sharesMemory() bool {
	return js.Global().Get("crossOriginIsolated").Truthy() &&
		js.Global().Get("SharedArrayBuffer").Type() == js.TypeFunction
}

// link makes a channel between every two workers.
func link(ports [][]any, all []place) {
	for r := range ports {
		for s := range r {
			c := js.Global().Get("MessageChannel").New()
			ports[r][s], ports[s][r] = c.Get("port1"), c.Get("port2")
			all[r].ports, all[s].ports = append(all[r].ports, c.Get("port1")), append(all[s].ports, c.Get("port2"))
		}
	}
}

// Crew is the worker's place in the crew that Spawn started. It returns when all of it is there. Where the members'
// messages wait for the page, which draws while they work, a crew is slower than its leader alone: that one stays
// alone, and the others do not come back from here; slow is then how long a message waited.
func (h *Host) Crew() (c crew.Crew, slow time.Duration) {
	v := js.Global().Get("crew")
	if !v.Truthy() || v.Get("size").Int() == 1 {
		return crew.Alone{}, 0
	}
	if c = h.join(v); Shared(c) {
		return c, 0
	}
	if slow = waitsForPage(c); slow < pageBusy*3/4 {
		return c, 0
	}
	if c.Rank() > 0 {
		js.Global().Call("postMessage", map[string]any{"left": true})
		js.Global().Call("close")
		select {}
	}
	return crew.Alone{}, slow
}

// pageBusy is how long the page is kept from everything else to find out whether messages between workers pass through
// its thread: they do in WebKitGTK (an exchange took 125 to 486 ms), not in Chromium and Firefox. The length, and three
// quarters of it as the limit, are assumed: on a machine too busy to answer in time a crew is given up that would have
// been quicker, which costs time and no bit.
const pageBusy = 60 * time.Millisecond

// waitsForPage is how long the longest exchange takes while the page is busy, as the leader has measured it.
func waitsForPage(c crew.Crew) time.Duration {
	if c.Rank() == 0 {
		js.Global().Call("postMessage", map[string]any{"busy": pageBusy.Milliseconds()})
	}
	longest, begin := int64(0), time.Now()
	for more := true; more; {
		at := time.Now()
		more = crew.Each(c, time.Since(begin) < 2*pageBusy)[0]
		longest = max(longest, int64(time.Since(at)))
	}
	return time.Duration(crew.Each(c, longest)[0])
}

// join is the worker's place in a crew of several.
func (h *Host) join(v js.Value) crew.Crew {
	c := member{v: v, rank: v.Get("rank").Int(), size: v.Get("size").Int()}
	var joined crew.Crew
	if v.Get("slots").Truthy() {
		joined = &sharing{member: c, slots: [2]js.Value{v.Get("slots").Index(0), v.Get("slots").Index(1)},
			bytes: v.Get("bytes").Int()}
	} else {
		joined = h.posting(c)
	}
	crew.Each(joined, true)
	return joined
}

// Shared tells whether a crew has a memory in common.
func Shared(c crew.Crew) bool { _, shared := c.(*sharing); return shared }

// member is a place in a crew of several.
type member struct {
	v          js.Value // what worker.js made
	rank, size int
}

// Rank is the member's number.
func (c *member) Rank() int { return c.rank }

// Size is the number of members.
func (c *member) Size() int { return c.size }

// sharing is a crew with shared memory. Waiting stops the whole worker, which is why only
// workers can be members.
type sharing struct {
	member
	slots  [2]js.Value
	bytes  int // of a slot
	number int // of the last message
}

// Share completes a message, piece by piece.
func (c *sharing) Share(parts [][]byte, sizes []int) {
	most := 0
	for _, n := range sizes {
		most = max(most, n)
	}
	piece := c.bytes / c.size
	for at := 0; at < most; at += piece {
		c.piece(parts, sizes, at, piece)
	}
}

// piece shares the bytes [at, at+length) of every part.
func (c *sharing) piece(parts [][]byte, sizes []int, at, length int) {
	c.number++
	c.v.Call("free", int32(c.number))
	slot := c.slots[c.number%2]
	place := func(r int) (from, to int) { return min(at, sizes[r]), min(at+length, sizes[r]) }
	if from, to := place(c.rank); from < to {
		js.CopyBytesToJS(slot.Call("subarray", c.rank*length), parts[c.rank][from:to])
	}
	c.v.Call("wrote", int32(c.number))
	for r := range parts {
		from, to := place(r)
		if r == c.rank || from == to {
			continue
		}
		c.v.Call("written", r, int32(c.number))
		if parts[r] != nil {
			js.CopyBytesToGo(parts[r][from:to], slot.Call("subarray", r*length))
		}
	}
	c.v.Call("done", int32(c.number))
}

// posting is a crew whose members send each other messages.
type posting struct {
	member
	ports []js.Value
	inbox [][]js.Value // by sender, in order
	came  chan struct{}
}

func (h *Host) posting(m member) *posting {
	c := &posting{member: m, ports: make([]js.Value, m.size), inbox: make([][]js.Value, m.size),
		came: make(chan struct{}, 1)}
	for r := range c.ports {
		if r == m.rank {
			continue
		}
		c.ports[r] = m.v.Get("ports").Index(r)
		c.ports[r].Set("onmessage", h.callback(func(e js.Value) {
			c.inbox[r] = append(c.inbox[r], e.Get("data"))
			select {
			case c.came <- struct{}{}:
			default:
			}
		}))
	}
	return c
}

// Share completes a message. While it waits the browser takes its turn, so that orders come in.
func (c *posting) Share(parts [][]byte, sizes []int) {
	for r, port := range c.ports {
		if r == c.rank || sizes[c.rank] == 0 {
			continue
		}
		bytes := js.Global().Get("Uint8Array").New(sizes[c.rank])
		js.CopyBytesToJS(bytes, parts[c.rank])
		buffer := bytes.Get("buffer")
		port.Call("postMessage", buffer, []any{buffer})
	}
	for r := range c.ports {
		if r == c.rank || sizes[r] == 0 {
			continue
		}
		for len(c.inbox[r]) == 0 {
			<-c.came
		}
		buffer := c.inbox[r][0]
		c.inbox[r] = c.inbox[r][1:]
		if parts[r] != nil {
			js.CopyBytesToGo(parts[r], js.Global().Get("Uint8Array").New(buffer))
		}
	}
}
