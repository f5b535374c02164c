package lab

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
	for l := range r.exp.net().Layers {
		if r.trainer != nil {
			total, last := r.trainer.Events(l)
			p.Pulses = append(p.Pulses, total.Pulses)
			p.Flips = append(p.Flips, last.Flips)
		}
	}
	return p
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
