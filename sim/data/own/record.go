package own

import (
	"slices"
)

// Record is a recording of several leads over time, with what somebody annotated.
type Record struct {
	File  string // that it was read from
	Leads []Lead
	Marks []Mark
}

// Lead is one signal of a recording.
type Lead struct {
	Name   string
	Unit   string    // of the values: "mV"
	Rate   float64   // values a second
	Values []float32 // a value that was not recorded is the one before
}

// Mark is what somebody annotated.
type Mark struct {
	At   float64 // seconds from the beginning
	Long float64 // seconds that it lasts; 0 for a moment
	Text string  // what it is: "V", "T1"
}

// Seconds is how long the shortest lead of a recording is.
func (r *Record) Seconds() float64 {
	if len(r.Leads) == 0 {
		return 0
	}
	shortest := slices.MinFunc(r.Leads, func(a, b Lead) int { return int(min(1, max(-1, a.length()-b.length()))) })
	return shortest.length()
}

// length is how many seconds a lead is long.
func (l Lead) length() float64 { return float64(len(l.Values)) / l.Rate }

// Records reads recordings, of WFDB or EDF, as they are. Errors are *data.FormatError.
func Records(files []File) ([]Record, error) {
	if err := checkSize(files); err != nil {
		return nil, err
	}
	files, err := unpack(files)
	if err != nil {
		return nil, err
	}
	for _, of := range []struct {
		is   func(File) bool
		read func([]File) ([]Record, error)
	}{{isHeader, wfdb}, {isEDF, edf}} {
		if slices.ContainsFunc(files, of.is) {
			return of.read(files)
		}
	}
	return nil, wrong("your data", "holds no recording: allowed are WFDB (.hea, .dat, .atr), EDF and EDF+")
}

// Window are the values of a lead from a time on, so many, each the mean over its part of the time; where that has no
// value of its own, the one on the line between its neighbours.
func (l Lead) Window(from, long float64, values int) []float32 {
	out := make([]float32, values)
	step := float64(long*l.Rate) / float64(values)
	at := float64(from * l.Rate)
	for i := range out {
		a := at + float64(float64(i)*step)
		out[i] = l.mean(a, a+step)
	}
	return out
}

// mean is that of the values from one place up to another; both are cut to the recording.
func (l Lead) mean(a, b float64) float32 {
	first, end := ceil(a), ceil(b)
	first, end = min(max(first, 0), len(l.Values)), min(max(end, 0), len(l.Values))
	if first < end {
		sum := 0.0
		for _, x := range l.Values[first:end] {
			sum += float64(x)
		}
		return float32(sum / float64(end-first))
	}
	i := min(max(ceil(a)-1, 0), len(l.Values)-1)
	j := min(i+1, len(l.Values)-1)
	t := min(max(a-float64(i), 0), 1)
	return float32(float64(float64(1-t)*float64(l.Values[i])) + float64(t*float64(l.Values[j])))
}

// ceil is the next whole number of a place in a recording.
func ceil(x float64) int {
	n := int(x)
	if float64(n) < x {
		n++
	}
	return n
}
