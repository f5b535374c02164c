package gallery

import (
	"math"
	"strings"
	"testing"
)

// TestFigures are numbers of stored results by their names, and of two their difference or ratio.
func TestFigures(t *testing.T) {
	r := StoredResults()
	won := r.At("train-errors", "0.1", "0.2") - r.At("factor-two", "", "0.97")
	for text, want := range map[string]float64{
		"accuracy first-light":                              r.Accuracy("first-light") / 100,
		"ideal first-light - own first-light":               (r.Ideal("first-light") - r.Accuracy("first-light")) / 100,
		"correct standard":                                  9827,
		"weights standard":                                  784*1024 + 1024*1024 + 1024*10,
		"layer first-light 2":                               r["first-light"].BER[1],
		"at ber-tolerance - 0.1":                            r.At("ber-tolerance", "", "0.1") / 100,
		"ber rram-weak 2t2r 3":                              r.BER("rram-weak", "2t2r", "3"),
		"task forgetting 1":                                 r.Task("forgetting", 1) / 100,
		"end forgetting 1":                                  0.3237,
		"joules rram-weak 2t2r 3 / joules rram-weak 1t1r 3": 2,
		"at train-errors 0.1 0.2 - at factor-two - 0.97":    won / 100,
		"learnt forgetting 1 - learnt forgetting 1":         0,
		"image factor-two - 0.97 / image factor-two - 0.97": 1,
		"total standard / correct standard":                 10000.0 / 9827,
	} {
		if got, err := r.Figure(text); err != nil || math.Abs(got-want) > 1e-12*max(1, want) {
			t.Errorf("%s is %g, want %g: %v", text, got, want, err)
		}
	}
	for text, want := range map[string]string{
		"": "no figure", "accuracy": "no figure", "size standard": "no figure", "accuracy nothing": "no scenario",
		"at ber-tolerance 0.1": "takes a scenario", "at ber-tolerance - 7": "not stored", "task forgetting x": "not stored",
		"own standard - own nothing": "no scenario",
	} {
		if _, err := r.Figure(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
