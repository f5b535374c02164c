// Package mobilenet is MobileNet V1 by arithmetic: its layers, weights, operations, memory and energy, with a classifier
// of some width and some number format, and what of that can be known without training it.
//
// [Features] are the layers in front of the classifier, as package topology spells networks; it counts their weights
// and products, and package ledger books an image of them. A [Design] says how wide the classifier is and which
// numbers the weights are; its [Account] is all that follows from it.
//
// # What is counted
//
//   - Parameters are those of the publication: weights, two numbers of batch normalization for each map, and the biases of
//     the one dense layer. Memory has all of them as wide as the weights of their layer. Where weights have one bit or
//     two, normalization and biases are folded into thresholds, which are left out: two bytes a neuron, 0.1 % of what the
//     network takes with a binary classifier.
//   - Products are multiply-adds of an image, those with the padding of a map included, as it is usual. Energy knows no
//     padding either.
//   - Weights of one bit or two lie in pairs of resistive devices, of which sensing costs what their technology says, all
//     others in digital memory, as package ledger has it: in DRAM where they do not fit into 1 MB of SRAM. Where all
//     weights of a layer are floats, it is booked as the digital machine of 32-bit floats does it.
//
// # What needs ImageNet
//
// What any of these networks would tell apart: the accuracy of each design is the matter of the papers, and cannot be
// shown without its images. [NeedsImageNet] says so in words.
package mobilenet
