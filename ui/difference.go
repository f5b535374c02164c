package ui

import (
	"errors"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// comparison sets an earlier result beside the one on the screen; with what was made of the arrays of the two.
type comparison struct {
	versus string // link of the earlier one; "" for none
	layer  int    // whose picture is shown
	arrays map[wire.Named]packedArray
	known  memo[arrayPair, *difference]
	drawn  memo[pictureKey, differencePictures]
}

// packedArray are the weights of a result that is compared, packed. The engine has them, and was asked for them.
type packedArray struct {
	came    bool
	weights []byte // none where it no longer has them
}

// arrayPair names two arrays that have come: another answer about the same results lies elsewhere.
type arrayPair struct {
	before, after wire.Named
	bytes         [2]*byte
}

// askWeights asks for the weights of the two results that are compared, where they are looked at and not known.
func (s *Store) askWeights() {
	p := s.versusPast()
	if p == nil || s.chrome.detail != "compare" {
		return
	}
	known := map[wire.Named]packedArray{} // of the two alone: the engine keeps the others
	for _, name := range [...]wire.Named{wire.NameOf(&p.Result), wire.NameOf(s.result)} {
		a, asked := s.comparison.arrays[name]
		if !asked || a.came && len(a.weights) == 0 { // it may have been computed anew
			a = packedArray{}
			s.desk.Order(wire.AskWeights{Named: name})
		}
		known[name] = a
	}
	s.comparison.arrays = known
}

// weightsArrived takes the weights of a result.
func (s *Store) weightsArrived(m wire.Weights) {
	if _, asked := s.comparison.arrays[m.Named]; asked {
		s.comparison.arrays[m.Named] = packedArray{true, m.Body}
	}
}

// with chooses the earlier result.
func (c *comparison) with(link string) { c.versus = link }

// askAnew follows that another engine is started: what was asked of the one before is not answered any more.
func (c *comparison) askAnew() {
	maps.DeleteFunc(c.arrays, func(_ wire.Named, a packedArray) bool { return !a.came })
}

type pictureKey struct {
	of    *difference
	layer int
	dark  bool
}

// difference of the two arrays, from the earlier one to that of the result; wrong says why there is none.
type difference struct {
	layers []lab.Difference
	pixels bool     // the inputs of the first layer are the pixels of the image, in their places
	grid   lab.Grid // of the image
	wrong  string
}

func firstOf(b []byte) *byte {
	if len(b) == 0 {
		return nil
	}
	return &b[0]
}

// difference of the arrays that are compared; an empty one without such, or while they are on their way.
func (s *Store) difference() *difference {
	p := s.versusPast()
	if p == nil {
		return &difference{}
	}
	pair := arrayPair{before: wire.NameOf(&p.Result), after: wire.NameOf(s.result)}
	before, after := s.comparison.arrays[pair.before], s.comparison.arrays[pair.after]
	if !before.came || !after.came {
		return &difference{}
	}
	pair.bytes = [2]*byte{firstOf(before.weights), firstOf(after.weights)}
	return s.comparison.known.of(pair, func() *difference {
		return differenceOf(p.Link, before.weights, s.result.Link, after.weights)
	})
}

func differenceOf(beforeLink string, before []byte, afterLink string, after []byte) *difference {
	if len(before) == 0 || len(after) == 0 {
		return &difference{wrong: fmt.Sprintf("The array of one of the runs is no longer there: the engine keeps "+
			"those of its last %d results. Choose that run in the list, and it is computed anew.", wire.MostWeights)}
	}
	a, err := lab.UnpackWeights(beforeLink, before)
	b, err2 := lab.UnpackWeights(afterLink, after)
	if err = errors.Join(err, err2); err != nil {
		return &difference{wrong: "The arrays cannot be compared: " + spell.Sentence(err)}
	}
	all, err := lab.Differences(a, b)
	if err != nil {
		return &difference{wrong: spell.Sentence(err) + " No difference can be drawn."}
	}
	d := &difference{layers: all, pixels: true}
	for _, link := range []string{beforeLink, afterLink} {
		l, err := lab.ParseLink("#" + link)
		d.grid = l.Data().Grid
		if err != nil || l.Sequence == lab.SequencePermuted || all[0].Inputs != d.grid.Values() {
			d.pixels = false // where each task has its own places, there is no image
		}
	}
	return d
}

// comparedLayer is the layer whose picture is shown.
func (s *Store) comparedLayer() int {
	return max(0, min(s.comparison.layer, len(s.difference().layers)-1))
}

// shownDifference is the difference of that layer; nil without one.
func (s *Store) shownDifference() *lab.Difference {
	if s.chrome.detail != "compare" || len(s.difference().layers) == 0 {
		return nil
	}
	return &s.difference().layers[s.comparedLayer()]
}

// differenceTable tells, by layer and of all, how many weights differ, which way, and how many were to.
func differenceTable(layers []lab.Difference) vugu.HTML {
	up, down := chart.Directions(slices.ContainsFunc(layers, func(d lab.Difference) bool { return d.Several }))
	var b strings.Builder
	b.WriteString(`<table class="compare"><thead><tr>`)
	for _, name := range []string{"layer", "differ", up, down, "intended"} {
		b.WriteString(`<th scope="col">` + html.EscapeString(name) + "</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	row := func(name string, weights int, up, down, intended int64) {
		fmt.Fprintf(&b, `<tr><th scope="row">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>`,
			name, spell.Share(up+down, weights), spell.Thousands(up), spell.Thousands(down),
			spell.Share(intended, weights))
	}
	var all lab.Difference
	weights := 0
	for l, d := range layers {
		row(fmt.Sprintf("%d: %d×%d", l+1, d.Inputs, d.Neurons), d.Inputs*d.Neurons, d.Up, d.Down, d.Intended)
		all.Up, all.Down, all.Intended = all.Up+d.Up, all.Down+d.Down, all.Intended+d.Intended
		weights += d.Inputs * d.Neurons
	}
	row("all", weights, all.Up, all.Down, all.Intended)
	b.WriteString("</tbody></table>")
	return vugu.HTML(b.String())
}

// differencePictures of a layer, spelled in JSON, and the words beside them.
type differencePictures struct {
	array, pixels                  string // pixels "" where there is no such picture
	words, scale, wordsOfThePixels string
}

// differencePictures are those of the layer that is shown; empty where there is none.
func (s *Store) differencePictures() differencePictures {
	shown := s.shownDifference()
	if shown == nil {
		return differencePictures{}
	}
	layer := s.comparedLayer()
	return s.comparison.drawn.of(pictureKey{s.difference(), layer, s.chrome.dark}, func() differencePictures {
		d := chart.Difference{Difference: shown, Layer: layer, Grid: s.difference().grid, Ground: s.ground()}
		all := differencePictures{array: chart.JSON(d.Array()), scale: d.Scale(), words: d.Words()}
		if layer == 0 && s.difference().pixels {
			all.pixels, all.wordsOfThePixels = chart.JSON(d.Pixels()), d.PixelWords()
		}
		return all
	})
}

// arrayPictures are those that are on the screen among the charts, by the id of their element.
func (s *Store) arrayPictures() map[string]string {
	if s.shown() == nil || s.Hidden("confusion") || s.versusResult() == nil {
		return nil
	}
	m := map[string]string{}
	p := s.differencePictures()
	if p.array != "" {
		m["compare-array"] = p.array
	}
	if p.pixels != "" {
		m["compare-pixels"] = p.pixels
	}
	return m
}
