package gallery

import (
	_ "embed" // the stored results
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"arraylab/sim/lab"
)

// Scenario is a named link with the result that it gives.
type Scenario struct {
	Name  string // short and stable: the key of its stored result
	Title string
	Text  string // what it shows, and what to look at
	// Model tells that the network is the trained one that comes with the page: choosing the
	// scenario only programs a chip and infers.
	Model bool
	// Sweep around the link, whose points are stored; nil for a single run.
	Sweep *lab.Sweep
	// Beside names scenarios that are drawn into the same chart: as lines where they sweep the same field, a single
	// one of their series after a colon, else as a level.
	Beside []string

	// The rest follows from the link and the stored result.

	Link   string  // canonical, with the first bytes of the fingerprint
	Expect string  // the expected result, in words
	Stored *Stored // nil where none is stored
	// Seconds that the command took for it on two cores.
	Seconds float64
}

//go:embed scenarios.json
var storedJSON []byte

// recipe is a scenario before its result is attached.
type recipe struct {
	name, title, link, text string
	model                   bool
	sweep                   *lab.Sweep
}

// ternarySeparations are those of the conditions and some between.
var ternarySeparations = strings.Fields("2 2.476 3 3.29 4.37 5.26 6")

var recipes = []recipe{
	{"first-light", "First light", "memory=rram-weak-reset&learn=latent",
		"The standard network, trained with real latent weights, is stored in pairs of HfOx devices by 1,000 weak-RESET pulses each. Devices differ, so about three weights in a hundred read wrong; the network hardly minds. Turn the pulses down and watch it suffer.", true, nil},
	{"program-errors", "Bit errors at programming", "memory=ber&ber=0.1",
		"One stored bit in ten is wrong and stays wrong. Another chip number is another pattern of errors.", true, nil},
	{"read-errors", "Bit errors at each read", "memory=ber&ber=0.1&when=read",
		"The same rate, but drawn anew for every thousand test images: errors of the read, not of the cells.", true, nil},
	{"ber-tolerance", "How many errors it bears", "memory=ber",
		"The trained standard network on twenty chips for each bit error rate from one in a million to three in ten. Up to one in a thousand hardly costs anything: the papers' reason to do without error correction.", true,
		&lab.Sweep{Key: "ber", Values: strings.Fields("1e-06 1e-05 0.0001 0.001 0.003 0.01 0.02 0.03 0.05 0.07 0.1 0.15 0.2 0.25 0.3"), Chips: 20}},
	{"factor-two", "Half the energy: ST-MRAM without ECC", "memory=st-mram&strength=0.97",
		"The trained network in magnetic junctions written so weakly that one bit in a thousand is wrong, without error correction. The sweep shows accuracy and energy over the strength of the pulse; under Energy, “Compare with the papers’ claims” tells when a system takes half the energy, and when not.", true,
		&lab.Sweep{Key: "strength", Values: strings.Fields("0.6 0.65 0.7 0.75 0.8 0.85 0.9 0.97 1.1 1.2 1.4 1.75"), Chips: 5}},
	{"factor-thirty", "A thirtieth of the energy: RRAM that errs", "memory=rram-2t2r&condition=limit",
		"The trained network in pairs of resistive devices that are programmed so gently that four bits in a hundred are wrong, at a thirtieth of the energy that one in ten thousand takes. The sweep shows accuracy and energy over the separation of the states; under Energy, “Compare with the papers’ claims” tells from where the factor counts.", true,
		&lab.Sweep{Key: "separation", Values: strings.Fields("2 2.25 2.476 2.75 3 3.29 3.75 4.37 5.26 6"), Chips: 5}},
	{"st-mram-weak", "Weak programming of ST-MRAM", "memory=st-mram&ecck=64",
		"A weaker pulse saves energy and leaves some junctions unswitched. Accuracy and the energy of programming over the strength of the pulse, without error correction and with SECDED (72,64): the network itself is the better code. Grant a loss and read what it saves (arXiv:1810.10836 saves 74 % for one point).", true,
		&lab.Sweep{Key: "strength", Values: strings.Fields("0.5 0.55 0.6 0.65 0.7 0.75 0.8 0.85 0.9 1 1.1 1.2 1.4 1.6"), Chips: 5, By: "ecc"}},
	{"rram-weak", "Weak programming of RRAM", "memory=rram-2t2r",
		"The nearer the two states of a cell, the less energy its programming takes. One transistor and one resistor (1T1R) read against a reference, or two of each (2T2R) read against each other: accuracy and energy over the separation of the states.", true,
		&lab.Sweep{Key: "separation", Values: strings.Fields("1 1.5 2 2.25 2.5 2.75 3 3.5 4 4.5 5.26"), Chips: 5, By: "sensing"}},
	{"stochastic", "Stochastic bits at the input", "train=20000&hidden=256&input=stochastic&streams=32&source=smtj&epochs=3",
		"Each image is presented 32 times as random bits, one with the probability of the grey value, drawn from simulated superparamagnetic junctions: the first layer is XNOR and popcount, too. Compare with A minute of training.", false, nil},
	{"train-errors", "Training with errors", "train=20000&hidden=512-512&memory=ber&ber=0.04&epochs=5&trainerr=ber",
		"Four networks of one recipe, trained with none, 1, 4 and 10 in a hundred weights wrong, others at each step, and tested over the bit error rate. Trained with as many errors as the memory makes, a network loses next to nothing by them (arXiv:1904.03652: tolerance rises from 1e-4 to 4e-2); at the highest rates only one that has met them still works.", false,
		&lab.Sweep{Key: "ber", Values: strings.Fields("0 0.0001 0.001 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15 0.2"), Chips: 3, By: "trainber", ByValues: strings.Fields("0 0.01 0.04 0.1")}},
	{"margins", "Margins instead of errors", "train=20000&hidden=512-512&memory=ber&ber=0.04&loss=mhl&epochs=6&batch=250&lr=0.01&every=2",
		"No weight is wrong in training: the modified hinge loss wants outputs that stand out (Buschjäger et al., DATE 2021). One recipe with cross-entropy and with this loss, tested over the bit error rate; the tab Margins shows how far the neurons are from their thresholds.", false,
		&lab.Sweep{Key: "ber", Values: strings.Fields("0 0.0001 0.001 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15 0.2"), Chips: 3, By: "loss"}},
	{"conductance", "Learning in the older conductance form", "train=20000&hidden=256&memory=rram-conductance&epochs=4",
		"The same learning rule on devices whose conductance falls by ever smaller steps, down to an end: the older form of the weak RESET.", false, nil},
	{"forgetting", "Forgetting", "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8",
		"Three tasks one after the other: the same digits, each time with the pixels in another order. The chart of all tasks over time shows what becomes of the earlier ones while a later one is learnt. The accuracy is that over all tasks.", false, nil},
	{"metaplasticity", "Metaplasticity against forgetting", "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&meta=10",
		"The same tasks, with hidden weights that move the less towards zero the larger they are (arXiv:2003.03533; m is larger than the paper's 1.35, for the training is shorter). Colour the array by consolidation, and see the hidden weights spread below, under Weights.", false, nil},
	{"weight-consolidation", "Elastic weight consolidation", "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&ewc=5000",
		"The same tasks; at the end of each the Fisher information of every weight is measured, and the weights are held by it (arXiv:1612.00796). Metaplasticity needs no such boundaries.", false, nil},
	{"interleaved", "Nothing to forget", "train=10000&sequence=permuted&tasks=3&interleave=1&hidden=256&epochs=8",
		"The upper bound: the same tasks learnt together, a batch of each in turn.", false, nil},
	{"digits-then-clothes", "Digits, then clothes", "train=10000&sequence=both&hidden=256&epochs=8",
		"MNIST, then Fashion-MNIST, without metaplasticity: the digits collapse, as in figure 1 of arXiv:2003.03533 (to about 20 %, while Fashion-MNIST reaches 85 %).", false, nil},
	{"minute", "A minute of training", "train=20000&hidden=256&epochs=3",
		"A small network learns with latent weights while you watch the signs of its array flip less and less.", false, nil},
	{"ternary", "Ternary weights and activations", "train=20000&hidden=256&weights=ternary&activations=ternary&memory=ternary-2t2r&epochs=3",
		"Weights and hidden outputs of -1, 0 and +1, the weights in pairs of devices that an amplifier near threshold reads in one operation. The sweep shows accuracy over the separation of the states. Compare with the two scenarios that follow: a ternary network does better than a binary one (arXiv:2005.01973, arXiv:2007.14234).", false,
		&lab.Sweep{Key: "separation", Values: ternarySeparations, Chips: 3}},
	{"ternary-width", "Ternary against binary: equal width", "train=20000&hidden=256&memory=ternary-2t2r&epochs=3",
		"A binary network of the same width in the very same cells, read in the same way: as many devices, one level less.", false,
		&lab.Sweep{Key: "separation", Values: ternarySeparations, Chips: 3}},
	{"ternary-cells", "Ternary against binary: equal cells", "train=20000&hidden=512&memory=rram-2t2r&sensing=1t1r&epochs=3",
		"A binary network twice as wide with one device a weight: 406,528 devices, as many as the ternary network takes in pairs.", false,
		&lab.Sweep{Key: "separation", Values: ternarySeparations, Chips: 3}},
	{"ternary-errors", "Ternary weights under bit errors", "train=20000&hidden=256&weights=ternary&activations=ternary&memory=ber&epochs=3",
		"A share of the weights is wrong by one level: a 0 becomes +1 or -1, and these become 0, never each other. Such errors hurt less than those of signs: the papers call the network immune to the errors of their chip (arXiv:2007.14234).", false,
		&lab.Sweep{Key: "ber", Values: strings.Fields("0.0001 0.001 0.003 0.01 0.02 0.04 0.06 0.1 0.15 0.2"), Chips: 5}},
	{"learn-in-devices", "Learning in the devices", "train=20000&hidden=256&memory=rram-weak-reset&epochs=4",
		"No real weight is kept: gradients become weak-RESET pulses, and the resistances of each pair are the memory of what was learnt. All imperfections are on.", false, nil},
	{"d2d-alone", "Device-to-device alone", "train=20000&hidden=256&memory=rram-weak-reset&rtn=0&pink=0&epochs=4",
		"The measured curve with devices that differ but make no noise. Compare with the scenarios before and after.", false, nil},
	{"ideal-devices", "Ideal linear devices", "train=20000&hidden=256&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&epochs=4",
		"The same learning rule on devices that are all alike, linear and silent.", false, nil},
	{"standard", "The standard network, all of it", "",
		"784-1024-1024-10 on all of MNIST for 20 epochs with latent weights: the trained network that comes with the page, without errors. Train to see it learn again, bit for bit.", true, nil},
	{"weak-reset", "Weak RESET, all imperfections", "hidden=1000&memory=rram-weak-reset&epochs=10",
		"A thousand hidden neurons learn in 1.6 million devices, with curve, telegraph noise, pink noise and device-to-device variability.", false, nil},
	{"weak-reset-ideal", "Weak RESET, ideal devices", "hidden=1000&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&epochs=10",
		"What the imperfections of the scenario before cost: the same run on ideal linear devices.", false, nil},
}

