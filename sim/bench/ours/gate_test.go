package main

import "testing"

// TestDenseNetLearns: the yardstick does the work of a training step, so its loss falls.
func TestDenseNetLearns(t *testing.T) {
	const batch = 100
	images, labels := make([]byte, batch*784), make([]byte, batch)
	for b := range batch {
		labels[b] = byte(b % 10)
		for i := range 60 {
			images[b*784+b%10*70+i] = byte(100 + (b*7+i)%100)
		}
	}
	n := newDenseNet(images, labels)
	n.step()
	first := n.loss
	for range 20 {
		n.step()
	}
	if n.loss > first/5 {
		t.Errorf("the loss goes from %v to %v in twenty steps", first, n.loss)
	}
}
