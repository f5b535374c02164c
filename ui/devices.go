package ui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// library is the device page: one memory by itself, as the engine characterises it.
type library struct {
	shown  bool                // the device page is on the screen
	memory *devices.Technology // the one that it shows
	given  map[string]string   // parameters that were set, by key
	odd    map[string]draft    // texts that a parameter does not allow
	clash  string              // why the parameters do not go together
	sample uint32              // seed of the population
	sheet  *wire.Sheet         // the last answer, of this memory
	drawn  []chart.Drawing     // its charts
	fit    *wire.Fitted        // what the visitor's own table became
	fitted []chart.Drawing     // its charts
	file   string              // a table that is being fitted
	bad    string              // what is wrong with the last one
	choice *choosing           // what there is to choose before the last one can be fitted
	unsure bool                // the visitor wants to use what is doubtful, and is asked
	asking question            // an answer is on its way
}

// samplePopulation is how many devices the page draws.
const samplePopulation = devices.Population

// Memories are the technologies to choose from.
func (s *Store) Memories() []*devices.Technology { return devices.Technologies() }

// ShowDevices opens the device page, at the experiment's own memory the first time; HideDevices goes back.
func (s *Store) ShowDevices() {
	if s.library.memory == nil {
		s.LookAtDevice()
		return
	}
	s.library.shown = true
	s.askSheet()
}

// HideDevices goes back to the experiment.
func (s *Store) HideDevices() {
	s.library.shown = false
	s.leaveView()
}

// LookAtDevice opens the device page at the experiment's memory, as it is set there.
func (s *Store) LookAtDevice() {
	e := s.link.Experiment
	t := e.Technology()
	if t == nil { // ideal: there is no device, so the first real one
		t = devices.TechnologyOf(lab.MemoryWeakReset)
		s.present(t, nil)
		return
	}
	s.present(t, t.Texts(&e.Device))
}

// ChooseDevice shows another memory, at its defaults.
func (s *Store) ChooseDevice(name string) {
	if t := devices.TechnologyOf(name); t != nil {
		s.present(t, nil)
	}
}

// present shows a memory with parameters set.
func (s *Store) present(t *devices.Technology, texts []string) {
	l := &s.library
	l.shown, l.memory, l.given, l.odd, l.clash = true, t, map[string]string{}, map[string]draft{}, ""
	if l.sheet != nil && l.sheet.Name != t.Name {
		l.sheet, l.drawn = nil, nil
	}
	if l.fit != nil && t.Name != l.fit.Memory {
		l.fit, l.fitted = nil, nil
	}
	l.sample, l.bad, l.unsure = max(l.sample, 1), "", false
	for _, text := range texts {
		key, value, _ := strings.Cut(text, "=")
		l.given[key] = value
	}
	s.askSheet()
}

// texts are those that Parse reads, in the order of the parameters.
func (l *library) texts() []string {
	return l.memory.Ordered(l.given)
}

// values are those of the memory on the page: what is set is always allowed.
func (l *library) values() devices.Values {
	v, _, err := devices.Parse(l.memory, l.texts())
	if err != nil {
		return l.memory.Defaults()
	}
	return v
}

// DeviceKnob sets a parameter. A text that is not allowed stays in its control, with what is allowed beside it.
func (s *Store) DeviceKnob(key, text string) {
	l := &s.library
	before, was := l.given[key]
	l.given[key], l.clash = text, ""
	if _, _, err := devices.Parse(l.memory, l.texts()); err != nil {
		if delete(l.given, key); was {
			l.given[key] = before
		}
		l.odd[key] = draft{text, spell.Sentence(err)}
		var wrong *knob.ValueError
		if errors.As(err, &wrong) {
			l.odd[key] = draft{text, "Allowed: " + wrong.Allowed + "."}
			if wrong.Key != key {
				l.odd[key] = draft{text, fmt.Sprintf("It does not go with %s=%s, which takes %s.", wrong.Key,
					spell.Short(wrong.Value), wrong.Allowed)}
			}
		}
		return
	}
	delete(l.odd, key)
	s.askSheet()
}

// DeviceDefaults takes every parameter back to its default. What a table gave is then no longer shown.
func (s *Store) DeviceDefaults() {
	s.library.fit, s.library.fitted = nil, nil
	s.present(s.library.memory, nil)
}

