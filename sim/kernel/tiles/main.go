// Command tiles writes the unrolled inner tiles of package kernel: unrolling keeps the
// accumulators in registers and the table offsets constant, natively and in WebAssembly.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
)

const groups, bitsPerGroup = 16, 4

func main() {
	for _, a := range []struct {
		file string
		vector
	}{{"lookup_gen_wasm.go", vector{"Float32x4", 4}}, {"lookup_gen_amd64.go", vector{"Float32x8", 8}}} {
		var b bytes.Buffer
		lookup(&b, a.vector)
		write(a.file, &b)
	}
}

func write(file string, b *bytes.Buffer) {
	out, err := format.Source(b.Bytes())
	if err == nil {
		err = os.WriteFile(file, out, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tiles:", err)
		os.Exit(1)
	}
}
