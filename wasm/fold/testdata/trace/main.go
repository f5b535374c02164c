// Command trace shows a trace of its calls.
package main

import (
	"os"
	"runtime/debug"
)

func main() { new(caller).call(2) }

type caller struct{}

func (c *caller) call(more int) {
	if more > 0 {
		c.call(more - 1)
		return
	}
	func() { generic(os.Stdout) }()
}

func generic[W interface{ Write([]byte) (int, error) }](w W) { w.Write(debug.Stack()) }
