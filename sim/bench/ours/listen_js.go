// Orders come by standard input in Node, by calls of ask in a browser's worker.

package main

import (
	"fmt"
	"syscall/js"

	"arraylab/sim/crew"
	"arraylab/wasm/host"
)

// join takes the worker's place in its crew, as the page's engine does.
func join() crew.Crew {
	team, _ := host.New(nil).Crew()
	return team
}

// listen in a browser: ask takes an order and a function that takes the answer, both text.
func listen(handle func([]byte) []byte) error {
	if js.Global().Get("files").IsUndefined() {
		return listenLines(handle)
	}
	type question struct {
		order string
		reply js.Value
	}
	questions := make(chan question, 8)
	js.Global().Set("ask", js.FuncOf(func(_ js.Value, args []js.Value) any {
		questions <- question{args[0].String(), args[1]}
		return nil
	}))
	js.Global().Call("ready")
	for q := range questions {
		q.reply.Invoke(string(handle([]byte(q.order))))
	}
	return nil
}

// reader takes files from what the loader fetched.
func reader(folder, model string) func(string) ([]byte, error) {
	files := js.Global().Get("files")
	if files.IsUndefined() {
		return readFiles(folder, model)
	}
	return func(name string) ([]byte, error) {
		file := files.Get(name)
		if file.IsUndefined() {
			return nil, fmt.Errorf("ours: the loader brought no %s", name)
		}
		b := make([]byte, file.Length())
		js.CopyBytesToGo(b, file)
		return b, nil
	}
}
