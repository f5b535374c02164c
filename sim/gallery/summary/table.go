package summary

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// page is what the template is filled in from.
type page struct{ r gallery.Results }

// named is a scenario with a stored result.
func (p page) named(name string) (gallery.Scenario, *gallery.Stored, error) {
	s, ok := gallery.ScenarioOf(name)
	if !ok || p.r[name] == nil {
		return s, nil, fmt.Errorf("summary: there is no scenario %q with a stored result", name)
	}
	return s, p.r[name], nil
}

// table spells a table of Markdown. The first row is its head.
func table(rows [][]string) string {
	var b strings.Builder
	for i, cells := range rows {
		for k, c := range cells {
			cells[k] = strings.ReplaceAll(c, "|", "\\|")
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// code spells a link.
func code(link string) string { return "`#" + link + "`" }

// meanAndSpread are those of numbers; the spread is the standard deviation of the sample.
func meanAndSpread(all []float64) (mean, spread float64) {
	for _, x := range all {
		mean += float64(x / float64(len(all)))
	}
	for _, x := range all {
		spread += float64((x - mean) * (x - mean))
	}
	return mean, math.Sqrt(spread / float64(len(all)-1))
}

// percent spells shares in percent: one, or the mean of several with their standard deviation.
func percent(shares ...float64) string {
	mean, spread := meanAndSpread(shares)
	if len(shares) == 1 {
		return fmt.Sprintf("%.2f", 100*mean)
	}
	return fmt.Sprintf("%.2f ± %.2f", 100*mean, 100*spread)
}

// Accuracy of a scenario in percent, mean over its seeds.
func (p page) Accuracy(name string) (string, error) {
	_, s, err := p.named(name)
	if err != nil {
		return "", err
	}
	return percent(s.Accuracies()...), nil
}

// Runs is a table of single runs.
func (p page) Runs(names ...string) (string, error) {
	rows := [][]string{{"scenario", "link", "accuracy, %", "without errors, %", "wrong weights, %"}}
	for _, name := range names {
		x, s, err := p.named(name)
		if err != nil {
			return "", err
		}
		ideal, wrong := "", ""
		if s.Ideal >= 0 {
			ideal = percent(s.Ideal)
		}
		if w := 100 * p.r.Wrong(name); w > 0 {
			wrong = fmt.Sprintf("%.2g", w)
		}
		rows = append(rows, []string{x.Title, code(s.Link), percent(s.Accuracies()...), ideal, wrong})
	}
	return table(rows), nil
}

// Formats is a table of runs of networks that differ in their number formats, with the memory that their weights take.
func (p page) Formats(names ...string) (string, error) {
	rows := [][]string{{"scenario", "link", "weights", "of one bit, %", "memory, kB", "accuracy, %"}}
	for _, name := range names {
		x, s, err := p.named(name)
		if err != nil {
			return "", err
		}
		l, err := lab.ParseLink(s.Link)
		if err != nil {
			return "", err
		}
		f := gallery.FormatsOf(l.Experiment)
		rows = append(rows, []string{x.Title, code(s.Link), fmt.Sprint(f.Weights()),
			fmt.Sprintf("%.0f", 100*float64(f.Binary)/float64(f.Weights())), fmt.Sprintf("%.1f", f.Bytes()/1000),
			percent(s.Accuracies()...)})
	}
	return table(rows), nil
}

// Tasks is a table of sequences, a row a seed: the accuracy of every task at the end, in percent.
func (p page) Tasks(names ...string) (string, error) {
	head := []string{"scenario", "link"}
	rows := [][]string{nil}
	for _, name := range names {
		x, s, err := p.named(name)
		if err != nil {
			return "", err
		}
		for _, o := range s.Runs() {
			row := []string{x.Title, code(o.Link)}
			for _, a := range o.Curve.End() {
				row = append(row, percent(a))
			}
			rows = append(rows, row)
		}
	}
	for _, row := range rows[1:] {
		for len(head) < len(row) {
			head = append(head, fmt.Sprintf("task %d", len(head)-1))
		}
	}
	for i := range rows {
		rows[i] = append(rows[i], make([]string, max(0, len(head)-len(rows[i])))...)
	}
	rows[0] = head
	return table(rows), nil
}

// Stored is a table of all stored results.
func (p page) Stored() string {
	rows := [][]string{{"scenario", "link", "accuracy, %", "numerics", "fingerprint"}}
	for _, x := range gallery.Scenarios() {
		if s := p.r[x.Name]; s != nil {
			for _, o := range s.Runs() {
				print := "`" + o.Fingerprint[:lab.FingerprintDigits] + "`"
				rows = append(rows, []string{x.Name, code(o.Link), percent(o.Accuracy), fmt.Sprint(o.Numerics), print})
			}
		}
	}
	return table(rows)
}

// Saved is the share that is saved by a factor of a claim of energy, in percent, counted from one of its starting
// points.
func (p page) Saved(name, claim string, from int) (string, error) {
	x, err := p.factor(name, claim, from)
	return fmt.Sprintf("%.0f %%", 100*(1-1/x)), err
}

// Factor is the factor itself.
func (p page) Factor(name, claim string, from int) (string, error) {
	x, err := p.factor(name, claim, from)
	return fmt.Sprintf("%.3g", x), err
}

func (p page) factor(name, claim string, from int) (float64, error) {
	x := p.r.Factor(name, claim, from)
	if math.IsNaN(x) {
		return x, fmt.Errorf("summary: scenario %q has no factor %d of %q", name, from, claim)
	}
	return x, nil
}

// PointBER is the bit error rate that costs the standard network a point of accuracy.
func (p page) PointBER() string { return fmt.Sprintf("%.2g", p.r.PointBER()) }
