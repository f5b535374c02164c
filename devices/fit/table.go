package fit

import (
	"fmt"
	"strings"

	"arraylab/devices"
	"arraylab/sim/num"
)

// What a file may hold.
const (
	MaxBytes   = 8 << 20 // of the file
	MaxValues  = 400000  // resistances
	MaxDevices = 5000    // with resistances over pulses
	MinPulses  = 5       // readings of a device over pulses
	MinSamples = 10      // of each state
	MinOhms    = 1
	MaxOhms    = 1e12
	MinRates   = 5   // error rates above zero
	MaxRates   = 500 // error rates
)

const (
	allowedOhms   = "a resistance from 1 to 1e12 ohm"
	allowedPulses = "a whole number of pulses from 0 to 2097151"
)

// FileError says what of a file cannot be read.
type FileError struct {
	File string
	// line of the file, or, with a Column such as resistance[2], the place in that array; from 1, 0 for none
	Row     int
	Column  string // number and name of the column of a CSV file, or the array of a JSON file; "" for none
	Value   string
	Allowed string
}

func (e *FileError) Error() string {
	s := "fit: " + e.File
	if e.Row > 0 {
		s += fmt.Sprintf(": row %d", e.Row)
	}
	if e.Column != "" {
		s += ": column " + e.Column
	}
	return fmt.Sprintf("%s: %.40q is not allowed: it takes %s", s, e.Value, e.Allowed)
}

// series is one device: ln R over pulses.
type series struct {
	name string
	t    []float64 // pulses, ascending
	ln   []float64 // ln of R in ohm
}

// table is what a file holds: devices over pulses, samples of both states, or error rates of writes.
type table struct {
	file      string
	devices   []series
	low, high []float64 // ohm
	rates     []rate
	barrier   bool // of rates: it was given beside the table
	values    int
	unitless  bool     // resistances without a unit
	said      []string // sentences: what of the file was used, in which unit, and what was not
	doubts    []string // what must be said in front of the fit
}

// place is where in the file a number stands.
type place struct {
	row    int
	column string
}

func (t *table) fail(at place, value, allowed string) error {
	return &FileError{File: t.file, Row: at.row, Column: at.column,
		Value: strings.Clone(value[:min(len(value), 200)]), Allowed: allowed}
}

// count refuses one number too many.
func (t *table) count(at place, text string) error {
	if t.values++; t.values > MaxValues {
		return t.fail(at, text, fmt.Sprintf("%d numbers in all", MaxValues))
	}
	return nil
}

// ohms is the resistance of a number with its unit; text is how the file spells it.
func (t *table) ohms(at place, x float64, u unit, text string) (float64, error) {
	ohms := u.ohms(x)
	if !(ohms >= MinOhms && ohms <= MaxOhms) {
		allowed := allowedOhms
		if u.name != "ohm" {
			allowed += ", here in " + u.name
		}
		return 0, t.fail(at, text, allowed)
	}
	return ohms, t.count(at, text)
}

// pulses checks a number of pulses that must be above the one before it, -1 for none.
func (t *table) pulses(at place, x float64, text string, before float64) (float64, error) {
	if !(x >= 0 && x <= devices.MaxPulses) || x != float64(int64(x)) {
		return 0, t.fail(at, text, allowedPulses)
	}
	if x <= before {
		return 0, t.fail(at, text, fmt.Sprintf("pulses in ascending order: more than %.0f here", before))
	}
	return x, nil
}

// add appends a reading to a device.
func (s *series) add(pulses, ohms float64) {
	s.t, s.ln = append(s.t, pulses), append(s.ln, num.Log(ohms))
}

// check tells whether the table holds enough.
func (t *table) check() error {
	switch {
	case len(t.devices) > 0:
		for _, d := range t.devices {
			if len(d.t) < MinPulses {
				return t.fail(place{}, fmt.Sprintf("%d readings of %.40s", len(d.t), d.name),
					fmt.Sprintf("%d or more readings of each device", MinPulses))
			}
		}
		return nil
	case len(t.rates) > 0:
		return t.checkRates()
	case len(t.low)+len(t.high) == 0:
		return t.fail(place{}, "no numbers", "a header and rows of numbers")
	}
	for i, s := range [][]float64{t.low, t.high} {
		if len(s) < MinSamples {
			return t.fail(place{}, fmt.Sprintf("%d samples of %s", len(s), []string{"LRS", "HRS"}[i]),
				fmt.Sprintf("%d or more samples of each state", MinSamples))
		}
	}
	return nil
}
