package fold

import (
	"bytes"
	"fmt"
	"testing"
)

// segment is one of a module's data.
type segment struct {
	at   int
	data string
}

// withData is a module that is a page of memory, exported as m, and segments of data.
func withData(kind byte, segments []segment) []byte {
	data := appendUint(nil, uint64(len(segments)))
	for _, s := range segments {
		data = append(append(data, kind, opI32Const), append(appendInt(nil, int64(s.at)), opEnd)...)
		data = append(appendUint(data, uint64(len(s.data))), s.data...)
	}
	m := append([]byte(header), sectionMemory, 3, 1, 0, 1, 7, 5, 1, 1, 'm', 2, 0, sectionData)
	return append(appendUint(m, uint64(len(data))), data...)
}

// gap is a segment's text with some zeros within.
func gap(zeros int) string { return "a" + string(make([]byte, zeros)) + "b" }

var joins = []struct {
	why          string
	kind         byte
	from, to     []segment // to is nil where nothing changes
	joined       int
	doNotExecute bool
}{
	{why: "segments side by side", from: []segment{{4096, "ab"}, {4098, "cd"}}, to: []segment{{4096, "abcd"}}, joined: 1},
	{why: "with few zeros between them", from: []segment{{4096, "a"}, {4097 + mostZeros, "b"}},
		to: []segment{{4096, gap(mostZeros)}}, joined: 1},
	{why: "not with more", from: []segment{{4096, "a"}, {4098 + mostZeros, "b"}}},
	{why: "in the order of their addresses", from: []segment{{5000, "b"}, {4097, "bc"}, {4096, "a"}},
		to: []segment{{4096, "abc"}, {5000, "b"}}, joined: 1},
	{why: "at large and at small addresses", from: []segment{{0, "a"}, {63, "b"}, {64, "c"}, {65535, "d"}},
		to: []segment{{0, "a" + string(make([]byte, 62)) + "bc"}, {65535, "d"}}, joined: 2},
	{why: "without the zeros around them", from: []segment{{4096, "\x00a\x00"}, {4099, "\x00\x00"}},
		to: []segment{{4097, "a"}}, joined: 1},
	{why: "apart where there are many zeros", from: []segment{{4096, gap(mostZeros + 1)}},
		to: []segment{{4096, "a"}, {4098 + mostZeros, "b"}}, joined: -1},
	{why: "not what lies over each other", from: []segment{{4096, "ab"}, {4097, "cd"}}},
	{why: "not what is not written at the start", kind: 1, from: []segment{{4096, "ab"}, {4098, "cd"}}, doNotExecute: true},
}

// memories compares the memories of both modules of each pair.
const memories = `
const memory = m => new Uint8Array(new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(m, "hex"))).exports.m.buffer)
for (const [a, b] of require(process.argv[2]))
	if (Buffer.compare(memory(a), memory(b)) !== 0) console.log(a, b)
`

func TestSegmentsAreJoined(t *testing.T) {
	var pairs []string
	for _, j := range joins {
		from, to := withData(j.kind, j.from), j.to
		if to == nil {
			to = j.from
		}
		got, done, err := Module(from)
		if want := withData(j.kind, to); err != nil || done != (Done{Segments: j.joined}) || !bytes.Equal(got, want) {
			t.Errorf("%s: %+v, error %v:\n%x\nwant %d:\n%x", j.why, done, err, got, j.joined, want)
		}
		if again, done, err := Module(got); err != nil || done != (Done{}) || !bytes.Equal(again, got) {
			t.Errorf("%s: joined twice: %+v, error %v", j.why, done, err)
		}
		if !j.doNotExecute {
			pairs = append(pairs, fmt.Sprintf(`["%x","%x"]`, from, got))
		}
	}
	inNode(t, memories, pairs)
}
