package lab

import "arraylab/sim/bnn"

// Area is a rectangle of places: from a row and a column on, so many of them.
type Area struct {
	Row     int `json:"row"`
	Column  int `json:"column"`
	Rows    int `json:"rows"`
	Columns int `json:"columns"`
}

// MapSums are the sums of a layer for the image that was classified last, as shades of one scale.
type MapSums struct {
	Layer int `json:"layer"`
	Most  int `json:"most"` // the largest magnitude of a sum
	// 128 for 0, 255 for Most, 1 for -Most; place by place in the order of reading, at each of them map by map: as the
	// bits of Scores.
	Shades []byte `json:"shades"`
}

// MapSums shows what the thresholds of a layer are to be compared with.
func (r *Run) MapSums(layer int) (MapSums, error) {
	if r.trace == nil {
		return MapSums{}, &NeedError{"an image to be classified first"}
	}
	if err := checkPlace("layer", layer, len(r.trace.Sums)); err != nil {
		return MapSums{}, err
	}
	sums := r.trace.Sums[layer]
	s := MapSums{Layer: layer, Most: 1, Shades: make([]byte, len(sums))}
	for _, sum := range sums {
		s.Most = max(s.Most, int(sum), -int(sum))
	}
	net := r.exp.net()
	maps := net.Layers[layer].Out
	positions := len(sums) / maps
	for i, sum := range sums {
		s.Shades[i%positions*maps+i/positions] = shade(int(sum), s.Most)
	}
	return s, nil
}

// shade is 128 and up to 127 more or less, half away from zero.
func shade(sum, most int) byte {
	if sum < 0 {
		return byte(128 - (127*-sum+most/2)/most)
	}
	return byte(128 + (127*sum+most/2)/most)
}

// Kernels are rows of weights of a layer.
type Kernels struct {
	Layer  int  `json:"layer"`
	From   int  `json:"from"`   // the map or neuron of the first row
	Window Grid `json:"window"` // the form of a row: a kernel of so many rows and columns for each map that comes in
	// 0 for -1, 1 for +1, 2 for 0, row by row, each in the order of Grid; where they are Digital, of 8 bits, 128 and up to
	// 127 more or less.
	Codes   []byte `json:"codes"`
	Digital bool   `json:"digital"`
}

// fewChannels are those of an image in colour: of so few, the kernels of all maps are seen at once.
const fewChannels = 3

// Kernels are the weights as they are now: of all maps where few maps come in, else of one.
func (r *Run) Kernels(layer, row int) (Kernels, error) {
	net := r.exp.net()
	if err := checkPlace("layer", layer, len(net.Layers)); err != nil {
		return Kernels{}, err
	}
	y := &net.Layers[layer]
	if err := checkPlace("map", row, y.Out); err != nil {
		return Kernels{}, err
	}
	k := Kernels{Layer: layer, From: row, Window: Grid(y.Window()), Digital: y.Digital()}
	rows := 1
	if y.Kind == bnn.Convolution && y.In.C <= fewChannels {
		k.From, rows = 0, y.Out
	}
	w := r.weights(layer)
	for i := range rows {
		k.Codes = append(k.Codes, codes(w.Row(k.From+i))...)
	}
	return k, nil
}
