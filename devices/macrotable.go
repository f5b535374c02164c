package devices

import (
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
	"sync"
)

// macroTable has a row for each macro: what publications give, as NVMExplorer's survey read it (MIT licence). Columns
// name their units; an empty field is not given. A value that looks like a slip of the survey, or contradicts another
// one, is left out and named in the last column.
//
// What a publication gives becomes the default of the parameters that follow from it. Where an RRAM has both
// resistances but no spread, the spread follows from its error rate, or from 1e-4, that of the strong condition; the
// pulse of a magnetic junction follows from its error rate, and its barrier is taken to be 60 kT. Process, retention
// and the endurance of junctions are shown alone.
//
// Of the 60 surveyed, five are left out. 10.23919/VLSIT.2019.8776540 has capacity and area of a macro alone;
// 10.1109/IEDM.2018.8614635, 10.1109/IEDM19573.2019.8993516 and 10.1109/VLSITechnology18217.2020.9265054, all three
// ST-MRAM, have endurance and retention alone; and the figures of the FeFET 10.1109/IEDM19573.2019.8993509 do not go
// together: 15 F² and 7 µm² a cell, written in 0.925 ns at 9 V. There are no phase-change macros in the survey.
//
//go:embed macros.csv
var macroTable string

// macroRows are the rows of the table, its head first. It is read once for all memories: the page waits for it.
var macroRows = sync.OnceValues(csv.NewReader(strings.NewReader(macroTable)).ReadAll)

// macrosOf reads the rows of a memory. The table is part of the program: a bad one is a bug, which every test finds.
func macrosOf(memory string) (all []Macro) {
	rows, err := macroRows()
	if err != nil {
		panic("devices: the table of macros cannot be read")
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		if row[column["memory"]] != memory {
			continue
		}
		m := Macro{Name: row[column["name"]], Venue: row[column["venue"]], DOI: row[column["doi"]],
			Cell: row[column["cell"]], Remark: row[column["remark"]]}
		for f := range macroFigures {
			text := row[column[macroFigures[f].column]]
			if text == "" {
				continue
			}
			if m.figures[f], err = strconv.ParseFloat(text, 64); err != nil {
				panic("devices: the table of macros has a bad number")
			}
		}
		all = append(all, m)
	}
	return all
}
