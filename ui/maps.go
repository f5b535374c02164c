package ui

import (
	"arraylab/sim/lab"
	"arraylab/sim/topology"
	"arraylab/ui/chart"
	"arraylab/wasm/wire"
)

// What of a layer can be seen in place of its cells.
const (
	showBits    = "bits"
	showSums    = "sums"
	showKernels = "kernels"
)

// mapView is what is seen of a layer of maps beside its cells.
type mapView struct {
	wanted  string // "" for the cells
	row     int    // the map that was chosen last
	sums    *lab.MapSums
	kernels *lab.Kernels
	asking  question
	covers  bool // the engine was told that nobody sees the cells
}

// cover follows what the engine was told of the cells.
func (m *mapView) cover(on bool) { m.covers = on }

// want chooses what is seen.
func (m *mapView) want(what string) { m.wanted = what }

// choose chooses a map.
func (m *mapView) choose(row int) { m.row = row }

// take keeps an answer, of sums or of kernels, and tells whether to ask again.
func (m *mapView) take(sums *lab.MapSums, kernels *lab.Kernels) (again bool) {
	m.sums, m.kernels = sums, kernels
	return m.asking.answered()
}

// forget follows that there is another layer, or another network.
func (m *mapView) forget() { m.sums, m.kernels, m.row = nil, nil, 0 }

// grids are the forms of what the layers of the shown network give, the output layer's last.
func (s *Store) grids() []lab.Grid {
	link := s.course.of(s.result)
	return s.memos.grids.of(link, func() (all []lab.Grid) {
		l, err := s.parsed(link)
		if err != nil {
			return nil
		}
		n, c := l.Topology()
		shapes, _ := n.Shapes(c) // what was run fits
		for i := range shapes {
			if i == len(n.Layers) || n.Layers[i].Kind != topology.Average {
				all = append(all, lab.Grid(shapes[i].Map))
			}
		}
		return all
	})
}

// gridOf is the form of what a layer gives.
func (s *Store) gridOf(layer int) lab.Grid {
	if all := s.grids(); layer >= 0 && layer < len(all) {
		return all[layer]
	}
	return lab.Grid{}
}

// positions are the places of a map of a layer; 1 for neurons.
func (s *Store) positions(layer int) int {
	g := s.gridOf(layer)
	return max(g.H*g.W, 1)
}

// hasMaps tells whether some layer of the shown network makes maps.
func (s *Store) hasMaps() bool {
	for _, g := range s.grids() {
		if g.H*g.W > 1 {
			return !s.foreign.on && s.ToDo() == ""
		}
	}
	return false
}

// mapsShown is what is seen of the chosen layer in place of its cells; "" for nothing. The output layer has no bits: its
// sums are seen.
func (s *Store) mapsShown() string {
	if !s.hasMaps() || s.specimen.scores == nil || s.Hidden("array") {
		return ""
	}
	if what := s.specimen.maps.wanted; what != showBits || s.array.layer < len(s.specimen.scores.Bits) {
		return what
	}
	return showSums
}

// ShowMaps chooses what is seen of a layer: showBits, showSums, showKernels, or "" for its cells.
func (s *Store) ShowMaps(what string) {
	s.specimen.maps.want(what)
	s.watch()
	s.askMaps()
}

// askMaps asks for what is seen and not there yet; for the cells, where these are seen again.
func (s *Store) askMaps() {
	m := &s.specimen.maps
	what := s.mapsShown()
	if what == "" && m.covers {
		s.watch() // another network has no maps
	}
	if what == "" || what == showBits || !s.session.Alive() || !m.asking.ask() {
		return
	}
	if what == showSums {
		s.desk.Order(wire.AskMapSums{Layer: s.array.layer})
		return
	}
	s.desk.Order(wire.AskKernels{Layer: s.array.layer, Map: min(m.row, max(s.gridOf(s.array.layer).C-1, 0))})
}

// mapSums takes the sums of a layer.
func (s *Store) mapSums(m wire.MapSums) { s.mapsArrived(m.Layer, &m.MapSums, nil) }

// kernelsArrived takes the weights of a layer.
func (s *Store) kernelsArrived(m wire.Kernels) { s.mapsArrived(m.Layer, nil, &m.Kernels) }

// mapsArrived takes an answer, unless another layer is seen by now.
func (s *Store) mapsArrived(layer int, sums *lab.MapSums, kernels *lab.Kernels) {
	if layer != s.array.layer || s.foreign.on {
		sums, kernels = nil, nil
	}
	if s.specimen.maps.take(sums, kernels) {
		s.askMaps()
	}
}

// chosenPlace is the neuron at work, where it belongs to the layer that is seen.
func (s *Store) chosenPlace() *lab.Neuron {
	if n := s.specimen.neuron; n != nil && n.Layer == s.array.layer {
		return n
	}
	return nil
}

// PickMap chooses what a pixel of the picture of the maps shows.
func (s *Store) PickMap(pixel int) {
	switch s.mapsShown() {
	case showKernels:
		if k := s.specimen.maps.kernels; k != nil && s.severalKernels() {
			if row, _, _, ok := chart.KernelTiles(*k).At(pixel); ok {
				s.chooseMap(row)
			}
		}
	case showBits, showSums:
		g := s.gridOf(s.array.layer)
		if c, y, x, ok := chart.MapTiles(g).At(pixel); ok {
			s.choosePlace(c, y, x)
		}
	}
}

// severalKernels tells whether the kernels of all maps are seen at once.
func (s *Store) severalKernels() bool {
	k := s.specimen.maps.kernels
	return k != nil && len(k.Codes) > k.Window.Values()
}

// chooseMap goes to the same place of another map.
func (s *Store) chooseMap(row int) {
	g := s.gridOf(s.array.layer)
	y, x := g.H/2, g.W/2
	if n := s.chosenPlace(); n != nil {
		place := n.Index % s.positions(n.Layer)
		y, x = place/g.W, place%g.W
	}
	s.choosePlace(row, y, x)
}

// choosePlace shows a place of a map at work; what is over an edge stays at it.
func (s *Store) choosePlace(row, y, x int) {
	layer := s.array.layer
	g := s.gridOf(layer)
	if g.Values() == 0 {
		return
	}
	row, y, x = within(row, g.C), within(y, g.H), within(x, g.W)
	s.specimen.maps.choose(row)
	s.specimen.look(layer)
	s.AskNeuron(layer, (row*g.H+y)*g.W+x)
	if s.mapsShown() == showKernels {
		s.askMaps()
	}
}

func within(i, n int) int { return max(0, min(i, n-1)) }

// StepMap follows a key: arrows go from place to place, pages from map to map.
func (s *Store) StepMap(key string) {
	g, row := s.gridOf(s.array.layer), s.specimen.maps.row
	if g.Values() == 0 {
		return
	}
	y, x := g.H/2, g.W/2
	if n := s.chosenPlace(); n != nil {
		place := n.Index % s.positions(n.Layer)
		row, y, x = n.Index/s.positions(n.Layer), place/g.W, place%g.W
	}
	step := map[string][3]int{"ArrowLeft": {0, 0, -1}, "ArrowRight": {0, 0, 1}, "ArrowUp": {0, -1, 0},
		"ArrowDown": {0, 1, 0}, "PageUp": {-1, 0, 0}, "PageDown": {1, 0, 0}}[key]
	if s.mapsShown() == showKernels || g.H*g.W == 1 { // there are only maps to go to
		step = [3]int{step[0] + step[1] + step[2], 0, 0}
	}
	s.choosePlace(row+step[0], y+step[1], x+step[2])
}
