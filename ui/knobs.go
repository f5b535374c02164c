package ui

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Control is what the control of one knob shows: of a field, of a parameter on the device page, or of a figure.
type Control struct {
	knob.Knob
	Text    string // what stands in the control
	Error   string // what is allowed, when Text is not
	Locked  bool
	Changed bool // it differs from the default
	// Whose says where the number comes from when a published macro is chosen: from its publication, or not.
	Whose string
}

// Group is one group of the table of fields.
type Group struct {
	Name  string
	Knobs []Control
}

// groupNames are the groups of fields, in the order of the page.
var groupNames = [...]string{lab.GroupTask, lab.GroupNetwork, lab.GroupMemory, lab.GroupLearning}

// player is a field that plays a part in an experiment, as it stands in it.
type player struct {
	*lab.Field
	text    string
	changed bool // it differs from the default
}

// playersOf are the fields that play a part in an experiment, of all that its memory has, in the order of the page.
func playersOf(e lab.Experiment, all []lab.Field) (players []player) {
	for _, name := range groupNames {
		for i := range all {
			f := &all[i]
			if f.Group != name {
				continue
			}
			if text, changed, plays := f.Stands(&e); plays {
				players = append(players, player{f, text, changed})
			}
		}
	}
	return players
}

// Groups are the controls of the fields that play a part in the experiment, but for those that are folded.
func (s *Store) Groups() (groups []Group) {
	e := s.link.Experiment
	players := s.memos.players.of(e, func() []player {
		t := e.Technology()
		return playersOf(e, s.memos.fields.of(t, func() []lab.Field { return inOrder(t) }))
	})
	for _, f := range players {
		k := Control{Knob: worded(f.Knob, e.Data().Word), Text: s.chrome.turned.spelled(f.Field, f.text), Locked: s.link.Lock, Changed: f.changed}
		if t := e.Technology(); t != nil && t.ParamOf(f.Key) != nil {
			k.cited(t.ParamOf(f.Key), t, &e.Device)
		}
		if d, bad := s.drafts[f.Key]; bad {
			k.Text, k.Error = d.text, d.allowed
		}
		if ofFile(f.Key) || s.folded(&k) {
			continue
		}
		if last := len(groups) - 1; last < 0 || groups[last].Name != f.Group {
			groups = append(groups, Group{Name: f.Group})
		}
		g := &groups[len(groups)-1]
		g.Knobs = append(g.Knobs, k)
	}
	return groups
}

// worded is a knob that says of samples of a word what it says of images. What is to be chosen among data sets, and
// networks that were published for one, has words of its own.
func worded(k knob.Knob, w lab.Word) knob.Knob {
	if w == "" || k.Key == "task" {
		return k
	}
	if k.Label, k.Unit, k.Help = w.Of(k.Label), w.Of(k.Unit), w.Of(k.Help); k.Kind == knob.Spelled {
		return k
	}
	k.Choices = slices.Clone(k.Choices)
	for i := range k.Choices {
		k.Choices[i].Help = w.Of(k.Choices[i].Help)
	}
	return k
}

// cited tells of a parameter under a published macro whose number it has: its source, and a word in the control.
func (k *Control) cited(p *devices.Param, t *devices.Technology, v *devices.Values) {
	k.Source = p.SourceUnder(v)
	switch {
	case t.Macros.Of(v) == nil || t.Macros.Param == p:
	case p.PublishedBy(v) != nil:
		k.Whose = "published"
	case !k.Changed:
		k.Whose = "default"
	}
}

// inOrder are the fields with the parameters of a memory in the order of its technology, the strength of programming
// first, where the first of them stands in the table.
func inOrder(t *devices.Technology) []lab.Field {
	if t == nil {
		return lab.Fields()
	}
	keys := map[string]bool{}
	var own []lab.Field
	add := func(p *devices.Param) {
		if f, ok := lab.FieldOf(p.Key); ok && !keys[p.Key] {
			own, keys[p.Key] = append(own, f), true
		}
	}
	if t.Strength != nil {
		add(t.Strength)
	}
	for _, p := range t.Params {
		add(p)
	}
	all := make([]lab.Field, 0, len(lab.Fields()))
	for _, f := range lab.Fields() {
		if !keys[f.Key] {
			all = append(all, f)
		}
		if f.Key == "memory" {
			all = append(all, own...)
		}
	}
	return all
}

// Input is the kind of control: select, check, text or number.
func (k Control) Input() string {
	switch k.Kind {
	case knob.OneOf:
		return "select"
	case knob.Switch:
		return "check"
	case knob.Whole, knob.Real:
		return "number"
	}
	return "text"
}

// Range says which numbers are allowed, with the unit; "" for other kinds.
func (k Control) Range() string {
	if k.Input() != "number" {
		return ""
	}
	return strings.TrimSpace(number(k.Min) + " to " + number(k.Max) + " " + k.Unit)
}

// mostTold is how many choices a tip tells.
const mostTold = 20

// told are the choices that a tip tells: ready texts of a grammar are many, and say much, so that the glossary has
// them, and so it has the published macros.
func (k Control) told() []knob.Choice {
	if k.Kind == knob.Spelled || len(k.Choices) > mostTold {
		return nil
	}
	return k.Choices
}

// Tip is the explanation of the field.
func (k Control) Tip() string {
	t := k.Help
	for _, c := range k.told() {
		t += " " + c.Label + ": " + strings.TrimSuffix(c.Help, ".") + "."
	}
	if r := k.Range(); r != "" {
		t += " Range: " + r + "."
	}
	return t
}

// steps is the number of positions of a slider.
const steps = 200

// Slide is the position 0..steps of the slider that belongs to the text.
func (k Control) Slide() int {
	x, err := parse(k.Text)
	if err != nil {
		x = k.Min
	}
	x = min(max(x, k.Min), k.Max)
	if !k.Log {
		return int(math.Round(steps * (x - k.Min) / (k.Max - k.Min)))
	}
	lo := k.logMin()
	if x < lo {
		return 0
	}
	return 1 + int(math.Round((steps-1)*math.Log(x/lo)/math.Log(k.Max/lo)))
}

// logMin is where the logarithmic part of a slider begins: position 0 is Min itself, which may
// be zero.
func (k Control) logMin() float64 {
	if k.Min > 0 {
		return k.Min
	}
	return k.Max * 1e-6
}

// Slid is the text that belongs to a position of the slider: a number with few digits.
func (k Control) Slid(position int) string {
	p := float64(min(max(position, 0), steps))
	var x float64
	switch {
	case !k.Log:
		x = k.Min + p/steps*(k.Max-k.Min)
	case p == 0:
		x = k.Min
	default:
		x = k.logMin() * math.Exp((p-1)/(steps-1)*math.Log(k.Max/k.logMin()))
	}
	if p == steps {
		x = k.Max
	}
	if k.Kind == knob.Whole {
		if k.Log && p < steps {
			x = spell.Rounded(x, 2)
		}
		return k.Spell(math.Round(x))
	}
	return k.Spell(min(max(spell.Rounded(x, 2), k.Min), k.Max))
}

// number writes a bound of a range.
func number(x float64) string {
	if x == math.Trunc(x) {
		return spell.Thousands(int64(x))
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func parse(text string) (float64, error) { return strconv.ParseFloat(text, 64) }
