package host

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"sync"
	"syscall/js"
	"testing"
	"time"

	"arraylab/wasm/wire"
)

// These run under Node, which has the parts of a browser that they use.

func eval(t *testing.T, script string) js.Value {
	t.Helper()
	return js.Global().Get("Function").New(script).Invoke()
}

func TestMessagesSurviveTheCrossing(t *testing.T) {
	var sent []js.Value
	p := &Port{table: wire.Table(), post: func(buffer js.Value, transfer []any) { sent = append(sent, buffer) }}
	want := wire.Data{Task: "mnist", Part: "test", Body: []byte{9, 8, 7}}
	if err := p.Post(want); err != nil {
		t.Fatal(err)
	}
	var got any
	receive(sent[0], p.table, func(msg any) { got = msg })
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v arrived as %+v", want, got)
	}
	if err := p.Post(struct{}{}); err == nil {
		t.Error("a stranger's type was posted")
	}
	receive(eval(t, "return new ArrayBuffer(3)"), p.table, func(msg any) { got = msg })
	if f, ok := got.(Failure); !ok || f.Fatal {
		t.Errorf("three bytes arrived as %+v", got)
	}
	receive(eval(t, `return {failure: {what: "W", do: "D", where: "memory"}}`), p.table, func(msg any) { got = msg })
	if got != (Failure{What: "W", Do: "D", Where: "memory", Fatal: true}) {
		t.Errorf("the loader's failure arrived as %+v", got)
	}
	p.Close()
	if err := p.Post(want); err != nil || len(sent) != 1 {
		t.Error("a closed line still sends")
	}
}

func TestPanicsAreCaught(t *testing.T) {
	var mu sync.Mutex
	var caught []error
	done := make(chan bool, 2)
	h := New(func(err error) {
		mu.Lock()
		caught = append(caught, err)
		mu.Unlock()
		done <- true
	})
	h.Go(func() { panic("in a goroutine") })
	h.callback(func(js.Value) { panic("in a callback") }).Invoke()
	<-done
	<-done
	for _, err := range caught {
		var p *PanicError
		if !errors.As(err, &p) || p.Stack == "" {
			t.Errorf("caught %v", err)
		}
	}
}

func TestAwait(t *testing.T) {
	h := New(nil)
	v, err := h.await(context.Background(), eval(t, "return Promise.resolve(42)"))
	if err != nil || v.Int() != 42 {
		t.Errorf("resolved: %v, %v", v, err)
	}
	var failed *ScriptError
	if _, err := h.await(context.Background(), eval(t, "return Promise.reject(new TypeError('no'))")); !errors.As(err,
		&failed) || failed.Reason != "TypeError: no" {
		t.Errorf("rejected: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.await(ctx, eval(t, "return new Promise(() => {})")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestYieldLetsTheBrowserDoWhatWaits(t *testing.T) {
	h := New(nil)
	y := h.NewYielder()
	turns := 0
	js.Global().Call("setTimeout", h.callback(func(js.Value) { turns++ }), 0)
	start := time.Now()
	for n := 0; turns == 0; n++ {
		if y.Yield(); time.Since(start) > 10*time.Second {
			t.Fatal("a timer did not get its turn in ten seconds of yielding")
		}
	}
}

// server answers globalThis.fetch for the time of a test.
func server(t *testing.T, script string) {
	t.Helper()
	old := js.Global().Get("fetch")
	js.Global().Set("fetch", eval(t, "let n = 0; return async (url, o) => { n++; "+script+" }"))
	t.Cleanup(func() { js.Global().Set("fetch", old) })
}

func TestFetch(t *testing.T) {
	h, ctx := New(nil), context.Background()
	ok := "return new Response(new Uint8Array([1,2,3,4]));"

	server(t, ok)
	var told int64
	got, err := h.Fetch(ctx, "x", 4, func(done, total int64) { told = done + total })
	if err != nil || !bytes.Equal(got, []byte{1, 2, 3, 4}) || told != 8 {
		t.Errorf("got %v, %v, progress %d", got, err, told)
	}

	server(t, "if (n < 3) throw new TypeError('cut off'); "+ok)
	if got, err := h.Fetch(ctx, "x", 4, nil); err != nil || len(got) != 4 {
		t.Errorf("third try: %v, %v", got, err)
	}

	var failed *FetchError
	server(t, "return new Response('gone', {status: 404});")
	if _, err := h.Fetch(ctx, "x", 4, nil); !errors.As(err, &failed) || failed.Status != 404 || failed.Tries != 1 {
		t.Errorf("404: %v", err)
	}
	server(t, ok)
	if _, err := h.Fetch(ctx, "x", 5, nil); !errors.As(err, &failed) || failed.Tries != Tries {
		t.Errorf("cut short: %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	server(t, "return await new Promise((_, no) => o.signal.addEventListener('abort', no));")
	if _, err := h.Fetch(cancelled, "x", 5, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestStorage(t *testing.T) {
	h := New(nil)
	place := func(script string) {
		eval(t, `Object.defineProperty(globalThis, "localStorage", {configurable: true, get: () => { `+script+` }})`)
	}
	t.Cleanup(func() { eval(t, "delete globalThis.localStorage") })
	problemOf := func(err error) StorageProblem {
		var e *StorageError
		if !errors.As(err, &e) {
			return ""
		}
		return e.Problem
	}

	place(`return globalThis.kept ??= {m: {}, getItem(k) { return this.m[k] ?? null },
		setItem(k, v) { this.m[k] = v }, removeItem(k) { delete this.m[k] },
		get length() { return Object.keys(this.m).length }, key(i) { return Object.keys(this.m)[i] ?? null }}`)
	if _, ok, err := h.GetText("a"); ok || err != nil {
		t.Errorf("nothing kept: %v, %v", ok, err)
	}
	if err := h.PutText("a", "b"); err != nil {
		t.Error(err)
	}
	if text, ok, err := h.GetText("a"); text != "b" || !ok || err != nil {
		t.Errorf("kept: %q, %v, %v", text, ok, err)
	}
	if err := h.PutText("c", "d"); err != nil {
		t.Error(err)
	}
	if all, err := h.Texts("a"); err != nil || len(all) != 1 || all["a"] != "b" {
		t.Errorf("beginning with a: %v, %v", all, err)
	}
	if err := h.DeleteText("a"); err != nil {
		t.Error(err)
	}

	place(`throw new DOMException("The operation is insecure.", "SecurityError")`)
	if _, _, err := h.GetText("a"); problemOf(err) != StorageForbidden {
		t.Errorf("forbidden: %v", err)
	}
	place(`return {setItem() { throw new DOMException("full", "QuotaExceededError") }}`)
	if err := h.PutText("a", "b"); problemOf(err) != StorageFull {
		t.Errorf("full: %v", err)
	}
	place(`return null`) // as some browsers do where storage is switched off
	if err := h.PutText("a", "b"); problemOf(err) != StorageForbidden {
		t.Errorf("none: %v", err)
	}
	if err := h.PutRecord(context.Background(), "f", "", nil); problemOf(err) != StorageForbidden {
		t.Errorf("no database: %v", err) // Node has none
	}
}
