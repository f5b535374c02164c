package host

import (
	"cmp"
	"context"
	"syscall/js"
	"time"

	"arraylab/wasm/codec"
)

// A Port is one end of a line to another program of the page. What goes over it are the
// messages of one table, each as one ArrayBuffer that is handed over, not copied. What comes is
// given to a function; a Failure in the place of what did not come.
type Port struct {
	table codec.Table
	post  func(buffer js.Value, transfer []any)
	done  func()
}

// Post sends a message of the line's table. Its body is copied once, into the buffer that travels.
func (p *Port) Post(msg any) error {
	parts, err := p.table.Parts(msg)
	if err != nil {
		return err
	}
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	if p.post == nil {
		return nil // closed: nobody waits for it
	}
	return try(func() {
		bytes := js.Global().Get("Uint8Array").New(size)
		at := 0
		for _, part := range parts {
			at += js.CopyBytesToJS(bytes.Call("subarray", at), part)
		}
		buffer := bytes.Get("buffer")
		p.post(buffer, []any{buffer})
	})
}

// Close ends the line: nothing is sent or received after it. A worker is terminated.
func (p *Port) Close() {
	p.post = nil
	if p.done != nil {
		p.done()
		p.done = nil
	}
}

// Bytes copies an ArrayBuffer, of whatever realm, into Go's memory.
func Bytes(buffer js.Value) []byte {
	u8 := js.Global().Get("Uint8Array").New(buffer) // rewrapped: a frame's own type is a stranger's here
	b := make([]byte, u8.Length())
	js.CopyBytesToGo(b, u8)
	return b
}

// receive decodes what came over a line; anything else than a message becomes a Failure.
func receive(data js.Value, table codec.Table, on func(any)) {
	if f := data.Get("failure"); f.Type() == js.TypeObject {
		on(Failure{What: f.Get("what").String(), Do: f.Get("do").String(), Where: f.Get("where").String(), Fatal: true})
		return
	}
	msg, err := table.Decode(Bytes(data))
	if err != nil {
		on(Failure{What: "A message between the parts of the page could not be read: " + err.Error() + ".",
			Do: "Reload the page.", Where: "engine"})
		return
	}
	on(msg)
}

// Module is a compiled program: compiled once, started in as many workers as wanted.
type Module struct{ v js.Value }

// Compile downloads and compiles a program, unless a script of the page did so ahead (assets/boot.js). bytes is its size
// for progress, 0 where unknown.
func (h *Host) Compile(ctx context.Context, url string, bytes int64, progress func(done, total int64)) (Module, error) {
	if m, ok := h.ahead(ctx, url); ok {
		return m, nil
	}
	code, err := h.fetchBuffer(ctx, url, bytes, progress)
	if err != nil {
		return Module{}, err
	}
	var promise js.Value
	if err := try(func() { promise = js.Global().Get("WebAssembly").Call("compile", code) }); err != nil {
		return Module{}, err
	}
	v, err := h.await(ctx, promise)
	return Module{v}, err
}

// ahead is the program that a script of the page has compiled, or is compiling; false where there is none, or where that
// failed.
func (h *Host) ahead(ctx context.Context, url string) (Module, bool) {
	all := js.Global().Get("compiled")
	if all.Type() != js.TypeObject || !all.Get(url).Truthy() {
		return Module{}, false
	}
	v, err := h.await(ctx, all.Get(url))
	return Module{v}, err == nil && v.Truthy()
}

// Spawn starts a crew of workers: script is the address of worker.js, exec that of Go's
// wasm_exec.js. The port is the line to the one that leads it, which speaks the table's messages.
// Every message of it is given to on; so is every way in which any of them can die, as a Failure
// with Fatal set.
func (h *Host) Spawn(script, exec string, m Module, size int, table codec.Table, on func(msg any)) (*Port, error) {
	lead := &Port{table: table}
	var all []*spawned
	closeAll := func() {
		for _, w := range all {
			w.Close()
		}
	}
	hear := func(msg any) {
		for _, w := range felt(all) {
			w.pulse.begin(h)
		}
		on(msg)
	}
	err := try(func() {
		address := js.Global().Get("URL").New(exec, js.Global().Get("location").Get("href")).Get("href")
		for _, place := range places(size) {
			w, err := h.spawn(script, table, hear)
			if err != nil {
				panic(js.Error{Value: js.ValueOf(err.Error())})
			}
			w.start(map[string]any{"module": m.v, "exec": address, "crew": place.place}, place.ports)
			all = append(all, w)
		}
		if len(all) > 0 {
			lead.post = all[0].post
		}
	})
	if err != nil {
		closeAll()
		return nil, err
	}
	lead.done = closeAll
	return lead, nil
}

