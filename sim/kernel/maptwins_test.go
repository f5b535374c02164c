package kernel

import (
	"reflect"
	"testing"
)

// shorts draws n numbers of 16 bits below a bound.
func (n *noise) shorts(k, most int) []int16 {
	x := make([]int16, k)
	for i := range x {
		x[i] = int16(int(n.next()%uint64(2*most+1)) - most)
	}
	return x
}

// rowsOf cuts numbers into rows of sixteen.
func rowsOf[T any](x []T) (rows [][Lanes]T) {
	for ; len(x) >= Lanes; x = x[Lanes:] {
		rows = append(rows, [Lanes]T(x))
	}
	return rows
}

// same fails where a kernel and its plain twin do not give the same.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// TestTwinsOfWindows: each vector form has the bits of its plain twin.
func TestTwinsOfWindows(t *testing.T) {
	draw := noise(21)
	for range 20 {
		short := rowsOf(draw.shorts(5*Lanes, 1<<14))
		long, longPlain := make([][Lanes]int32, 5), make([][Lanes]int32, 5)
		for range 2 {
			widenRows(long, short)
			widenRowsPlain(longPlain, short)
		}
		same(t, "widened", long, longPlain)
		const stride = 3 * Lanes
		sums, sumsPlain := make([]int32, 5*stride), make([]int32, 5*stride)
		pixelRows(sums, stride, short)
		pixelRowsPlain(sumsPlain, stride, short)
		same(t, "pixels", sums, sumsPlain)
		places, placesPlain := make([]uint8, 5*stride), make([]uint8, 5*stride)
		for marks := range 7 {
			sumsOfMarked(sums, stride, short, marks)
			sumsOfMarkedPlain(sumsPlain, stride, short, marks)
			same(t, "sums of marked ones", sums, sumsPlain)
			unmarked(places, stride, short, marks)
			unmarkedPlain(placesPlain, stride, short, marks)
			same(t, "marks", places, placesPlain)
		}
		kept, keptPlain := make([]int16, len(sums)), make([]int16, len(sums))
		keepSums(kept, sums, len(sums)/2, 2, len(sums)/2)
		keepSumsPlain(keptPlain, sums, len(sums)/2, 2, len(sums)/2)
		same(t, "kept", kept, keptPlain)
		row, rowPlain := long[0], long[0]
		var chosen, chosenPlain [Lanes]uint8
		for place := range uint8(5) {
			keepLargest(&row, &chosen, &long[place], place)
			keepLargestPlain(&rowPlain, &chosenPlain, &long[place], place)
			same(t, "largest", row, rowPlain)
			same(t, "which", chosen, chosenPlain)
		}
		var x [wholeGroup]*[Lanes]int16
		for j := range x {
			x[j] = &rowsOf(draw.shorts(Lanes, 4095))[0]
		}
		var table, tablePlain [wholePatterns][Lanes]int16
		countSums(&table, &x)
		wholeSumsPlain(&tablePlain, &x)
		same(t, "sums of counts", table, tablePlain)
		agree, more := [channels]int16(draw.shorts(channels, 99)), [channels]int16(draw.shorts(channels, 99))
		agreePlain := agree
		addShorts(&agree, &more)
		addShortsPlain(&agreePlain, &more)
		same(t, "added", agree, agreePlain)
		testMarkedTwins(t, &draw, &agree)
		testGradientTwins(t, &draw)
	}
}

// testMarkedTwins compares what makes sums of counted differences, with all shifts.
func testMarkedTwins(t *testing.T, draw *noise, agree *[channels]int16) {
	t.Helper()
	var counted [Lanes][4][8]uint16
	for b := range counted {
		for q := range counted[b] {
			for i, x := range draw.shorts(8, 500) {
				counted[b][q][i] = uint16(x + 500)
			}
		}
	}
	for shift := -1; shift < 5; shift++ {
		best, bestPlain := [Lanes][channels]int16{}, [Lanes][channels]int16{}
		for _, first := range []bool{true, false} {
			largestSums(&best, &counted, agree, shift, first)
			largestSumsPlain(&bestPlain, &counted, agree, shift, first)
			same(t, "larger sums", best, bestPlain)
			agree[shift+1] += 50
		}
		var turned, turnedPlain [channels][Lanes]int16
		turnShorts(&turned, &best)
		turnShortsPlain(&turnedPlain, &best)
		same(t, "turned", turned, turnedPlain)
	}
}

// testGradientTwins compares what takes gradients of places and looks them up.
func testGradientTwins(t *testing.T, draw *noise) {
	t.Helper()
	const n, stride = 9, 2 * Lanes
	d, chosen := draw.wholes(n*stride), make([]uint8, n*stride)
	for i := range chosen {
		chosen[i] = uint8(draw.next() % 3)
	}
	for _, of := range [][]uint8{nil, chosen} {
		to, toPlain := make([]int8, n*Lanes), make([]int8, n*Lanes)
		same(t, "most", takeRows(to, d, of, stride, n, 1), takeRowsPlain(toPlain, d, of, stride, n, 1))
		same(t, "taken", to, toPlain)
		if of != nil {
			of = of[:stride]
		}
		row, rowPlain := make([]int16, stride), make([]int16, stride)
		same(t, "any", shortRow(row, d[:stride], of, 2), shortRowPlain(rowPlain, d[:stride], of, 2))
		same(t, "widened gradients", row, rowPlain)
	}
	x, grads := draw.shorts(stride, MaxCount), draw.shorts(Lanes*stride, MaxWhole)
	var products, productsPlain productSums
	addProducts(&products, x, grads)
	addProductsPlain(&productsPlain, x, grads)
	for k := range products {
		sum := int32(0)
		for _, part := range products[k] {
			sum += part
		}
		same(t, "products", sum, productsPlain[k][0])
	}
	var e entries
	var table wholeTable
	words := draw.words(7)
	e.keep(words, 1)
	table.fill(Bytes{draw.wholes(64 * Lanes), Lanes}, 0, 64)
	for _, groups := range []int{2, 6, wholeGroups} {
		rows, rowsPlain := rowsOf(draw.shorts(7*Lanes, 99)), make([][Lanes]int16, 7)
		copy(rowsPlain, rows)
		addEntries(&table, rows, e.from(0, 0), entriesOf, groups)
		addEntriesPlain(&table, rowsPlain, e.from(0, 0), entriesOf, groups)
		same(t, "looked up", rows, rowsPlain)
	}
}
