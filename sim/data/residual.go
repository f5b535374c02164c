package data

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Photographs are packed as residuals: what is left of a value once its neighbours have predicted it. A residual is
// small where its surroundings are calm, so that residuals of equally busy surroundings have one section each, whose
// frequencies Zstandard's blocks learn by themselves. Of 10,000 images of CIFAR-10 raw values make 29.1 MB, PNG's
// filters in PNG 23.1 MB, the median predictor alone 18.0 MB, and the sections 16.4 MB.

// levels is how many levels of busy surroundings a channel has.
const levels = 16

// busyUpTo are the largest busyness of each level but the last (assumed: spaced so that levels are about equally
// frequent in CIFAR-10).
var busyUpTo = [levels - 1]int{2, 4, 7, 11, 16, 22, 29, 37, 47, 60, 76, 97, 125, 165, 230}

// mostBusy is more than any surroundings have: three differences of bytes, and twice a residual of 128.
const mostBusy = 3*255 + 2*128 + 1

// residuals walks the values of images, which are written and read in the same order: an image's places in the order
// of Grid, and its channels with green before the others, from which it is taken off.
type residuals struct {
	grid  Grid
	level [mostBusy]uint8
	order []int // of the channels
	// image is the one under way, less green: lines with a place more at both ends, below a line of zeros.
	image  []byte
	stride int // bytes of such a line
	// There is a section a channel and level. Of writing they grow, of reading they get shorter.
	sections [][]byte
}

func newResiduals(g Grid) *residuals {
	r := &residuals{grid: g, order: make([]int, g.C), stride: (g.W + 2) * g.C, sections: make([][]byte, g.C*levels)}
	r.image = make([]byte, (g.H+1)*r.stride)
	for c := range r.order {
		r.order[c] = c
	}
	if r.coloured() {
		r.order = []int{1, 0, 2}
	}
	l := 0
	for busy := range r.level {
		if l < len(busyUpTo) && busy > busyUpTo[l] {
			l++
		}
		r.level[busy] = uint8(l)
	}
	return r
}

// coloured tells whether the channels are red, green and blue.
func (r *residuals) coloured() bool { return r.grid.C == 3 }

// line is one of the image, without what is more at its ends.
func (r *residuals) line(y int) []byte {
	return r.image[(y+1)*r.stride+r.grid.C : (y+2)*r.stride-r.grid.C]
}

// grey is what an equal red, green and blue differ by.
const grey = 128

// write adds the residuals of an image to the sections.
func (r *residuals) write(image []byte) {
	n := r.grid.W * r.grid.C
	for y := range r.grid.H {
		line := r.line(y)
		if copy(line, image[y*n:]); r.coloured() {
			for v := line; len(v) > 0; v = v[3:] {
				v[0], v[2] = v[0]-v[1]+grey, v[2]-v[1]+grey
			}
		}
	}
	for y := range r.grid.H {
		r.walk(y, true)
	}
}

// read reads an image from what is left of the sections; false where one ends early.
func (r *residuals) read(image []byte) bool {
	n := r.grid.W * r.grid.C
	for y := range r.grid.H {
		if !r.walk(y, false) {
			return false
		}
		to := image[y*n : (y+1)*n]
		if copy(to, r.line(y)); r.coloured() {
			for v := to; len(v) > 0; v = v[3:] {
				v[0], v[2] = v[0]+v[1]-grey, v[2]+v[1]-grey
			}
		}
	}
	return true
}

