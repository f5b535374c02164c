package lesson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// List is the file of all lessons but their steps.
type List struct {
	Lessons []Row `json:"lessons"` // in the order in which they are best taken
	Plan    Plan  `json:"plan"`
}

// Row is what is known of a lesson before its steps are fetched.
type Row struct {
	Name    string `json:"name"` // in links: lower-case letters, digits and hyphens
	Title   string `json:"title"`
	For     string `json:"for"`     // whom it is for
	Minutes int    `json:"minutes"` // that it takes
	Learn   string `json:"learn"`   // what whoever went through it can tell, a sentence
}

// Plan is how a lecturer gives a class with the lessons.
type Plan struct {
	Title   string     `json:"title"`
	Minutes int        `json:"minutes"`
	Lead    string     `json:"lead"`
	Prepare []string   `json:"prepare"` // before the class
	Parts   []PlanPart `json:"parts"`
	Wrong   []Trouble  `json:"wrong"`   // what goes wrong
	Closing []Closing  `json:"closing"` // the questions at the end
}

// PlanPart is a part of a class.
type PlanPart struct {
	Minutes int    `json:"minutes"`
	Title   string `json:"title"`
	Project string `json:"project"` // what is on the screen for all
	Class   string `json:"class"`   // what the students do
	Lesson  string `json:"lesson"`  // its name; "" for none
}

// Trouble is what can go wrong, and what to do then.
type Trouble struct {
	What string `json:"what"`
	Do   string `json:"do"`
}

// Closing is a question at the end of a class, with its answer.
type Closing struct {
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
}

// Lesson is a row with its steps.
type Lesson struct {
	Row
	Steps []Step
}

// Step is one idea, one thing to do, and one question.
type Step struct {
	Title string   `json:"title"`
	Text  []string `json:"text"` // paragraphs
	// Link has the settings that the step begins with, canonical, with flags of the page but for the lesson; "" leaves
	// them as they are.
	Link string `json:"link"`
	// Scenario names a stored scenario instead, whose link it is and whose stored sweep is shown.
	Scenario string    `json:"scenario"`
	Show     Show      `json:"show"`
	Do       string    `json:"do"`   // what the visitor is to do, a sentence; "" for nothing
	Done     string    `json:"done"` // the Condition that tells that it is done; "" for none
	Ask      *Question `json:"ask"`  // nil for none
}

// Show is what of the page a step turns to, each part left alone where it is absent.
type Show struct {
	Tab    string `json:"tab"`    // on a narrow screen: setup, array, digit, result
	Layer  int    `json:"layer"`  // of the array, from 1; 0 for the one that is shown
	View   string `json:"view"`   // what colours a cell of the array
	Zoom   string `json:"zoom"`   // of the array: fit, in, out
	Maps   string `json:"maps"`   // what is seen of a layer of maps: bits, sums, kernels
	Detail string `json:"detail"` // the chart below the result
	Image  *int   `json:"image"`  // number of a test image
	// Neurons is the hidden layer whose neurons are shown, from 1; 0 for the one that is. Of them Neuron is at work.
	Neurons int  `json:"neurons"`
	Neuron  *int `json:"neuron"`
}

// Question has an answer that can be checked: one of its choices, or a number.
type Question struct {
	Text    string   `json:"text"`
	Choices []string `json:"choices"` // none where a number is asked for
	Right   int      `json:"right"`   // the number of the right choice, from 1
	// Answer is the number, as it is told, with the figure that it is (see Number); a text of digits alone is a number
	// that follows from the text of the step.
	Answer  string  `json:"answer"`
	Within  float64 `json:"within"` // how far from it is accepted, in the unit
	Unit    string  `json:"unit"`   // of it; "" for none
	Hint    string  `json:"hint"`   // after a wrong answer
	Because string  `json:"because"`
}

// isName tells whether a lesson can be called so.
func isName(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// decode reads a file of which nothing is unknown.
func decode(body []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("lesson: %w", err)
	}
	return nil
}

// ParseList reads the file of the lessons. An error names the lesson that cannot be called as it is, or is there twice.
func ParseList(body []byte) (*List, error) {
	var l List
	if err := decode(body, &l); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range l.Lessons {
		if !isName(r.Name) || seen[r.Name] {
			return nil, fmt.Errorf("lesson: the name %q cannot stand in a link, or is taken", r.Name)
		}
		seen[r.Name] = true
	}
	return &l, nil
}

// Of is the row of a lesson; nil where there is none.
func (l *List) Of(name string) *Row {
	for i := range l.Lessons {
		if l.Lessons[i].Name == name {
			return &l.Lessons[i]
		}
	}
	return nil
}

// Parse reads the file of a lesson's steps. An error names the step that is wrong.
func Parse(row Row, body []byte) (*Lesson, error) {
	var file struct{ Steps []Step }
	if err := decode(body, &file); err != nil {
		return nil, err
	}
	if len(file.Steps) == 0 {
		return nil, fmt.Errorf("lesson: %s has no steps", row.Name)
	}
	for i := range file.Steps {
		if err := file.Steps[i].check(); err != nil {
			return nil, fmt.Errorf("lesson: step %d of %s: %w", i+1, row.Name, err)
		}
	}
	return &Lesson{row, file.Steps}, nil
}

// check tells what of a step cannot be.
func (s *Step) check() error {
	if s.Link != "" && s.Scenario != "" {
		return fmt.Errorf("it has a link and a scenario")
	}
	if _, err := ParseCondition(s.Done); err != nil {
		return err
	}
	if s.Ask != nil {
		return s.Ask.check()
	}
	return nil
}
