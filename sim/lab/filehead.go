package lab

import (
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/bnn"
)

// mostSteps bounds the optimizer steps of a training: as if each image were a step of its own.
func (e *Experiment) mostSteps() int { return e.Epochs * e.Train * max(1, e.Tasks, len(e.TaskNames())) }

// mostLearnt is the largest magnitude of what its model has learnt at a rate.
func (h *fileHead) mostLearnt(rate float64) float64 {
	if h.Imported {
		return bnn.MostBrought
	}
	return bnn.MostLearnt(rate, h.Step)
}

// check tells what the head of a file says that its experiment cannot have come to; nil for nothing.
func (h *fileHead) check(e *Experiment) error {
	most := e.mostSteps()
	if h.Step < 0 || h.Step > most {
		return fmt.Errorf("stands at step %d: its link has 0 to %d", h.Step, most)
	}
	if len(h.Points) > h.Step {
		return fmt.Errorf("has %d points of its curves in %d steps", len(h.Points), h.Step)
	}
	for i := range h.Points {
		if err := h.Points[i].check(h.Step, e); err != nil {
			return fmt.Errorf("has at point %d of its curves %w", i+1, err)
		}
	}
	if err := h.Recent.check(e); err != nil {
		return err
	}
	if h.Kind == kindCheckpoint {
		if len(h.Past) > 0 || h.Tasks != 0 || h.Meant {
			return fmt.Errorf("is a %s and has a past of %d layers, normalizations of %d tasks or weights that were meant, "+
				"which a %s has", kindCheckpoint, len(h.Past), h.Tasks, kindModel)
		}
		return nil
	}
	if h.Meant && !e.inLoop() {
		return fmt.Errorf("has what was to be written into a memory in the loop: its link has none")
	}
	if layers := len(e.net().Layers); len(h.Past) != layers {
		return fmt.Errorf("tells the past of %d layers: its link has %d", len(h.Past), layers)
	}
	for l := range h.Past {
		if err := h.Past[l].check(); err != nil {
			return fmt.Errorf("tells of layer %d %w", l+1, err)
		}
	}
	if most := len(e.TaskNames()); h.Tasks < 0 || h.Tasks > most {
		return fmt.Errorf("has normalizations of %d tasks: its link has %d", h.Tasks, most)
	}
	return nil
}

// share tells whether a number can be a share, or what stands for one that was not measured.
func share(x float64) bool { return x >= 0 && x <= 1 || x == -1 }

// check tells what a point says that cannot have been measured.
func (p *Point) check(step int, e *Experiment) error {
	switch {
	case p.Step < 0 || p.Step > step || !(p.Epoch >= 0 && p.Epoch <= float64(e.mostSteps())):
		return fmt.Errorf("step %d and epoch %g: the file stands at step %d", p.Step, p.Epoch, step)
	case !share(p.TrainAcc) || !share(p.TestAcc):
		return fmt.Errorf("the accuracies %g and %g: allowed are 0 to 1, and -1 for none", p.TrainAcc, p.TestAcc)
	case p.TestImages < 0 || p.TestImages > e.Test*max(1, len(e.TaskNames())):
		return fmt.Errorf("%d test images: the link has %d", p.TestImages, e.Test)
	case len(p.Tasks) > max(1, len(e.TaskNames())):
		return fmt.Errorf("accuracies of %d tasks: the link has %d", len(p.Tasks), len(e.TaskNames()))
	}
	for _, loss := range []float64{p.TrainLoss, p.TestLoss} {
		if !(loss >= -1 && loss <= math.MaxFloat32) {
			return fmt.Errorf("the loss %g: allowed are 0 to %.4g, and -1 for none", loss, math.MaxFloat32)
		}
	}
	for _, accuracy := range p.Tasks {
		if !share(accuracy) {
			return fmt.Errorf("the accuracy %g of a task: allowed are 0 to 1", accuracy)
		}
	}
	return nil
}

// check tells what training since the last point cannot have come to. More than all images of all epochs are never
// seen, and the loss of each is a float32.
func (r *recent) check(e *Experiment) error {
	most := e.mostSteps()
	if r.Seen < 0 || r.Seen > most || r.Correct < 0 || r.Correct > r.Seen {
		return fmt.Errorf("says that %d of %d images since the last point were right: its link has %d in all",
			r.Correct, r.Seen, most)
	}
	if !(r.Loss >= 0 && r.Loss <= math.MaxFloat32*float64(r.Seen)) {
		return fmt.Errorf("says that the loss of %d images since the last point is %g", r.Seen, r.Loss)
	}
	return nil
}

// check tells what the training of a layer cannot have come to.
func (p *past) check() error {
	for _, n := range []int64{p.Pulses, p.Flips, p.Sets} {
		if n < 0 || n > devices.MostEvents {
			return fmt.Errorf("%d events: allowed are 0 to %d", n, int64(devices.MostEvents))
		}
	}
	for _, x := range []float64{p.BER, p.Beyond} {
		if !(x >= 0 && x <= 1) {
			return fmt.Errorf("the share %g of its devices: allowed are 0 to 1", x)
		}
	}
	return nil
}
