package chart

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// TestHanded: results stand at the value of the field, those in doubt by a mark of their own; a field with choices has
// their labels.
func TestHanded(t *testing.T) {
	run := func(link string, accuracy float64, doubt bool) OneRun {
		l, err := lab.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		return OneRun{Experiment: l.Experiment, Accuracy: accuracy, Doubt: doubt}
	}
	all := []OneRun{run("v=1&memory=ber&ber=0.01&train=1000", 0.9, false), run("v=1&memory=ber&ber=0.1", 0.8, true),
		run("v=1&memory=rram-2t2r", 0.97, false)}
	for key, want := range map[string][]string{
		"ber":    {`"x":0.01`, `"symbol":"times"`, "3 results, from 80.00 % to 97.00 %."},
		"train":  {`"x":1000,"y":90`, `"label":"Training images"`},
		"memory": {`"type":"point"`, `"y":97`},
	} {
		f, _ := lab.FieldOf(key)
		got := JSON(Handed{Field: f, Results: all}.Spec())
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("over %s: %s holds no %s", key, got, w)
			}
		}
	}
}

// TestQR: a short text is a code of at least 21 modules in its quiet zone, a text too long for one no picture.
func TestQR(t *testing.T) {
	if p := QR("http://192.168.1.4:8080/#view=class.kxrtb"); p.W < 21+8 || p.W != p.H {
		t.Errorf("a code of %d by %d", p.W, p.H)
	}
	if p := QR(strings.Repeat("x", 5000)); p.W != 0 {
		t.Errorf("a text of 5000 letters is a code of %d modules", p.W)
	}
}
