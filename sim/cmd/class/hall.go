package class

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// mostShown bounds the table on the screen; the CSV holds all.
const mostShown = 300

// view is what the lecturer's screen shows.
type view struct {
	Version   int        `json:"version"`
	Code      string     `json:"code"`
	Closed    bool       `json:"closed"`
	Addresses []string   `json:"addresses"` // under which students can open the page
	Door      string     `json:"door"`      // what the QR code says
	QR        string     `json:"qr"`        // a picture
	People    []seat     `json:"people"`
	Results   []shown    `json:"results"`
	Handed    int        `json:"handed"` // how many results there are
	Fields    []option   `json:"fields"` // to draw over
	Over      string     `json:"over"`   // the one that is drawn over
	Chart     string     `json:"chart"`  // of the results; "" for none
	Words     string     `json:"words"`
	Sweep     *sweepView `json:"sweep"` // nil for none
}

// seat is a person on the screen.
type seat struct {
	Number  int    `json:"number"`
	Name    string `json:"name"`
	Away    bool   `json:"away"`
	Results int    `json:"results"`
	Points  int    `json:"points"` // that its page has computed
	Barred  bool   `json:"barred"` // it computed other bits
}

// shown is a result on the screen.
type shown struct {
	Who         string `json:"who"`
	Link        string `json:"link"`
	What        string `json:"what"` // its settings, in words
	Accuracy    string `json:"accuracy"`
	Fingerprint string `json:"fingerprint"`
	Differs     bool   `json:"differs"`
}

// option is a field that can be chosen.
type option struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// hall tells the screen what it shows, or that nothing has changed since it asked last.
func (c *Class) hall(r *http.Request) (any, error) {
	c.notice()
	q := r.URL.Query()
	if q.Get("since") == strconv.Itoa(c.version) {
		return nil, nothing(0)
	}
	v := view{Version: c.version, Code: c.Code, Closed: c.Closed, Addresses: c.bases}
	v.Door = c.Door(c.baseOf(q.Get("base"), r))
	v.QR = chart.JSON(chart.QR(v.Door))
	for _, p := range c.People {
		v.People = append(v.People, c.seatOf(p))
	}
	all := c.results()
	v.Handed = len(all)
	for _, o := range all[:min(len(all), mostShown)] {
		v.Results = append(v.Results, o.shown())
	}
	c.drawOver(&v, q.Get("over"), all)
	v.Sweep = c.viewSweep()
	return v, nil
}

func (c *Class) seatOf(p *person) seat {
	s := seat{Number: p.Number, Name: p.Name, Away: p.away, Results: len(p.Hands)}
	if c.farm != nil {
		if w := c.farm.workers[p.Number]; w != nil {
			s.Points, s.Barred = w.done, w.barred
		}
	}
	return s
}

// notice follows who went away or came back since the screen asked last.
func (c *Class) notice() {
	now := c.now()
	for _, p := range c.People {
		if away := now.Sub(p.seen) > awayAfter; away != p.away {
			p.away = away
			c.version++
		}
	}
}

// baseOf is the address that the QR code begins with: the chosen one where it is one of ours, else the first that
// others can open, else the one that the screen itself was opened under.
func (c *Class) baseOf(chosen string, r *http.Request) string {
	if slices.Contains(c.bases, chosen) {
		return chosen
	}
	if len(c.bases) > 0 {
		return c.bases[0]
	}
	return scheme(r) + r.Host + "/"
}

// title is what a person is called on the screen.
func (p *person) title() string { return cmp.Or(p.Name, "number "+strconv.Itoa(p.Number)) }

func (o owned) shown() shown {
	return shown{Who: o.by.title(), Link: o.Link, What: lab.SettingsWords(o.Link),
		Accuracy: strconv.FormatFloat(100*o.Accuracy, 'f', 2, 64) + " %", Fingerprint: o.Fingerprint, Differs: o.differs}
}

// drawOver draws the results over a field: the chosen one, or the one that differs most.
func (c *Class) drawOver(v *view, chosen string, all []owned) {
	if len(all) == 0 {
		return
	}
	runs := make([]chart.OneRun, 0, len(all))
	for _, o := range all {
		if l, err := lab.ParseLink(o.Link); err == nil {
			runs = append(runs, chart.OneRun{Experiment: l.Experiment, Accuracy: o.Accuracy, Doubt: o.differs})
		}
	}
	for _, f := range varying(runs) {
		v.Fields = append(v.Fields, option{f.Key, cmp.Or(f.Label, f.Key)})
	}
	known := slices.ContainsFunc(v.Fields, func(o option) bool { return o.Key == chosen })
	if v.Over = chosen; !known {
		v.Over = v.Fields[0].Key
	}
	field, _ := lab.FieldOf(v.Over)
	drawn := chart.Handed{Field: field, Results: runs}.Spec()
	v.Chart, v.Words = chart.JSON(drawn), drawn.Words
}

// always are fields that can be chosen even before results differ in them.
var always = [...]string{"chip", "seed"}

// varying are the fields in which results differ, those with most values first; then the ones that can always be
// chosen.
func varying(runs []chart.OneRun) []lab.Field {
	type ranked struct {
		lab.Field
		values int
	}
	var all []ranked
	for _, f := range lab.Fields() {
		values := map[string]bool{}
		for _, r := range runs {
			values[f.Get(r.Experiment)] = true
		}
		if len(values) > 1 || slices.Contains(always[:], f.Key) {
			all = append(all, ranked{f, len(values)})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return b.values - a.values })
	fields := make([]lab.Field, len(all))
	for i, r := range all {
		fields[i] = r.Field
	}
	return fields
}

// doorOrder opens the class for joining, or closes it.
type doorOrder struct {
	Closed bool `json:"closed"`
}

func (c *Class) door(q doorOrder) (any, error) {
	c.Closed = q.Closed
	c.changed()
	return q, nil
}

// removal takes somebody out of the class.
type removal struct {
	Number int `json:"number"`
}

func (c *Class) remove(q removal) (any, error) {
	for _, p := range c.People {
		if p.Number == q.Number {
			c.dismiss(p)
			return q, nil
		}
	}
	return nil, refuse(http.StatusNotFound, "there is no number %d in the class", q.Number)
}

// about is what anybody can ask: that there is a class, and how its sweep stands.
type about struct {
	V       int    `json:"v"`
	Numeric int    `json:"numeric"`
	Pages   int    `json:"pages"`
	Link    string `json:"link"` // of the sweep; "" for none
	Points  int    `json:"points"`
	Done    int    `json:"done"`
	Doubts  int    `json:"doubts"`
	State   string `json:"state"` // running, checking, whole, stopped, failed; "" for none
	// Data is the name of the file that the sweep is about, where it is one of own data.
	Data string `json:"data,omitempty"`
}

// study tells it; one who joined is known by the token to be there.
func (c *Class) study(r *http.Request) about {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.byToken[hashOf(bearer(r))]; p != nil {
		p.seen = c.now()
	}
	a := about{V: 1, Numeric: lab.NumericVersion, Pages: len(c.People)}
	if f := c.farm; f != nil {
		a.Link, a.Points, a.Doubts, a.State = f.link, f.table.Size(), len(f.doubts), f.state()
		a.Done, _ = f.counts()
		if f.table.Experiment(0).Task == lab.OwnTask {
			a.Data = c.Data
		}
	}
	return a
}
