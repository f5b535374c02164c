package ui

import (
	"slices"
	"strconv"
)

// Notice is something that the visitor should know, with what can be done about it.
type Notice struct {
	Where  string // data, link, memory, file, engine, view, digit, page, run, storage
	Key    string // a later notice of the same key takes its place
	What   string // one or two sentences
	Advice string
	Label  string // of the button; "" for none
	act    func()
	id     string // of its elements: where, and a number behind it while another notice has that already
}

// notify shows a notice; one that says the same is not shown twice.
func (s *Store) notify(n Notice) {
	for i, old := range s.notices {
		if n.Key != "" && old.Key == n.Key || old.What == n.What {
			s.notices = slices.Delete(s.notices, i, i+1)
			n.id = s.freeID(n.Where)
			s.notices = slices.Insert(s.notices, i, n)
			return
		}
	}
	n.id = s.freeID(n.Where)
	s.notices = append(s.notices, n)
}

// freeID is a name for the elements of a notice that no other one has: it begins with where.
func (s *Store) freeID(where string) string {
	id := where
	for number := 2; slices.ContainsFunc(s.notices, func(n Notice) bool { return n.id == id }); number++ {
		id = where + "-" + strconv.Itoa(number)
	}
	return id
}

// dismissKey takes back the notice of a key.
func (s *Store) dismissKey(key string) {
	for i, n := range s.notices {
		if n.Key == key {
			s.Dismiss(i)
			return
		}
	}
}

// Dismiss takes notice i away.
func (s *Store) Dismiss(i int) {
	if i >= 0 && i < len(s.notices) {
		s.notices = append(s.notices[:i:i], s.notices[i+1:]...)
	}
}

// Act does what notice i offers and takes it away.
func (s *Store) Act(i int) {
	if i < 0 || i >= len(s.notices) {
		return
	}
	act := s.notices[i].act
	s.Dismiss(i)
	if act != nil {
		act()
	}
}

// Notices are what the visitor should know now, oldest first.
func (s *Store) Notices() []Notice { return s.notices }
