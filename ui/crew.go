package ui

import (
	"fmt"
	"strconv"

	"arraylab/wasm/wire"
)

// mostWorkers bounds the workers that are started unasked (assumed): beyond it the parts of a
// layer are so small that waiting for each other costs more than another worker brings.
const mostWorkers = 8

const crewTip = "Workers compute a run together, each its own neurons of every layer, as many as the processor has cores. The result is the same bits whatever their number."

// Workers is the number of workers that the engine is started with.
func (s *Store) Workers() int {
	cores := max(1, s.desk.Cores())
	if s.wanted > 0 {
		return min(s.wanted, cores)
	}
	return min(cores, mostWorkers)
}

func (s *Store) workersText() string { return strconv.Itoa(s.Workers()) }

// workerChoices are the numbers to choose from.
func (s *Store) workerChoices() []string {
	all := make([]string, max(1, s.desk.Cores()))
	for i := range all {
		all[i] = strconv.Itoa(i + 1)
	}
	return all
}

// CrewText says how the workers reach each other.
func (s *Store) CrewText() string {
	switch {
	case !s.session.Alive() || s.crew.Workers < 2:
		return fmt.Sprintf("of %d cores", s.desk.Cores())
	case s.crew.Shared:
		return fmt.Sprintf("of %d cores, shared memory", s.desk.Cores())
	}
	return fmt.Sprintf("of %d cores, by messages", s.desk.Cores())
}

// cannotMove: the engine is not to be started anew now.
func (s *Store) cannotMove() bool { return !s.session.CanMove() }

// ChooseWorkers starts the engine with another number of workers. What it holds moves along.
func (s *Store) ChooseWorkers(text string) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > max(1, s.desk.Cores()) || n == s.Workers() || s.cannotMove() {
		return
	}
	s.wanted = n
	s.remember(keyWorkers, text)
	if s.result == nil && !s.Busy() {
		s.restart()
		return
	}
	s.order(s.session.Move())
}

// move brings a saved run to new workers: training that was under way goes on, one that was
// paused stays so, a network is tested anew.
func (s *Store) move(m wire.Saved) {
	s.session.Saved(m, s.progress.Phase == "train")
	s.restart()
	s.needTraining()
}
