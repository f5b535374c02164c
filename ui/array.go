package ui

import (
	"fmt"
	"slices"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// array is the view of the memory array.
type array struct {
	layer     int
	view      string
	viewed    bool // the visitor chose the view
	cell      *lab.Cell
	showFrame bool // the frame is wanted: there is something to show
	frameUp   bool // it said that it is ready
}

// watchRate is how many pictures a second the array view gets while training (assumed: enough
// to see flips, a tenth of the engine's time at most).
const watchRate = 8

// openArray lets the frame load, after the first result.
func (s *Store) openArray() {
	s.showFrame = true
	if n := len(s.arrayWidths()) - 2; s.layer > n {
		s.Layer(max(n, 0))
	}
	s.fitView()
}

// arrayWidths are those of the network in the worker.
func (s *Store) arrayWidths() []int {
	link := s.started
	if link == "" && s.result != nil {
		link = s.result.Link
	}
	if l, err := lab.ParseLink("#" + link); err == nil && link != "" {
		return l.Widths()
	}
	return s.link.Widths()
}

// watch tells the worker what to show.
func (s *Store) watch() {
	if s.frameUp && s.session.Alive() {
		s.desk.Order(wire.Watch{Layer: s.layer, View: s.view, Rate: watchRate})
	}
}

// draw asks for the array as a knob has left it. A memory without devices shows its weights; the
// chosen view comes back with the devices.
func (s *Store) draw() {
	s.repaint = 0
	view := s.view
	if l, err := lab.ParseLink("#" + s.result.Link); err == nil && !slices.Contains(l.Views(), view) {
		view = lab.ViewWeight
	}
	if s.frameUp && s.session.Alive() {
		s.desk.Order(wire.Watch{Layer: s.layer, View: view, Rate: watchRate})
	}
}

// Layer chooses the layer that is shown.
func (s *Store) Layer(layer int) {
	s.layer, s.cell = layer, nil
	s.watch()
}

// View chooses what colours a cell.
func (s *Store) View(view string) {
	s.viewed = true
	s.look(view)
}

// look shows a view.
func (s *Store) look(view string) {
	s.view = view
	s.watch()
}

// View names, in the order of the menu.
var viewNames = [...][2]string{{lab.ViewWeight, "weight"}, {lab.ViewResistance, "resistance of the pair"}, {lab.ViewPulses, "pulses received"}, {lab.ViewHidden, "consolidation, |hidden weight|"}, {lab.ViewError, "error against the ideal"}}

// Views are the views that the memory has, as value and label.
func (s *Store) Views() (views [][2]string) {
	has := s.viewsOfRun()
	for _, v := range viewNames {
		if slices.Contains(has, v[0]) {
			views = append(views, v)
		}
	}
	return views
}

// viewsOfRun are the views of the memory that the network in the worker sits on.
func (s *Store) viewsOfRun() []string {
	link := s.started
	if link == "" && s.result != nil {
		link = s.result.Link
	}
	l, err := lab.ParseLink("#" + link)
	if err != nil {
		l.Experiment = lab.Default()
	}
	return l.Views()
}

// fitView shows what is special about the memory until the visitor chooses a view: the
// resistances where there are devices, else the weights. A view that does not exist gives way.
func (s *Store) fitView() {
	best := lab.ViewWeight
	if slices.Contains(s.viewsOfRun(), lab.ViewResistance) {
		best = lab.ViewResistance
	}
	for _, v := range s.Views() {
		if v[0] == s.view && s.viewed {
			return
		}
	}
	if s.view != best {
		s.look(best)
	}
}

// frameReady follows that the frame of the array is there, anew perhaps.
func (s *Store) frameReady(framewire.Ready) {
	s.frameUp = true
	s.tellFrame()
	s.watch()
}

// hover follows the pointer over the array.
func (s *Store) hover(m framewire.Hover) {
	if m.Row < 0 {
		s.cell = nil
		return
	}
	s.desk.Order(wire.AskCell{Layer: m.Layer, Row: m.Row, Col: m.Col})
}

func (s *Store) cellInfo(m wire.CellInfo) {
	s.cell = &m.Cell
	s.desk.Frame(m)
}

func (s *Store) picture(m wire.Picture) { s.desk.Frame(m) }

// tellFrame passes the theme on.
func (s *Store) tellFrame() {
	if s.frameUp {
		s.desk.Frame(framewire.Theme{Name: s.Theme(), Palette: "viridis"})
	}
}

// CellText is the status line: what is known of the cell under the pointer.
func (s *Store) CellText() string {
	c := s.cell
	if c == nil {
		return "Point at a cell, or tap it, to read it."
	}
	level := map[int]string{-1: "-1", 0: "0", 1: "+1"}
	t := fmt.Sprintf("input %d, neuron %d   weight %s", c.Row, c.Col, level[c.Weight])
	if c.Weight != c.Intended {
		t += " (intended " + level[c.Intended] + ")"
	}
	if c.Devices {
		t += fmt.Sprintf("   R_BL %s   R_BLb %s   %s + %s pulses", spell.Ohms(c.RBL), spell.Ohms(c.RBLb), spell.Thousands(int64(c.PulsesBL)), spell.Thousands(int64(c.PulsesBLb)))
	}
	if c.State != "" {
		t += "   " + c.State
	}
	return t
}
