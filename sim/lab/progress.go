package lab

import "slices"

// Progress tells where the run stands.
func (r *Run) Progress() Progress {
	steps, step := r.Steps(), r.Step()
	p := Progress{Phase: phaseNames[r.at], Step: step, Steps: steps, Epochs: r.trained.Epochs}
	p.Batches = steps / max(1, p.Epochs)
	p.Epoch = min(step/p.Batches+1, p.Epochs)
	p.Batch = min(step-(p.Epoch-1)*p.Batches+1, p.Batches)
	full := step / p.Batches
	p.Images = int64(full)*int64(r.trained.Train) + int64(step%p.Batches)*int64(min(r.trained.Batch, r.trained.Train))
	if r.tasks != nil {
		r.progressOfTasks(&p)
	}
	p.Fraction = r.fraction()
	if r.at == atTraining || r.afterTraining && r.at != atDone {
		p.Live = r.live
	}
	p.SoFar = r.soFar()
	for l := range r.exp.net().Layers {
		if r.trainer != nil {
			total, last := r.trainer.Events(l)
			p.Pulses = append(p.Pulses, total.Pulses)
			p.Flips = append(p.Flips, last.Flips)
		}
	}
	return p
}

// soFar is what the final test has told of the first images, or, while others follow, of all. Error rates are known
// when it is through.
func (r *Run) soFar() *Live {
	if r.at != atTesting || r.tasks != nil {
		return nil
	}
	of := Live{Epoch: r.epochs(), Confusion: r.result.Confusion, Correct: r.result.Correct, Total: r.result.Total,
		BER: r.result.BER}
	if t := &r.tests[0]; t.pass != nil && t.stats == r.exp.Stats && !t.ideal {
		of.Confusion, of.Correct, of.Total = t.pass.Tally.Confusion, t.pass.Tally.Correct(), t.pass.Tally.Images
	}
	if of.Total == 0 {
		return nil
	}
	of.Confusion = slices.Clone(of.Confusion)
	for i, row := range of.Confusion {
		of.Confusion[i] = slices.Clone(row)
	}
	return &of
}

// fraction of the work: after training, that counts nine tenths and what follows the rest;
// without training, programming and testing share the bar.
func (r *Run) fraction() float64 {
	const share, freeze = 0.9, 0.04
	switch r.at {
	case atTraining:
		return share * float64(r.Step()) / float64(r.Steps())
	case atFreezing:
		return share + float64(freeze*r.freezer.Done())
	case atDone:
		return 1
	}
	from := 0.0
	if r.afterTraining {
		from = share + freeze
	}
	return from + float64((1-from)*r.evaluated())
}

// evaluated is how much of programming and testing is done, 0..1.
func (r *Run) evaluated() float64 {
	if r.at == atProgramming {
		return float64(r.chip.Programmed() / 2)
	}
	done := float64(r.passes - len(r.tests))
	if p := r.tests[0].pass; p != nil {
		done += float64(p.Done()) / float64(r.exp.Test)
	}
	return 0.5 + float64(done/float64(2*r.passes))
}

// Points returns the learning curves so far.
func (r *Run) Points() []Point { return r.points }
