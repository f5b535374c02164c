package class

import (
	"cmp"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"arraylab/sim/lab"
)

// mostHands is how many results one student can hand in.
const mostHands = 100

// hand is a result that a student handed in.
type hand struct {
	Link        string    `json:"link"`        // canonical
	Accuracy    float64   `json:"accuracy"`    // on the test set, from 0 to 1
	Fingerprint string    `json:"fingerprint"` // its first digits
	At          time.Time `json:"at"`
}

// handing is what a page hands in: its own last result.
type handing struct {
	Link        string  `json:"link"`
	Accuracy    float64 `json:"accuracy"`
	Fingerprint string  `json:"fingerprint"`
	Numeric     int     `json:"numeric"` // numeric version that computed it
}

// check reads what was handed in, or says what is wrong with it.
func (q handing) check() (hand, error) {
	if q.Numeric != lab.NumericVersion {
		return hand{}, refuse(http.StatusConflict, "the page computes with numerics %d, the class with %d: load it anew",
			q.Numeric, lab.NumericVersion)
	}
	l, err := lab.ParseLink(q.Link)
	if err != nil {
		return hand{}, refuse(http.StatusBadRequest, "the link cannot be read: %.200v", err)
	}
	if !(q.Accuracy >= 0 && q.Accuracy <= 1) {
		return hand{}, refuse(http.StatusBadRequest, "accuracy %v: allowed are 0 to 1", q.Accuracy)
	}
	print := strings.ToLower(q.Fingerprint)
	if _, err := hex.DecodeString(print); err != nil || len(print) < lab.FingerprintDigits || len(print) > 64 {
		return hand{}, refuse(http.StatusBadRequest, "fingerprint %.80q: allowed are %d to 64 hexadecimal digits",
			q.Fingerprint, lab.FingerprintDigits)
	}
	return hand{Link: l.Experiment.Link(), Accuracy: q.Accuracy, Fingerprint: print[:lab.FingerprintDigits]}, nil
}

// handed is how many results a student has handed in, this one included.
type handed struct {
	Results int `json:"results"`
}

// handIn takes a result. Who hands in the same link again replaces their own, never another's.
func (c *Class) handIn(p *person, q handing) (any, error) {
	h, err := q.check()
	if err != nil {
		return nil, err
	}
	h.At = c.now()
	at := slices.IndexFunc(p.Hands, func(old hand) bool { return old.Link == h.Link })
	switch {
	case at >= 0:
		p.Hands[at] = h
	case len(p.Hands) >= mostHands:
		return nil, refuse(http.StatusTooManyRequests, "you have handed in %d results: that is all there is room for",
			mostHands)
	default:
		p.Hands = append(p.Hands, h)
	}
	c.changed()
	return handed{len(p.Hands)}, nil
}

// owned is a result with who handed it in.
type owned struct {
	hand
	by *person
	// differs tells that another one handed in the same link with another fingerprint or accuracy: runs of a link are
	// exact, so that one of them is wrong.
	differs bool
}

// results are all that were handed in, last first.
func (c *Class) results() []owned {
	var all []owned
	first := map[string]hand{}
	differ := map[string]bool{}
	for _, p := range c.People {
		for _, h := range p.Hands {
			if f, known := first[h.Link]; !known {
				first[h.Link] = h
			} else if f.Accuracy != h.Accuracy || f.Fingerprint != h.Fingerprint {
				differ[h.Link] = true
			}
			all = append(all, owned{hand: h, by: p})
		}
	}
	for i := range all {
		all[i].differs = differ[all[i].Link]
	}
	slices.SortStableFunc(all, func(a, b owned) int { return b.At.Compare(a.At) })
	return all
}

// resultsTable is the CSV of what was handed in: no name, no number, no time, and in the order of the links.
func (c *Class) resultsTable() csvText {
	all := c.results()
	slices.SortFunc(all, func(a, b owned) int {
		return cmp.Or(cmp.Compare(a.Link, b.Link), cmp.Compare(a.Fingerprint, b.Fingerprint),
			cmp.Compare(a.Accuracy, b.Accuracy))
	})
	var b strings.Builder
	b.WriteString("link,accuracy,fingerprint,numerics\n")
	for _, o := range all {
		b.WriteString(quoted(o.Link) + "," + strconv.FormatFloat(o.Accuracy, 'g', -1, 64) + "," + o.Fingerprint + "," +
			strconv.Itoa(lab.NumericVersion) + "\n")
	}
	return csvText(b.String())
}

// quoted is a field of CSV.
func quoted(text string) string {
	if strings.ContainsAny(text, ",\"\n\r") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}
