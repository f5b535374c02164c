package kernel

import "slices"

// columns are how windows of few channels are looked up column by column: neighbouring places share all but one of
// their columns, so that one is made instead of as many tables as a window has. The tables of a window's columns stand in
// slots that are taken in turn.
type columns struct {
	sizes    []int // of the tables of a column: how many of its numbers each takes
	patterns int   // sums in the tables of a column
	looks    int   // look-ups of a window, made even

	at    []uint16 // [slot of the first column][neuron][looks] where in the tables, in bytes
	of    []uint64 // the weights that were cut last
	words int      // of a neuron
	cut   Windows  // and their windows
}

// mostSums is how many sums the tables of the columns of a window hold: the room of wholeTable, but for a sum of
// nothing.
const mostSums = wholeGroups*wholePatterns - 1

// divide chooses how the columns of a window are divided into tables, for so many neurons; false where tables of whole
// windows take fewer steps, a step being a sum of a table or a look-up.
func (c *columns) divide(g *Windows, neurons int) bool {
	values, made := g.KH*g.C, min(g.SW, g.KW)
	groups := even(parts(g.Taps()*g.C, wholeGroup))
	least := groups * (wholePatterns + neurons)
	c.sizes = c.sizes[:0]
	for n := parts(values, wholeGroup); n <= values; n++ {
		patterns := (n-values%n)<<(values/n) + values%n<<(values/n+1)
		looks := even(g.KW * n)
		if steps := made*patterns + neurons*looks; steps < least && g.KW*patterns <= mostSums {
			least, c.patterns, c.looks = steps, patterns, looks
			c.sizes = c.sizes[:0]
			for k := range n {
				c.sizes = append(c.sizes, values*(k+1)/n-values*k/n)
			}
		}
	}
	return len(c.sizes) > 0
}

func even(n int) int { return (n + 1) &^ 1 }

// keep cuts the weights of so many neurons, unless they are the ones that were cut last.
func (c *columns) keep(w Signs, neurons int, g *Windows) {
	words := w.Words[:neurons*w.Stride]
	if c.words == w.Stride && c.cut == *g && slices.Equal(c.of, words) {
		return
	}
	c.of, c.words, c.cut = append(c.of[:0], words...), w.Stride, *g
	c.at = grown(c.at, g.KW*neurons*c.looks)
	for slot := range g.KW {
		for o := range neurons {
			c.list(c.at[(slot*neurons+o)*c.looks:][:c.looks], w.Row(o), slot, g)
		}
	}
}

// list makes the list of a neuron where the first column of a window is in a slot. What is more than the window has
// finds nothing.
func (c *columns) list(at []uint16, row []uint64, slot int, g *Windows) {
	for kx := range g.KW {
		first, table := 0, (kx+slot)%g.KW*c.patterns
		for k, n := range c.sizes {
			pattern := 0
			for j := range n {
				ky, channel := (first+j)/g.C, (first+j)%g.C
				i := (ky*g.KW+kx)*g.C + channel
				pattern |= int(row[i/64]>>(i%64)&1) << j
			}
			at[kx*len(c.sizes)+k] = uint16((table + pattern) * entryBytes)
			first, table = first+n, table+1<<n
		}
	}
	for i := g.KW * len(c.sizes); i < c.looks; i++ {
		at[i] = mostSums * entryBytes
	}
}

// placeOfColumns makes the sums of all neurons at a place, after those of the places before it in its row.
func (m *pixelWindows) placeOfColumns(y, x int) {
	g, c, table := m.g, &m.s.columns, m.s.lookup.table()
	if x == 0 {
		table[wholeGroups-1][wholePatterns-1] = [Lanes]int16{}
	}
	for m.through = max(m.through, x*g.SW); m.through < x*g.SW+g.KW; m.through++ {
		m.fillColumn(y, m.through)
	}
	clear(m.s.rows)
	from := c.at[x*g.SW%g.KW*m.out.O*c.looks:]
	for first := 0; first < c.looks; first += wholeGroups &^ 1 {
		addEntries(table, m.s.rows, from[first:], c.looks, min(wholeGroups&^1, c.looks-first))
	}
}

// fillColumn makes the tables of a column of the places of row y: that of windows at all of the map with its margins.
func (m *pixelWindows) fillColumn(y, column int) {
	g, c := m.g, &m.s.columns
	var zero [Lanes]int16
	top, left := y*g.SH-g.PH, column-g.PW
	first, table := 0, column%g.KW*c.patterns
	for _, n := range c.sizes {
		var rows [wholeGroup]*[Lanes]int16
		for j := range n {
			rows[j] = &zero
			if row := top + (first+j)/g.C; row >= 0 && row < g.H && left >= 0 && left < g.W {
				rows[j] = (*[Lanes]int16)(m.x[((row*g.W+left)*g.C+(first+j)%g.C)*m.stride:])
			}
		}
		columnSums(m.s.lookup.table(), table, &rows, n)
		first, table = first+n, table+1<<n
	}
}

// columnSumsPlain fills the sums of all patterns of n rows, from a place in the tables on: the pattern without a sign,
// then with each sign what there is without it.
func columnSumsPlain(t *wholeTable, at int, x *[wholeGroup]*[Lanes]int16, n int) {
	sums := func(p int) *[Lanes]int16 { return &t[(at+p)/wholePatterns][(at+p)%wholePatterns] }
	*sums(0) = [Lanes]int16{}
	for _, row := range x[:n] {
		for b, v := range row {
			sums(0)[b] -= v
		}
	}
	for j, row := range x[:n] {
		for p := range 1 << j {
			for b, v := range row {
				sums(p + 1<<j)[b] = sums(p)[b] + 2*v
			}
		}
	}
}