// AnotherSample draws another population.
func (s *Store) AnotherSample() {
	s.library.sample++
	s.askSheet()
}

// DeviceKnobs are the parameters that play a part.
func (s *Store) DeviceKnobs() []Control {
	l := &s.library
	if l.memory == nil {
		return nil
	}
	var knobs []Control
	v := l.values()
	for _, p := range l.memory.Params {
		if !l.memory.Plays(p, &v) || p.Learning {
			continue
		}
		x := p.Of(&v)
		k := Control{Knob: p.Knob, Text: p.Spell(x), Changed: x != p.DefaultOf(&v)}
		k.cited(p, l.memory, &v)
		if d, bad := l.odd[p.Key]; bad {
			k.Text, k.Error = d.text, d.allowed
		}
		knobs = append(knobs, k)
	}
	return knobs
}

// askSheet asks the engine for what the page shows: one question at a time, the newest settings next.
func (s *Store) askSheet() {
	l := &s.library
	if !l.shown || !s.session.Alive() {
		return // Ready comes to it
	}
	if !l.asking.ask() {
		return
	}
	s.desk.Order(wire.AskSheet{Name: l.memory.Name, Layers: s.link.Experiment.Stored(), Texts: append(l.texts(),
		"n="+strconv.Itoa(samplePopulation), "seed="+strconv.FormatUint(uint64(l.sample), 10))})
}

// sheetArrived takes an answer; that of another memory is out of date.
func (s *Store) sheetArrived(m wire.Sheet) {
	l := &s.library
	if l.memory != nil && m.Name == l.memory.Name {
		if l.sheet = &m; m.Charted {
			l.drawn = chart.Sheet("device", m.Sheet)
		}
	}
	if !m.Charted {
		return // its charts follow
	}
	if l.asking.answered() {
		s.askSheet()
	}
}

// engineIsThere asks again what the engine before this one did not answer.
func (s *Store) engineIsThere() {
	s.library.asking, s.library.file = question{}, ""
	s.offerClaims()
	s.askSheet()
}

// CannotUse says why the memory cannot hold the experiment's weights; "" when it can.
func (s *Store) CannotUse() string {
	t := s.library.memory
	switch {
	case t == nil:
		return "Nothing is chosen."
	case s.link.Lock:
		return "The settings are locked by this link."
	case t.Arrays == nil && t.PulsedPairs == nil && t.RandomBits == nil:
		return "This device stores no weights."
	}
	return ""
}

// UseDevice makes the memory on the page, as it is set, that of the experiment. What a table leaves in doubt is asked
// first: UseDeviceAllTheSame is the answer.
func (s *Store) UseDevice() {
	if s.CannotUse() != "" {
		return
	}
	l := &s.library
	if len(l.doubts()) > 0 && !l.unsure {
		l.unsure = true
		return
	}
	l.unsure = false
	e, err := deviceInto(s.link.Experiment, l.memory, l.values())
	if err != nil {
		l.clash = spell.Sentence(err)
		return
	}
	s.Tab("setup")
	if e == s.link.Experiment {
		return
	}
	s.change(e)
}

// useLabel says what UseDevice does.
func (l *library) useLabel() string {
	if l.memory != nil && l.memory.RandomBits != nil {
		return "Use its bits for the network's input"
	}
	return "Use this device in the experiment"
}

// deviceInto puts a memory with its parameters into an experiment, or a source of random bits, which presents the
// images as streams. Where the experiment learnt in its devices and these cannot, the weights become latent ones.
func deviceInto(e lab.Experiment, t *devices.Technology, v devices.Values) (lab.Experiment, error) {
	var err error
	if t.RandomBits != nil {
		if e, err = e.With("input", lab.InputStream); err == nil {
			e, err = e.With("source", t.Name)
		}
	} else {
		e, err = e.StoredIn(t.Name)
	}
	for _, p := range t.Params {
		if err == nil && !p.Learning {
			e, err = e.With(p.Key, p.Spell(p.Of(&v)))
		}
	}
	if err == nil && e.Check() != nil && e.Learn == lab.LearnDevice {
		e, err = e.With("learn", lab.LearnLatent)
	}
	if err == nil {
		err = e.Check()
	}
	return e, err
}
