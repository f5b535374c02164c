package lab

import "testing"

// TestRecipesOfTasks: what a data set wants in the place of the usual is a field's canonical text, stands at its default
// there, and gives way to a link that says another network.
func TestRecipesOfTasks(t *testing.T) {
	for _, task := range Tasks() {
		e, err := Default().With("task", task.Name)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range task.Recipe {
			if f, ok := FieldOf(key); !ok || f.Get(e) != text || !f.standing(&e) {
				t.Errorf("%s: %s=%s: an experiment has %q", task.Name, key, text, f.Get(e))
			}
		}
		if want := "v=1&task=" + task.Name; e.Link() != want && task.Name != Default().Task {
			t.Errorf("%s: %s", want, e.Link())
		}
	}
	for link, want := range map[string]string{
		"task=cifar10":                                       "24cs2-48c-48cp-96cp-128",
		"task=cifar10&hidden=512":                            "512",
		"task=cifar10&net=hidden":                            "1024-1024",
		"task=cifar10&net=hidden&hidden=300":                 "300",
		"task=cifar10&net=16cp-32cp-64":                      "16cp-32cp-64",
		"hidden=512":                                         "512",
		"task=cifar10&net=256-128":                           "256-128",
		"task=cifar10&hidden=1024-1024":                      "1024-1024",
		"task=cifar10&augment=none&schedule=step&hidden=256": "256",
	} {
		l, err := ParseLink(link)
		if err != nil {
			t.Fatalf("%s: %v", link, err)
		}
		again, err := ParseLink(l.String())
		if l.Experiment.Net != want || err != nil || again.Experiment != l.Experiment {
			t.Errorf("%s has %s, spelled %s: want %s (%v)", link, l.Experiment.Net, l, want, err)
		}
	}
	e := experimentOf("task=cifar10")
	if e, err := e.With("hidden", "64"); err != nil || e.Net != "64" {
		t.Errorf("hidden=64 makes the network %s: %v", e.Net, err)
	}
	if e, err := e.With("task", "mnist"); err != nil || e != Default() {
		t.Errorf("back at MNIST it is %s: %v", e.Link(), err)
	}
}
