// Package ecc holds extended Hamming codes, which correct one wrong bit of a code word and detect two (SECDED:
// single error correction, double error detection; R. W. Hamming, Bell System Technical Journal 29,
// 147-160, 1950), for any number of data bits from 1 to 247.
//
// A code word of k data bits has n = k + r + 1 bits, with the least r for which 2^r >= k + r + 1. Its
// first k bits are the data, then come r check bits and the parity over all. To each bit but the last
// belongs a column of r bits, a number from 1 to n-1: the powers of two to the check bits, the others in
// rising order to the data. The columns of the ones of a code word add up to 0 modulo 2, bit by bit, and
// their number is even.
//
// A received word has a syndrome, the sum of the columns of its ones, and a parity. The decoder takes
//
//	syndrome 0, even parity   for clean,
//	odd parity                for one wrong bit, at the place with that column, which it turns over,
//	                          or, where no bit has that column, for detected,
//	syndrome not 0, even      for two wrong bits: detected.
//
// Words whose errors are only detected are read as they are.
//
// Rates are exact for independent bit errors of one probability: what the decoder leaves depends
// on the pattern of errors alone, so the patterns of each weight are counted once, from the weights of
// the code words (MacWilliams's identity over the 2^(r+1) words of the dual code, in whole numbers), and a rate
// is a sum of positive terms, count p^w (1-p)^(n-w), without cancellation.
package ecc
