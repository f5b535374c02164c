package ui

import (
	"fmt"
	"html"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// blockFigure is what a block of the row shows.
type blockFigure struct {
	at      int
	id      string
	title   string
	token   string
	grid    string   // what comes out of it
	lines   []string // what it takes
	share   float64  // of the products
	percent string
	energy  string
}

// figures are those of the blocks, from the input to the classes.
func (c *BuilderDialog) figures() []blockFigure {
	b, e := c.S.built(), c.S.link.Experiment
	_, context := e.Topology()
	all := []blockFigure{{title: "input", token: e.Data().Title, grid: gridText(e.Data().Grid)}}
	for i := range b.blocks {
		y := &b.blocks[i]
		all = append(all, blockFigure{title: fmt.Sprintf("%d %s", i+1, kindName(y.kind)), token: y.token(context)})
	}
	all = append(all, blockFigure{title: "classes", token: strings.TrimPrefix(b.last, "y"),
		grid: fmt.Sprintf("%d classes", e.Data().Classes)})
	for i := range all {
		all[i].at, all[i].id = i, fmt.Sprintf("block-%d", i)
	}
	if c.refusal() == "" {
		c.count(all[1:])
	}
	return all
}

// count fills in what the layers of a sound network come to.
func (c *BuilderDialog) count(all []blockFigure) {
	n, context := c.S.link.Topology()
	shapes, err := n.Shapes(context)
	costs := c.S.link.LayerCosts()
	if err != nil || len(shapes) != len(all) {
		return
	}
	var products, joules float64
	for _, y := range costs {
		products, joules = products+float64(y.Products), joules+y.Joules
	}
	tokens := strings.Split(n.Spell(context), "-") // as the link spells them, not as they were typed
	for i := range all {
		f := &all[i]
		if i < len(all)-1 {
			f.token, f.grid = tokens[i], gridText(lab.Grid(shapes[i].Map))
		}
		if shapes[i].FanIn == 0 { // an average of its own has neither weights nor products
			continue
		}
		y := costs[0]
		costs = costs[1:]
		f.lines = append(f.lines, spell.Amount(float64(y.Weights))+" weights")
		switch {
		case y.Digital:
			f.lines = append(f.lines, "digital memory")
		case y.Cells > 0:
			f.lines = append(f.lines, spell.Amount(float64(y.Cells))+" cells")
		}
		f.lines = append(f.lines, spell.Amount(float64(y.Products))+" products")
		f.share = float64(y.Products) / products
		f.percent = fmt.Sprintf("%.1f %% of products", 100*f.share)
		f.energy = "energy not known"
		if y.Known {
			f.energy = fmt.Sprintf("%.1f %% of energy", 100*y.Joules/joules)
		}
	}
}

// total is what the whole network comes to.
func (c *BuilderDialog) total() string {
	if c.refusal() != "" {
		return ""
	}
	var all lab.LayerCost
	for _, y := range c.S.link.LayerCosts() {
		all.Weights, all.Products, all.Cells = all.Weights+y.Weights, all.Products+y.Products, all.Cells+y.Cells
		all.Joules += y.Joules
	}
	word := c.S.link.Data().Word
	t := fmt.Sprintf(word.Of("%s weights, %s products an image"), spell.Amount(float64(all.Weights)),
		spell.Amount(float64(all.Products)))
	if all.Cells > 0 {
		t += fmt.Sprintf(word.Of(", %s cells, %s an image"), spell.Amount(float64(all.Cells)), spell.SI(all.Joules, "J"))
	}
	return t + ". "
}

// gridText spells the form of what a layer gives.
func gridText(g lab.Grid) string {
	switch {
	case g.H*g.W == 1:
		return fmt.Sprintf("%d neurons", g.C)
	case g.C == 1:
		return fmt.Sprintf("%d×%d", g.H, g.W)
	}
	return fmt.Sprintf("%d maps of %d×%d", g.C, g.H, g.W)
}

// html is what stands in the block.
func (f blockFigure) html() vugu.HTML {
	var b strings.Builder
	line := func(class, text string) {
		if text != "" {
			fmt.Fprintf(&b, "<span class=%q>%s</span>\n", class, html.EscapeString(text))
		}
	}
	line("title", f.title)
	line("mono", f.token)
	line("grid", f.grid)
	for _, l := range f.lines {
		line("quiet", l)
	}
	if f.percent != "" {
		fmt.Fprintf(&b, `<svg class="part" aria-hidden="true"><rect width="%.2f%%" height="100%%"/></svg>`, 100*f.share)
	}
	line("quiet", f.percent)
	line("quiet", f.energy)
	return vugu.HTML(b.String())
}
