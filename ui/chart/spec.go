package chart

import (
	"encoding/json"
	"maps"

	"arraylab/ui/spell"
)

// Chart is what a result is drawn as. Its fields are all that it shows, and nothing changes them while it is on the
// screen: lists grow at their end or are replaced.
type Chart interface {
	// Spec draws the chart.
	Spec() Spec
}

// Spec is a drawn chart, as the element lab-chart takes it.
type Spec struct {
	Title string  `json:"title"` // Title is what it shows, in words: its accessible name and its file name.
	Words string  `json:"words"` // Words are the same in a sentence, for those who cannot see it.
	Plot  Options `json:"plot"`  // Plot are the options of Plot.plot itself.
	Marks []Mark  `json:"marks"` // Marks are drawn one over the other.
	// Keys are the entries of its key, empty where the chart needs none: on the screen they stand beside it, in a saved
	// figure inside.
	Keys []Key `json:"keys,omitempty"`
	// Columns name what the data hold besides what the axes name, for the chart as a table; "" leaves it out.
	Columns map[string]string `json:"columns,omitempty"`
}

// Options are those of a plot, a scale or a mark, by the names of Observable Plot.
type Options map[string]any

// with adds options to o.
func (o Options) with(more Options) Options {
	maps.Copy(o, more)
	return o
}

// Mark is a layer of a chart: the name of its function in Observable Plot, its data, its Options.
type Mark [3]any

// JSON spells a chart or a picture for the element that draws it; "" for one that has numbers that are none.
func JSON(drawn any) string {
	b, err := json.Marshal(drawn)
	if err != nil {
		return ""
	}
	return string(b)
}

// styleClass is the style of a key's entry for a class of a map.
const styleClass = "class"

// Key is one entry of a chart's key.
type Key struct {
	Name   string `json:"name"`   // Name is what it stands for.
	Style  string `json:"style"`  // Style is how its sample is drawn: one of the styles of package devices, or "class".
	Colour string `json:"colour"` // Colour is a CSS colour.
}

// Drawing is a chart with its key, for the element of its id.
type Drawing struct {
	ID     string // ID is that of its element.
	Title  string // Title is that of the chart.
	Words  string // Words are those of the chart, or what is wrong with it.
	Keys   []Key  // Keys are empty where the chart needs none.
	Height int    // Height is what its element is kept before it is drawn, in pixels; 0 for none.
	JSON   string // JSON is its Spec; "" for a chart that has numbers that are none.
}

// DrawingOf spells a chart with its key for the element of an id.
func DrawingOf(id string, c Spec) Drawing {
	spec, err := json.Marshal(c)
	if err != nil {
		return Drawing{ID: id, Title: c.Title, Words: spell.Sentence(err)} // the others are shown
	}
	return Drawing{ID: id, Title: c.Title, Words: c.Words, Keys: c.Keys, JSON: string(spec)}
}
