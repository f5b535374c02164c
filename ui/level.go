package ui

import "arraylab/sim/lab"

// level is lab.LevelAll where every control is shown, by a link, by the visitor's wish or in a frame, which has few;
// else lab.LevelBasic: what a beginner does not need is folded.
func (s *Store) level() string {
	if s.chrome.all || s.link.All || s.framed() {
		return lab.LevelAll
	}
	return lab.LevelBasic
}

// folded tells whether a knob is not shown: nothing is folded that differs from its default, is being typed, or was
// moved by the visitor. An offer that stands for a knob says what the knob would.
func (s *Store) folded(k *Control) bool {
	if s.level() != lab.LevelBasic || k.Basic || k.Error != "" || s.chrome.met[k.Key] {
		return false
	}
	return !k.Changed || s.offered(k.Key)
}

// meet follows that the visitor moved a knob.
func (c *chrome) meet(key string) {
	if c.met == nil {
		c.met = map[string]bool{}
	}
	c.met[key] = true
}

// showAll asks for every control, or for what a beginner needs.
func (c *chrome) showAll(all bool) { c.all = all }

// ToggleLevel shows every control, or folds what a beginner does not need, at later visits too.
func (s *Store) ToggleLevel() {
	all := s.level() != lab.LevelAll
	s.chrome.showAll(all)
	s.unfold()
	kept := ""
	if all {
		kept = lab.LevelAll
	}
	s.remember(keyLevel, kept)
}

// levelLabel says what ToggleLevel does.
func (s *Store) levelLabel() string {
	if s.level() == lab.LevelAll {
		return "Fewer settings and figures"
	}
	return "All settings and figures"
}
