package own

import (
	"encoding/binary"
	"maps"
	"path"
	"slices"
)

// wfdb reads all records that have a header.
func wfdb(files []File) (all []Record, err error) {
	for _, f := range files {
		if !isHeader(f) {
			continue
		}
		h, err := readHeader(f)
		if err != nil {
			return nil, err
		}
		r, err := h.read(files)
		if err != nil {
			return nil, err
		}
		all = append(all, *r)
	}
	return all, nil
}

// beside is the file of a name in the folder of another one.
func beside(files []File, of, name string) (File, bool) {
	i := slices.IndexFunc(files, func(f File) bool {
		return path.Dir(f.Name) == path.Dir(of) && path.Base(f.Name) == name
	})
	if i < 0 {
		return File{}, false
	}
	return files[i], true
}

// read reads the signals of a record, and its annotations where they are there.
func (h *header) read(files []File) (*Record, error) {
	r := &Record{File: h.file}
	for i := 0; i < len(h.signals); {
		end := i + 1
		for end < len(h.signals) && h.signals[end].file == h.signals[i].file {
			end++
		}
		f, ok := beside(files, h.file, h.signals[i].file)
		if !ok {
			return nil, wrong(h.file, "%s is not there, which holds signals %d to %d: bring both", h.signals[i].file, i, end-1)
		}
		leads, err := h.leads(f, h.signals[i:end])
		if err != nil {
			return nil, err
		}
		r.Leads = append(r.Leads, leads...)
		i = end
	}
	if f, ok := beside(files, h.file, stem(h.file)+".atr"); ok {
		marks, err := readMarks(f, h.rate)
		if err != nil {
			return nil, err
		}
		r.Marks = marks
	}
	return r, nil
}

// leads are the signals of one file, whose samples take turns, frame by frame.
func (h *header) leads(f File, signals []signalLine) ([]Lead, error) {
	frame := 0
	for _, s := range signals {
		if frame += s.frame; s.format != signals[0].format {
			return nil, wrong(h.file, "signals of %s are in the formats %d and %d: allowed is one a file", s.file,
				signals[0].format, s.format)
		}
	}
	if signals[0].skip > len(f.Body) {
		return nil, wrong(f.Name, "%d bytes long: its signals begin after %d", len(f.Body), signals[0].skip)
	}
	values := decoders[signals[0].format](f.Body[signals[0].skip:])
	if signals[0].format == 8 {
		undo(values, signals, frame)
	}
	frames := len(values) / frame
	if h.samples > 0 {
		if frames < h.samples {
			return nil, wrong(f.Name, "holds %d samples a signal: its header says %d", frames, h.samples)
		}
		frames = h.samples
	}
	if frames < 1 {
		return nil, wrong(f.Name, "holds no sample")
	}
	leads, at := make([]Lead, len(signals)), 0
	for i, s := range signals {
		var err error
		if leads[i], err = s.lead(f.Name, values, at, frame, frames); err != nil {
			return nil, err
		}
		leads[i].Rate = h.rate
		at += s.frame
	}
	return leads, nil
}

// undo makes samples of differences, each signal's from its first value on.
func undo(values []int32, signals []signalLine, frame int) {
	at := 0
	for _, s := range signals {
		sample := int32(s.initial)
		for from := 0; from < len(values); from += frame {
			for j := range s.frame {
				if i := from + at + j; i < len(values) {
					sample += values[i]
					values[i] = sample
				}
			}
		}
		at += s.frame
	}
}

