// Package forms says what a table of measured devices may look like: in words, by a sample of each form, and, where a
// header does not make it clear, by what there is to choose. It is what the page and the command show of package fit
// without its mathematics.
package forms

import _ "embed"

// Form is one shape of a file.
type Form struct {
	Key    string // for the command: -sample pulses
	File   string // name of the sample
	Title  string // what the file holds
	Header string // how it begins
	Sample string // a small file of this form, made up from the devices' own laws
}

// The samples. Their test writes them anew with -update.
var (
	//go:embed samples/pulses.csv
	pulses string
	//go:embed samples/readings.csv
	readings string
	//go:embed samples/states.csv
	states string
	//go:embed samples/samples.csv
	samples string
	//go:embed samples/lengths.csv
	lengths string
	//go:embed samples/voltages.csv
	voltages string
	//go:embed samples/pulses.json
	pulsesJSON string
	//go:embed samples/states.json
	statesJSON string
)

// All are the forms, in the order in which they are shown.
func All() []Form {
	return []Form{
		{"pulses", "pulses.csv", "resistances over pulses, a column for each device", "pulses,device1,device2,...",
			pulses},
		{"readings", "readings.csv", "the same, one reading a row", "device,pulses,resistance", readings},
		{"states", "states.csv", "samples of both states; one column may be longer", "lrs,hrs", states},
		{"samples", "samples.csv", "the same, one sample a row; state is lrs or hrs", "state,resistance", samples},
		{"lengths", "lengths.csv", "write or bit error rates over the length of the pulse, of an MRAM",
			"duration (ns),wer,n", lengths},
		{"voltages", "voltages.csv", "the same over its voltage", "voltage (V),duration (ns),wer", voltages},
		{"pulses-json", "pulses.json", "resistances over pulses, a list for each device",
			`{"pulses": [...], "resistance": [[...], ...]}`, pulsesJSON},
		{"states-json", "states.json", "samples of both states", `{"lrs": [...], "hrs": [...]}`, statesJSON},
	}
}

// Find is the form of a key.
func Find(key string) (Form, bool) {
	for _, f := range All() {
		if f.Key == key {
			return f, true
		}
	}
	return Form{}, false
}

// Rules say what holds for all forms, a sentence each.
func Rules() []string {
	return []string{
		"Commas, semicolons, tabs or bars separate columns; rows that begin with # are comments; a first row " +
			"sep=; is understood.",
		"With semicolons, tabs or bars between columns a comma in a number is the decimal mark; dots, blanks " +
			"and apostrophes may stand between thousands.",
		"Units stand in the header, as in lrs (kohm), lrs [kΩ] or lrs/kΩ, or in a row of units below it: ohm, " +
			"kohm, Mohm, Gohm, or of conductance S, mS, uS, nS. Without a unit resistances are in ohm.",
		"Columns of other quantities, of statistics and of notes are named and not used.",
		"Pulses are whole numbers in ascending order, 5 readings or more of each device; of each state 10 " +
			"samples or more; resistances from 1 to 1e12 ohm.",
		"Error rates lie between 0 and 1, or are in %: 5 or more at different pulses. Lengths have a unit (ns, " +
			"us, s), voltages V or mV. A column n, the number of writes, lets a rate be zero; errors may be " +
			"counted instead of rates; a column delta gives the barrier, which is 60 kT otherwise.",
		"UTF-8, UTF-16 and Windows-1252 are read, at most 8 MiB.",
	}
}

// Choice is what there is to choose where it is not clear which columns of a table are what.
type Choice struct {
	Why     string // one sentence
	Layouts []Layout
}

// Layout is one shape that the table may have.
type Layout struct {
	Title string
	Parts []Part
}

// Part is what a column, or several, may be.
type Part struct {
	Key     string // as fit.Columns spells it
	Label   string
	Guess   string // one of the options
	Options []Option
}

// Option is one column, or several together; "" for none.
type Option struct {
	Value string // as fit.Columns spells it
	Label string
}

// Text spells what is chosen, as fit.Columns reads it: the parts' values in their order, those that are "" left out.
func (l *Layout) Text(values []string) string {
	s := ""
	for i, p := range l.Parts {
		if i >= len(values) || values[i] == "" {
			continue
		}
		if s != "" {
			s += ","
		}
		s += p.Key + "=" + values[i]
	}
	return s
}

// Guesses are the values that the parts begin with.
func (l *Layout) Guesses() []string {
	values := make([]string, len(l.Parts))
	for i, p := range l.Parts {
		values[i] = p.Guess
	}
	return values
}
