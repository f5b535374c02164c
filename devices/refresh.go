package devices

import (
	"math"

	"arraylab/devices/knob"
)

// refreshHours is the interval of refreshes: all weights are written again, from a copy that is kept elsewhere, so that
// cells keep their bits no longer than that. Against a loss by chance that has no memory, as that of a magnetic
// junction, a refresh with what is read would be worth nothing without a code.
var refreshHours = &Param{Knob: knob.Knob{
	Key: "refresh", Label: "Refresh every", Unit: "h", Kind: knob.Real, Max: 1e6, Log: true,
	Help: "After so many hours each, all weights are written again from a copy: cells keep their bits no longer than " +
		"that, and each refresh takes the energy of programming and wears the cells by one cycle. 0: never.",
	Source: "common practice; the copy, and values, assumed",
}, Acts: func(v *Values) bool { return hoursKept.Of(v) > 0 }}

// refreshes is how often the cells were written again before they are read: the last time at most one interval ago.
func refreshes(v *Values) float64 {
	every, hours := refreshHours.Of(v), hoursKept.Of(v)
	if every == 0 || hours == 0 {
		return 0
	}
	return math.Max(math.Ceil(hours/every)-1, 0)
}

// keptHours is for how long the cells have kept their bits since they were last written.
func keptHours(v *Values) float64 {
	return math.Max(hoursKept.Of(v)-float64(refreshes(v)*refreshHours.Of(v)), 0)
}

// refreshed adds to a sheet what refreshes come to, at costs of a weight.
func (s *Sheet) refreshed(v *Values, c Costs) {
	n := refreshes(v)
	if n == 0 {
		return
	}
	s.Numbers = append(s.Numbers,
		Number{Key: "refreshes", Label: "Refreshes", Value: n, Note: "before the cells are read"},
		Number{Key: "kept_hours", Label: "Time since the last write", Value: keptHours(v), Unit: "h"},
		Number{Key: "refresh_joules", Label: "Energy of refreshing a weight", Unit: "J",
			Value: float64(0.5*n) * (c.Write0.Joules + c.Write1.Joules), Note: "all refreshes, without checks"})
	s.Notes = append(s.Notes, "Refreshes write again from a copy of the weights: assumed. A memory that writes back "+
		"what it reads keeps what was lost before.")
}
