package chart

import "testing"

// TestSeriesAreNamedWhereTheyPart: each line has its name at the value where they are farthest apart; of equal ones in
// the middle.
func TestSeriesAreNamedWhereTheyPart(t *testing.T) {
	all := []Spread{
		{Series: "a", Value: "1", Mean: 98, Joules: 1}, {Series: "a", Value: "2", Mean: 90, Joules: 2},
		{Series: "a", Value: "3", Mean: 98, Joules: 4}, {Series: "b", Value: "1", Mean: 98, Joules: 2},
		{Series: "b", Value: "2", Mean: 60, Joules: 4}, {Series: "b", Value: "3", Mean: 97, Joules: 8},
	}
	for y, want := range map[string]string{"mean": "2", "joules": "2"} {
		if got, left := farApart(all, y); got != want || !left {
			t.Errorf("%s: named at %s (left half %v), want %s", y, got, left, want)
		}
	}
	if high, low := ends(all, "mean", "2"); high != 90 || low != 60 {
		t.Errorf("ends %g and %g", high, low)
	}
}
