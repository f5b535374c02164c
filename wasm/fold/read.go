package fold

import (
	"bytes"
	"errors"
	"fmt"
)

// header is what a module starts with.
const header = "\x00asm\x01\x00\x00\x00"

// The sections of a module that matter here.
const (
	sectionMemory = 5
	sectionCode   = 10
	sectionData   = 11
)

// errNotGo is said of what may be a module, but not one that Go's linker wrote.
var errNotGo = errors.New("fold: the module has no tables of functions that are known here")

// section is a part of a module.
type section struct {
	id   byte
	body []byte
}

// read reads the sections of a module.
func read(module []byte) (all []section, err error) {
	defer recovered(&err)
	if !bytes.HasPrefix(module, []byte(header)) {
		return nil, errors.New("fold: not a WebAssembly module of version 1")
	}
	for r := (&reader{b: module[len(header):]}); r.more(); {
		id := r.byte()
		all = append(all, section{id, r.take(int(r.uint()))})
	}
	return all, nil
}

// malformed is what is wrong with a module; recovered makes an error of it.
type malformed string

func malformedf(format string, a ...any) malformed { return malformed(fmt.Sprintf(format, a...)) }

// recovered is deferred where a module is read.
func recovered(err *error) {
	switch r := recover().(type) {
	case nil:
	case malformed:
		*err = errors.New("fold: " + string(r))
	default:
		panic(r)
	}
}

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

// appendInt writes a number with sign in LEB128.
func appendInt(b []byte, x int64) []byte {
	for ; x < -0x40 || x >= 0x40; x >>= 7 {
		b = append(b, byte(x)|0x80)
	}
	return append(b, byte(x)&0x7f)
}
