package fold

// reader reads a module from the start; where it ends too early, it panics with malformed.
type reader struct {
	b  []byte
	at int
}

func (r *reader) more() bool { return r.at < len(r.b) }

func (r *reader) byte() byte { return r.take(1)[0] }

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b)-r.at {
		panic(malformed("it ends within a number, a function or a section"))
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// uint reads a number without sign in LEB128.
func (r *reader) uint() (x uint64) {
	for shift := 0; ; shift += 7 {
		b := r.byte()
		if x |= uint64(b&0x7f) << shift; b < 0x80 {
			return x
		}
		if shift > 56 {
			panic(malformed("a number is too long"))
		}
	}
}

// int reads a number with sign in LEB128.
func (r *reader) int() (x int64) {
	for shift := 0; ; {
		b := r.byte()
		x |= int64(b&0x7f) << shift
		if shift += 7; b < 0x80 {
			if shift < 64 && b&0x40 != 0 {
				x |= -1 << shift
			}
			return x
		}
		if shift > 63 {
			panic(malformed("a number is too long"))
		}
	}
}

// appendUint writes a number without sign in LEB128.
func appendUint(b []byte, x uint64) []byte {
	for ; x >= 0x80; x >>= 7 {
		b = append(b, byte(x)|0x80)
	}
	return append(b, byte(x))
}
