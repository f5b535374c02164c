package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/lab"
)

// fields lists the fields of an experiment.
func fields(out io.Writer) error {
	w := knobTable(out)
	d := lab.Default()
	for _, f := range lab.Fields() {
		printKnob(w, &f.Knob, f.Get(d))
	}
	return w.Flush()
}

// listParams lists the parameters of a memory and what else it takes.
func listParams(out io.Writer, t *devices.Technology) error {
	w := knobTable(out)
	v := t.Defaults()
	for _, p := range t.Params {
		printKnob(w, &p.Knob, p.Spell(p.Of(&v)))
	}
	for _, key := range t.Keys() {
		var sets []string
		for _, p := range t.Aliases[key] {
			sets = append(sets, p.Key)
		}
		if len(sets) > 0 {
			allowed := t.Aliases[key][0].Allowed()
			fmt.Fprintf(w, "%s\t-\t%s\t-\tSets %s together.\t\n", key, allowed, strings.Join(sets, " and "))
		}
	}
	for _, k := range devices.AskKnobs() {
		printKnob(w, &k, k.Spell(k.Def))
	}
	if err := w.Flush(); err != nil || t != devices.MeasuredDevice && t != devices.STMRAM {
		return err
	}
	return listForms(out)
}

// knobTable begins a table of knobs.
func knobTable(out io.Writer) *tabwriter.Writer {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "key\tunit\tallowed\tdefault\tmeaning\tsource")
	return w
}

// printKnob prints a line of it.
func printKnob(w io.Writer, k *knob.Knob, def string) {
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", k.Key, cmp.Or(k.Unit, "-"), k.Allowed(), def, k.Help, k.Source)
}