// Scenarios returns the named scenarios in the order of the menu. They must not be changed.
func Scenarios() []Scenario { return scenarios() }

var scenarios = sync.OnceValue(readScenarios)

func readScenarios() []Scenario {
	stored := map[string]*Stored{}
	if err := json.Unmarshal(storedJSON, &stored); err != nil {
		panic("gallery: the stored results are unreadable")
	}
	all := slices.Concat(recipes, paperRecipes)
	list := make([]Scenario, len(all))
	for i, r := range all {
		l, err := lab.ParseLink(r.link)
		if err != nil {
			panic("gallery: a scenario's link is wrong")
		}
		s := Scenario{Name: r.name, Title: r.title, Text: r.text, Model: r.model, Link: l.String(), Sweep: r.sweep, Beside: besides[r.name]}
		// A result of another recipe is none.
		if have := stored[r.name]; have != nil && have.Link == s.Link && reflect.DeepEqual(have.Sweep, r.sweep) {
			l.Fingerprint = have.Fingerprint[:lab.FingerprintDigits]
			s.Link, s.Stored, s.Seconds = l.String(), have, have.Seconds
			s.Expect = have.words()
		}
		list[i] = s
	}
	return list
}

func (s *Stored) words() string {
	w := fmt.Sprintf("%.2f %% on %s test images", 100*s.Accuracy, thousands(s.Total))
	if s.Ideal >= 0 && s.Ideal != s.Accuracy {
		lost, side := s.Ideal-s.Accuracy, "below"
		if lost < 0 {
			lost, side = -lost, "above"
		}
		w += fmt.Sprintf(", %.2f points %s %.2f %% without errors", 100*lost, side, 100*s.Ideal)
	}
	if mean := meanOf(s.BER); mean > 0 {
		w += fmt.Sprintf("; bit error rate %.2g", mean)
	}
	return w
}

// thousands writes a number up to a million with a comma.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func meanOf(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}
