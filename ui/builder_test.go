package ui

import (
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/sim/topology"
)

// Whatever the grammar can say is spelled again from its blocks, among images and among signals.
func TestBlocksSpellWhatTheyAreOf(t *testing.T) {
	texts := []string{"1024-1024", "32c5s2z1p-16c3x1p1x2-8d-a3s1-64tb-ye", "16c1-16cz0a3s2-32d5a-12t", "8c7x3s2x1z3x0p3x2be-256e"}
	for _, p := range topology.Networks() {
		texts = append(texts, p.Text)
	}
	c := topology.Context{Classes: 10, Largest: 255, Weights: topology.Binary, Outputs: topology.Binary}
	for _, c.Grid.H = range []int{32, 1} {
		c.Grid.C, c.Grid.W = 3, 32
		for _, text := range texts {
			n, err := topology.Parse(text, c)
			if err != nil {
				t.Fatal(err)
			}
			var b builder
			b.take(text, n, c)
			again, err := topology.Parse(b.text(c), c)
			if err != nil || again.Spell(c) != n.Spell(c) {
				t.Errorf("%d rows: %s became %s, %s (%v)", c.Grid.H, text, b.text(c), again.Spell(c), err)
			}
		}
	}
}

func TestBuilder(t *testing.T) {
	s, _ := opened(t, "v=1&net=16c-16cp-32c-32cp-128")
	c := &BuilderDialog{S: s}
	s.ShowBuilder()
	page := drawn(t, s)
	for _, want := range []string{"16 maps of 28×28", "32 maps of 7×7", "9,216 weights", "1.81 M products", "10 classes",
		"Training takes", "arXiv:1602.02830"} {
		if !strings.Contains(page, want) {
			t.Errorf("the builder does not show %q", want)
		}
	}
	c.set("weights", "e")
	if lines := c.figures()[1].lines; !slices.Contains(lines, "digital memory") {
		t.Errorf("a layer of 8-bit weights has %q", lines)
	}
	c.set("weights", "")
	c.set("kernel", "5")
	if got := c.figures()[1].token; got != "16c5" {
		t.Errorf("the first block says %s", got)
	}
	c.set("out", "24")
	c.set("pooling", "p")
	c.set("stride", "1")
	if got := c.figures()[1].token; got != "24c5p" {
		t.Errorf("a stride of 1 goes without saying: %s", got)
	}
	s.Build(func(b *builder) { b.choose(2) })
	s.Build((*builder).add)
	s.Build((*builder).remove)
	s.Build(func(b *builder) { b.choose(5) })
	s.Build((*builder).add)
	c.set("out", "64")
	s.Build(func(b *builder) { b.move(-1) })
	if want := "24c5p-16cp-32c-32cp-64-128"; s.link.Net != want {
		t.Errorf("net=%s, want %s", s.link.Net, want)
	}
}

// What the grammar does not allow stays in its field, with the grammar's words, and the network as it was.
func TestBuilderRefuses(t *testing.T) {
	s, _ := opened(t, "v=1&net=16c-16cp-128")
	c := &BuilderDialog{S: s}
	s.ShowBuilder()
	c.set("out", "")
	shows(t, s, "builder-wrong", "a token begins with its maps or neurons")
	c.set("out", "0")
	shows(t, s, "builder-wrong", "maps or neurons are whole numbers from 1 to 4096, not 0")
	shows(t, s, "build-out", `value="0"`)
	s.Build(func(b *builder) { b.choose(3) })
	c.set("kind", convKind)
	c.set("kernel", "64")
	if s.link.Net != "16c-16cp-128" {
		t.Errorf("net=%s", s.link.Net)
	}
	c.use(lab.ReadyNetworks()[2].Value)
	if c.refusal() != "" || len(s.chrome.build.blocks) != 3 {
		t.Errorf("a ready network is refused: %s", c.refusal())
	}
	s.link.Lock = true
	s.Build((*builder).remove)
	if s.link.Net != lab.ReadyNetworks()[2].Value {
		t.Error("a locked network was changed")
	}
}

// An average of its own is a block, too: it makes maps and takes nothing.
func TestBuilderOfAverages(t *testing.T) {
	s, _ := opened(t, "v=1&net=8c-a-16d-32")
	s.ShowBuilder()
	page := drawn(t, s)
	for _, want := range []string{"2 average", "3 depthwise convolution", "8 maps of 14×14", "16 maps of 14×14"} {
		if !strings.Contains(page, want) {
			t.Errorf("the builder does not show %q", want)
		}
	}
}
