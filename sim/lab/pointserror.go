package lab

import (
	"errors"
	"fmt"
	"slices"

	"arraylab/devices/knob"
)

// PointsError says which points of a study could not be computed, and why.
type PointsError struct {
	Points  []int   // their numbers, ascending
	Reasons []error // that differ, in the order in which they came
}

func (e *PointsError) Error() string {
	return fmt.Sprintf("lab: %d points failed, %s: %v", len(e.Points), Ranges(e.Points), errors.Join(e.Reasons...))
}

// Unwrap are the reasons.
func (e *PointsError) Unwrap() []error { return e.Reasons }

// add notes a point that failed.
func (e *PointsError) add(point int, reason error) {
	e.Points = append(e.Points, point)
	same := func(other error) bool { return other.Error() == reason.Error() }
	if !slices.ContainsFunc(e.Reasons, same) {
		e.Reasons = append(e.Reasons, reason)
	}
}

// Ranges names ascending numbers of points in short: "3, 5 to 9".
func Ranges(points []int) string {
	text := ""
	for i := 0; i < len(points); i++ {
		from := i
		for i+1 < len(points) && points[i+1] == points[i]+1 {
			i++
		}
		if text != "" {
			text += ", "
		}
		text += fmt.Sprint(points[from])
		if i > from {
			text += fmt.Sprintf(" to %d", points[i])
		}
	}
	return knob.Clip(text)
}
