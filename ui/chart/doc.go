// Package chart draws results: it turns values of the laboratory (curves, confusions, sweeps, ledgers, sheets of
// devices, neurons) into charts for Observable Plot and into small pictures of pixels, each with the sentence that
// says the same.
//
// A chart is a value whose fields are all that it shows, and its method Spec draws it: a pure function of these fields,
// with no page and no browser. Who shows charts gathers the values, and can tell by them whether a chart changed.
//
//	curves.go      learning curves of one run, and of two
//	tasks.go       accuracies of a sequence of tasks
//	confusion.go   confusion matrix, and the difference of two
//	layers.go      one quantity by layer, margins, hidden weights
//	energy.go      where the joules of an image go
//	survey.go      what a sweep says: means and spreads over chips and seeds
//	sweep.go       accuracy and energy over a knob
//	lines.go       several scenarios in one chart
//	ablation.go    which imperfection costs most
//	figure.go      the figures of the gallery's claims
//	device.go      curves of the sheet of a device
//	map.go         its maps
//	toy*.go        the quadratic task: plane, steps and many weights
//	picture.go     palettes and pictures of pixels
//	image.go       the image at work
//	neuron.go      neurons, and one neuron at work
//	difference.go  where two arrays differ
//
// What all charts share is in spec.go (their form) and vocabulary.go (colours, scales, marks).
package chart
