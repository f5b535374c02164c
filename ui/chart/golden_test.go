package chart

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"strconv"
	"testing"

	"arraylab/devices"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/sim/ledger"
)

// update writes the charts anew, for whoever means to change how they are drawn: its difference is what visitors see.
var update = flag.Bool("update", false, "write testdata/charts.json anew")

// golden are small charts and pictures of every kind that does not hang on stored results, by name.
func golden() map[string]any {
	all := map[string]any{}
	for _, some := range []func() map[string]any{goldenRuns, goldenLayers, goldenStudies, goldenFigures, goldenSheet} {
		maps.Copy(all, some())
	}
	return all
}

// goldenRuns are those of a run, and of two.
func goldenRuns() map[string]any {
	curve := []lab.Point{
		{Epoch: 0.5, TrainAcc: 0.8, TestAcc: -1, TrainLoss: 0.7, TestLoss: -1, Tasks: []float64{0.8}},
		{Epoch: 1, TrainAcc: 0.9, TestAcc: 0.85, TrainLoss: 0.4, TestLoss: 0.5, Tasks: []float64{0.9}},
		{Epoch: 2, TrainAcc: 0.95, TestAcc: 0.94, TrainLoss: 0.2, TestLoss: 0.3, Tasks: []float64{0.6, 0.94}},
	}
	worse := append(curve[:2:2], lab.Point{Epoch: 2, TestAcc: 0.9})
	counts, others := [][]int{{90, 10, 0}, {0, 100, 0}, {1, 2, 97}}, [][]int{{95, 5, 0}, {0, 100, 0}, {4, 0, 96}}
	return map[string]any{
		"accuracy":   Curves{Points: curve, Ideal: 0.93}.Spec(),
		"loss":       Curves{Points: curve, Loss: "cross-entropy (nat)", Ideal: -1, Beside: curve}.Spec(),
		"two runs":   TwoRuns{This: curve, Other: worse}.Spec(),
		"tasks":      TaskCurves{Points: curve, Names: []string{"digits"}}.Spec(),
		"confusion":  Confusion{Counts: counts}.Spec(),
		"confusions": ConfusionDifference{This: counts, Other: others}.Spec(),
	}
}

// goldenLayers are those of layers and neurons.
func goldenLayers() map[string]any {
	book := &ledger.Ledger{
		Rows: []ledger.Row{
			{Layer: 0, Phase: ledger.Inference, Event: "read", Joules: 3e-9},
			{Layer: 0, Phase: ledger.Programming, Event: "pulse", Joules: 1e-6},
			{Layer: 1, Phase: ledger.Inference, Event: "shift", Joules: 1e-10},
		},
		Totals: ledger.Totals{Image: 3.1e-9}, Baselines: []ledger.Baseline{{Title: "digital, SRAM", Image: 2e-6}},
	}
	margins := []lab.Margins{
		{Lo: -20, Width: 10, Counts: []int64{1, 2, 4, 1}, RMS: 12.5}, {Counts: []int64{1}, RMS: 1.5},
	}
	hidden := []lab.Histogram{
		{Span: 2, Counts: []int64{1, 0, 2, 0, 1}}, {Layer: 1, Span: 0.5, Counts: []int64{0, 0, 4, 0}},
	}
	n := Neuron{Grid: lab.Grid{C: 1, H: 2, W: 2}, Neuron: &lab.Neuron{
		Layer: 1, Inputs: []byte{0, 1, 1}, Weights: []byte{1, 1, 0}, Popcount: 1, Sum: -1, Threshold: 1}}
	bits := []byte{0, 1, 2}
	return map[string]any{
		"ber":      BitErrors{Rates: []float64{0.0012, 0}}.Spec(),
		"pulses":   Pulses{[]int64{4100000, 75600}}.Spec(),
		"margins":  Margins{margins}.Spec(),
		"hidden":   HiddenWeights{hidden}.Spec(),
		"energy":   ImageEnergy{Ledger: book}.Spec(),
		"machines": Machines{Ledger: book}.Spec(),
		"neuron":   []any{n.InputsPicture(), n.WeightsPicture(), n.ProductPicture(), Equation(n.Neuron)},
		"neurons":  []any{Ground{}.Neurons(bits, 1), Ground{Dark: true}.Neurons(bits, -1)},
	}
}

