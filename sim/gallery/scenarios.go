package gallery

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
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
	// Seeds of the run: the link's own and those numbered after it; 0 for its own alone.
	Seeds int
	// Measures are the keys of numbers that are measured at each point of the sweep (Measured); none for the network
	// alone.
	Measures []string
	// Beside names scenarios that are drawn into the same chart: as lines where they sweep the same field, a single
	// one of their series after a colon, else as a level.
	Beside []string

	// Link is short in the tables, else canonical, with the first bytes of the fingerprint where one is stored.
	Link string

	// The rest follows from the stored result.

	Expect string  // the expected result, in words
	Stored *Stored // nil where none is stored
	// Seconds that the command took for it on two cores: half of what all cores spent on it.
	Seconds float64
}

// Scenarios returns the named scenarios in the order of the menu. They must not be changed.
func Scenarios() []Scenario { return scenarios() }

var scenarios = sync.OnceValue(readScenarios)

// Rows are the scenarios as the tables spell them, in the order of the menu: without stored results, which take a while
// to read, their words and their fingerprints.
func Rows() []Scenario {
	return slices.Concat(menuScenarios, paperScenarios, mapScenarios, signalScenarios, lessonScenarios, guardScenarios,
		sizeScenarios)
}

func readScenarios() []Scenario {
	stored, err := ReadStored(storedText(), Rows())
	if err != nil {
		panic(err) // a test reads them, too
	}
	all := Rows()
	for i := range all {
		all[i] = all[i].with(stored[all[i].Name], lab.NumericVersion)
	}
	return all
}

// with is the scenario with its link spelled out and its stored result, which may be nil: one of another recipe is
// none. A link has the fingerprint of the numerics that are here alone: nothing else can come out.
func (s Scenario) with(have *Stored, here lab.Numerics) Scenario {
	l, err := lab.ParseLink(s.Link)
	if err != nil {
		panic("gallery: a scenario's link is wrong")
	}
	s.Link = l.String()
	if have == nil || have.Link != s.Link || !reflect.DeepEqual(have.Sweep, s.Sweep) {
		return s
	}
	s.Stored, s.Seconds, s.Expect = have, have.Seconds, have.words(l.Data().Word)
	if have.By(here) {
		l.Fingerprint = lab.Print{Numerics: here, Digits: have.Fingerprint[:lab.FingerprintDigits]}
		s.Link = l.String()
	} else {
		s.Expect += fmt.Sprintf("; numerics %d", have.Numerics)
	}
	return s
}

// words say what came out of samples of a word, with its seeds where there are several.
func (s *Stored) words(word lab.Word) string {
	w := fmt.Sprintf("%.2f %% on %s test %s", 100*s.Accuracy, thousands(s.Total), word.Many())
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
	if n := len(s.Seeds); n > 0 {
		w += fmt.Sprintf("; mean of %d seeds %.2f %%", 1+n, 100*meanOf(s.Accuracies()))
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
