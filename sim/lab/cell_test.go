package lab

import "testing"

// TestCellsOfAConvolution: the cell of a row tells the tap and the channel of what the network takes there.
func TestCellsOfAConvolution(t *testing.T) {
	net := experimentOf("task=cifar10&net=8c5x3-16d-12cs2-20").net()
	for layer := range 3 {
		y := &net.Layers[layer]
		place := y.PlacesOf(y.Positions()/2 + y.Map().W/2)[0] // in the middle: all is inside
		for row := range y.FanIn() {
			c := Cell{Layer: layer, Row: row, Col: 3}
			tap(&c, y)
			high, wide := place.H*y.Stride.H-y.Pad.H+c.TapRow, place.W*y.Stride.W-y.Pad.W+c.TapCol
			if got := (high*y.In.W+wide)*y.In.C + c.Channel; got != y.Takes(3, place, row) {
				t.Fatalf("layer %d, row %d is %+v, value %d: it takes %d", layer, row, c, got, y.Takes(3, place, row))
			}
		}
	}
	for _, c := range []struct {
		link       string
		layer, row int
		from, to   string
	}{
		{"task=cifar10&net=8c5x3-12cs2-20", 0, 13, "green at tap 1,1", "map 7"}, // tap 4 of rows of 3, channel 1
		{"task=cifar10&net=8c5x3-12cs2-20", 1, 8*5 + 6, "map 6 at tap 1,2", "map 7"},
		{"task=cifar10&net=8c5x3-12cs2-20", 2, 46, "input 46", "neuron 7"},
		{"task=cifar10&net=9d-20", 0, 5, "blue at tap 1,2", "map 7"},
		{"net=8c-20", 0, 5, "pixel at tap 1,2", "map 7"},
		{"net=hidden", 0, 5, "input 5", "neuron 7"},
	} {
		net := experimentOf(c.link).net()
		cell := Cell{Layer: c.layer, Row: c.row, Col: 7}
		tap(&cell, &net.Layers[c.layer])
		if from, to := cell.Ends(); from != c.from || to != c.to {
			t.Errorf("%s, layer %d, row %d: from %s to %s, want from %s to %s", c.link, c.layer, c.row, from, to, c.from,
				c.to)
		}
	}
}

// TestArraysOfConvolutions: the picture of an array tells the window that its rows lie in, and a cell the weight of its
// map.
func TestArraysOfConvolutions(t *testing.T) {
	r := toyRuns["maps"]() // 8cs2-12cp-20
	var s Snapshot
	for layer, want := range [][4]int{{9, 8, 3, 1}, {72, 12, 3, 8}, {588, 20, 7, 12}, {20, 10, 0, 0}} {
		if err := r.Snapshot(layer, ViewWeight, &s); err != nil {
			t.Fatal(err)
		}
		if got := [4]int{s.Rows, s.Cols, s.Width, s.Channels}; got != want {
			t.Errorf("layer %d has %v, want %v", layer, got, want)
		}
	}
	cell, err := r.Cell(1, 17, 5)
	if from, to := cell.Ends(); err != nil || from != "map 1 at tap 0,2" || to != "map 5" {
		t.Errorf("from %s to %s, %v", from, to, err)
	}
	if cell.Weight != r.weights(1).At(5, 17) {
		t.Errorf("the weight is %d", cell.Weight)
	}
}
