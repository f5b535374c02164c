package signal

import "arraylab/sim/rng"

// Kinds of swaps, in the order of data.Task.Kinds; what is not swapped is the first.
const (
	unswapped = iota
	swapRALA
	swapRALL
	swapLALL
	chestReversed
	chestNeighbours
	limbAndChest
)

// Of the records of twelve leads.
const (
	inversionRate      = 125 // Values a second.
	inversionValues    = 375
	inversionOfPatient = 4    // Records of one patient, every second one with electrodes swapped.
	inversionStep      = .016 // mV of one step of the 8 bits.
)

// swapShare is what share of the swaps is of a kind, in percent; our choice.
func swapShare() [limbAndChest + 1]int {
	return [...]int{swapRALA: 25, swapRALL: 15, swapLALL: 15, chestReversed: 15, chestNeighbours: 20, limbAndChest: 10}
}

// inversion records three seconds in twelve leads, of which every second one has electrodes swapped. The label is exact:
// what is exchanged are potentials, from which the leads follow.
func inversion(p Parameters) recorder {
	of := newCohort(p, inversionOfPatient)
	return func(values []byte, at place) (label, kind byte) {
		of := of.at(at)
		d := draws{rng.New(p.Cohort, rng.Recordings).Source(at.row())}
		t := newTrace(inversionRate, inversionValues)
		of.steady(&t, d)
		kind = unswapped
		if label = byte(at.number % 2); label == 1 {
			kind = swapKind(d)
		}
		from := swapped(d, kind)
		of.hear(&t, d, electrodes, inversionValues, func(n int, v *[electrodes]float64) {
			var moved [electrodes]float64
			for e := range moved {
				moved[e] = v[from[e]]
			}
			for l, mV := range Twelve(&moved) {
				values[n*Leads+l] = level(mV / inversionStep)
			}
		})
		return label, kind
	}
}

// steady adds beats at rest over the whole record.
func (of *patient) steady(t *trace, d draws) {
	end := float64(len(t.dipole[0]))/t.rate + 1
	for at := d.between(-2, -1); at < end; at += of.interval(at) {
		t.add(&of.beat, at, of.interval(at))
	}
}

// swapKind draws a kind of swap.
func swapKind(d draws) byte {
	at := int(d.Below(100))
	for kind, share := range swapShare() {
		if at -= share; at < 0 {
			return byte(kind)
		}
	}
	return limbAndChest
}

// swapped tells of each electrode which one hangs at its cable.
func swapped(d draws, kind byte) (from [electrodes]int) {
	for e := range from {
		from[e] = e
	}
	swap := func(a, b int) { from[a], from[b] = from[b], from[a] }
	switch kind {
	case swapRALA:
		swap(RA, LA)
	case swapRALL:
		swap(RA, LL)
	case swapLALL:
		swap(LA, LL)
	case chestReversed:
		swap(V1, V6)
		swap(V2, V5)
		swap(V3, V4)
	case chestNeighbours:
		e := V1 + int(d.Below(5))
		swap(e, e+1)
	case limbAndChest:
		swap(RA+int(d.Below(3)), V1+int(d.Below(6)))
	}
	return from
}
