package bnn

import "arraylab/sim/kernel"

// products are what a kind of layer does with its weights: the way up in whole numbers, exact in any order, and the two
// ways down. Whoever drives them knows no kind. They are made once for each way up: what a kind has to keep of a batch
// from the way up to the way down, such as which sums of a pool were the largest, it keeps in its own.
type products interface {
	// sums are the stages that fill the rows of sums [O*P][stride] of the neurons of layer l that are computed here.
	sums(f *forward, l int) []Stage
	// lists tells whether the gradient of the weights goes over lists of counts other than 0, with real gradients.
	lists() bool
	// limits are the thresholds of neurons that fire without sums; nil where sums are as fast.
	limits(thresholds [][]Threshold) *kernel.Limits
	// fire are the stages that make the outputs of layer l by image from its limits.
	fire(f *forward, l int) []Stage
	// keep makes room for what is kept of a batch from the way up to the way down, of rows of so many images.
	keep(stride int)
	// dense tells whether values go to neurons, or images to windows: how work is shared out, and what is kept of it.
	dense() bool
	// turned are the inputs whose weights the gradient towards the values lo <= v < hi of what comes in takes.
	turned(lo, hi int) (from, to int)
	// below are the stages that make rows lo <= v < hi of the gradient dx [V][stride] of what comes in, of n images,
	// from dS [P*O][stride], where they stand behind others, of the weights by input [FanIn][O].
	below(dx kernel.Matrix, dS func() sumGradients, byInput kernel.Signs, lo, hi int, images func() (from, n int)) []Stage
	// gradient makes dW [FanIn][16] of a tile of neurons, in k, from dS and from what came in.
	gradient(k *Worker, tile int, dS sumGradients, x *values, batch int)
	// wholes are the same sums in whole numbers, of those images alone, where images are shared out; scaled makes dW of
	// what all of them add up to.
	wholes(k *Worker, tile int, dS sumGradients, x *values, images int) [][kernel.Lanes]int64
	scaled(k *Worker, sums [][kernel.Lanes]int64, scale float32)
	// squares makes the sum, over n images from b on, of the squares of their gradients instead, as a mean over so many
	// images; what came in is squared already, where it is listed.
	squares(k *Worker, tile int, dS kernel.Matrix, x *values, b, n int, images float32)
}
