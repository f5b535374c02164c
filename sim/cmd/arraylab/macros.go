package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"arraylab/devices"
	"arraylab/devices/knob"
)

// macroList asks -macro for the table of all macros.
const macroList = "list"

// named is the memory that the arguments of device name, and the texts of its parameters: the first argument, or the
// memory of the macro of -macro, which then goes before the texts.
func (o *deviceOptions) named(rest []string) (*devices.Technology, []string, error) {
	if o.macro == "" {
		t, err := devices.Find(rest[0])
		return t, rest[1:], err
	}
	var in []*devices.Technology
	if len(rest) > 0 && !strings.Contains(rest[0], "=") {
		t, err := devices.Find(rest[0])
		if err != nil {
			return nil, nil, err
		}
		in, rest = []*devices.Technology{t}, rest[1:]
	} else {
		in = devices.Technologies()
	}
	var names []string
	for _, t := range in {
		for _, m := range t.Macros.All() {
			if m.Name == o.macro {
				return t, append([]string{t.Macros.Param.Key + "=" + m.Name}, rest...), nil
			}
			names = append(names, m.Name)
		}
	}
	allowed := "one of those that -macro " + macroList + " lists"
	if near := knob.Nearest(o.macro, names); near != "" {
		allowed += "; did you mean " + near + "?"
	}
	return nil, nil, knob.Refuse("-macro", o.macro, allowed)
}

// listMacros lists the published macros with the figures that their publications give.
func listMacros(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "macro\tmemory\tpublication\tDOI\tcell\tfigures\tremark")
	for _, t := range devices.Technologies() {
		if t == devices.TernaryRRAM {
			continue // it takes those of the binary cells
		}
		for i, m := range t.Macros.All() {
			v := t.Defaults()
			t.Macros.Param.Put(&v, float64(i+1))
			var figures []string
			for _, f := range t.Published(&v) {
				figures = append(figures, strings.TrimSpace(fmt.Sprintf("%s %.4g %s", strings.ToLower(f.Label), f.Value,
					f.Unit)))
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", m.Name, t.Name, m.Venue, m.DOI, m.Cell,
				strings.Join(figures, ", "), m.Remark)
		}
	}
	return w.Flush()
}
