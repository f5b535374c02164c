package ui

import (
	"strings"

	"arraylab/devices"
	"arraylab/devices/fit/forms"
	"arraylab/ui/chart"
	"arraylab/wasm/wire"
)

// choosing is a table whose columns the visitor has to choose.
type choosing struct {
	name   string
	body   []byte
	choice forms.Choice
	layout int
	values []string // of the layout's parts
}

// PickTable asks the visitor for a table of measurements.
func (s *Store) PickTable() { s.desk.PickFile(strings.Join(tables, ",")) }

// SampleTable hands the visitor a small table of a form.
func (s *Store) SampleTable(key string) {
	if f, ok := forms.Find(key); ok {
		s.desk.Download("arraylab-"+f.File, []byte(f.Sample))
	}
}

// OpenTable fits a device to a table.
func (s *Store) OpenTable(name string, body []byte) {
	if !s.session.Alive() {
		s.library.bad = "The engine is not there yet: try again in a moment."
		return
	}
	if s.library.memory == nil {
		s.present(devices.MeasuredDevice, nil)
	} else {
		s.ShowDevices()
	}
	s.library.choice = &choosing{name: name, body: body}
	s.askFit("")
}

// askFit asks for the device of the table, with its columns as they were chosen.
func (s *Store) askFit(columns string) {
	c := s.library.choice
	s.library.file, s.library.bad = c.name, ""
	s.desk.Order(wire.AskFit{Name: c.name, Columns: columns, Body: c.body})
}

// fitArrived shows the device that fits a table, or what there is to choose.
func (s *Store) fitArrived(m wire.Fitted) {
	l := &s.library
	l.file = ""
	c := l.choice
	switch {
	case m.Choice != nil && c != nil && len(m.Choice.Layouts) > 0:
		c.choice = *m.Choice
		c.take(0)
		return
	case m.Wrong != "":
		if l.bad = m.Wrong; c != nil && len(c.choice.Layouts) == 0 {
			l.choice = nil // there was nothing to choose
		}
		return
	}
	t := devices.TechnologyOf(m.Memory)
	if t == nil {
		t = devices.MeasuredDevice
	}
	l.choice = nil
	s.present(t, m.Texts)
	l.fit, l.fitted = &m, chart.Sheet("fit", m.Sheet)
}

// take takes a layout with its guesses.
func (c *choosing) take(layout int) {
	c.layout, c.values = layout, c.choice.Layouts[layout].Guesses()
}

// open is the choice that the visitor has, nil for none.
func (l *library) open() *choosing {
	if c := l.choice; c != nil && len(c.choice.Layouts) > 0 {
		return c
	}
	return nil
}

// parts are those of the chosen layout.
func (l *library) parts() []forms.Part {
	if c := l.open(); c != nil {
		return c.choice.Layouts[c.layout].Parts
	}
	return nil
}

// ChooseLayout says which shape the table has.
func (s *Store) ChooseLayout(title string) {
	c := s.library.open()
	if c == nil {
		return
	}
	for i, l := range c.choice.Layouts {
		if l.Title == title {
			c.take(i)
		}
	}
}

// ChooseColumn says which column is a part of the layout.
func (s *Store) ChooseColumn(key, value string) {
	for i, p := range s.library.parts() {
		if p.Key == key {
			s.library.choice.values[i] = value
		}
	}
}

// FitChosen fits the table with the columns as they are chosen.
func (s *Store) FitChosen() {
	switch c := s.library.open(); {
	case c == nil:
	case !s.session.Alive():
		s.library.bad = "The engine is not there yet: try again in a moment."
	default:
		s.askFit(c.choice.Layouts[c.layout].Text(c.values))
	}
}

// DropChoice leaves the table unfitted.
func (s *Store) DropChoice() { s.library.choice, s.library.bad = nil, "" }

// doubts are what is to be said in front of the fit that is shown.
func (l *library) doubts() []string {
	if l.fit == nil || l.memory == nil || l.fit.Memory != l.memory.Name {
		return nil
	}
	return l.fit.Doubts
}

// UseDeviceAllTheSame uses a device that is doubtful; KeepLooking does not.
func (s *Store) UseDeviceAllTheSame() {
	s.library.unsure = true
	s.UseDevice()
}

// KeepLooking takes the question back.
func (s *Store) KeepLooking() { s.library.unsure = false }
