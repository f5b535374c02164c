// Package junction holds the physics of a superparamagnetic tunnel junction: a magnet with so low a
// barrier that heat turns it over again and again, between P (parallel, bit 0) and AP (antiparallel, bit
// 1). Read out at intervals and XORed with others of its kind it is a source of random bits
// (arXiv:1706.05262, arXiv:1806.09124).
//
// Rates gives the mean times in both states from the barrier and the current; Chain the law of the bits
// that are read; Bits the bits themselves.
package junction
