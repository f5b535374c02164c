// Package bnn trains and runs binarized multi-layer perceptrons: weights and hidden activations
// are +1 or -1, each layer is followed by batch normalization, hidden layers by Hardtanh and
// sign, the last layer by softmax and cross-entropy.
//
// # One layer
//
//	S[o][b]    = sum over i of W[o][i] * x[i][b]           whole numbers, exact
//	z          = S*scale + bias                            scale 1/255 after 8-bit pixels, else 1
//	y          = (z - mean)/sqrt(variance + 1e-5)*gamma + beta
//	x'[o][b]   = sign(y), sign(0) = +1
//
// Weights, hidden activations or both may be ternary instead, -1, 0 or +1: see Levels.
//
// # Gradients (names: d + what they belong to)
//
//	dy    through sign: straight where |y| <= 1, else 0    (straight-through, arXiv:1602.02830)
//	dS    through batch normalization over the batch
//	dW[o][i]  = sum over b of dS[o][b]*x[i][b]             moves what holds the hidden weight
//	dx[i][b]  = sum over o of W[o][i]*dS[o][b]
//
// # Work
//
// Everything is cut into stages of blocks: a block is a short piece of work, the blocks of one
// stage are independent of each other. One worker does them in order, several share them out;
// the bits are the same, because no sum crosses a block.
package bnn
