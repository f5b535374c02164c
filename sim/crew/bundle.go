package crew

// A Bundle completes several tables in one message: each message costs what its bytes do, and the
// waiting. It keeps its memory for the next one.
type Bundle struct {
	crew   Crew
	pieces [][]byte // of the tables, table by table, member by member
	parts  [][]byte // of the message
	sizes  []int
}

// NewBundle returns an empty bundle.
func NewBundle(c Crew) *Bundle {
	return &Bundle{crew: c, parts: make([][]byte, c.Size()), sizes: make([]int, c.Size())}
}

// Pack adds a table, as Rows takes it.
func Pack[T any](b *Bundle, table []T, width, unit int) {
	if b.crew.Size() == 1 || width == 0 {
		return
	}
	rows := len(table) / width
	units := (rows + unit - 1) / unit
	for r := range b.parts {
		lo, hi := partOf(r, b.crew.Size(), units)
		b.pieces = append(b.pieces, Bytes(table[min(lo*unit, rows)*width:min(hi*unit, rows)*width]))
	}
}

// Share completes the tables and empties the bundle.
func (b *Bundle) Share() {
	if len(b.pieces) == 0 {
		return
	}
	size := b.crew.Size()
	clear(b.sizes)
	for i, p := range b.pieces {
		b.sizes[i%size] += len(p)
	}
	for r := range b.parts {
		if cap(b.parts[r]) < b.sizes[r] {
			b.parts[r] = make([]byte, b.sizes[r])
		}
		b.parts[r] = b.parts[r][:b.sizes[r]]
	}
	b.each(b.crew.Rank(), func(part, piece []byte) { copy(part, piece) })
	b.crew.Share(b.parts, b.sizes)
	for r := range b.parts {
		if r != b.crew.Rank() {
			b.each(r, func(part, piece []byte) { copy(piece, part) })
		}
	}
	b.pieces = b.pieces[:0]
}

// each calls do with every piece of a member and its place in the member's part.
func (b *Bundle) each(r int, do func(part, piece []byte)) {
	part := b.parts[r]
	for i := r; i < len(b.pieces); i += len(b.parts) {
		n := len(b.pieces[i])
		do(part[:n], b.pieces[i])
		part = part[n:]
	}
}
