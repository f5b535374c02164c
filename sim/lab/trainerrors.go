package lab

import "sync"

// trainErrors are the rates of wrong weights in the forward passes of the training, by layer; nil for none. Those of a
// memory are counted when they are first asked for.
func (e Experiment) trainErrors() func(l int) [2]float64 {
	if e.Learn == LearnDevice {
		return nil
	}
	switch e.TrainErr {
	case TrainErrBER:
		if p := [2]float64{e.TrainBER01, e.TrainBER10}; p != [2]float64{} {
			return func(int) [2]float64 { return p }
		}
	case TrainErrMemory:
		if e.Technology() == nil {
			return nil
		}
		m, layers := e.memory(), e.net().Layers
		rates := make([]func() [2]float64, len(layers))
		for l := range rates {
			rates[l] = sync.OnceValue(func() [2]float64 { return m.Rates(layers[l], l) })
		}
		return func(l int) [2]float64 { return rates[l]() }
	}
	return nil
}

// learnsErrors tells whether the training takes its errors from the memory.
func (e *Experiment) learnsErrors() bool {
	return e.TrainErr == TrainErrMemory && e.Learn == LearnLatent
}
