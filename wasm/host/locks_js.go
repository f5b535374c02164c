package host

import (
	"context"
	"syscall/js"
)

// locks is the browser's lock manager; it is missing outside of secure contexts.
func locks() js.Value { return js.Global().Get("navigator").Get("locks") }

// Locks tells whether names can be held.
func (h *Host) Locks() bool { return locks().Truthy() }

// Hold takes a name for as long as the page lives, for all pages of this site; false where another one holds it.
func (h *Host) Hold(ctx context.Context, name string) (bool, error) {
	got := make(chan bool, 1)
	forever := js.Global().Get("Promise").New(js.FuncOf(func(js.Value, []js.Value) any { return nil }))
	grant := js.FuncOf(func(_ js.Value, args []js.Value) any { // held with the lock: never released
		if len(args) == 0 || !args[0].Truthy() {
			got <- false
			return nil
		}
		got <- true
		return forever
	})
	var asked js.Value
	request := func() { asked = locks().Call("request", name, map[string]any{"ifAvailable": true}, grant) }
	if err := try(request); err != nil {
		return false, err
	}
	refused := make(chan error, 1)
	asked.Call("catch", h.callback(func(reason js.Value) { refused <- thrown(reason) }))
	select {
	case ok := <-got:
		return ok, nil
	case err := <-refused:
		return false, err
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// Held are the names that pages of this site hold.
func (h *Host) Held(ctx context.Context) (map[string]bool, error) {
	var asked js.Value
	if err := try(func() { asked = locks().Call("query") }); err != nil {
		return nil, err
	}
	v, err := h.await(ctx, asked)
	if err != nil {
		return nil, err
	}
	names, held := map[string]bool{}, v.Get("held")
	for i := range held.Length() {
		names[held.Index(i).Get("name").String()] = true
	}
	return names, nil
}
