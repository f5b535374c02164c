// Package cellmap is what there is to see of a memory array, as plain values: the picture of a layer,
// a byte a cell, and what is known of one cell. Package lab fills them, ui/memory draws them, and the
// messages of the array view carry them. It imports nothing of ours, so that a program that only draws an
// array holds no engine and no device.
package cellmap

import "fmt"

// Views of the array: what the byte of a cell tells.
const (
	ViewWeight     = "weight"     // 0 for -1, 255 for +1; of a Digital layer 128 more than the weight
	ViewResistance = "resistance" // ln(R_BL/R_BLb), 128 for zero
	ViewPulses     = "pulses"     // pulses of both devices together
	ViewHidden     = "hidden"     // size of the hidden weight: how far the synapse is consolidated
	ViewError      = "error"      // 255 where the sign differs from the intended one, else 0
)

// Snapshot is the picture of one layer's array: a row an input, a column a neuron.
type Snapshot struct {
	Layer int    // Layer counts from 0.
	View  string // View is one of the constants above.
	Rows  int    // Rows are the inputs.
	Cols  int    // Cols are the neurons.
	Step  int    // Step counts the optimizer steps done.
	// Width says that the rows are the values of an image with lines of so many places, and Channels how many values a
	// place has, side by side; both are 0 where they are no image.
	Width    int
	Channels int
	// Lo, Mid and Hi are the quantities that bytes 0, 128 and 255 stand for, Unit their unit.
	Lo   float64
	Mid  float64
	Hi   float64
	Unit string
	// Ternary says that the weights shown are ternary: 0 is byte 128.
	Ternary bool
	// Digital says that the weights have 8 bits and lie in digital memory: what is shown are no cells.
	Digital bool
	// Cells are Rows*Cols bytes, row by row; Flips one bit a cell in the same order, least
	// significant bit first, set where the weight flipped since the last snapshot; empty for none.
	Cells []byte
	Flips []byte
}

// Cell is one cell of an array: a weight and, where the memory has them, its two devices.
type Cell struct {
	Layer    int // Layer counts from 0.
	Row      int // Row is the input.
	Col      int // Col is the neuron.
	Weight   int // Weight is -1, 0 or +1, as read; of a Digital one -127 to 127, in units of 1/128.
	Intended int // Intended is what it should read.
	// Digital says that the weight has 8 bits and lies in digital memory: it has no cell, no devices and no errors.
	Digital bool
	// From says, of a convolution, what comes in on the row: "red", "pixel", "map 4". It is the channel Channel of the
	// window's tap in row TapRow and column TapCol, all from 0, and the column is a map. Of a dense layer it is "".
	From    string
	Channel int
	TapRow  int
	TapCol  int
	// Devices says that the fields below have a meaning.
	Devices   bool
	RBL       float64 // RBL is the resistance of the device on the bit line, in ohm.
	RBLb      float64 // RBLb is that of the complementary device, in ohm.
	PulsesBL  int     // PulsesBL counts the pulses that the device received.
	PulsesBLb int     // PulsesBLb counts those of the complementary device.
	// State is in words: "LRS", "partially RESET", "trap high", ...
	State string
}

// Ends say in words from where to where the weight leads: "input 3" and "neuron 5", or "red at tap 1,2" and "map 5".
func (c *Cell) Ends() (from, to string) {
	if c.From == "" {
		return fmt.Sprintf("input %d", c.Row), fmt.Sprintf("neuron %d", c.Col)
	}
	return fmt.Sprintf("%s at tap %d,%d", c.From, c.TapRow, c.TapCol), fmt.Sprintf("map %d", c.Col)
}
