package own

import (
	"encoding/binary"
)

// The annotations of a WFDB record (PhysioNet, "WFDB Applications Guide", annot(5)): words of 16 bits, of which the
// highest 6 are a type and the others the samples since the annotation before.

// Types that are no annotation.
const (
	markSkip = 59 // the next two words are samples, the high word first
	markNum  = 60 // what follows says more of the annotation before
	markSub  = 61
	markChan = 62
	markAux  = 63 // so many bytes follow, filled up to an even number
)

// beatSymbols are the letters of annotations that are beats, by their type (PhysioNet, "WFDB Applications Guide",
// appendix A): only these are learnt.
func beatSymbol(kind uint16) string {
	switch kind {
	case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13:
		return []string{"N", "L", "R", "a", "V", "F", "J", "A", "S", "E", "j", "/", "Q"}[kind-1]
	case 25:
		return "B"
	case 30:
		return "?"
	case 34:
		return "e"
	case 35:
		return "n"
	case 38:
		return "f"
	case 41:
		return "r"
	}
	return ""
}

// readMarks reads the beats among the annotations of a record of so many samples a second.
func readMarks(f File, rate float64) ([]Mark, error) {
	var marks []Mark
	at, b := int64(0), f.Body
	for {
		if len(b) < 2 {
			return nil, wrong(f.Name, "ends after %d bytes without the word 0 that ends annotations", len(f.Body))
		}
		word := binary.LittleEndian.Uint16(b)
		kind, gap := word>>10, word&1023
		b = b[2:]
		take := 0
		switch {
		case word == 0:
			return marks, nil
		case kind == markSkip:
			take = 4
		case kind == markAux:
			take = int(gap+1) &^ 1
		}
		if take > len(b) {
			return nil, wrong(f.Name, "byte %d says that %d bytes follow: there are %d", len(f.Body)-len(b)-2, take, len(b))
		}
		switch {
		case kind == markSkip:
			at += int64(int32(uint32(binary.LittleEndian.Uint16(b))<<16 | uint32(binary.LittleEndian.Uint16(b[2:]))))
		case kind < markSkip:
			at += int64(gap)
			if text := beatSymbol(kind); text != "" {
				marks = append(marks, Mark{At: float64(at) / rate, Text: text})
			}
		}
		b = b[take:]
	}
}
