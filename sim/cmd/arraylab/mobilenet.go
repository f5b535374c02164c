package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strconv"

	"arraylab/sim/mobilenet"
)

// mobileNet is what the command of that name prints: a design of MobileNet V1 by arithmetic.
type mobileNet struct {
	mobilenet.Design
	Words string `json:"words"`
	mobilenet.Account
	Saves float64 `json:"saves"` // share of the memory, against all weights as the features are
	// BreakEven is the widest hidden layer that takes no more than those do.
	BreakEven int    `json:"breakEven"`
	Needs     string `json:"needs"` // what is not told
	Source    string `json:"source"`
}

// printMobileNet prints the layers of MobileNet V1, and what they take with the classifier that is asked for.
func printMobileNet(args []string, out, log io.Writer) error {
	d := mobilenet.Wide()
	set := flag.NewFlagSet("mobilenet", flag.ContinueOnError)
	set.SetOutput(log)
	set.IntVar(&d.Hidden, "hidden", d.Hidden, "neurons of a hidden layer of the classifier, 0 for none")
	classifier := set.String("classifier", d.Classifier.String(), "weights of the classifier: binary, ternary, 8 or 32 bits")
	features := set.String("features", d.Features.String(), "weights in front of it, likewise")
	asCSV := set.Bool("csv", false, "write a table of the layers instead of a JSON object")
	if err := set.Parse(args); err != nil {
		return badUse{err}
	}
	if set.NArg() > 0 {
		return badUse{fmt.Errorf("mobilenet takes flags alone, got %.40q", set.Arg(0))}
	}
	var err error
	if d.Classifier, err = mobilenet.ParseFormat(*classifier); err != nil {
		return badUse{err}
	}
	if d.Features, err = mobilenet.ParseFormat(*features); err != nil {
		return badUse{err}
	}
	if err := d.Check(); err != nil {
		return badUse{err}
	}
	a := mobilenet.AccountOf(d)
	if *asCSV {
		return layersTable(out, a)
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(mobileNet{d, d.Words(), a, mobilenet.Saving(d), mobilenet.BreakEven(d.Classifier, d.Features),
		mobilenet.NeedsImageNet, mobilenet.Source})
}

// layersTable writes a line for each layer.
func layersTable(out io.Writer, a mobilenet.Account) error {
	w := csv.NewWriter(out)
	rows := [][]string{{"layer", "kind", "maps", "rows", "columns", "format", "weights", "others", "products", "bits",
		"joules"}}
	for i, l := range a.Layers {
		row := []string{strconv.Itoa(i + 1), string(l.Kind), strconv.Itoa(l.Out.C), strconv.Itoa(l.Out.H),
			strconv.Itoa(l.Out.W), l.Format.String()}
		for _, n := range []int64{l.Weights, l.Others, l.Products, l.Bits} {
			row = append(row, strconv.FormatInt(n, 10))
		}
		rows = append(rows, append(row, strconv.FormatFloat(l.Joules, 'g', 6, 64)))
	}
	return w.WriteAll(rows)
}
