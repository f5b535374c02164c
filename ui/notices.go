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
	Never  string // of another one, which gives up what the first offers for good; "" for none
	act    func()
	never  func()
	id     string // of its elements: where, and a number behind it while another notice has that already
}

// notices are those on the screen, oldest first.
type notices []Notice

// add shows a notice; one of the same key, or one without a key that says the same, gives way to it.
func (all *notices) add(n Notice) {
	at := slices.IndexFunc(*all, func(old Notice) bool {
		return old.Key == n.Key && (n.Key != "" || old.What == n.What)
	})
	if at < 0 {
		at = len(*all)
	} else {
		all.drop(at)
	}
	n.id = all.freeID(n.Where)
	*all = slices.Insert(*all, at, n)
}

// freeID is a name for the elements of a notice that no other one has: it begins with where.
func (all notices) freeID(where string) string {
	id := where
	for number := 2; slices.ContainsFunc(all, func(n Notice) bool { return n.id == id }); number++ {
		id = where + "-" + strconv.Itoa(number)
	}
	return id
}

// drop takes notice i away, if there is one; it returns what it was.
func (all *notices) drop(i int) (n Notice) {
	if i >= 0 && i < len(*all) {
		n = (*all)[i]
		*all = slices.Delete(*all, i, i+1)
	}
	return n
}

// notify shows a notice; one that says the same is not shown twice.
func (s *Store) notify(n Notice) { s.notices.add(n) }

// dismissKey takes back the notice of a key.
func (s *Store) dismissKey(key string) {
	s.Dismiss(slices.IndexFunc(s.notices, func(n Notice) bool { return n.Key == key }))
}

// Dismiss takes notice i away.
func (s *Store) Dismiss(i int) { s.notices.drop(i) }

// Act does what notice i offers and takes it away.
func (s *Store) Act(i int) {
	if act := s.notices.drop(i).act; act != nil {
		act()
	}
}

// Never gives up for good what notice i offers, and takes it away.
func (s *Store) Never(i int) {
	if never := s.notices.drop(i).never; never != nil {
		never()
	}
}

// Notices are what the visitor should know now, oldest first.
func (s *Store) Notices() []Notice { return s.notices }
