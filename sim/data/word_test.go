package data

import "testing"

// TestWordOf: what is said of images is said of beats, with the article, the plural and the capital that belong there;
// of images nothing changes.
func TestWordOf(t *testing.T) {
	const text = "An image, the images: 3 nJ an image. Images of ImageNet, 2 images/s"
	if got, want := Beat.Of(text), "A beat, the beats: 3 nJ a beat. Beats of ImageNet, 2 beats/s"; got != want {
		t.Errorf("%q: want %q", got, want)
	}
	if got := Word("").Of(text); got != text {
		t.Errorf("of images %q", got)
	}
	for _, task := range Tasks() {
		if w := task.Word; task.Grid.Signal() == (w == "") && !task.Own() {
			t.Errorf("%s: one of a set of %s is called %s", task.Name, task.Shape, w.One())
		}
		if task.Word.Many() != task.Word.One()+"s" {
			t.Errorf("%s: several are called %s", task.Name, task.Word.Many())
		}
	}
}
