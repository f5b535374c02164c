package ui

import (
	"fmt"
	"slices"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// OwnDialog is where the visitor's own data are chosen: what was understood of them is shown and confirmed before they
// are used.
type OwnDialog struct{ S *Store }

// formats is what can be brought, in words.
const formats = "IDX (MNIST's files), NPY or NPZ, CSV, PNG or JPEG pictures in folders by class (a zip, too), WFDB " +
	"records with annotations, EDF+. Images up to 64x64 in grey or colour, signals of any leads, 2 to 100 classes."

// ask says what is to be done.
func (c *OwnDialog) ask() string {
	if c.S.lacksOwn() && c.S.wantedHash() != "" {
		return "The link was made with data that are not in it: " + c.S.wantedHash() + ". Bring the file, and it is said " +
			"whether it is the same."
	}
	return "Drop files here, or choose them. They stay on this machine: the link carries their shape and a checksum alone."
}

// doing says what is under way.
func (c *OwnDialog) doing() string {
	if c.S.data().reading {
		return "Reading " + nameOf(c.S.data().last.Names) + " …"
	}
	return ""
}

// keptText offers the data of an earlier visit; "" where none are kept.
func (c *OwnDialog) keptText() string {
	k := c.S.data().kept
	if k == nil {
		return ""
	}
	text := fmt.Sprintf("Kept in this browser: %s, %s", nameOf(k.Names), spell.Bytes(k.bytes()))
	if k.Hash == c.S.wantedHash() {
		text += ", the very data of the link"
	}
	return text + "."
}

// seen is what was understood; an empty one for nothing.
func (c *OwnDialog) seen() wire.Understood {
	if c.S.data().seen == nil {
		return wire.Understood{}
	}
	return *c.S.data().seen
}

// shown tells whether there is something to confirm.
func (c *OwnDialog) shown() bool { return c.S.data().seen != nil && !c.S.data().reading }

// facts are what was understood, a title and a text each.
func (c *OwnDialog) facts() [][2]string {
	if !c.shown() {
		return nil
	}
	u := c.seen()
	var classes []string
	for i, name := range u.Names {
		classes = append(classes, fmt.Sprintf("%s: %s", spell.Short(name), spell.Thousands(int64(u.Counts[i]))))
	}
	return [][2]string{
		{"Files", nameOf(c.S.data().last.Names) + ", read as " + u.Source},
		{"Samples", spell.Thousands(int64(u.Train+u.Test)) + ", each " + sampleText(u.Grid)},
		{fmt.Sprintf("%d classes", u.Classes), strings.Join(classes, " · ")},
		{"Split", c.split(u)},
		{"Values", strings.Join(u.Notes, " ")},
		{"Checksum", u.Hash + c.verdict(u)},
	}
}

// sampleText says what a sample is.
func sampleText(g lab.Grid) string {
	switch {
	case g.Signal() && g.C > 1:
		return fmt.Sprintf("a signal of %d leads, %d values of each", g.C, g.W)
	case g.H == 1:
		return fmt.Sprintf("a row of %d values", g.Values())
	case g.C == 3:
		return fmt.Sprintf("a colour image of %dx%d", g.H, g.W)
	case g.C > 1:
		return fmt.Sprintf("%d channels of %dx%d", g.C, g.H, g.W)
	}
	return fmt.Sprintf("a grey image of %dx%d", g.H, g.W)
}

// split says how samples are held back.
func (c *OwnDialog) split(u wire.Understood) string {
	text := fmt.Sprintf("%s for training, %s for testing: ", spell.Thousands(int64(u.Train)),
		spell.Thousands(int64(u.Test)))
	switch {
	case u.Given:
		return text + "the files' own parts"
	case u.Recorded > 1:
		return text + fmt.Sprintf("whole ones of %d recordings, drawn by seed %d", u.Recorded, c.S.link.Own.Split)
	case u.Recorded == 1:
		return text + "both of one recording, so the test is of nobody new"
	}
	return text + fmt.Sprintf("a fifth of each class, drawn by seed %d", c.S.link.Own.Split)
}

// verdict says whether the data are those of the link; "" where that names none.
func (c *OwnDialog) verdict(u wire.Understood) string {
	switch c.S.wantedHash() {
	case "":
		return ""
	case u.Hash:
		return ": the very data that the link was made with"
	}
	return ": not the data that the link was made with, " + c.S.wantedHash()
}

// labels are the columns that can hold the labels of a table.
func (c *OwnDialog) labels() []string {
	u := c.seen()
	all := []string{"first", "last"}
	if len(u.Columns) > 2 {
		all = append(all, u.Columns[1:len(u.Columns)-1]...)
	}
	return all
}

// scales are the ways in which numbers become bytes.
func (c *OwnDialog) scales() [][2]string {
	return [][2]string{{"kept", "kept as they are"}, {"all", "lowest to highest of all"},
		{"each", "each column, lead or colour by itself"}}
}

// use is what the button says.
func (c *OwnDialog) use() string {
	switch c.S.wantedHash() {
	case "", c.seen().Hash:
		return "Use these data"
	}
	return "Use these data instead"
}

// cannotUse tells that the link allows no other data.
func (c *OwnDialog) cannotUse() bool {
	return !c.shown() || c.S.link.Lock && c.seen().Hash != c.S.wantedHash()
}

// keepText says what keeping takes.
func (c *OwnDialog) keepText() string {
	return "Keep a copy in this browser for another visit (" + spell.Bytes(int64(len(c.S.data().last.Body))) + ")"
}

// fileKeys are the fields that a file decides: nobody types them.
var fileKeys = []string{lab.KeyShape, lab.KeyClasses, lab.KeyData}

// ofFile tells whether a field is one that the visitor's own file decides.
func ofFile(key string) bool { return slices.Contains(fileKeys, key) }
