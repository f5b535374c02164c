package devices

import (
	"fmt"

	"arraylab/devices/ecc"
)

// Between these separations the order of pairs and code is looked for.
const (
	turnLeast = 1.0
	turnMost  = 12.0
)

// equalCells is the code that takes as many cells as pairs do, (8,4).
func equalCells() *ecc.Code {
	code, err := ecc.New(4)
	if err != nil {
		panic("devices: there is no code of 4 bits")
	}
	return code
}

// turn is the separation of the states, in spreads, up to which pairs err less than single devices with a code, and the
// bit error rate that both have there; false where one of them is the better all along.
func turn(v *Values, code *ecc.Code) (at, ber float64, ok bool) {
	w := *v
	rates := func(x float64) (pair, coded float64) {
		separation.Put(&w, x)
		b := closedBER(&w, code)
		return b.two, b.coded
	}
	better := func(x float64) bool {
		pair, coded := rates(x)
		return pair < coded
	}
	lo, hi := turnLeast, turnMost
	if !better(lo) || better(hi) {
		return 0, 0, false
	}
	for range 30 {
		if middle := float64(0.5 * (lo + hi)); better(middle) {
			lo = middle
		} else {
			hi = middle
		}
	}
	ber, _ = rates(lo)
	return lo, ber, true
}

// turnPlot is the error rate of pairs and of a code at equal cells over the separation, to where their order turns.
func turnPlot(v *Values) Plot {
	code := equalCells()
	pair := Curve{Name: "2T2R", Style: StyleClosed}
	coded := Curve{Name: fmt.Sprintf("1T1R + the %v code", code), Style: StyleClosed}
	w := *v
	for _, x := range Grid(turnLeast, 9, 65) {
		separation.Put(&w, x)
		b := closedBER(&w, code)
		pair.addRate(x, b.two)
		coded.addRate(x, b.coded)
	}
	c := Plot{Key: "turn", Title: "A pair or a code at equal cells", X: "separation of the states (spreads)",
		Y: "bit error rate", LogY: true, Lines: []Curve{pair, coded},
		Words: "With these cells one of them is the better at each separation."}
	if at, ber, ok := turn(v, code); ok {
		c.Lines = append(c.Lines, markAt("the order turns", at, ber))
		c.Words = fmt.Sprintf("Up to a separation of %.2g the pair errs less; from there on, where both err with "+
			"%.1g, the code does.", at, ber)
	}
	return c
}
