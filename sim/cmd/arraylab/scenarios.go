package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"arraylab/sim/lab"
)

func scenarios(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "name\tlink\texpected")
	for _, s := range lab.Scenarios() {
		fmt.Fprintf(w, "%s\t#%s\t%s\n", s.Name, s.Link, s.Expect)
	}
	return w.Flush()
}
