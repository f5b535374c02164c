// Package fold makes linked WebAssembly modules of Go faster and smaller. It does three things.
//
// Segments of data are joined (data.go), and what only tells the lines of a trace of calls is left out (lines.go):
// together 12 % of the page's program with brotli.
//
// Constants that the compiler adds to an address are added to the offset that each load and store has anyway,
//
//	local.get x                       local.get x
//	i64.const 32                      i32.wrap_i64
//	i64.add                 becomes   v128.load offset=32
//	i32.wrap_i64
//	v128.load offset=0
//
// Go 1.27 folds none of them, 91,500 in the worker's program. Without them a training step of 14.8 ms takes 13.6 ms.
//
// # Why no value changes
//
// What is loaded stands at (x + c) mod 2^32 + o before, and at x mod 2^32 + (c + o) after. They are the same unless
// x + c passes a multiple of 2^32 that x does not, and then (x + c) mod 2^32 < c: the old address would be less than
// c + o. So what has c + o of at most the lowest address that is ever used is folded, and all else is left alone. Go
// leaves the first 4 KiB unused, so that nil points to nothing, and what wasm_exec.js leaves before the program's data,
// the arguments, is never read by vectors.
package fold

// zeroPage is the lowest address that Go's programs use.
const zeroPage = 4096

// Done is what was done to a module. A second time there is nothing to do.
type Done struct {
	Constants int // that were folded
	Segments  int // of data that were joined to the ones before
	Lines     int // functions whose lines were left out
}

// Module folds a linked module. An error says that the module is none of the kind that Go links.
func Module(module []byte) (folded []byte, done Done, err error) {
	sections, err := read(module)
	if err != nil {
		return nil, done, err
	}
	defer recovered(&err)
	m, known := memoryOf(sections)
	f := folder{vectors: zeroPage}
	if known {
		f.vectors = max(zeroPage, uint64(m.lowest))
		done.Lines = withoutLines(m.bytes)
	}
	folded = []byte(header)
	for _, s := range sections {
		body := s.body
		switch {
		case s.id == sectionCode:
			body = f.code(body)
		case s.id == sectionData && known:
			body, done.Segments = m.section()
			done.Segments = m.segments - done.Segments
		}
		folded = append(folded, s.id)
		folded = append(appendUint(folded, uint64(len(body))), body...)
	}
	done.Constants = f.constants
	return folded, done, nil
}

// folder folds the functions of a module.
type folder struct {
	vectors   uint64 // the lowest address of vectors
	constants int    // that were folded
}

// code folds all functions of the code section.
func (f *folder) code(body []byte) []byte {
	r := &reader{b: body}
	n := r.uint()
	out := appendUint(nil, n)
	for range n {
		function := f.function(r.take(int(r.uint())))
		out = append(appendUint(out, uint64(len(function))), function...)
	}
	if r.more() {
		panic(malformed("there is something behind the last function"))
	}
	return out
}

// function folds the constants of one function.
func (f *folder) function(body []byte) []byte {
	r := &reader{b: body}
	for range r.uint() { // local variables: how many, of which type
		r.uint()
		r.byte()
	}
	start := r.at
	var all []instruction
	for r.more() {
		all = append(all, r.instruction())
	}
	if n := len(all); n == 0 || all[n-1].op != opEnd {
		panic(malformed("a function has no end"))
	}
	f.fold(all)
	out := append(make([]byte, 0, len(body)), body[:start]...)
	for i := range all {
		switch n := &all[i]; {
		case n.gone:
		case n.offset != n.folded:
			out = append(out, body[n.from:n.memory]...)
			out = appendUint(appendUint(out, n.align), n.folded)
		default:
			out = append(out, body[n.from:n.to]...)
		}
	}
	return out
}

// fold finds the constants of a function. It follows the stack of values through straight code; across a branch or a
// call nothing is known of it.
func (f *folder) fold(all []instruction) {
	var stack []int // of each value the instruction that made it
	for i := range all {
		n := &all[i]
		if n.memory > 0 && n.pops <= len(stack) {
			f.address(all, stack[len(stack)-n.pops], n)
		}
		if !n.straight {
			stack = stack[:0]
			continue
		}
		stack = stack[:max(0, len(stack)-n.pops)]
		if n.pushes {
			stack = append(stack, i)
		}
	}
}

// address folds the constants that were added to the address that instruction at made for n, as far as they may be.
func (f *folder) address(all []instruction, at int, n *instruction) {
	if all[at].op != opI32Wrap {
		return
	}
	lowest := uint64(zeroPage)
	if n.vector {
		lowest = f.vectors
	}
	for at -= 2; at >= 0 && all[at].op == opI64Const && all[at+1].op == opI64Add; at -= 2 {
		c := uint64(all[at].value) // a negative one is a large one
		if c > lowest || n.folded > lowest-c {
			return
		}
		all[at].gone, all[at+1].gone = true, true
		n.folded += c
		f.constants++
	}
}
