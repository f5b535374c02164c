// Package ledger books energy, time and area. It counts the events that a network takes on its memory
// chip, by layer and phase, and multiplies them by what each of them costs: those in the array as its
// technology says, those in the logic around it as the table of Rates says. Beside it stands the same
// network on a digital machine that fetches its weights from a memory of its own.
//
// What the chip is taken to be, where no paper says it (assumed):
//   - A layer lies on tiles of Tile by Tile weights, whose amplifiers are in the area that the technology tells. The
//     weights of a neuron lie along a word line: a cycle senses one word line in every tile at once. Layers work one
//     after the other.
//   - The XNOR is done inside the sense amplifier, but in logic where words are decoded first.
//   - Pixels of 8 bits come bit by bit: 8 cycles sense the weights anew, and the sums of the
//     bit planes are shifted and added. A stochastic input of T streams takes T cycles, and no shift;
//     each bit of a stream takes an 8-bit random number and a comparison, each pixel a comparator of 8 adders' area.
//   - Pixels that come at once, to compare with, are sensed in one cycle and added by adders of 8 bits.
//   - Latent weights are trained on a digital computer in 32-bit floats. Where the devices learn, the computer
//     still finds the gradients; the array takes the pulses, and is sensed once a step.
//   - The array of a convolution is sensed once a place of its window, and the sums of a pool are compared before one
//     of them meets its threshold. Weights outside of the map are not sensed, though the word line takes its cycle. A
//     value is read once: a line buffer has it for all windows around it. What is written, and the area, know no
//     places.
//   - A layer of 8-bit weights lies in digital memory beside the arrays: SRAM while those of all such layers fit the 1 MB
//     that its rate is of, else DRAM. Writing a bit costs what reading it does. An image fetches each weight once, and
//     multiplies it by its inputs of 8 bits, or adds it where they are signs; an output of 8 bits takes a
//     multiply-add to be normalized. Arrays take such outputs bit by bit, as pixels. All such layers share as many
//     multiply-adders as eight banks of the SRAM feed.
//   - Programming writes words of Word weights, first the -1, then the +1. What is verified is sensed after each write,
//     and what reads wrong written again, as often as that happened; words are full then, too. Refreshes take the same
//     energy once more each, and no time of programming.
//   - Leakage, clocks, wires between tiles and the converters of a sensor are left out, on both sides.
package ledger

// Assumptions say in words what the chip and the machines beside it are taken to be.
const Assumptions = "Assumed, for no paper says it: a layer lies on tiles of the memory's size, or else of 256 by " +
	"256 weights, and a cycle senses one word line, a neuron's weights, in each; layers work one after the other. " +
	"The XNOR is done in the sense amplifier, or in logic where words are corrected first. Pixels of 8 bits take 8 " +
	"cycles, a bit each, streams one cycle a bit. The array of a convolution is sensed once a place of its window, " +
	"without the weights that lie outside of the map there, and each value is read once. Layers of 8-bit " +
	"weights lie in SRAM up to 1 MB, else in DRAM, where each weight is fetched once an image and multiplied. Logic is that of a 45 nm " +
	"process, whatever the array's. Latent weights are trained on a computer in 32-bit floats, which also finds the " +
	"gradients where the devices learn; then the array is sensed once a step. 64 weights are written at once, the −1 " +
	"before the +1; checks of writes, and further writes, are counted as they were made. Leakage, clocks and wires between tiles are left out on both sides. The digital " +
	"machines fetch every weight once an image, from eight banks of SRAM with 64 bits a cycle each, or from one " +
	"channel of DRAM, and use them no faster than those banks give them."
