// Package knob says what a knob is: a quantity that somebody sets by a text, in a link, in a control of the page or as
// an argument of the command. A row of a table is one keyed literal:
//
//	knob.Knob{
//		Key: "temp", Label: "Temperature", Unit: "K", Kind: knob.Real, Min: 230, Max: 430, Def: 300,
//		Help: "Temperature of the chip, for ever.", Source: "assumed",
//	}
//
// Parameters of memories (devices.Param) and fields of an experiment (lab.Field) are knobs, each with what its owner
// adds: where the number is kept, and when it plays a part. The package lies below devices because devices may import
// nothing of the laboratory; it imports the standard library alone.
package knob

// Kind says which texts a knob takes, and so which control edits it.
type Kind int

// The kinds. What a knob of the first five holds is one number; what one of the last holds is none.
const (
	Real    Kind = iota // A real number in [Min, Max].
	Whole               // A whole number in [Min, Max].
	Switch              // 0 or 1: Min is 0 and Max 1.
	OneOf               // One of Choices; its number is the place of the choice, from 0.
	Seed                // A whole number in [Min, Max] of which none is better than another.
	Wholes              // At most Most whole numbers in [Min, Max], joined by "-".
	Reals               // At most Most real numbers in [Min, Max], joined by "_".
	Spelled             // A text of a grammar of its own.
)

// Choice is one value of a knob of kind OneOf, or a ready text for one of another kind.
type Choice struct {
	Value string // The text, as in links and for the command.
	Label string // The name on the page.
	Help  string // One sentence.
}

// Knob is what the link, the range check, the command and the page know of one knob. The zero Min, Max, Def and Log
// are meant as they are.
type Knob struct {
	Key     string   // The name in links: lower-case letters and digits, unique in its table.
	Label   string   // The name on the page.
	Unit    string   // The unit of the number; "" for none.
	Kind    Kind     // Which texts it takes.
	Choices []Choice // All there are of kind OneOf; ready texts, if any, of another kind.
	Min     float64  // The smallest allowed number.
	Max     float64  // The largest allowed number.
	Log     bool     // A slider of it is logarithmic.
	Plus    bool     // Exponents of a Real keep their plus sign, for links that were spelled so.
	Most    int      // The largest length of a list.
	Example string   // A list, or a text of a grammar, that is allowed.
	Basic   bool     // A beginner meets it at once; the others are folded until they are asked for.
	Def     float64  // The default of one number, where its owner has no rule of its own.
	Help    string   // One or two sentences.
	Source  string   // Where default, range or law come from; "assumed" where nowhere.

	// Read is the grammar of kind Spelled: it spells an allowed text canonically. The error says what is not allowed.
	Read func(text string) (canonical string, err error)
	// Takes says of kind Spelled which texts it takes, in words.
	Takes string
}

// Numeric tells whether the knob holds one number of a range.
func (k *Knob) Numeric() bool { return k.Kind == Real || k.Kind == Whole || k.Kind == Seed }
