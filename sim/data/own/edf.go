package own

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
)

// EDF and EDF+ (Kemp et al. 1992; Kemp and Olivan 2003): a head of 256 bytes and 256 more a signal, all of them texts
// in columns; then data records, in which each signal has so many samples of two bytes, the low one first.

const (
	edfHead  = 256
	edfTalk  = "EDF Annotations"
	edfMost  = 1 << 9 // signals
	edfMagic = "0       "
)

func isEDF(f File) bool {
	end := ending(f.Name)
	return end == ".edf" || end == ".bdf" || len(f.Body) >= edfHead && string(f.Body[:8]) == edfMagic
}

// edfSignal is what the head says of a signal.
type edfSignal struct {
	name, unit       string
	lowest, highest  float64 // in its unit
	lowBits, topBits int     // the samples of these
	samples          int     // in a data record
}

// edfFile is one on its way in.
type edfFile struct {
	File
	signals []edfSignal
	records int
	seconds float64 // a record
	size    int     // bytes of a record
	at      int     // where the records begin
}

// edf reads all files of the format.
func edf(files []File) (all []Record, err error) {
	for _, f := range files {
		if !isEDF(f) {
			continue
		}
		e := &edfFile{File: f}
		if err := e.head(); err != nil {
			return nil, err
		}
		r, err := e.read()
		if err != nil {
			return nil, err
		}
		all = append(all, *r)
	}
	return all, nil
}

// text is a column of the head.
func (e *edfFile) text(at, length int) string {
	return strings.TrimSpace(string(e.Body[at : at+length]))
}

// whole and real read a column as a number.
func (e *edfFile) whole(what string, at, length, least, most int) (int, error) {
	n, err := strconv.Atoi(e.text(at, length))
	if err != nil || n < least || n > most {
		return 0, wrong(e.Name, "%s, at byte %d, is %q: allowed are whole numbers from %d to %d", what, at,
			short(e.text(at, length)), least, most)
	}
	return n, nil
}

func (e *edfFile) real(what string, at, length int) (float64, error) {
	x, err := strconv.ParseFloat(e.text(at, length), 64)
	if err != nil || math.IsNaN(x) || math.Abs(x) > 1e12 {
		return 0, wrong(e.Name, "%s, at byte %d, is %q: allowed are numbers", what, at, short(e.text(at, length)))
	}
	return x, nil
}

// head reads the head.
func (e *edfFile) head() error {
	if len(e.Body) < edfHead || string(e.Body[:8]) != edfMagic {
		return wrong(e.Name, "does not begin as EDF, with 0 and 7 spaces: BDF, of 24 bits, is not read")
	}
	if kind := e.text(192, 44); strings.HasPrefix(kind, "EDF+D") {
		return wrong(e.Name, "is an EDF+D, with gaps in time: allowed are EDF and EDF+C")
	}
	n, err := e.whole("the number of signals", 252, 4, 1, edfMost)
	if err != nil {
		return err
	}
	if e.at = edfHead * (n + 1); len(e.Body) < e.at {
		return wrong(e.Name, "%d bytes long: the head of %d signals takes %d", len(e.Body), n, e.at)
	}
	if e.seconds, err = e.real("the duration of a data record", 244, 8); err != nil {
		return err
	}
	if e.records, err = e.whole("the number of data records", 236, 8, -1, mostDuration); err != nil {
		return err
	}
	for i := range n {
		if err := e.signal(i, n); err != nil {
			return err
		}
	}
	return e.fits()
}

// signal reads what the head says of signal i of n.
func (e *edfFile) signal(i, n int) (err error) {
	at := func(before, length int) int { return edfHead + n*before + i*length }
	s := edfSignal{name: e.text(at(0, 16), 16), unit: e.text(at(96, 8), 8)}
	which := "of signal " + strconv.Itoa(i)
	if s.lowest, err = e.real("the physical minimum "+which, at(104, 8), 8); err != nil {
		return err
	}
	if s.highest, err = e.real("the physical maximum "+which, at(112, 8), 8); err != nil {
		return err
	}
	if s.lowBits, err = e.whole("the digital minimum "+which, at(120, 8), 8, math.MinInt16, math.MaxInt16); err != nil {
		return err
	}
	if s.topBits, err = e.whole("the digital maximum "+which, at(128, 8), 8, math.MinInt16, math.MaxInt16); err != nil {
		return err
	}
	if s.samples, err = e.whole("the samples in a data record "+which, at(216, 8), 8, 1, 1<<20); err != nil {
		return err
	}
	if s.topBits <= s.lowBits && s.name != edfTalk {
		return wrong(e.Name, "signal %d has the digital range %d to %d: it is empty", i, s.lowBits, s.topBits)
	}
	e.signals, e.size = append(e.signals, s), e.size+2*s.samples
	return nil
}

// fits compares what the head says with how long the file is.
func (e *edfFile) fits() error {
	there := (len(e.Body) - e.at) / e.size
	if e.records < 0 { // of a recording that was cut off
		e.records = there
	}
	switch {
	case e.records > there || e.records < 1:
		return wrong(e.Name, "has %d data records of %d bytes: its head says %d", there, e.size, e.records)
	case e.seconds <= 0 && len(e.signals) > 1:
		return wrong(e.Name, "its data records last %g seconds: allowed are more than 0", e.seconds)
	}
	return nil
}

// read reads signals and annotations.
func (e *edfFile) read() (*Record, error) {
	r, at := &Record{File: e.Name}, 0
	for _, s := range e.signals {
		if s.name == edfTalk {
			marks, err := e.talk(at, s.samples)
			if err != nil {
				return nil, err
			}
			r.Marks = append(r.Marks, marks...)
		} else {
			r.Leads = append(r.Leads, e.lead(s, at))
		}
		at += 2 * s.samples
	}
	if len(r.Leads) == 0 {
		return nil, wrong(e.Name, "holds annotations alone: expected signals")
	}
	return r, nil
}

// lead reads a signal, which begins at a byte of each data record.
func (e *edfFile) lead(s edfSignal, at int) Lead {
	l := Lead{Name: s.name, Unit: s.unit, Rate: float64(s.samples) / e.seconds,
		Values: make([]float32, 0, e.records*s.samples)}
	k := (s.highest - s.lowest) / float64(s.topBits-s.lowBits)
	for n := range e.records {
		b := e.Body[e.at+n*e.size+at:]
		for j := range s.samples {
			x := int(int16(binary.LittleEndian.Uint16(b[2*j:]))) - s.lowBits
			l.Values = append(l.Values, float32(s.lowest+float64(float64(x)*k)))
		}
	}
	return l
}
