package data

// Names of the tasks that package signal makes.
const (
	Beats = "ecg-beats"
)

// caveat is what is to be said of every figure of a synthetic task.
const caveat = "Synthetic signals of people who do not exist: they compare number formats and memories, and say nothing " +
	"clinical."

// synthetic is a task of as many records as are wanted, up to so many.
func synthetic(t Task, test, train, taken int) Task {
	t.Caveat, t.Format = caveat, Synthetic
	t.Parts = []Part{{Name: "test", Images: test}, {Name: "train", Images: train, Taken: taken}}
	return t
}

// beats are heartbeats of five kinds in two leads.
func beats() Task {
	return synthetic(Task{
		Name: Beats, Title: "Heartbeats, synthetic", Shows: "synthetic electrocardiograms, two seconds around a beat",
		Item: "Signal", Source: "model of Sameni et al. 2007; see the sources of package signal",
		Shape:  Shape{Grid: Grid{C: 2, H: 1, W: 200}, Classes: 5},
		Names:  []string{"normal", "atrial", "ventricular", "left block", "right block"},
		Grey:   400,
		Recipe: map[string]string{"net": "32c13s2-32c9p-64c7p-128", "schedule": "cosine", "epochs": "8"},
		Terms: Terms{Text: "Made by Arraylab from a seed, after the model of R. Sameni, G. D. Clifford, C. Jutten and M. " +
			"B. Shamsollahi, \"Multichannel ECG and noise modeling\", 2007. Nobody was recorded."},
	}, 2000, 20000, 4000)
}
