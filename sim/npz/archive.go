package npz

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The ZIP archives that NumPy writes (PKWARE's APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16). The standard library's
// reader registers its methods when a program starts, so that the page, which never reads an archive, would hold all of
// them: 0.18 MB of its program.
const (
	endSign     = "PK\x05\x06" // end of the central directory, and its bytes without a comment
	endSize     = 22
	entrySign   = "PK\x01\x02" // an entry of it
	entrySize   = 46
	memberSign  = "PK\x03\x04" // a member
	memberSize  = 30
	mostComment = 1<<16 - 1

	stored   = 0
	deflated = 8
)

// archive are the arrays of a file, by name, not read yet.
type archive map[string]member

// member is one: its packed bytes, and how they are.
type member struct {
	body   []byte
	method uint16
	wrong  string // why it cannot be read
}

// open lists what a file holds.
func open(b []byte) (archive, error) {
	tail := b[max(0, len(b)-endSize-mostComment):]
	end := bytes.LastIndex(tail, []byte(endSign))
	if end < 0 || len(tail)-end < endSize {
		return nil, failf("is no NPZ, or cut off: it has no directory at its end")
	}
	count, from := int(binary.LittleEndian.Uint16(tail[end+10:])), int64(binary.LittleEndian.Uint32(tail[end+16:]))
	a := archive{}
	for i := range count {
		if from+entrySize > int64(len(b)) || string(b[from:from+4]) != entrySign {
			return nil, failf("is a damaged NPZ: entry %d of its directory is not at byte %d", i+1, from)
		}
		e := b[from:]
		name := int64(binary.LittleEndian.Uint16(e[28:]))
		next := from + entrySize + name +
			int64(binary.LittleEndian.Uint16(e[30:])) + int64(binary.LittleEndian.Uint16(e[32:]))
		if next > int64(len(b)) {
			return nil, failf("is a damaged NPZ: entry %d of its directory is cut off", i+1)
		}
		a[strings.TrimSuffix(string(e[entrySize:entrySize+name]), ".npy")] = memberOf(b, e)
		from = next
	}
	return a, nil
}

// memberOf finds what an entry of the directory speaks of.
func memberOf(b, entry []byte) member {
	m := member{method: binary.LittleEndian.Uint16(entry[10:])}
	size, at := int64(binary.LittleEndian.Uint32(entry[20:])), int64(binary.LittleEndian.Uint32(entry[42:]))
	if at+memberSize > int64(len(b)) || string(b[at:at+4]) != memberSign {
		m.wrong = fmt.Sprintf("which is not at byte %d of the archive", at)
		return m
	}
	at += memberSize + int64(binary.LittleEndian.Uint16(b[at+26:])) + int64(binary.LittleEndian.Uint16(b[at+28:]))
	if at+size > int64(len(b)) {
		m.wrong = fmt.Sprintf("whose %d bytes go beyond the archive", size)
		return m
	}
	m.body = b[at : at+size]
	return m
}

// open gives the bytes of a member.
func (m member) open() (io.Reader, error) {
	switch {
	case m.wrong != "":
		return nil, errors.New(m.wrong)
	case m.method == stored:
		return bytes.NewReader(m.body), nil
	case m.method == deflated:
		return flate.NewReader(bytes.NewReader(m.body)), nil
	}
	return nil, fmt.Errorf("packed by method %d: allowed are %d and %d", m.method, stored, deflated)
}
