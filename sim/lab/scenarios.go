package lab

// Scenario is a named link with the result that it must give.
type Scenario struct {
	Name   string // short, for the menu's key
	Title  string
	Link   string
	Text   string // what it shows
	Expect string // the expected result, in words
	// Accuracy that the link gives, and how far a run may be off: zero where the run is
	// the very same bits.
	Accuracy, Tolerance float64
	// Seconds the run takes in the browser on two cores of a server of 2023.
	Seconds float64
}

// Scenarios returns the named scenarios in the order of the menu.
func Scenarios() []Scenario { return scenarios }

var scenarios = []Scenario{}
