package host

import (
	"context"
	"runtime/debug"
	"syscall/js"
)

// guard is deferred wherever the browser or a new goroutine enters the program: a panic that
// passed it would end the program.
func (h *Host) guard() {
	v := recover()
	if v == nil {
		return
	}
	err := &PanicError{Value: v, Stack: string(debug.Stack())}
	js.Global().Get("console").Call("warn", err.Error()+"\n"+err.Stack)
	if h.panicked != nil {
		h.panicked(err)
	}
}

// Go runs f in a goroutine; a panic in it is caught.
func (h *Host) Go(f func()) {
	go func() {
		defer h.guard()
		f()
	}()
}

// callback makes a function for JavaScript to call; it gets the first argument.
func (h *Host) callback(f func(js.Value)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer h.guard()
		arg := js.Undefined()
		if len(args) > 0 {
			arg = args[0]
		}
		f(arg)
		return nil
	})
}

// try runs f and returns the exception that JavaScript threw in it.
func try(f func()) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case js.Error:
			err = thrown(v.Value)
		case *js.ValueError: // a part of the browser's interface that is missing here
			err = &ScriptError{"this browser lacks a function: " + v.Error()}
		default:
			panic(v)
		}
	}()
	f()
	return nil
}

// get reads a global whose getter may throw, as storage does where it is forbidden. A plain
// Get would let the exception tear through the program; a call is caught, see try.
func get(name string) js.Value {
	return js.Global().Get("Reflect").Call("get", js.Global(), name)
}

// thrown puts an exception of JavaScript in words: "QuotaExceededError: ...".
func thrown(v js.Value) *ScriptError {
	if v.IsUndefined() || v.IsNull() {
		return &ScriptError{"failed without a reason"}
	}
	return &ScriptError{v.Call("toString").String()}
}

// await waits for a promise. It must not be called in a callback, which the browser waits for.
func (h *Host) await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		v   js.Value
		err error
	}
	done := make(chan outcome, 1)
	ok := h.callback(func(v js.Value) { done <- outcome{v: v} })
	bad := h.callback(func(v js.Value) { done <- outcome{err: thrown(v)} })
	promise.Call("then", ok, bad)
	release := func() { ok.Release(); bad.Release() }
	select {
	case o := <-done:
		release()
		return o.v, o.err
	case <-ctx.Done():
		go func() { <-done; release() }() // JavaScript still holds them
		return js.Undefined(), ctx.Err()
	}
}
