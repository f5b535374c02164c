package ui

import (
	"fmt"
	"slices"
	"time"

	"arraylab/devices"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// array is the view of the memory array.
type array struct {
	repaint   time.Duration // when it is to be drawn after a knob; 0 for never
	layer     int
	view      string
	viewed    bool // the visitor chose the view
	cell      *lab.Cell
	showFrame bool // the frame is wanted: there is something to show
	frameUp   bool // it said that it is ready
}

// rest is how long a knob must rest before its array is drawn (assumed: an unnoticed moment).
const rest = 150 * time.Millisecond

// rest follows that a knob was moved.
func (a *array) rest(now time.Duration) { a.repaint = now + rest }

// rested tells whether the array is to be drawn as a knob has left it.
func (a *array) rested(now time.Duration) bool { return a.repaint > 0 && now >= a.repaint }

// leave follows that there is nothing to point at.
func (a *array) leave() { a.cell, a.repaint = nil, 0 }

// watchRate is how many pictures a second the array view gets while training (assumed: enough
// to see flips, a tenth of the engine's time at most).
const watchRate = 8

// openArray lets the frame load, after the first result.
func (s *Store) openArray() {
	s.array.showFrame = true
	if s.foreign.on {
		return // it is loaded behind the words, for when there is something to show
	}
	if last := len(s.arrayLayers()) - 1; s.array.layer > last {
		s.Layer(max(last, 0))
	}
	s.fitView()
}

// arrayLayers are those of the network in the worker.
func (s *Store) arrayLayers() []devices.Layer {
	link := s.course.of(s.result)
	of := s.link.Experiment
	if l, err := s.parsed(link); err == nil && link != "" && !s.foreign.on {
		of = l.Experiment
	}
	return s.memos.stored.of(of, of.Stored)
}

// watch tells the worker what to show: nothing while maps are seen in place of the cells.
func (s *Store) watch() {
	if s.array.frameUp && s.session.Alive() && !s.foreign.on {
		seen := s.mapsShown() == ""
		if s.specimen.maps.cover(!seen); !seen {
			s.desk.Order(wire.Watch{Layer: -1})
			return
		}
		s.desk.Order(wire.Watch{Layer: s.array.layer, View: s.viewOf(s.array.layer), Rate: watchRate})
	}
}

// viewOf is the view in which a layer is shown: the chosen one, if it has that.
func (s *Store) viewOf(layer int) string {
	if s.digital(layer) && !slices.Contains(s.viewsOfRun(), s.array.view) {
		return lab.ViewWeight
	}
	return s.array.view
}

// digital tells whether a layer of the network in the worker lies in digital memory.
func (s *Store) digital(layer int) bool {
	all := s.arrayLayers()
	return layer >= 0 && layer < len(all) && all[layer].Digital
}

// digitalLayers tells of all layers whether they do.
func (s *Store) digitalLayers() (digital []bool) {
	for _, y := range s.arrayLayers() {
		digital = append(digital, y.Digital)
	}
	return digital
}

// draw asks for the array as a knob has left it. A memory without devices shows its weights; the
// chosen view comes back with the devices.
func (s *Store) draw() {
	s.array.repaint = 0
	view := s.viewOf(s.array.layer)
	if l, err := s.parsed(s.result.Link); err == nil && !slices.Contains(l.Views(), view) {
		view = lab.ViewWeight
	}
	if s.array.frameUp && s.session.Alive() && s.mapsShown() == "" {
		s.desk.Order(wire.Watch{Layer: s.array.layer, View: view, Rate: watchRate})
	}
}

// Layer chooses the layer that is shown.
func (s *Store) Layer(layer int) {
	s.array.layer, s.array.cell = layer, nil
	s.specimen.maps.forget()
	s.watch()
	s.askMaps()
}

// View chooses what colours a cell.
func (s *Store) View(view string) {
	s.array.viewed = true
	s.look(view)
}

// look shows a view.
func (s *Store) look(view string) {
	s.array.view = view
	s.watch()
}

// View names, in the order of the menu.
var viewNames = [...][2]string{
	{lab.ViewWeight, "weight"}, {lab.ViewResistance, "resistance of the pair"}, {lab.ViewPulses, "pulses received"},
	{lab.ViewHidden, "consolidation, |hidden weight|"}, {lab.ViewError, "error against the ideal"},
}

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
	l, err := s.parsed(s.course.of(s.result))
	switch {
	case s.foreign.on:
		return s.link.ViewsOf(s.array.layer)
	case err != nil:
		l.Experiment = lab.Default()
	}
	return l.ViewsOf(s.array.layer)
}

// fitView shows what is special about the memory until the visitor chooses a view: the
// resistances where there are devices, else the weights. A view that does not exist gives way.
func (s *Store) fitView() {
	best := lab.ViewWeight
	if slices.Contains(s.viewsOfRun(), lab.ViewResistance) {
		best = lab.ViewResistance
	}
	for _, v := range s.Views() {
		if v[0] == s.array.view && s.array.viewed {
			return
		}
	}
	if s.array.view != best {
		s.look(best)
	}
}

// frameReady follows that the frame of the array is there, anew perhaps.
func (s *Store) frameReady(framewire.Ready) {
	s.array.frameUp = true
	s.tellFrame()
	s.watch()
}

// hover follows the pointer over the array.
func (s *Store) hover(m framewire.Hover) {
	if m.Row < 0 {
		s.array.cell = nil
		return
	}
	s.desk.Order(wire.AskCell{Layer: m.Layer, Row: m.Row, Col: m.Col})
}

func (s *Store) cellInfo(m wire.CellInfo) {
	s.array.cell = &m.Cell
	s.desk.Frame(m)
}

func (s *Store) picture(m wire.Picture) {
	if !s.foreign.on {
		s.desk.Frame(m)
	}
}

// tellFrame passes the theme on.
func (s *Store) tellFrame() {
	if s.array.frameUp {
		s.desk.Frame(framewire.Theme{Name: s.Theme(), Palette: "viridis"})
	}
}

// text is the status line: what is known of the cell under the pointer, in digital memory or not.
func (a *array) text(digital bool) string {
	c := a.cell
	switch {
	case c == nil && digital:
		return "The weights of this layer have 8 bits and lie in digital memory: they have no cells and no errors."
	case c == nil:
		return "Point at a cell, or tap it, to read it."
	}
	in, out := c.Ends()
	if c.Digital {
		return fmt.Sprintf("%s, %s   weight %s/128   in digital memory: no cell", in, out,
			spell.Thousands(int64(c.Weight)))
	}
	level := map[int]string{-1: "-1", 0: "0", 1: "+1"}
	t := fmt.Sprintf("%s, %s   weight %s", in, out, level[c.Weight])
	if c.Weight != c.Intended {
		t += " (intended " + level[c.Intended] + ")"
	}
	if c.Devices {
		t += fmt.Sprintf("   R_BL %s   R_BLb %s   %s + %s pulses", spell.Ohms(c.RBL), spell.Ohms(c.RBLb),
			spell.Thousands(int64(c.PulsesBL)), spell.Thousands(int64(c.PulsesBLb)))
	}
	if c.State != "" {
		t += "   " + c.State
	}
	return t
}
