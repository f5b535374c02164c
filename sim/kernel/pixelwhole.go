package kernel

// An InputCount is a value other than 0, in the list of its input: its image and the value, a whole number of up to
// MaxCount.
type InputCount struct{ Image, Count uint16 }

// MaxCount is the largest value whose product with a whole number of 8 bits fits 16 bits: 256*127 is 32,512.
const MaxCount = 256

// PixelGradWhole computes one tile of the first layer's weight gradient from whole numbers of 8 bits,
//
//	dw[i][c] = unit * sum over b of p[b][i] * dS[b][c]     i < inputs, b < batch, c < 16
//
// over the values other than 0 alone. Those of input i are pixels[ends[i]:ends[i+1]], of images less than batch; dS is
// a tile [B][16], unit a power of two. Where the values are how many bits +-1 are +1 of so many presentations, more
// than 0, p is 2*count - presentations instead, what the bits add up to. The sums are whole numbers of 32 bits, exact
// in any order up to 33,000 images, and rounded once.
func PixelGradWhole(dw []float32, ends []int32, pixels []InputCount, dS []int8, inputs, batch, presentations int,
	unit float32) {
	dS = dS[:batch*Lanes]
	var less [Lanes]int32
	double := uint64(0) // how often
	if presentations > 0 {
		wholeColumns(&less, dS, int32(presentations))
		double = 1
	}
	if vectors {
		settle()
	}
	var sum, more [Lanes]int32
	for i := range inputs {
		list := pixels[ends[i]:ends[i+1]]
		first := list[:min(len(list), countsAtOnce)]
		countsTimes(&sum, first, dS)
		for list = list[len(first):]; len(list) > 0; list = list[len(first):] {
			first = list[:min(len(list), countsAtOnce)]
			countsTimes(&more, first, dS)
			addRow(&sum, &more)
		}
		unitsRow((*[Lanes]float32)(dw[i*Lanes:]), &sum, &less, double, unit)
	}
	if vectors {
		settle()
	}
}

// countsAtOnce is the number of products whose sum two sums of 16 bits can hold: that of their upper bytes, and of
// all their bits without what goes beyond. The lower bytes, which are what the first lacks, add up to less than 2^16.
const countsAtOnce = 256

// countsTimesPlain sets sum to that of the products.
func countsTimesPlain(sum *[Lanes]int32, list []InputCount, dS []int8) {
	*sum = [Lanes]int32{}
	for _, p := range list {
		row := (*[Lanes]int8)(dS[int(p.Image)*Lanes:])
		for c, x := range row {
			sum[c] += int32(p.Count) * int32(x)
		}
	}
}

// wholeColumns makes the sums of the columns of a tile [B][16], times a factor.
func wholeColumns(sums *[Lanes]int32, tile []int8, factor int32) {
	for ; len(tile) >= Lanes; tile = tile[Lanes:] {
		for c, x := range (*[Lanes]int8)(tile) {
			sums[c] += int32(x)
		}
	}
	for c := range sums {
		sums[c] *= factor
	}
}

// unitsRowPlain sets a row to sums, doubled or not, less others, in units.
func unitsRowPlain(row *[Lanes]float32, sum, less *[Lanes]int32, double uint64, unit float32) {
	for c, x := range sum {
		row[c] = float32(x<<double-less[c]) * unit
	}
}