// goldenStudies are those of sweeps and ablations.
func goldenStudies() map[string]any {
	swept := Survey{Sweep: lab.Sweep{Key: "ber", Values: []string{"0.001", "0.1"}, Chips: 2, By: "when"}}
	add := func(when, value string, chip uint32, accuracy, joules float64) {
		swept.Points = append(swept.Points, lab.SweepPoint{
			Series: when, Value: value, Chip: chip, Accuracy: accuracy, BER: 0.01, Joules: joules, Image: 1e-9})
	}
	for chip := range uint32(2) {
		add("program", "0.001", chip+1, 0.98-0.01*float64(chip), 4e-6)
	}
	for chip := range uint32(2) {
		add("program", "0.1", chip+1, 0.94-0.02*float64(chip), 1e-6)
	}
	add("read", "0.001", 1, 0.98, 4e-6)
	add("read", "0.1", 1, 0.90, 1e-6)
	chips := Survey{Sweep: lab.Sweep{Chips: 2}, Points: []lab.SweepPoint{{Chip: 1, Accuracy: 0.97}, {Chip: 2, Accuracy: 0.96}}}
	others := []Line{
		{Name: "another", Colour: seriesColour(2), Beside: true, At: swept.Spreads()[:2]},
		{Name: "level", Colour: seriesColour(3), Level: 97},
	}
	ranking := lab.Ranking{None: lab.Spread{Mean: 0.98}, Total: lab.Spread{Mean: 0.05, SD: 0.01}, Losses: []lab.Loss{
		{Label: "read noise", Alone: lab.Spread{Mean: 0.03, SD: 0.005}, Left: lab.Spread{Mean: 0.02}},
		{Label: "spread", Alone: lab.Spread{Mean: 0.01}, Left: lab.Spread{Mean: 0.015}}}}
	return map[string]any{
		"sweep":        Sweep{Survey: swept, Ideal: 0.99, Beside: others}.Spec(),
		"sweep energy": SweepEnergy{Survey: swept, Loss: "1", Ideal: 0.99}.Spec(),
		"chips":        Sweep{Survey: chips, Ideal: -1}.Spec(),
		"ablation":     Ablation{ranking}.Spec(),
	}
}

// goldenFigures are those of the gallery that are no sweeps.
func goldenFigures() map[string]any {
	scenario := func(title string, accuracy float64, tasks ...float64) gallery.Scenario {
		curve := gallery.Curve{{Epoch: 1, Tasks: []float64{0.97}}, {Epoch: 2, Tasks: tasks}}
		stored := &gallery.Stored{Outcome: gallery.Outcome{Accuracy: accuracy, Curve: curve}}
		return gallery.Scenario{Title: title, Stored: stored}
	}
	all := []gallery.Scenario{scenario("forgets", 0.95, 0.5, 0.96), scenario("keeps", 0.97, 0.95, 0.93)}
	return map[string]any{"figure of tasks": tasksFigure(all), "figure of errors": errorsFigure(all)}
}

// goldenSheet are those of the sheet of a device.
func goldenSheet() map[string]any {
	line := func(name, style string, y ...float64) devices.Curve {
		return devices.Curve{Name: name, Style: style, X: []float64{1, 10, 100}, Y: y}
	}
	plot := Plot{devices.Plot{
		Title: "Resistance", X: "pulses", Y: "R (ohm)", LogX: true, Words: "It falls.", Lines: []devices.Curve{
			line("law", devices.StyleClosed, 9000, 5000, 2000), line("drawn", devices.StyleDots, 8800, 5100, 1900),
			line("share", devices.StyleBars, 1, 2, 3), line("here", devices.StyleMark, 5, 5, 5),
			line("mean", devices.StyleLine, 4, 4, 4),
		}}}
	plane := Map{devices.Picture{
		Title: "Where it switches", X: "t (s)", Y: "V (V)", Words: "On the right.", W: 2, H: 2, LogX: true,
		XRange: [2]float64{1e-9, 1e-7}, YRange: [2]float64{0, 1},
		Classes: []string{"no", "yes"}, Cells: []byte{0, 1, 0, 1},
	}}
	return map[string]any{"plot": []any{plot.Spec(), plot.Keys()}, "map": []any{plane.Spec(), plane.Keys()}}
}

// TestChartsStayAsTheyAre: each kind of chart is what testdata/charts.json says, to nine digits.
func TestChartsStayAsTheyAre(t *testing.T) {
	const file = "testdata/charts.json"
	got, err := json.Marshal(golden())
	if err != nil {
		t.Fatal(err)
	}
	got = rounded(t, got)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want, have map[string]json.RawMessage
	for text, to := range map[*map[string]json.RawMessage][]byte{&want: body, &have: got} {
		if err := json.Unmarshal(to, text); err != nil {
			t.Fatal(err)
		}
	}
	for name := range want {
		if !bytes.Equal(want[name], have[name]) {
			t.Errorf("%s is drawn as\n%s\nand was\n%s", name, have[name], want[name])
		}
	}
	if len(want) != len(have) {
		t.Errorf("%d charts are drawn, %d are stored", len(have), len(want))
	}
}

// rounded spells JSON with a line a value and its numbers to nine digits: the last ones differ between machines that
// fuse multiply and add and others.
func rounded(t *testing.T, text []byte) []byte {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	var round func(x any) any
	round = func(x any) any {
		switch x := x.(type) {
		case json.Number:
			f, err := x.Float64()
			if err != nil {
				t.Fatal(err)
			}
			return json.Number(strconv.FormatFloat(f, 'g', 9, 64))
		case []any:
			for i := range x {
				x[i] = round(x[i])
			}
		case map[string]any:
			for k := range x {
				x[k] = round(x[k])
			}
		}
		return x
	}
	spelled, err := json.MarshalIndent(round(all), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	return append(spelled, '\n')
}
