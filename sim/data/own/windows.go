package own

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/data"
)

// Of the samples that are cut out of recordings (our choice): those of package signal are as long.
const (
	beatSeconds  = 2   // around a beat, in the middle
	windowValues = 200 // of each lead
	eventSeconds = 2   // from an event on of which no duration is said
	leastEvent   = .5
	mostEvent    = 4
)

// readRecords makes a reader of samples of one of recordings: each annotation is a sample.
func readRecords(read func([]File) ([]Record, error)) func([]File, Options) (*samples, error) {
	return func(files []File, _ Options) (*samples, error) {
		records, err := read(files)
		if err != nil {
			return nil, err
		}
		return cut(records)
	}
}

// cut cuts samples out of recordings: around beats, or from events on.
func cut(records []Record) (*samples, error) {
	c := cutting{samples: samples{source: "WFDB", file: records[0].File}, leads: len(records[0].Leads)}
	if len(records) > math.MaxUint16 {
		return nil, wrong(c.file, "is one of %d recordings: allowed are %d", len(records), math.MaxUint16)
	}
	for i := range records {
		r := &records[i]
		if n := len(r.Leads); n != c.leads {
			return nil, wrong(r.File, "has %d signals, and %s has %d: all recordings need as many", n, c.file, c.leads)
		}
		c.choose(i, r)
	}
	if c.leads > MaxValues {
		return nil, wrong(c.file, "has %d signals: allowed are %d", c.leads, MaxValues)
	}
	if len(c.labels) == 0 {
		return nil, wrong(c.file, "has no annotation that could be learnt: allowed are beats in a .atr file beside it, or "+
			"annotations of EDF+, %d of a text at least", fewest)
	}
	c.rare()
	c.grid = data.Grid{C: c.leads, H: 1, W: min(windowValues, MaxValues/c.leads)}
	if err := checkCount(c.file, max(c.n, 2), c.grid); err != nil {
		return nil, err
	}
	c.take(records)
	return &c.samples, nil
}

// cutting is a set of recordings that is cut.
type cutting struct {
	samples
	leads  int
	of     []int     // the recording of each sample
	begins []float64 // seconds, of each sample
	long   float64   // seconds
}

// choose notes the annotations of a recording that samples are cut at.
func (c *cutting) choose(number int, r *Record) {
	beats := isHeader(File{Name: r.File})
	if !beats {
		c.source = "EDF"
	}
	if c.long == 0 {
		if c.long = beatSeconds; !beats {
			c.long = eventLength(r.Marks)
		}
	}
	end := r.Seconds()
	for _, m := range r.Marks {
		begin := m.At
		if beats {
			begin -= beatSeconds / 2
		}
		if begin < 0 || begin+c.long > end {
			continue
		}
		c.begins, c.labels, c.of = append(c.begins, begin), append(c.labels, m.Text), append(c.of, number)
	}
	c.n = len(c.labels)
}

// eventLength is how many seconds from an event on are a sample: half of all events last as long.
func eventLength(marks []Mark) float64 {
	var all []float64
	for _, m := range marks {
		if m.Long > 0 {
			all = append(all, m.Long)
		}
	}
	if len(all) == 0 {
		return eventSeconds
	}
	slices.Sort(all)
	return min(max(all[len(all)/2], leastEvent), mostEvent)
}

// rare leaves out what there is too little of.
func (c *cutting) rare() {
	counts := map[string]int{}
	for _, l := range c.labels {
		counts[l]++
	}
	n := 0
	for i, l := range c.labels {
		if counts[l] >= fewest {
			c.begins[n], c.labels[n], c.of[n] = c.begins[i], l, c.of[i]
			n++
		}
	}
	if left := c.n - n; left > 0 {
		c.notes = append(c.notes, fmt.Sprintf("%d annotations of which there are fewer than %d were left out.", left,
			fewest))
	}
	c.n, c.begins, c.labels, c.of = n, c.begins[:n], c.labels[:n], c.of[:n]
}

// take cuts them out. The recordings that have samples are counted.
func (c *cutting) take(records []Record) {
	c.reals = make([]float32, c.n*c.grid.Values())
	group := -1
	for i, begin := range c.begins {
		if i == 0 || c.of[i] != c.of[i-1] {
			group++
		}
		c.groups = append(c.groups, uint16(group))
		for l, lead := range records[c.of[i]].Leads {
			for t, x := range lead.Window(begin, c.long, c.grid.W) {
				c.reals[(i*c.grid.W+t)*c.grid.C+l] = x
			}
		}
	}
	c.notes = append(c.notes, fmt.Sprintf("Each sample is %g seconds of %d leads, %d values of each.", c.long, c.leads,
		c.grid.W))
}
