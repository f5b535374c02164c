package main

import (
	"bytes"
	"fmt"
)

const fillHeader = `
// sumsOfSix fills some columns of the table of a group with all signed sums of six rows: of the first three, which stay
// in registers, with those of the others, of which one sign changes at a time.
func sumsOfSix(t unsafe.Pointer, a, b, c, d, e, f simd.%s) {
	p, m := b.Add(c), c.Sub(b)
	s4, s5, s6, s7 := m.Sub(a), m.Add(a), p.Sub(a), p.Add(a)
	u := d.Add(e).Add(f).Neg()
	d, e, f = d.Add(d), e.Add(e), f.Add(f)
`

// fill writes how a table is filled: straight on, as the look-ups are, for the same reasons.
func fill(b *bytes.Buffer, t tables, v vector) {
	fmt.Fprintf(b, fillHeader, v.name)
	upper := 0 // the pattern of the upper three signs
	for _, step := range []string{"", "+d", "+e", "-d", "+f", "+d", "-e", "-d"} {
		if step != "" {
			op, bit := "Add", 1<<(step[1]-'d')
			if step[0] == '-' {
				op, bit = "Sub", -bit
			}
			upper += bit
			fmt.Fprintf(b, "u = u.%s(%c)\n", op, step[1])
		}
		for lower, sum := range []string{"Sub(s7)", "Sub(s6)", "Sub(s5)", "Sub(s4)", "Add(s4)", "Add(s5)", "Add(s6)", "Add(s7)"} {
			at := t.pattern() * (8*upper + lower)
			fmt.Fprintf(b, "u.%s.StoreArray((*[%d]%s)(unsafe.Add(t, %d)))\n", sum, v.lanes, t.element, at)
		}
	}
	b.WriteString("}\n")
}
