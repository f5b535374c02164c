//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"time"
)

// titles say what the jobs are.
var titles = map[string]string{
	"latent":       "train step, latent, 784-1024-1024-10, batch 100",
	"standard":     "train step, latent, 784-3000-10, batch 1000",
	"weak":         "train step, weak RESET, all imperfections, 784-3000-10, batch 1000",
	"infer":        "inference of 10,000 images, 784-1024-1024-10",
	"knob":         "knob to accuracy: program 784-1024-1024-10 into weak-RESET pairs, infer 10,000 images",
	"look-up step": "the gate's look-up step, 784-1024-1024-10, batch 100",
	"dense step":   "the gate's dense step, the same",
}

func title(job string) string {
	if t := titles[job]; t != "" {
		return t
	}
	return job
}

// write leaves bench.md and bench.json.
func write(o options, s *samples) error {
	rows := s.rows()
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s/%s, %d processors, %s, %s; %d interleaved rounds, minimum and median of all repetitions\n\n",
		time.Now().Format("2006-01-02"), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor(), runtime.Version(), o.rounds)
	s.writeGoals(&b, rows)
	s.writeTimes(&b)
	s.writeFigures(&b)
	s.writeBits(&b)
	s.writeNotes(&b)
	fmt.Print(b.String())
	for _, k := range s.order {
		least, _ := s.least(k.job, k.place)
		median, _ := s.median(k)
		rows = append(rows, row{Name: title(k.job) + " @ " + k.place, Ours: &least, Median: &median})
	}
	j, err := json.MarshalIndent(rows, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(o.out, "bench.md"), []byte(b.String()), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(o.out, "bench.json"), append(j, '\n'), 0o644)
}

func (s *samples) writeGoals(b *strings.Builder, rows []row) {
	b.WriteString("| goal | ours | peer | ratio | asked for | met |\n|---|---|---|---|---|---|\n")
	for _, r := range rows {
		met := "not measured"
		if r.Met != nil && *r.Met {
			met = "yes"
		} else if r.Met != nil {
			met = "**no**"
		}
		unit := r.Unit
		if unit == "" {
			unit = "ms"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", r.Name, number(r.Ours, unit), number(r.Peer, "ms"), number(r.Ratio, "x"), r.Goal, met)
	}
	b.WriteString("\n")
}

func (s *samples) writeTimes(b *strings.Builder) {
	b.WriteString("| what | where | minimum | median |\n|---|---|---|---|\n")
	for _, k := range s.order {
		t := s.sorted(k)
		fmt.Fprintf(b, "| %s | %s | %.2f ms | %.2f ms |\n", title(k.job), k.place, t[0], t[len(t)/2])
	}
	b.WriteString("\n")
}

func (s *samples) writeFigures(b *strings.Builder) {
	if len(s.figures) == 0 {
		return
	}
	b.WriteString("| figure | where | value |\n|---|---|---|\n")
	for _, name := range keys(s.figures) {
		for _, place := range keys(s.figures[name]) {
			fmt.Fprintf(b, "| %s | %s | %.4g |\n", name, place, s.figures[name][place])
		}
	}
	b.WriteString("\n")
}

// writeNotes tells what stands behind the times, and what is missing.
func (s *samples) writeNotes(b *strings.Builder) {
	for _, place := range keys(s.about) {
		fmt.Fprintf(b, "- %s: %s\n", place, s.about[place])
	}
	for _, job := range []string{"latent", "standard", "weak"} {
		var learnt []string
		for k, a := range s.learnt {
			if k.job == job {
				learnt = append(learnt, fmt.Sprintf("%s %.1f %%", k.place, 100*a.Accuracy))
			}
		}
		if len(learnt) == 0 {
			continue
		}
		sort.Strings(learnt)
		fmt.Fprintf(b, "- test accuracy after the measured steps, %s: %s\n", title(job), strings.Join(learnt, "; "))
	}
	for _, place := range keys(s.missing) {
		fmt.Fprintf(b, "- missing: %s: %s\n", place, s.missing[place])
	}
	for _, f := range s.faults {
		fmt.Fprintf(b, "- FAULT: %s\n", f)
	}
}

func keys[V any](m map[string]V) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func number(v *float64, unit string) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprintf("%.4g %s", *v, unit)
}

// processor names the machine's, as Linux tells it.
func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	for _, line := range strings.Split(string(info), "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}
