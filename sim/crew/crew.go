// Package crew lets several engines carry out one run together, each with a memory of its own:
// the workers of a browser tab share none. All members do the same things in the same order,
// each on its own part, and complete each other's results where the next piece of work needs
// them. What is shared are the very bytes that a single engine would have computed, so the
// number of members never changes a result.
package crew

import (
	"encoding/binary"
	"unsafe"
)

// Crew is one member's place in its crew.
type Crew interface {
	// Rank is the member's number, 0 to Size()-1. Member 0 leads: the images are with it, and
	// it alone is asked questions.
	Rank() int
	// Size is the number of members.
	Size() int
	// Share completes a message that every member holds a part of. Part r has sizes[r] bytes;
	// parts[Rank()] is sent, the others are filled; a nil part of another member is not wanted.
	// All members call it with the same sizes. It returns when the parts are here.
	Share(parts [][]byte, sizes []int)
}

// Alone is the crew of a single engine.
type Alone struct{}

// Rank is 0.
func (Alone) Rank() int { return 0 }

// Size is 1.
func (Alone) Size() int { return 1 }

// Share has nothing to do.
func (Alone) Share([][]byte, []int) {}

// Part returns the things lo <= i < hi, out of n, that are member rank's. Parts are in the
// order of the ranks and as even as can be; where they are not, later members have more, since
// the leader has the page to talk to.
func Part(c Crew, n int) (lo, hi int) { return partOf(c.Rank(), c.Size(), n) }

func partOf(rank, size, n int) (lo, hi int) { return n * rank / size, n * (rank + 1) / size }

// Rows completes a table, of which each member has filled its own rows: width elements a row,
// unit rows together, so that member r's part is that of Part over the units of rows.
func Rows[T any](c Crew, table []T, width, unit int) {
	if c.Size() == 1 || width == 0 {
		return
	}
	rows := len(table) / width
	units := (rows + unit - 1) / unit
	parts, sizes := make([][]byte, c.Size()), make([]int, c.Size())
	for r := range parts {
		lo, hi := partOf(r, c.Size(), units)
		parts[r] = Bytes(table[min(lo*unit, rows)*width : min(hi*unit, rows)*width])
		sizes[r] = len(parts[r])
	}
	c.Share(parts, sizes)
}

// Each completes a list with one element a member.
func Each[T any](c Crew, mine T) []T {
	all := make([]T, c.Size())
	all[c.Rank()] = mine
	Rows(c, all, 1, 1)
	return all
}

// Sum adds what the members have counted.
func Sum(c Crew, mine int64) (sum int64) {
	for _, n := range Each(c, mine) {
		sum += n
	}
	return sum
}

// Lead sends the leader's bytes to everybody; the others' are filled.
func Lead(c Crew, b []byte) {
	if c.Size() == 1 || len(b) == 0 {
		return
	}
	parts, sizes := make([][]byte, c.Size()), make([]int, c.Size())
	parts[0], sizes[0] = b, len(b)
	c.Share(parts, sizes)
}

// Collect brings every member's bytes to the leader, in the order of the ranks; the others get
// nil.
func Collect(c Crew, mine []byte) [][]byte {
	if c.Size() == 1 {
		return [][]byte{mine}
	}
	parts, sizes := make([][]byte, c.Size()), make([]int, c.Size())
	for r, n := range Each(c, uint64(len(mine))) {
		if sizes[r] = int(n); c.Rank() == 0 {
			parts[r] = make([]byte, n)
		}
	}
	parts[c.Rank()] = mine
	c.Share(parts, sizes)
	if c.Rank() != 0 {
		return nil
	}
	return parts
}

// Bytes is the memory of a slice without pointers in it, in the machine's order, which is
// little-endian wherever the engine runs.
func Bytes[T any](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), len(s)*int(unsafe.Sizeof(s[0])))
}

// Order is what the leader tells its crew to do next: a kind, and what it needs.
type Order struct {
	Kind byte
	Body []byte
}

// Tell sends an order; Listen waits for the next one. A short order takes one message.
func Tell(c Crew, o Order) {
	if c.Size() == 1 {
		return
	}
	var head [headBytes]byte
	head[0] = o.Kind
	binary.LittleEndian.PutUint64(head[1:], uint64(len(o.Body)))
	if len(o.Body) <= len(head)-headFixed {
		copy(head[headFixed:], o.Body)
		Lead(c, head[:])
		return
	}
	Lead(c, head[:])
	Lead(c, o.Body)
}

// Listen waits for the leader's next order.
func Listen(c Crew) Order {
	var head [headBytes]byte
	Lead(c, head[:])
	o := Order{Kind: head[0], Body: make([]byte, binary.LittleEndian.Uint64(head[1:]))}
	if len(o.Body) <= len(head)-headFixed {
		copy(o.Body, head[headFixed:])
		return o
	}
	Lead(c, o.Body)
	return o
}

// A head holds the kind, the length of the body, and a short body.
const (
	headFixed = 9
	headBytes = 64
)