// lead is a signal whose samples begin at a place of each frame: it checks them and brings them to units. Several in a
// frame are one, their mean.
func (s signalLine) lead(file string, values []int32, at, frame, frames int) (Lead, error) {
	l := Lead{Name: s.name, Unit: s.unit, Values: make([]float32, frames)}
	sum, last := uint16(0), float32(0)
	for n := range frames {
		total, known := 0.0, 0
		for j := range s.frame {
			v := values[n*frame+at+j]
			sum += uint16(v)
			if v != missing(s.format) {
				total, known = total+float64(v-int32(s.baseline)), known+1
			}
		}
		if known > 0 {
			last = float32(total / float64(known) / s.gain)
		}
		l.Values[n] = last
	}
	if s.checked && int16(sum) != s.checksum {
		return l, wrong(file, "the samples of signal %s add up to %d: its header's checksum is %d", s.name, int16(sum),
			s.checksum)
	}
	if s.skew > 0 { // what belongs to the first frame stands so many later; the last ones are not known
		kept := copy(l.Values, l.Values[min(s.skew, frames):])
		for n := kept; n < frames; n++ {
			l.Values[n] = last
		}
	}
	return l, nil
}

// missing is the sample that stands for none: the lowest of the format.
func missing(format int) int32 {
	switch format {
	case 212:
		return -1 << 11
	case 310, 311:
		return -1 << 9
	case 24:
		return -1 << 23
	case 32:
		return -1 << 31
	case 80:
		return -1 << 7
	case 8:
		return -1 << 31
	}
	return -1 << 15
}

// decoders read all samples of a file, by its format (PhysioNet, "WFDB Applications Guide", signal(5)).
var decoders = map[int]func(b []byte) []int32{
	8:   each(1, func(b []byte) int32 { return int32(int8(b[0])) }),
	16:  each(2, func(b []byte) int32 { return int32(int16(binary.LittleEndian.Uint16(b))) }),
	24:  each(3, func(b []byte) int32 { return int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24) >> 8 }),
	32:  each(4, func(b []byte) int32 { return int32(binary.LittleEndian.Uint32(b)) }),
	61:  each(2, func(b []byte) int32 { return int32(int16(binary.BigEndian.Uint16(b))) }),
	80:  each(1, func(b []byte) int32 { return int32(b[0]) - 1<<7 }),
	160: each(2, func(b []byte) int32 { return int32(binary.LittleEndian.Uint16(b)) - 1<<15 }),
	212: decode212,
	310: packed(func(a, b uint32) [3]uint32 { return [3]uint32{a >> 1, b >> 1, a>>11 | b>>11<<5} }),
	311: packed(func(a, b uint32) [3]uint32 { return [3]uint32{a, a>>10 | b<<6, b >> 4} }),
}

// wfdbFormats are their numbers.
func wfdbFormats() []int { return slices.Sorted(maps.Keys(decoders)) }

// each decodes samples of so many bytes each.
func each(size int, sample func([]byte) int32) func([]byte) []int32 {
	return func(b []byte) []int32 {
		out := make([]int32, len(b)/size)
		for i := range out {
			out[i] = sample(b[i*size:])
		}
		return out
	}
}

// decode212 reads two samples of 12 bits from three bytes: the low byte of one, the high four bits of both, of the
// second one above, the low byte of the other.
func decode212(b []byte) []int32 {
	out := make([]int32, 0, len(b)/3*2+1)
	signed := func(x uint32) int32 { return int32(x<<20) >> 20 }
	for ; len(b) >= 2; b = b[min(3, len(b)):] {
		out = append(out, signed(uint32(b[0])|uint32(b[1]&15)<<8))
		if len(b) >= 3 {
			out = append(out, signed(uint32(b[2])|uint32(b[1]>>4)<<8))
		}
	}
	return out
}

// packed decodes three samples of 10 bits from two words of 16.
func packed(three func(a, b uint32) [3]uint32) func([]byte) []int32 {
	return func(b []byte) []int32 {
		out := make([]int32, 0, len(b)/4*3+3)
		for len(b) > 0 {
			var word [4]byte
			n := copy(word[:], b)
			all := three(uint32(binary.LittleEndian.Uint16(word[:])), uint32(binary.LittleEndian.Uint16(word[2:])))
			for _, x := range all[:min(3, (n+1)/2+n/4)] {
				out = append(out, int32(x<<22)>>22)
			}
			b = b[n:]
		}
		return out
	}
}
