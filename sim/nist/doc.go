// Package nist tests sequences of random bits as NIST Special Publication 800-22, revision 1a, defines it (A. Rukhin et
// al., A Statistical Test Suite for Random and Pseudorandom Number Generators for Cryptographic Applications, 2010).
//
// A [Test] of a sequence gives P-values: the probability that true random bits look at least as uneven. [Assess] makes
// of those of many sequences what section 4.2 of the publication does: enough of them must pass at the level 0.01, and
// the P-values must be uniform.
//
// Six of the fifteen tests are here, those that tell bias, correlation and period: monobit, blocks, runs, spectrum,
// serial and sums. The known answers of the publication stand in the tests of this package.
//
// A sequence is a slice of bytes that are 0 or 1. The page does not import this package: its tests of millions of bits
// take seconds, and their results are stored.
package nist