// walk writes the residuals of a line, or reads them and so the line; false where a section ends early. It is one long
// loop because each image of CIFAR-10 goes through it 3,072 times on its way into the page.
func (r *residuals) walk(y int, write bool) bool {
	c := r.grid.C
	upper, line := r.image[y*r.stride:][:r.stride], r.image[(y+1)*r.stride:][:r.stride]
	r.border(y, upper, line)
	calm := -1 // a mask: the first line has no surroundings that could be busy
	if y == 0 {
		calm = 0
	}
	for at := c; at < len(line)-c; at += c {
		size := 0
		for _, channel := range r.order {
			i := at + channel
			left, up, corner := int(line[i-c]), int(upper[i]), int(upper[i-c])
			busy := magnitude(left-corner) + magnitude(up-corner) + magnitude(up-int(upper[i+c]))
			section := &r.sections[channel*levels+int(r.level[busy&calm+2*size])]
			predicted := median(left, up, corner)
			if write {
				*section = append(*section, fold(line[i]-predicted))
				size = magnitude(int(int8(line[i] - predicted)))
				continue
			}
			rest := *section
			if len(rest) == 0 {
				return false
			}
			residual := unfold(rest[0])
			*section = rest[1:]
			line[i] = predicted + residual
			size = magnitude(int(int8(residual)))
		}
	}
	return true
}

// border fills what is more at the ends of the lines, so that each place has neighbours.
func (r *residuals) border(y int, upper, line []byte) {
	c, end := r.grid.C, r.stride-r.grid.C
	for i := range c {
		line[i] = grey
		if y > 0 {
			line[i], upper[i], upper[end+i] = upper[c+i], upper[c+i], upper[end-c+i]
		}
	}
}

// median is that of left, upper, and their sum less the corner between them (M. J. Weinberger, G. Seroussi, G. Sapiro,
// "LOCO-I", IEEE Trans. Image Process. 9 (2000) 1309).
func median(left, upper, corner int) byte {
	lo, hi := min(left, upper), max(left, upper)
	return byte(max(lo, min(hi, left+upper-corner)))
}

func magnitude(x int) int { return max(x, -x) }

// fold spells a residual as 0, 1, 2, ... for 0, -1, +1, ..., so that small ones are small; unfold reads it.
func fold(residual byte) byte { return residual<<1 ^ byte(int8(residual)>>7) }

func unfold(folded byte) byte { return folded>>1 ^ -(folded & 1) }

// sectioned are the residuals of a set on their way in.
type sectioned struct {
	*residuals
	lengths []byte
	all     []byte // residuals, section after section
	whole   bool   // all are there
}

// missing tells whether residuals are still to be read.
func (s *sectioned) missing() bool { return !s.whole }

// take reads the lengths of the sections first, then some residuals at a time.
func (s *sectioned) take(from io.Reader, set *Set) (err error) {
	values := set.Grid.Values()
	if s.lengths == nil {
		if s.lengths, err = appendFrom(from, nil, 4*len(s.sections)); err != nil {
			return err
		}
		return s.check(set.N * values)
	}
	n := min(1+unpackBytes/values, set.N-len(s.all)/values)
	if s.all, err = grow(from, s.all, n, values, set.N); err == nil && len(s.all) == set.N*values {
		s.cut()
	}
	return err
}

// check tells whether the sections have a residual a value.
func (s *sectioned) check(values int) error {
	sum := uint64(0)
	for b := s.lengths; len(b) > 0; b = b[4:] {
		sum += uint64(binary.LittleEndian.Uint32(b))
	}
	if sum != uint64(values) {
		return fmt.Errorf("%d residuals of %d values", sum, values)
	}
	return nil
}

// cut cuts the residuals into their sections.
func (s *sectioned) cut() {
	all := s.all
	for i := range s.sections {
		n := binary.LittleEndian.Uint32(s.lengths[4*i:])
		s.sections[i], all = all[:n], all[n:]
	}
	s.whole = true
}

// images decodes n further images of the set.
func (s *sectioned) images(set *Set, n int) error {
	values := set.Grid.Values()
	if set.Images == nil {
		set.Images = make([]byte, 0, len(s.all)) // as many residuals are there
	}
	for range n {
		end := len(set.Images) + values
		if set.Images = set.Images[:end]; !s.read(set.Images[end-values:]) {
			return fmt.Errorf("a section has too few residuals")
		}
	}
	return nil
}
