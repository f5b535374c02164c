package data

import "strconv"

// Own is the name of the task that a visitor's own data are: package own reads them.
const Own = "own"

// Brought is the format of data that a visitor brings: there are no files of them in a build.
const Brought Format = "brought"

// Own tells whether the images are those that a visitor brings. Then shape, classes and hash stand in the link; see
// Task.Shaped.
func (t Task) Own() bool { return t.Format == Brought }

// own is the row of the task. Its shape is that of a link which says none.
func own() Task {
	return Task{
		Name: Own, Title: "Your own data", Shows: "what you bring: images, signals or rows of a table", Item: "Sample",
		Word:   Sample,
		Source: "brought by the visitor",
		Shape:  digits(),
		Names:  numbered[:digits().Classes],
		Grey:   int64(digits().Grid.Values() / 2),
		Parts:  []Part{{Name: "test", Images: 10000, Taken: 200}, {Name: "train", Images: 60000, Taken: 800}},
		Format: Brought,
		Terms:  Terms{Text: "They are brought by the visitor and stay on the visitor's machine."},
	}
}

// mostOwn are the classes that own data may have.
const mostOwn = 100

// numbered are names of classes that nobody named.
var numbered = func() (names []string) {
	for i := range mostOwn {
		names = append(names, strconv.Itoa(i))
	}
	return names
}()

// Recipes of own data by their shape: what CIFAR-10 and the heartbeats take, without what suits these alone.
var (
	ownColours = map[string]string{"net": "24cs2-48c-48cp-96cp-128", "schedule": "cosine"}
	ownSignals = map[string]string{"net": "32c13s2-32c9p-64c7p-128", "schedule": "cosine", "epochs": "8"}
)

// The least sides of images, and length of signals, that these networks fit.
const (
	leastColours = 16
	leastSignals = 100
)

// Shaped is the row of own data with the shape that a link says; other rows stay as they are.
func (t Task) Shaped(s Shape) Task {
	if !t.Own() {
		return t
	}
	t.Shape, t.Names, t.Grey = s, numbered[:min(s.Classes, mostOwn)], int64(s.Grid.Values()+1)/2
	switch g := s.Grid; {
	case g.C == 3 && min(g.H, g.W) >= leastColours:
		t.Recipe = ownColours
	case g.C > 1 && g.H == 1 && g.W >= leastSignals:
		t.Recipe = ownSignals
	}
	return t
}
