//go:build !js

package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

// words are what stands around the tables.
//
//go:embed README.md.tmpl
var words string

// title says what a job is.
func title(job string) string {
	titles := map[string]string{
		"latent":       "train 784-1024-1024-10, batch 100",
		"standard":     "train 784-3000-10, batch 1000",
		"weak":         "the same in weak-RESET devices, all imperfections",
		"infer":        "infer 10,000 images",
		"knob":         "program 1.86 M weak-RESET pairs, then infer",
		"look-up step": "the gate's look-up step, 784-1024-1024-10, batch 100",
		"dense step":   "the gate's dense step, the same",
		"maps":         "train " + ofMaps + ", batch 100",
		"infer maps":   "infer 10,000 images by it",
		"eight":        "products of a layer of 8 bits, up and down: 32 maps of 16x16, 96 images",
	}
	if t := titles[job]; t != "" {
		return t
	}
	return job
}

// write leaves the report and what it was written from.
func write(o options, r results) error {
	report, err := r.report()
	if err != nil {
		return err
	}
	kept, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	folder, text, data := o.out, "bench.md", "bench.json"
	if o.keep {
		folder, text, data = filepath.Join("sim", "bench"), "README.md", "results.json"
	} else {
		fmt.Print(report)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, text), []byte(report), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, data), append(kept, '\n'), 0o644)
}

// report is the README of this folder. What was not measured, it says so.
func (r results) report() (string, error) {
	measured := template.FuncMap{
		// figure is a figure by name and place, with so many decimals.
		"figure": func(name, place string, decimals int) string {
			if v, ok := r.Figures[name][place]; ok {
				return decimal(v, decimals)
			}
			return "–"
		},
		// time is the minimum of a job in a place.
		"time": func(job, place string) string {
			t, ok := r.time(key{job, place})
			return number(pointer(t.Minimum, ok), "ms")
		},
	}
	page, err := template.New("README").Funcs(measured).Parse(words)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := page.Execute(&b, &r); err != nil {
		return "", err
	}
	return b.String(), nil
}

// Goals is the table of what is asked for.
func (r *results) Goals() string {
	var b strings.Builder
	b.WriteString("| goal | ours | peer | ratio | asked for | met |\n|---|---|---|---|---|---|\n")
	for _, l := range r.rows() {
		met := "not measured"
		if l.met != nil && *l.met {
			met = "yes"
		} else if l.met != nil {
			met = "**no**"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n",
			l.name, number(l.ours, l.unit), number(l.peer, "ms"), number(l.ratio, "x"), l.asked, met)
	}
	return b.String()
}

// Engines is the table of the jobs that more than one place does: a row a place, a column a job.
func (r *results) Engines() string {
	shown := []string{"latent", "infer", "knob", "standard", "weak"}
	var b strings.Builder
	b.WriteString("| minimum (median), ms |")
	for _, job := range shown {
		fmt.Fprintf(&b, " %s |", title(job))
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(shown)) + "\n")
	for _, place := range r.places(shown) {
		fmt.Fprintf(&b, "| %s |", place)
		for _, job := range shown {
			if t, ok := r.time(key{job, place}); ok {
				fmt.Fprintf(&b, " %s |", cell(t))
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// places are those that do one of the jobs, in the order in which they came.
func (r *results) places(jobs []string) (places []string) {
	for _, t := range r.Times {
		if slices.Contains(jobs, t.Job) && !slices.Contains(places, t.Place) {
			places = append(places, t.Place)
		}
	}
	return places
}

func cell(t timing) string {
	if t.Median == 0 {
		return decimal(t.Minimum, 2)
	}
	return decimal(t.Minimum, 2) + " (" + decimal(t.Median, 2) + ")"
}

// Others is the table of the times that stand in no column of Engines: the gate's and the page's.
func (r *results) Others() string {
	var b strings.Builder
	b.WriteString("| what | where | minimum (median), ms |\n|---|---|---|\n")
	for _, t := range r.Times {
		if !slices.Contains([]string{"latent", "infer", "knob", "standard", "weak"}, t.Job) {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", title(t.Job), t.Place, cell(t))
		}
	}
	return b.String()
}

// Measures is the table of rates and sizes.
func (r *results) Measures() string {
	var b strings.Builder
	b.WriteString("| figure | where | value |\n|---|---|---|\n")
	for _, name := range keys(r.Figures) {
		for _, place := range keys(r.Figures[name]) {
			fmt.Fprintf(&b, "| %s | %s | %.4g |\n", name, place, r.Figures[name][place])
		}
	}
	return b.String()
}

// RandomBits is the table of dieharder's words; "" where it was not there.
func (r *results) RandomBits() string {
	if len(r.Bits) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("| dieharder on random bits of superparamagnetic junctions | test | p-value | assessment |\n")
	b.WriteString("|---|---|---|---|\n")
	for _, t := range r.Bits {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", t.Bits, t.Name, t.P, t.Assessment)
	}
	return b.String()
}

// Notes tell what stands behind the times, and what is missing.
func (r *results) Notes() string {
	var b strings.Builder
	for _, remark := range r.Remarks {
		fmt.Fprintf(&b, "- %s\n", remark)
	}
	for _, place := range keys(r.Peers) {
		fmt.Fprintf(&b, "- %s: %s\n", place, r.Peers[place])
	}
	for _, job := range keys(r.Learnt) {
		var learnt []string
		for _, place := range keys(r.Learnt[job]) {
			learnt = append(learnt, fmt.Sprintf("%s %.1f %%", place, 100*r.Learnt[job][place]))
		}
		fmt.Fprintf(&b, "- test accuracy after the measured steps, %s: %s\n", title(job), strings.Join(learnt, "; "))
	}
	for _, place := range keys(r.Missing) {
		fmt.Fprintf(&b, "- missing: %s: %s\n", place, r.Missing[place])
	}
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "- FAULT: %s\n", f)
	}
	return b.String()
}

// number writes a quantity with four significant digits and commas between thousands.
func number(v *float64, unit string) string {
	if v == nil {
		return "–"
	}
	decimals := 0
	if *v != 0 {
		decimals = max(3-int(math.Floor(math.Log10(math.Abs(*v)))), 0)
	}
	text := decimal(*v, decimals)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text + " " + unit
}

// decimal writes a number with so many decimals and commas between thousands.
func decimal(v float64, decimals int) string {
	text := fmt.Sprintf("%.*f", decimals, v)
	whole, rest, _ := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0 && whole[at-1] != '-'; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}
