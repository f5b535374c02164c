package ui

import (
	"fmt"
	"strconv"

	"arraylab/wasm/wire"
)

// mostWorkers bounds the workers that are started unasked (assumed): beyond it the parts of a
// layer are so small that waiting for each other costs more than another worker brings.
const mostWorkers = 8

const crewTip = "Workers compute a run together, each its own neurons of every layer, as many as the " +
	"processor has cores. The result is the same bits whatever their number."

// workers are those that the engine computes with.
type workers struct {
	crew   wire.Ready // as they told of themselves
	wanted int        // so many the visitor chose; 0 for as many as are best
}

// number is how many the engine is started with on so many cores.
func (w workers) number(cores int) int {
	if w.wanted > 0 {
		return min(w.wanted, cores)
	}
	return min(cores, mostWorkers)
}

// text says how they reach each other.
func (w workers) text(cores int, alive bool) string {
	switch {
	case alive && w.crew.Slow > 0:
		return fmt.Sprintf("of %d cores, one at work: messages between workers wait for the page here, up to %.0f ms",
			cores, w.crew.Slow)
	case !alive || w.crew.Workers < 2:
		return fmt.Sprintf("of %d cores", cores)
	case w.crew.Shared:
		return fmt.Sprintf("of %d cores, shared memory", cores)
	}
	return fmt.Sprintf("of %d cores, by messages", cores)
}

// cores is the number of logical processors; at least one.
func (s *Store) cores() int { return max(1, s.desk.Cores()) }

// Workers is the number of workers that the engine is started with.
func (s *Store) Workers() int { return s.workers.number(s.cores()) }

func (s *Store) workersText() string { return strconv.Itoa(s.Workers()) }

// workerChoices are the numbers to choose from.
func (s *Store) workerChoices() []string {
	all := make([]string, s.cores())
	for i := range all {
		all[i] = strconv.Itoa(i + 1)
	}
	return all
}

// CrewText says how the workers reach each other.
func (s *Store) CrewText() string { return s.workers.text(s.cores(), s.session.Alive()) }

// engineReady follows the first word of the workers.
func (s *Store) engineReady(m wire.Ready) {
	s.session.Ready()
	s.workers.crew = m
	s.engineIsThere()
	s.bringAgain()
	s.deliver()
}

// ChooseWorkers starts the engine with another number of workers. What it holds moves along.
func (s *Store) ChooseWorkers(text string) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > s.cores() || n == s.Workers() || !s.session.CanMove() {
		return
	}
	s.workers.wanted = n
	s.remember(keyWorkers, text)
	if s.held() == nil && !s.Busy() {
		s.restart()
		return
	}
	s.order(s.session.Move())
}

// move brings a saved run to new workers: training that was under way goes on, one that was
// paused stays so, a network is tested anew.
func (s *Store) move(m wire.Saved) {
	s.session.Saved(m, s.course.progress.Phase == "train")
	s.restart()
	s.needTraining()
}
