// Command dies is a program in a worker that ends in the way that the global "how" names.
package main

import (
	"os"
	"syscall/js"
)

func main() {
	switch how := js.Global().Get("how").String(); how {
	case "panic":
		panic("a cell is out of its array")
	case "exit":
		os.Exit(3)
	case "memory":
		var hog [][]byte
		for {
			hog = append(hog, make([]byte, 1<<28))
		}
	case "callback":
		js.Global().Call("setTimeout", js.FuncOf(func(js.Value, []js.Value) any { panic("in a callback") }), 0)
		select {}
	}
}
