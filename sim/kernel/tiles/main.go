// Command tiles writes the unrolled inner tiles of package kernel: unrolling keeps the
// accumulators in registers and the table offsets constant, natively and in WebAssembly.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
)

func main() {
	for _, a := range []struct {
		file string
		tables
		vector
	}{
		{"lookup_gen_wasm.go", reals, vector{name: "Float32x4", lanes: 4}},
		{"lookup_gen_amd64.go", reals, vector{name: "Float32x8", lanes: 8}},
		{"whole_gen_wasm.go", wholes, vector{name: "Int16x8", lanes: 8}},
		{"whole_gen_amd64.go", wholes, vector{name: "Int16x16", lanes: 16, listed: true}},
	} {
		var b bytes.Buffer
		lookup(&b, a.tables, a.vector)
		if a.table == wholes.table {
			lookupEntries(&b, a.tables, a.vector)
			fill(&b, a.tables, a.vector)
		}
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
