package lab

import "sync"

// trainErrors are the rates of wrong weights in the forward passes of the training, by layer; nil for none. Those of a
// memory are counted when they are first asked for.
func (e Experiment) trainErrors() func(l int) [2]float64 {
	if !e.learnsWithErrors() {
		return nil
	}
	if e.TrainErr == TrainErrBER {
		p := [2]float64{e.TrainBER01, e.TrainBER10}
		return func(int) [2]float64 { return p }
	}
	m, layers := e.memory(), e.net().Layers
	rates := make([]func() [2]float64, len(layers))
	for l := range rates {
		rates[l] = sync.OnceValue(func() [2]float64 { return m.Rates(layers[l], l) })
	}
	return func(l int) [2]float64 { return rates[l]() }
}

// learnsWithErrors tells whether there are trainErrors, without a memory that counts them.
func (e *Experiment) learnsWithErrors() bool {
	switch {
	case e.Learn == LearnDevice:
		return false
	case e.TrainErr == TrainErrBER:
		return e.TrainBER01 != 0 || e.TrainBER10 != 0
	}
	return e.errsAsMemory() && e.Technology() != nil
}

// learnsErrors tells whether the training takes its errors from the memory.
func (e *Experiment) learnsErrors() bool {
	return e.errsAsMemory() && e.Learn == LearnLatent
}

// inLoop tells whether the memory is in the loop of the training: the network is what was written into it.
func (e *Experiment) inLoop() bool { return e.TrainErr == TrainErrWrites && e.learnsWithErrors() }

// errsAsMemory tells whether errors in training are those of the memory.
func (e *Experiment) errsAsMemory() bool {
	return e.TrainErr == TrainErrMemory || e.TrainErr == TrainErrWrites
}
