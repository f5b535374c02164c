//go:build !js

package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"time"
)

// key names what was measured, and where.
type key struct{ job, place string }

// samples are all that was measured.
type samples struct {
	ms      map[key][]float64
	order   []key // in which they came
	figures map[string]map[string]float64
	learnt  map[key]answer
	about   map[string]string
	missing map[string]string // places by the error that stopped them
	peers   map[string]bool   // missing peers, threads apart
	faults  []string          // what makes the table wrong
	bits    []bitTest         // what dieharder says of random bits
}

func newSamples() *samples {
	return &samples{ms: map[key][]float64{}, figures: map[string]map[string]float64{}, learnt: map[key]answer{},
		about: map[string]string{}, missing: map[string]string{}, peers: map[string]bool{}}
}

func (s *samples) add(job, place string, ms ...float64) {
	k := key{job, place}
	if s.ms[k] == nil && len(ms) > 0 {
		s.order = append(s.order, k)
	}
	s.ms[k] = append(s.ms[k], ms...)
}

func (s *samples) fault(format string, a ...any) {
	s.faults = append(s.faults, fmt.Sprintf(format, a...))
	fmt.Fprintln(os.Stderr, "bench:", s.faults[len(s.faults)-1])
}

// sorted are the times of a job in a place, the least first.
func (s *samples) sorted(k key) []float64 {
	t := append([]float64{}, s.ms[k]...)
	sort.Float64s(t)
	return t
}

// stop takes a place out, with its error.
func (s *samples) stop(p place, err error) {
	s.missing[p.name] = err.Error()
	if p.peer {
		name, _, _ := strings.Cut(p.name, ",")
		s.peers[name] = true
	}
	fmt.Fprintf(os.Stderr, "bench: %s is missing: %v\n", p.name, err)
}

// verdict is an error where the table would be a lie.
func (s *samples) verdict() error {
	if len(s.peers) > 1 {
		return fmt.Errorf("%d peers are missing, at most one may be: see the table", len(s.peers))
	}
	if len(s.faults) > 0 {
		return fmt.Errorf("%s", strings.Join(s.faults, "; "))
	}
	return nil
}

// measure runs all jobs in all places, round after round: within a round the places of one job
// follow each other, so that what disturbs the machine disturbs them alike.
func measure(t *tools, s *samples) error {
	var all []place
	for _, p := range places(t) {
		if p.jobs = wanted(t, p); len(p.jobs) > 0 {
			all = append(all, p)
		}
	}
	players := map[string]player{}
	defer func() {
		for _, p := range players {
			p.close()
		}
	}()
	begin := time.Now()
	for r := range t.rounds {
		for _, job := range jobs {
			for _, p := range all {
				if p.jobs[job] == 0 || s.missing[p.name] != "" || s.missing[job+" @ "+p.name] != "" {
					continue
				}
				fmt.Fprintf(os.Stderr, "%5.0f s, round %d of %d: %s @ %s\n", time.Since(begin).Seconds(), r+1,
					t.rounds, job, p.name)
				if err := s.play(players, p, job, t.predictions); err != nil {
					s.stop(p, err)
				}
			}
		}
	}
	s.examine(players, all)
	s.measureMemory(t)
	return nil
}

// engineMB is what a fresh engine takes from the system, the images included.
const engineMB = "engine training 784-3000-10 in devices, images included, taken from the system MB"

// measureMemory trains in a fresh program in each place with one worker, in a browser of its own.
func (s *samples) measureMemory(t *tools) {
	b, err := chromium()
	if err != nil {
		s.missing["memory"] = err.Error()
		return
	}
	defer b.close()
	fresh := *t
	fresh.browser = b
	for _, p := range places(&fresh) {
		if p.name != native1 && p.name != node1 && p.name != chromium1 || !t.only.MatchString("memory @ "+p.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "memory @ %s\n", p.name)
		if err := s.memory(p); err != nil {
			s.missing["memory @ "+p.name] = err.Error()
		}
	}
}

