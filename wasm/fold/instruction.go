package fold

// Opcodes by their names in the specification (WebAssembly 2.0, appendix "Index of instructions").
const (
	opIf        = 0x04
	opElse      = 0x05
	opEnd       = 0x0b
	opBrTable   = 0x0e
	opI32Const  = 0x41
	opI64Const  = 0x42
	opI64Add    = 0x7c
	opI32Wrap   = 0xa7
	prefixMisc  = 0xfc
	prefixV128  = 0xfd
	opV128Store = 0x0b // behind prefixV128
)

// instruction is one of a function.
type instruction struct {
	op       byte
	from, to int // in the function's bytes
	pops     int
	pushes   bool  // one value
	straight bool  // what follows is carried out next, and pops and pushes say all about the stack
	value    int64 // of a constant
	// Of a load or a store, whose address is the lowest value that it pops:
	memory                int // where what follows is written, in the function's bytes; 0 of all others
	align, offset, folded uint64
	vector                bool
	gone                  bool // it was folded into another
}

// instruction reads the next one.
func (r *reader) instruction() instruction {
	n := instruction{from: r.at, straight: true}
	n.op = r.byte()
	switch {
	case n.op == prefixV128:
		r.v128(&n)
	case n.op == prefixMisc:
		r.misc(&n)
	case n.op >= 0x45 && n.op <= 0xc4:
		n.pops, n.pushes = numeric(n.op), true
	case n.op >= 0x28 && n.op <= 0x35: // loads
		r.access(&n)
		n.pops, n.pushes = 1, true
	case n.op >= 0x36 && n.op <= 0x3e: // stores
		r.access(&n)
		n.pops = 2
	default:
		r.other(&n)
	}
	n.to = r.at
	return n
}

// access reads how a load or store is aligned and its offset.
func (r *reader) access(n *instruction) {
	n.memory = r.at
	if n.align = r.uint(); n.align > 4 {
		panic(malformedf("an access to memory %d is aligned to 2^%d bytes", r.at, n.align))
	}
	n.offset = r.uint()
	n.folded = n.offset
}

// control reads what may go on elsewhere; false where the instruction is none of them.
func (r *reader) control(n *instruction) bool {
	switch n.op {
	case 0x00, 0x01, opElse, opEnd, 0x0f: // unreachable, nop, return
		n.straight = n.op == 0x01
	case 0x02, 0x03, opIf, 0x0c, 0x0d, 0x10: // block, loop; br, br_if, call
		n.straight = false
		r.int()
	case opBrTable:
		n.straight = false
		for range r.uint() + 1 {
			r.uint()
		}
	case 0x11: // call_indirect
		n.straight = false
		r.uint()
		r.uint()
	default:
		return false
	}
	return true
}

// other reads control, variables, constants and the size of memory.
func (r *reader) other(n *instruction) {
	if r.control(n) {
		return
	}
	switch n.op {
	case 0x1a: // drop
		n.pops = 1
	case 0x1b: // select
		n.pops, n.pushes = 3, true
	case 0x20, 0x23: // local.get, global.get
		r.uint()
		n.pushes = true
	case 0x21, 0x24: // local.set, global.set
		r.uint()
		n.pops = 1
	case 0x22: // local.tee
		r.uint()
		n.pops, n.pushes = 1, true
	case 0x3f: // memory.size
		r.byte()
		n.pushes = true
	case 0x40: // memory.grow
		r.byte()
		n.pops, n.pushes = 1, true
	case opI32Const, opI64Const:
		n.value, n.pushes = r.int(), true
	case 0x43: // f32.const
		r.take(4)
		n.pushes = true
	case 0x44: // f64.const
		r.take(8)
		n.pushes = true
	default:
		panic(malformedf("there is an unknown instruction %#x", n.op))
	}
}

// numeric is how many values an instruction on numbers takes.
func numeric(op byte) int {
	switch {
	case op == 0x45, op == 0x50, // eqz
		op >= 0x67 && op <= 0x69, op >= 0x79 && op <= 0x7b, // clz, ctz, popcnt
		op >= 0x8b && op <= 0x91, op >= 0x99 && op <= 0x9f, // abs to sqrt
		op >= 0xa7: // conversions
		return 1
	}
	return 2
}

// misc reads saturating conversions and bulk operations on memory.
func (r *reader) misc(n *instruction) {
	switch op := r.uint(); {
	case op <= 7: // trunc_sat
		n.pops, n.pushes = 1, true
	case op == 8, op == 10: // memory.init, memory.copy
		r.uint()
		r.uint()
		n.pops = 3
	case op == 9: // data.drop
		r.uint()
	case op == 11: // memory.fill
		r.uint()
		n.pops = 3
	default:
		panic(malformedf("there is an unknown instruction 0xfc %#x", op))
	}
}

// v128 reads an instruction on vectors.
func (r *reader) v128(n *instruction) {
	n.pushes, n.vector = true, true
	switch op := r.uint(); {
	case op < opV128Store, op == 0x5c, op == 0x5d: // loads
		r.access(n)
		n.pops = 1
	case op == opV128Store:
		r.access(n)
		n.pops, n.pushes = 2, false
	case op == 0x0c: // v128.const
		r.take(16)
	case op == 0x0d: // shuffle
		r.take(16)
		n.pops = 2
	case op == 0x0e: // swizzle
		n.pops = 2
	case op <= 0x14: // splat
		n.pops = 1
	case op <= 0x22: // extract_lane, replace_lane
		r.byte()
		n.pops = 1
		switch op {
		case 0x17, 0x1a, 0x1c, 0x1e, 0x20, 0x22:
			n.pops = 2
		}
	case op >= 0x54 && op <= 0x5b: // loads and stores of lanes, which Go has none of
		panic(malformedf("there is an unknown instruction 0xfd %#x", op))
	case op > 0xff: // relaxed ones
		n.straight = false
	default:
		n.pops = onVectors(op)
	}
}

// onVectors is how many values an instruction takes that reckons with vectors.
func onVectors(op uint64) int {
	switch {
	case op == 0x52: // bitselect
		return 3
	case op == 0x4d, op == 0x53, // not, any_true
		op == 0x5e, op == 0x5f, // demote, promote
		op >= 0x60 && op <= 0x64,           // abs, neg, popcnt, all_true, bitmask of bytes
		op >= 0x67 && op <= 0x6a,           // ceil, floor, trunc, nearest of f32x4
		op == 0x74, op == 0x75, op == 0x7a, // ceil, floor, trunc of f64x2
		op >= 0x7c && op <= 0x7f, // extadd_pairwise
		op == 0x94,               // nearest of f64x2
		op >= 0x80 && op < 0xe0 && op&0x1f <= 0x04 && op&0x1f != 0x02, // abs, neg, all_true, bitmask
		op >= 0x87 && op <= 0x8a, op >= 0xa7 && op <= 0xaa, op >= 0xc7 && op <= 0xca, // extend
		op == 0xe0, op == 0xe1, op == 0xe3, op == 0xec, op == 0xed, op == 0xef, // abs, neg, sqrt
		op >= 0xf8: // conversions
		return 1
	}
	return 2
}
