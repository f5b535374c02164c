package fold

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Where tells the lines of what a trace of calls names as "function" and "+0x3c", written "function+0x3c", from the
// module as it was linked, of the same commit: the folded one does not know them. Of functions that the trace writes
// alike, as those of a generic one, all are told; where calls were inlined, the line is that of the innermost.
func Where(module []byte, call string) (lines []string, err error) {
	name, offset, found := strings.Cut(call, "+0x")
	into, bad := strconv.ParseUint(offset, 16, 16)
	if !found || bad != nil {
		return nil, fmt.Errorf("fold: %q is not of the form function+0x3c", call)
	}
	sections, err := read(module)
	if err != nil {
		return nil, err
	}
	m, _ := memoryOf(sections)
	t, known := tablesOf(m.bytes)
	if !known {
		return nil, errNotGo
	}
	for function := range t.functions {
		record := t.record(function)
		if traced(text(t.names[word(record, fieldName):])) == traced(name) {
			lines = append(lines, t.line(record, max(int(into), 1)-1)) // a trace has where the call returns to
		}
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("fold: the module has no function %s", name)
	}
	slices.Sort(lines)
	return slices.Compact(lines), nil
}

// line is the file and the line of an instruction of a function; "?:0" where they are not known.
func (t tables) line(record []byte, into int) string {
	file, line := t.value(word(record, fieldFile), into), t.value(word(record, fieldLine), into)
	unit := 4 * (int(word(record, fieldUnit)) + file)
	if file < 0 || line < 0 || unit+4 > len(t.units) || int(word(t.units, unit)) >= len(t.files) {
		return "?:0"
	}
	return fmt.Sprintf("%s:%d", text(t.files[word(t.units, unit):]), line)
}

// value is what the table at an offset says of an instruction: it is a list of how much the value differs from the one
// before, the first from -1, and for how many instructions it holds. -1 where it says nothing.
func (t tables) value(offset uint32, into int) int {
	b := t.byInstruction[offset:][:t.lengthOf(offset)]
	for value, end := -1, 0; ; {
		difference, n := binary.Varint(b)
		if n <= 0 || n == len(b) {
			return -1
		}
		holds, m := binary.Uvarint(b[n:])
		b = b[n+m:]
		value += int(difference)
		if end += int(holds); into < end {
			return value
		}
	}
}

// text is what b starts with, up to a zero.
func text(b []byte) string {
	before, _, _ := bytes.Cut(b, []byte{0})
	return string(before)
}

var typeArguments = regexp.MustCompile(`\[.*\]`)

// traced is a function's name as a trace writes it.
func traced(name string) string { return typeArguments.ReplaceAllString(name, "[...]") }
