package gallery

import "arraylab/sim/lab"

// Network is a trained network that comes with the page and the project, in a file of its own: a link that trains alike
// only programs a chip with it, and infers.
type Network struct {
	File string // in the assets
	Link string // of its training
}

// networks begin with the one that the page opens with where a link asks for none of them. The first of a data set is
// the one that is taken where a visitor chooses that: see Begin.
var networks = []Network{
	{File: "standard.arraylab", Link: "v=1"},
	{File: "cifar10-quick.arraylab", Link: quickTraining},
	{File: "cifar10.arraylab", Link: mapsTraining},
	{File: "cifar10-wide.arraylab", Link: wideTraining},
}

// Networks returns those that there are. They must not be changed.
func Networks() []Network { return networks }

// NetworkOf is the one that an experiment would train.
func NetworkOf(e lab.Experiment) (Network, bool) {
	training := e.Training()
	for _, n := range networks {
		if l, err := lab.ParseLink(n.Link); err == nil && l.Experiment.Training() == training {
			return n, true
		}
	}
	return Network{}, false
}

// Begin is an experiment about another data set. Where a network of it comes with the page, the experiment takes its
// training, unless it says another one itself: such a network is at work at once, and can be trained anew in minutes,
// while a link that says no more than the data set means what it always meant. Errors are those of lab.Experiment.With.
func Begin(e lab.Experiment, task string) (lab.Experiment, error) {
	return e.About(task, func(task string) (lab.Experiment, bool) {
		for _, n := range networks {
			if l, err := lab.ParseLink(n.Link); err == nil && l.Task == task {
				return l.Experiment, true
			}
		}
		return lab.Experiment{}, false
	})
}
