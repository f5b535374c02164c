package macrospin

import "sync"

// Solved is Solve that remembers: a knob that moves, and the layers of a chip, ask for the same tables again and
// again. A table follows from its arguments alone, so who asked before makes no difference.
func Solved(delta, i float64, g Grid) (*Table, error) {
	key := solution{delta, i, g}
	if t := memo.get(key); t != nil {
		return t, nil
	}
	t, err := Solve(delta, i, g)
	if err == nil {
		memo.put(key, t)
	}
	return t, err
}

// remembered is how many tables are kept, of some 15 kB each.
const remembered = 256

type solution struct {
	delta, i float64
	g        Grid
}

var memo tables

type tables struct {
	lock  sync.Mutex
	all   map[solution]*Table
	order [remembered]solution // the oldest is forgotten first
	next  int
}

func (m *tables) get(key solution) *Table {
	m.lock.Lock()
	defer m.lock.Unlock()
	return m.all[key]
}

func (m *tables) put(key solution, t *Table) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.all == nil {
		m.all = map[solution]*Table{}
	}
	if m.all[key] != nil {
		return
	}
	if len(m.all) == remembered {
		delete(m.all, m.order[m.next])
	}
	m.all[key], m.order[m.next] = t, key
	m.next = (m.next + 1) % remembered
}
