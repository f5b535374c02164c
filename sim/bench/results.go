//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sort"
	"strings"
	"time"
)

// results are what a benchmark found: all that the README of this folder is written from. dist/bench.json
// is one, sim/bench/results.json the one that was kept.
type results struct {
	Date   string `json:"date"`
	System string `json:"system"` // System is operating system and architecture.
	Cores  int    `json:"cores"`  // Cores that the machine lends; all places share them.
	CPU    string `json:"cpu"`
	Go     string `json:"go"`
	Rounds int    `json:"rounds"`
	// Remarks say what is not as the harness would have measured it in one go.
	Remarks []string `json:"remarks,omitempty"`
	// Peers tell their versions, by place.
	Peers map[string]string `json:"peers"`
	// Times are in the order of a round.
	Times   []timing                      `json:"times"`
	Figures map[string]map[string]float64 `json:"figures"` // Figures by name, then place; the name ends with the unit.
	Learnt  map[string]map[string]float64 `json:"learnt"`  // Learnt are test accuracies, 0..1, by job, then place.
	Bits    []bitTest                     `json:"bits,omitempty"`
	// Missing places, by the reason, and what makes the table wrong.
	Missing map[string]string `json:"missing,omitempty"`
	Faults  []string          `json:"faults,omitempty"`
}

// timing is how long a job takes in a place, in ms, over all repetitions of all rounds.
type timing struct {
	Job     string  `json:"job"`
	Place   string  `json:"place"`
	Minimum float64 `json:"minimum"`
	Median  float64 `json:"median,omitempty"` // Median is 0 where only the minimum was kept.
}

// results are the samples as they are kept.
func (s *samples) results(rounds int) results {
	r := results{
		Date: time.Now().Format("2006-01-02"), System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(),
		CPU: processor(), Go: runtime.Version(), Rounds: rounds, Peers: s.about, Figures: s.figures,
		Learnt: map[string]map[string]float64{}, Bits: s.bits, Missing: s.missing, Faults: s.faults,
	}
	for _, k := range s.order {
		t := s.sorted(k)
		r.Times = append(r.Times, timing{k.job, k.place, t[0], t[len(t)/2]})
	}
	for k, a := range s.learnt {
		if r.Learnt[k.job] == nil {
			r.Learnt[k.job] = map[string]float64{}
		}
		r.Learnt[k.job][k.place] = a.Accuracy
	}
	return r
}

// readResults reads what keep wrote.
func readResults(path string) (r results, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// time of a job in a place.
func (r *results) time(k key) (t timing, ok bool) {
	at := slices.IndexFunc(r.Times, func(t timing) bool { return t.Job == k.job && t.Place == k.place })
	if at < 0 {
		return timing{}, false
	}
	return r.Times[at], true
}

// fastest is the one of several with the least minimum. What is not there is missing for a reason
// that the table tells.
func (r *results) fastest(others []key) (least timing, ok bool) {
	for _, k := range others {
		if t, found := r.time(k); found && (!ok || t.Minimum < least.Minimum) {
			least, ok = t, true
		}
	}
	return least, ok
}

// keys of a map, sorted.
func keys[V any](m map[string]V) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
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
