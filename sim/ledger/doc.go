// Package ledger books energy, time and area. It counts the events that a network takes on its memory
// chip, by layer and phase, and multiplies them by what each of them costs: those in the array as its
// technology says, those in the logic around it as the table of Rates says. Beside it stands the same
// network on a digital machine that fetches its weights from a memory of its own.
//
// What the chip is taken to be, where no paper says it (assumed):
//   - A layer lies on tiles of Tile by Tile weights. The weights of a neuron lie along a word line: a cycle
//     senses one word line in every tile at once. Layers work one after the other.
//   - The XNOR is done inside the sense amplifier, but in logic where words are decoded first.
//   - Pixels of 8 bits come bit by bit: 8 cycles sense the weights anew, and the sums of the
//     bit planes are shifted and added. A stochastic input of T streams takes T cycles, and no shift.
//   - Latent weights are trained on a digital computer in 32-bit floats. Where the devices learn, the computer
//     still finds the gradients; the array takes the pulses, and is sensed once a step.
//   - Programming writes words of Word weights, first the -1, then the +1; nothing is verified.
//   - Leakage, clocks, wires between tiles and the converters of a sensor are left out, on both sides.
package ledger
