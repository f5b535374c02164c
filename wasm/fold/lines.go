package fold

import (
	"bytes"
	"encoding/binary"
)

// The tables that Go's runtime finds functions by are a fifth of a program with brotli. A third of that says only which
// line of which file an instruction is of, which nobody reads but who looks at a trace of calls. They are left out: a
// trace names functions, and how far into them it was; [Where] tells the line of that from the module as it was linked.
//
// Their layout is that of internal/abi and runtime/symtab.go (pcHeader, functab, _func) from Go 1.20 to 1.27. Tables of
// another layout are left as they are.

// headerOfTables is how they start: a number of the layout, two zeros, the least length of an instruction, and the bytes
// of a pointer.
const headerOfTables = "\xf1\xff\xff\xff\x00\x00\x01\x08"

// The fields of a function's record, runtime._func: where each stands, all 32 bits wide.
const (
	fieldEntry     = 0
	fieldName      = 4
	fieldStack     = 16 // pcsp: the stack's depth, by instruction
	fieldFile      = 20 // pcfile
	fieldLine      = 24 // pcln
	fieldTables    = 28 // how many tables more by instruction follow the record
	fieldUnit      = 32 // cuOffset: of what was compiled together
	fieldStartLine = 36
	lengthOfRecord = 44
)

// tables are those of a program, all within the bytes of its memory.
type tables struct {
	names, units, files []byte
	byInstruction       []byte // pctab
	index, records      []byte // of functions: functab is where the records start
	functions           int
}

// tablesOf finds the tables of a program; false where there are none of a layout that is known.
func tablesOf(memory []byte) (t tables, known bool) {
	for at := 0; ; at++ {
		next := bytes.Index(memory[at:], []byte(headerOfTables))
		if next < 0 {
			return t, false
		}
		at += next
		if t, known = tablesAt(memory[at:]); known {
			return t, true
		}
	}
}

// tablesAt reads the header that b starts with.
func tablesAt(b []byte) (t tables, known bool) {
	const words = 8 // functions, files, one that is unused, and where the five parts start
	if len(b) < 8+8*words {
		return t, false
	}
	var head [words]int
	for i := range head {
		x := binary.LittleEndian.Uint64(b[8+8*i:])
		if x > uint64(len(b)) {
			return t, false
		}
		head[i] = int(x)
	}
	starts := append(head[3:], len(b))
	part := func(i int) []byte { return b[starts[i]:max(starts[i], starts[i+1])] }
	t = tables{names: part(0), units: part(1), files: part(2), byInstruction: part(3), records: part(4), functions: head[0]}
	indexed := 8 * t.functions
	if t.functions == 0 || len(t.records) < indexed {
		return t, false
	}
	t.index = t.records[:indexed]
	return t, t.fits()
}

// record is that of a function, with the tables behind it; nil where it is none.
func (t tables) record(function int) []byte {
	entry, at := word(t.index, 8*function), uint64(word(t.index, 8*function+4))
	if at+lengthOfRecord > uint64(len(t.records)) {
		return nil
	}
	record := t.records[at:]
	end := lengthOfRecord + 4*uint64(word(record, fieldTables))
	if word(record, fieldEntry) != entry || end > uint64(len(record)) {
		return nil
	}
	return record[:end]
}

// fits tells whether all records are such as are known.
func (t tables) fits() bool {
	for function := range t.functions {
		record := t.record(function)
		if record == nil {
			return false
		}
		name := int(word(record, fieldName))
		if name >= len(t.names) || name > 0 && t.names[name-1] != 0 {
			return false
		}
		for at := fieldStack; at < len(record); at += 4 {
			if isTable := at < fieldTables || at >= lengthOfRecord; isTable && t.lengthOf(word(record, at)) < 0 {
				return false
			}
		}
	}
	return true
}

// lengthOf is the length of the table by instruction that starts at an offset, pairs of numbers up to a zero; -1 where
// there is none that ends.
func (t tables) lengthOf(offset uint32) int {
	if offset == 0 {
		return 0 // there is no table
	}
	if uint64(offset) >= uint64(len(t.byInstruction)) {
		return -1
	}
	b := t.byInstruction[offset:]
	for at, first := 0, true; ; first = false {
		difference, n := binary.Uvarint(b[at:])
		if n <= 0 {
			return -1
		}
		if at += n; difference == 0 && !first {
			return at
		}
		_, n = binary.Uvarint(b[at:])
		if n <= 0 {
			return -1
		}
		at += n
	}
}

// withoutLines leaves out what tells the lines of instructions, in place, and returns of how many functions.
func withoutLines(memory []byte) (functions int) {
	t, known := tablesOf(memory)
	if !known {
		return 0
	}
	kept := make([]bool, len(t.byInstruction))
	keep := func(offset uint32) {
		for i := range t.lengthOf(offset) {
			kept[int(offset)+i] = true
		}
	}
	for function := range t.functions {
		record := t.record(function)
		if word(record, fieldLine) != 0 {
			functions++
		}
		for _, field := range []int{fieldFile, fieldLine, fieldUnit, fieldStartLine} {
			binary.LittleEndian.PutUint32(record[field:], 0)
		}
		keep(word(record, fieldStack))
		for at := lengthOfRecord; at < len(record); at += 4 {
			keep(word(record, at))
		}
	}
	for i := range kept {
		if !kept[i] {
			t.byInstruction[i] = 0
		}
	}
	clear(t.units)
	clear(t.files)
	return functions
}

// word is the 32 bits at a place.
func word(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
