package chart

import (
	"reflect"
	"testing"
)

// Labels that would cover each other move apart and keep their order.
func TestApart(t *testing.T) {
	y := []float64{96, 95, 40, 97}
	apart(y, func(y *float64) *float64 { return y })
	if want := []float64{90, 83, 40, 97}; !reflect.DeepEqual(y, want) {
		t.Errorf("labels at %v, want %v", y, want)
	}
}
