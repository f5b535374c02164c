package ui

import (
	"fmt"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/sim/topology"
)

// BuilderDialog shows the network as a row of blocks, one of which is to be changed.
type BuilderDialog struct{ S *Store }

// ShowBuilder opens it at the first layer.
func (s *Store) ShowBuilder() {
	s.built().choose(1)
	s.Show("builder")
}

// netText is the network as it stands in its field, right or wrong.
func (s *Store) netText() string {
	if d, wrong := s.drafts[lab.NetKey]; wrong {
		return d.text
	}
	return s.link.Net
}

// built is the network in the making: what stands in the field, or, where that cannot be read, the network that there
// is.
func (s *Store) built() *builder {
	b, text := &s.chrome.build, s.netText()
	if b.of != text || b.blocks == nil {
		n, c := s.link.Topology()
		if typed, err := topology.Parse(text, c); err == nil {
			n = typed
		}
		b.take(text, n, c)
	}
	return b
}

// Build changes the network in the making and makes it that of the settings, as far as the grammar allows.
func (s *Store) Build(change func(*builder)) {
	b := s.built()
	if s.link.Lock {
		return
	}
	change(b)
	_, c := s.link.Topology()
	s.Knob(lab.NetKey, b.text(c))
	b.of = s.netText() // the same network, as it stands in the field now
}

// refusal is what is wrong with the network in the making, in the words of the grammar; "" for nothing.
func (c *BuilderDialog) refusal() string { return c.S.drafts[lab.NetKey].allowed }

// kindName is that of a kind of blocks.
func kindName(kind string) string {
	for _, k := range blockKinds {
		if k[0] == kind {
			return k[1]
		}
	}
	return ""
}

// blockOptions are the choices of the fields that have some.
var blockOptions = map[string][][2]string{
	"pooling": {{"", "none"}, {"p", "largest"}, {"a", "average"}},
	"weights": {{"", "as the network's"}, {"b", "binary"}, {"t", "ternary"}, {"e", "8 bits"}},
	"outputs": {{"", "as the network's"}, {"b", "binary"}, {"t", "ternary"}, {"e", "8 bits"}},
}

// field is a control of the form.
type field struct{ name, label, hint string }

// choices are the fields of the chosen block in which something is chosen.
func (c *BuilderDialog) choices() []field {
	y := c.S.built().chosen()
	switch {
	case y == nil:
		return nil
	case y.kind == averageKind:
		return []field{{"kind", "Kind", ""}}
	case !y.maps():
		return []field{{"kind", "Kind", ""}, {"weights", "Weights", ""}, {"outputs", "Outputs", ""}}
	}
	return []field{{"kind", "Kind", ""}, {"pooling", "Pool", ""}, {"weights", "Weights", ""}, {"outputs", "Outputs", ""}}
}

// options are the choices of a field.
func (c *BuilderDialog) options(name string) [][2]string {
	if name == "kind" {
		return blockKinds[:]
	}
	has := blockOptions[name]
	for _, o := range has {
		if o[0] == c.value(name) {
			return has
		}
	}
	return append(has[:len(has):len(has)], [2]string{c.value(name), c.value(name)}) // as it was typed
}

// texts are the fields of the chosen block in which something is typed.
func (c *BuilderDialog) texts() (all []field) {
	y := c.S.built().chosen()
	switch {
	case y == nil:
		return nil
	case y.kind == averageKind:
		return []field{{"kernel", "Window", "2"}, {"stride", "Stride", "1"}}
	case !y.maps():
		return []field{{"out", "Neurons", ""}}
	}
	all = []field{{"out", "Maps", ""}, {"kernel", "Kernel", "3"}, {"stride", "Stride", "1"}, {"pad", "Padding", "half"}}
	if y.pooling != "" {
		all = append(all, field{"pool", "Pool window", "2"})
	}
	return all
}

// value is what stands in a field of the chosen block.
func (c *BuilderDialog) value(name string) string {
	if y := c.S.built().chosen(); y != nil {
		return *blockFields[name](y)
	}
	return ""
}

func (c *BuilderDialog) set(name, text string) {
	c.S.Do(func() { c.S.Build(func(b *builder) { b.set(name, text) }) })
}

// heading names the chosen block.
func (c *BuilderDialog) heading() string {
	b := c.S.built()
	switch {
	case b.at == 0:
		return "Input: chosen as the data set"
	case b.chosen() == nil:
		return "Classes: the output layer, which goes without saying"
	}
	return fmt.Sprintf("Layer %d of %d", b.at, len(b.blocks))
}

// ready are the networks to choose from.
func (c *BuilderDialog) ready() (all []knob.Choice) {
	for _, p := range lab.ReadyNetworks() {
		if strings.Contains(p.Value, "-") {
			all = append(all, p)
		}
	}
	return all
}

// use takes a ready network.
func (c *BuilderDialog) use(text string) { c.S.Do(func() { c.S.Knob(lab.NetKey, text) }) }

// adds says where the button adds a layer.
func (c *BuilderDialog) adds() string {
	if b := c.S.built(); b.at > len(b.blocks) {
		return "add a layer before"
	}
	return "add a layer behind"
}

// invalid marks the field of a network that is refused.
func (c *BuilderDialog) invalid() any {
	if c.refusal() == "" {
		return nil
	}
	return "true"
}