func (s *samples) memory(p place) error {
	player, err := p.start()
	if err != nil {
		return err
	}
	defer player.close()
	a, err := player.ask(order{Job: "memory"})
	if err != nil {
		return err
	}
	s.figure(engineMB, p.name, a.Figures["taken from the system MB"])
	s.figure("of that in use after a collection MB", p.name, a.Figures["in use MB"])
	return nil
}

// wanted are the jobs of a place that the flags ask for.
func wanted(t *tools, p place) map[string]int {
	jobs := map[string]int{}
	for job, reps := range p.jobs {
		if t.only.MatchString(job + " @ " + p.name) {
			jobs[job] = reps
		}
	}
	return jobs
}

// play has a place do a job once, and starts it where it has not been started.
func (s *samples) play(players map[string]player, p place, job string, predictions map[string]string) error {
	if players[p.name] == nil {
		player, err := p.start()
		if err != nil {
			return err
		}
		players[p.name] = player
		if p.peer {
			a, err := player.ask(order{Job: "about"})
			if err != nil {
				return err
			}
			s.about[p.name] = a.About
			if strings.HasPrefix(a.About, "PyTorch") && !strings.Contains(a.About, "openblas") {
				s.fault("%s has no OpenBLAS and is no honest peer: %s", p.name, a.About)
			}
			fmt.Fprintln(os.Stderr, a.About)
		}
	}
	a, err := players[p.name].ask(order{job, p.jobs[job]})
	if apart(job) && err != nil {
		s.missing[job+" @ "+p.name] = err.Error()
		return nil
	}
	if err != nil {
		return err
	}
	s.add(job, p.name, a.MS...)
	fmt.Fprintf(os.Stderr, "%9.1f ms\n", a.MS)
	for name, v := range a.Figures {
		s.figure(name, p.name, v)
	}
	if want := predictions[job]; a.Predictions != "" && a.Predictions != want {
		s.fault("%s, %s: its predictions differ from ours on %d of %d images", p.name, job,
			differing(a.Predictions, want), len(want))
	}
	return nil
}

// figure keeps the largest value of a rate.
func (s *samples) figure(name, place string, v float64) {
	if s.figures[name] == nil {
		s.figures[name] = map[string]float64{}
	}
	s.figures[name][place] = max(s.figures[name][place], v)
}

func differing(a, b string) (n int) {
	for k := range min(len(a), len(b)) {
		if a[k] != b[k] {
			n++
		}
	}
	return n + max(len(a), len(b)) - min(len(a), len(b))
}

// floors are the accuracies that the trainings must have reached after a few steps: chance is 0.1.
var floors = []struct {
	job   string
	least float64
}{{"latent", 0.5}, {"standard", 0.5}, {"weak", 0.5}, {"maps", 0.15}}

// examine tests what each place has learnt: steps that did no real work fail here. All places of
// ours must have the same bits.
func (s *samples) examine(players map[string]player, all []place) {
	for _, floor := range floors {
		job, bits := floor.job, ""
		for _, p := range all {
			if p.jobs[job] == 0 || s.missing[p.name] != "" || len(s.ms[key{job, p.name}]) == 0 || hardlyBegins(job, p) {
				continue
			}
			a, err := players[p.name].ask(order{Job: "learnt " + job, Reps: len(s.ms[key{job, p.name}])})
			if err != nil {
				s.stop(p, err)
				continue
			}
			s.learnt[key{job, p.name}] = a
			if a.Accuracy < floor.least {
				s.fault("%s @ %s has an accuracy of %.3f, less than %.2f: it does not learn", job, p.name,
					a.Accuracy, floor.least)
			}
			if p.peer {
				continue
			}
			if bits == "" {
				bits = a.Fingerprint
			}
			if a.Fingerprint != bits {
				s.fault("%s @ %s: fingerprint %s, elsewhere %s", job, p.name, a.Fingerprint, bits)
			}
		}
	}
}
