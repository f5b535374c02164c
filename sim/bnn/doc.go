// Package bnn trains and runs binarized networks: the weights of their layers and the values between them are +1 or
// -1, or ternary, or, in layers that lie in digital memory, whole numbers of 8 bits (eight.go); each layer is followed
// by batch normalization, hidden layers by Hardtanh and sign, the last one by softmax and cross-entropy, or by a learnt
// scale and the hinge loss.
//
// # A network is a list of layers
//
// A Network says what is shown to it (Input), what is made small (Loss), and has a Layer for each layer of weights. A
// layer says what comes in (In, a Grid of values, and Inputs, their Levels), how many neurons there are (Out), the
// levels of its weights and of its outputs, and how sums become outputs (Norm). Two numbers that are the same in a
// dense layer have two words: FanIn is the inputs of a row of weights, Values the values of an image. An array of
// memory sees FanIn x Out and nothing else of a layer.
//
// A Convolution's rows of weights take windows of a map, at each of its Places, those of a Depthwise layer windows of a
// single channel; of each Pool of places the largest sum goes on to a position, before the normalization. What a window
// takes from outside of the map is left out of the sum. Takes and PlacesOf say which value a weight meets where, for
// whoever follows a single sum. The values of a map stand position by position: channel c of row y and column x is the
// value (y*W+x)*C + c (Grid), so that the inputs of a row of weights are channels side by side, tap by tap, and what a
// dense layer takes of a map is the map as it stands. Maps come before all dense layers, and the last layer is dense.
//
// # One layer
//
//	S[o][b]    = sum over i of W[o][i] * x[i][b]           whole numbers, exact in any order
//	z          = S*scale + bias                            scale 1/255 after 8-bit pixels, else 1
//	y          = (z - mean)/sqrt(variance + 1e-5)*gamma + beta
//	x'[o][b]   = sign(y), sign(0) = +1                     or a ternary value: see Levels
//
// Shapes: b < B images of a batch, i < I inputs of a row, o < O neurons, p < P sums of a neuron for an image
// (Positions, 1 where the layer is dense), V values of an image. Rows of sums, of y and of gradients are [P*O][stride],
// a position's neurons one after another, and nobody but rows.go knows where those of a neuron lie; packed values are
// kept by image, [B][V], and by value, [V][B], of which the P*O sums of the layer below are the rows. Statistics of a
// neuron are over the batch and all of its positions.
//
// # The way up
//
// forward is the one way up. A layer's products make the sums; the sums of a neuron go to a sink; packed outputs are
// turned and are what the next layer takes. Neurons that are folded into integer thresholds fire without sums where
// that is faster. Thresholds are on signed sums, for a window at an edge has fewer products; as a neuron's outputs are
// monotone in its sum, that of a pool is +1 where any of its places' would be or, where gamma is negative, where all of
// them would be: OR or AND of bits, for a chip that pools those. The customers differ in their sinks:
//
//	Trainer     normalizes over the batch, keeps what the way down needs        step.go
//	anchors     the same, without running statistics                            anchor.go
//	Pass        compares with thresholds, of the batch's statistics or frozen   pass.go
//	Freezer     counts sums and squares, then compares                          freeze.go
//	Margins     takes distances from the threshold                              margins.go
//	Follow      keeps the sums of one image                                     trace.go
//
// Package onnx writes the same thresholds down for other programs (Model.Thresholds).
//
// # The way down (names: d + what they belong to)
//
//	dy    through sign: straight where |y| <= 1, else 0    (straight-through, arXiv:1602.02830)
//	dS    through batch normalization over the batch                            norm.go
//	      rounded to 8 bits with one scale a layer, where Rule.Gradients says so  gradients.go
//	dx[i][b]  = sum over o of W[o][i]*dS[o][b]             products.below       dense.go
//	dW[o][i]  = sum over b of dS[o][b]*x[i][b]             products.gradient    dense.go
//	dW moves what holds the hidden weight: a real number, or a pair of devices  hidden.go
//
// Over maps all that is added up on the way down is whole (maps.go): gradients are of 8 bits (Rule.Gradients must be
// EightBits), so dy is a multiple of the scale above, and the sums of dy and of dy*S over batch and positions are
// exact, in any order. With n = B*P, in this order and in 32 bits,
//
//	dBeta, dGamma = sum of dy, sum of dy*xhat                 of exact sums, each rounded once
//	dS = ((dy - dBeta/n) - xhat*(dGamma/n)) * (gamma*inv*scale)
//	k  = dS/unit rounded, with what rounding left of the same image and neuron at the position before
//
// xhat is made again from S, which is kept, in 16 bits where these hold it; the gradient of a pool is that of the place
// that was chosen. The anchors, once a lesson, go down in real numbers instead, image by image, for a weight meets many
// places of one: convreal.go.
//
// The trainer drives these stages (backward.go) and knows no kind of layer. A learning rule says in one place what it
// changes: errors in training in errors.go, elastic weight consolidation in anchor.go, metaplasticity and pulses in
// hidden.go (update), several tasks in course.go.
//
// # From outside
//
// Who looks at a network knows nothing of how it is packed: a Holder (Trainer, Model, or a chip) has its Weights, which
// are painted, counted, compared and written as values; Marks say where two differ (weights.go, marks.go). file.go has
// a model as bytes and state.go a training; check.go and statecheck.go refuse bytes that no training can have come to.
//
// # To add a kind of layer
//
// Give Layer the fields of its geometry, let Window, Places, Takes, Map and Products follow from them, and write its
// products (products.go), of which there are those of tables, dense.go and conv.go, and those of whole numbers one by
// one, wide.go. Positions and Map are those that go on: a pool is inside of the products, which keep what it chose for
// the way down. Then write it out in im2col_test.go: which value each weight meets at each place. Of that alone the
// network of whole numbers (wholes_test.go) and the one of real numbers (differences_test.go) make the rest, and
// TestTenStepsOverMapsInWholeNumbers, FuzzMaps and all that stand beside them take it. To add levels, add a LevelKind
// and what Levels asks of it; to add a loss, what Loss does.
//
// # Work
//
// Everything is cut into stages of blocks: a block is a short piece of work, the blocks of one stage are independent
// of each other. One worker does them in order, several share them out, and the members of a crew have neurons, or
// images, of their own; the bits are the same, because no sum of reals crosses a block. A stage of a layer's products
// is given away as a whole and waited for: that is where work can be done elsewhere one day.
package bnn
