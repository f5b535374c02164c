package own

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"
)

// The header of a WFDB record (PhysioNet, "WFDB Applications Guide", header(5)): lines of words; the first says what
// the record is, each further one what a signal is. Lines that begin with # are comments.

func isHeader(f File) bool { return ending(f.Name) == ".hea" }

// header is what one says.
type header struct {
	file    string
	name    string // of the record
	rate    float64
	samples int // of each signal; 0 where that is not said
	signals []signalLine
}

// signalLine is what it says of a signal.
type signalLine struct {
	file     string // that holds its samples
	format   int
	frame    int // samples in a frame, the file's unit
	skew     int // frames by which the signal is late
	skip     int // bytes at the beginning of the file
	gain     float64
	baseline int // the sample of 0
	unit     string
	initial  int // what the differences of format 8 begin with
	checksum int16
	checked  bool // there is a checksum
	name     string
}

// Bounds of a record: the public ones have 15 signals and a day.
const (
	mostSignals  = 256
	usualGain    = 200 // where none is said: header(5)
	usualRate    = 250
	mostFrame    = 256     // 128 in PhysioNet's drivedb
	mostSkew     = 1 << 16 // frames
	mostSkip     = 1 << 20
	mostRate     = 1e6
	mostDuration = 1 << 28 // samples
)

// readHeader reads one.
func readHeader(f File) (*header, error) {
	var lines [][]string
	for line := range bytes.Lines(f.Body) {
		if words := strings.Fields(string(line)); len(words) > 0 && words[0][0] != '#' {
			lines = append(lines, words)
		}
	}
	if len(lines) == 0 {
		return nil, wrong(f.Name, "has no line that says what the record is")
	}
	h := &header{file: f.Name, name: lines[0][0], rate: usualRate}
	n, err := h.record(lines[0])
	if err != nil {
		return nil, err
	}
	if len(lines)-1 < n {
		return nil, wrong(f.Name, "speaks of %d signals: there are lines of %d", n, len(lines)-1)
	}
	for i, words := range lines[1 : n+1] {
		if err := h.signal(i, words); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// record reads the first line: name, signals, rate, samples. It returns the number of signals.
func (h *header) record(words []string) (n int, err error) {
	if strings.Contains(h.name, "/") {
		return 0, wrong(h.file, "the record %s is of several segments: allowed is one", short(h.name))
	}
	if len(words) < 2 {
		return 0, wrong(h.file, "the line of the record has 1 word: expected its name and the number of signals")
	}
	if n, err = strconv.Atoi(words[1]); err != nil || n < 1 || n > mostSignals {
		return 0, wrong(h.file, "%s signals: allowed are 1 to %d", short(words[1]), mostSignals)
	}
	if len(words) > 2 {
		text, _, _ := strings.Cut(words[2], "/")
		if h.rate, err = strconv.ParseFloat(text, 64); err != nil || !(h.rate > 0 && h.rate <= mostRate) {
			return 0, wrong(h.file, "%s samples a second: allowed are numbers above 0 up to %g", short(words[2]), mostRate)
		}
	}
	if len(words) > 3 {
		if h.samples, err = strconv.Atoi(words[3]); err != nil || h.samples < 0 || h.samples > mostDuration {
			return 0, wrong(h.file, "%s samples: allowed are 0 to %d", short(words[3]), mostDuration)
		}
	}
	return n, nil
}

// signal reads the line of a signal: file, format, gain, resolution, zero, first value, checksum, block size, name.
func (h *header) signal(i int, words []string) error {
	s := signalLine{frame: 1, gain: usualGain, unit: "mV"}
	if len(words) < 2 {
		return wrong(h.file, "the line of signal %d has 1 word: expected a file and a format", i)
	}
	if s.file = words[0]; s.file != path.Base(s.file) {
		return wrong(h.file, "signal %d is in %s: expected the name of a file beside it", i, short(s.file))
	}
	if err := s.layout(h.file, i, words[1]); err != nil {
		return err
	}
	number := func(at int) (n int, there bool, err error) {
		if at >= len(words) {
			return 0, false, nil
		}
		if n, err = strconv.Atoi(words[at]); err != nil {
			err = wrong(h.file, "word %d of signal %d is %s: expected a whole number", at+1, i, short(words[at]))
		}
		return n, true, err
	}
	zero, _, err := number(4)
	if err != nil {
		return err
	}
	s.baseline = zero
	if len(words) > 2 {
		if err := s.scale(h.file, i, words[2]); err != nil {
			return err
		}
	}
	first, there, err := number(5)
	if err != nil {
		return err
	}
	if s.initial = first; !there {
		s.initial = zero
	}
	sum, there, err := number(6)
	if err != nil {
		return err
	}
	s.checksum, s.checked = int16(sum), there
	if len(words) > 8 {
		s.name = strings.Join(words[8:], " ")
	} else {
		s.name = strconv.Itoa(i + 1)
	}
	h.signals = append(h.signals, s)
	return nil
}

// layout reads the format, "212x2:4+24": its number, the samples in a frame, how many frames the signal is late, the bytes
// before the first.
func (s *signalLine) layout(file string, i int, text string) (err error) {
	end := strings.IndexAny(text, "x:+")
	if end < 0 {
		end = len(text)
	}
	number := text[:end]
	if s.format, err = strconv.Atoi(number); err != nil || !slices.Contains(wfdbFormats(), s.format) {
		return wrong(file, "signal %d is in format %s: allowed are %v", i, short(number), wfdbFormats())
	}
	for rest := text[end:]; rest != ""; rest = rest[end:] {
		if end = strings.IndexAny(rest[1:], "x:+") + 1; end < 1 {
			end = len(rest)
		}
		if !s.more(rest[0], rest[1:end]) {
			return wrong(file, "signal %d is in format %s: allowed are x1 to x%d, :0 to :%d and +0 to +%d", i,
				short(text), mostFrame, mostSkew, mostSkip)
		}
	}
	return nil
}

// more takes what a format says beside its number, and tells whether it is allowed.
func (s *signalLine) more(kind byte, text string) bool {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return false
	}
	switch kind {
	case 'x':
		s.frame = n
		return n >= 1 && n <= mostFrame
	case '+':
		s.skip = n
		return n <= mostSkip
	}
	s.skew = n
	return n <= mostSkew
}

// scale reads the gain, "200(1024)/mV": units of the samples in one of the signal, the sample of 0, the unit.
func (s *signalLine) scale(file string, i int, text string) (err error) {
	gain, unit, _ := strings.Cut(text, "/")
	gain, base, has := strings.Cut(gain, "(")
	if has {
		if s.baseline, err = strconv.Atoi(strings.TrimSuffix(base, ")")); err != nil {
			return wrong(file, "signal %d has the baseline %s: expected a whole number in brackets", i, short(base))
		}
	}
	if s.gain, err = strconv.ParseFloat(gain, 64); err != nil || !(s.gain >= -1e12 && s.gain <= 1e12) {
		return wrong(file, "signal %d has the gain %s: expected a number", i, short(gain))
	}
	if s.gain == 0 {
		s.gain = usualGain
	}
	if unit != "" {
		s.unit = unit
	}
	return nil
}
