package ledger

import (
	"encoding/csv"
	"io"
	"strconv"
)

// WriteCSV writes the rows of the ledger and of its baselines, and their totals. Layers count from 1; joules of the
// phase inference are those of one image. Errors are the writer's.
func (l *Ledger) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"machine", "phase", "layer", "place", "event", "count", "joules_each", "joules", "source"})
	writeRows(out, "memory chip", l.Rows)
	writeTotal(out, "memory chip", Training, "J", l.Training)
	writeTotal(out, "memory chip", Programming, "J", l.Programming)
	writeTotal(out, "memory chip", Inference, "J", l.Image)
	writeTotal(out, "memory chip", Programming, "s", l.Write)
	writeTotal(out, "memory chip", Inference, "s", l.Latency)
	writeTotal(out, "memory chip", "", "cells", l.Cells)
	for _, p := range l.Parts {
		out.Write([]string{"memory chip", "", "", "area", p.Label + " (m2)", number(p.M2), "", "", p.Source})
	}
	writeTotal(out, "memory chip", "", "m2", l.Area)
	for _, b := range l.Baselines {
		writeRows(out, b.Title, b.Rows)
		writeTotal(out, b.Title, Inference, "J", b.Image)
		writeTotal(out, b.Title, Inference, "s", b.Latency)
		writeTotal(out, b.Title, "", "m2", b.Area)
	}
	out.Flush()
	return out.Error()
}

func writeRows(out *csv.Writer, machine string, rows []Row) {
	for _, r := range rows {
		each, joules := number(r.Each), number(r.Joules)
		if !r.Known {
			each, joules = "", ""
		}
		out.Write([]string{machine, r.Phase, strconv.Itoa(r.Layer + 1), r.Place, r.Event, number(r.Count), each,
			joules, r.Source})
	}
}

// writeTotal writes a sum: joules in their column, else in that of the count.
func writeTotal(out *csv.Writer, machine, phase, unit string, x float64) {
	row := []string{machine, phase, "", "", "total (" + unit + ")", "", "", "", ""}
	if unit == "J" {
		row[7] = number(x)
	} else {
		row[5] = number(x)
	}
	out.Write(row)
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