// spawned is a worker that was started. Its pulse begins with the first word of the one that leads the crew: until then
// it is being loaded, however long that takes.
type spawned struct {
	*Port
	pulse *pulse
}

// felt are the workers of a crew whose pulse is felt: all, where they have no memory in common. Where they have, those
// that follow stand still while they wait for the leader, and it waits for one that is gone.
func felt(all []*spawned) []*spawned {
	if sharesMemory() {
		return all[:min(1, len(all))]
	}
	return all
}

// start gives a worker its first message, with what is handed over.
func (p *Port) start(first map[string]any, hand []any) { p.post(js.ValueOf(first), hand) }

// spawn starts one worker.
func (h *Host) spawn(script string, table codec.Table, on func(msg any)) (*spawned, error) {
	var worker js.Value
	if err := try(func() { worker = js.Global().Get("Worker").New(script) }); err != nil {
		return nil, err
	}
	p := &Port{table: table, post: func(buffer js.Value, transfer []any) {
		worker.Call("postMessage", buffer, transfer)
	}}
	beat := &pulse{every: cmp.Or(h.beat, pulseEvery), ask: func(n int) {
		if p.post != nil {
			p.post(js.ValueOf(map[string]any{"ping": n}), nil)
		}
	}, gone: func() {
		on(Failure{What: "The engine has not answered for ten seconds: it is gone.", Do: "Start it again.",
			Where: "engine", Fatal: true})
	}}
	message := h.callback(func(e js.Value) {
		data := e.Get("data")
		if n := data.Get("pong"); n.Type() == js.TypeNumber {
			beat.answered(n.Int())
			return
		}
		if data.Get("left").Truthy() { // it closes itself, for its crew is quicker without it
			beat.end()
			return
		}
		if ms := data.Get("busy"); ms.Type() == js.TypeNumber { // for waitsForPage
			for begin := time.Now(); time.Since(begin) < time.Duration(ms.Int())*time.Millisecond; {
			}
			return
		}
		receive(data, table, on)
	})
	failed := h.callback(func(e js.Value) {
		reason := "its program could not be loaded"
		if m := e.Get("message"); m.Type() == js.TypeString {
			reason = m.String()
		}
		e.Call("preventDefault")
		on(Failure{What: "The engine stopped: " + reason + ".", Do: "Start it again.", Where: "engine", Fatal: true})
	})
	worker.Set("onmessage", message)
	worker.Set("onerror", failed)
	worker.Set("onmessageerror", failed)
	p.done = func() {
		beat.end()
		for _, name := range []string{"onmessage", "onerror", "onmessageerror"} {
			worker.Set(name, js.Null())
		}
		worker.Call("terminate")
		message.Release()
		failed.Release()
	}
	return &spawned{p, beat}, nil
}

// Parent is a worker's line to the page that started it; on gets each message, those that came
// before it first.
func (h *Host) Parent(table codec.Table, on func(msg any)) *Port {
	self := js.Global()
	self.Call("connect", h.callback(func(data js.Value) { receive(data, table, on) }))
	return &Port{table: table, post: func(buffer js.Value, transfer []any) {
		self.Call("postMessage", buffer, transfer)
	}}
}

// Frame is the page's line to a frame of the same origin, given its iframe element.
func (h *Host) Frame(iframe js.Value, table codec.Table, on func(msg any)) *Port {
	return h.window(func() js.Value { return iframe.Get("contentWindow") }, table, on)
}

// FrameParent is a frame's line to the page that holds it.
func (h *Host) FrameParent(table codec.Table, on func(msg any)) *Port {
	return h.window(func() js.Value { return js.Global().Get("parent") }, table, on)
}

// window is a line to another window of the same origin; a frame's window changes when it is
// loaded anew, so it is asked for each time.
func (h *Host) window(of func() js.Value, table codec.Table, on func(msg any)) *Port {
	origin := js.Global().Get("origin") // not that of the address, which a frame made of a text does not have
	message := h.callback(func(e js.Value) {
		if e.Get("origin").Equal(origin) && e.Get("source").Equal(of()) && isBuffer(e.Get("data")) {
			receive(e.Get("data"), table, on)
		}
	})
	js.Global().Call("addEventListener", "message", message)
	return &Port{
		table: table,
		post: func(buffer js.Value, transfer []any) {
			if w := of(); w.Truthy() {
				w.Call("postMessage", buffer, origin, transfer)
			}
		},
		done: func() {
			js.Global().Call("removeEventListener", "message", message)
			message.Release()
		},
	}
}

func isBuffer(v js.Value) bool {
	return js.Global().Get("Object").Get("prototype").Get("toString").Call("call", v).String() == "[object ArrayBuffer]"
}
