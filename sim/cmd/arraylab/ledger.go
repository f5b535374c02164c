package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/sim/ledger"
)

// books is what ledger prints: the ledger of a result, and what papers claim of it.
type books struct {
	Link     string  `json:"link"`
	Accuracy float64 `json:"accuracy"`
	ledger.Ledger
	Claims []ledger.Claim `json:"claims"`
}

// printLedger prints the ledger of a result that run has printed, from a file or from standard input.
func printLedger(args []string, in io.Reader, out, log io.Writer) error {
	set := flag.NewFlagSet("ledger", flag.ContinueOnError)
	set.SetOutput(log)
	asCSV := set.Bool("csv", false, "write a table instead of a JSON object")
	if err := set.Parse(args); err != nil {
		return badUse{err}
	}
	if set.NArg() > 1 {
		return badUse{fmt.Errorf("ledger takes one result of run, got %d files", set.NArg())}
	}
	if set.NArg() == 1 {
		file, err := os.Open(set.Arg(0))
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	var r lab.Result
	if err := json.NewDecoder(in).Decode(&r); err != nil {
		return fmt.Errorf("no result as run prints it: %w", err)
	}
	l, err := lab.Ledger(r)
	if err != nil {
		return err
	}
	if *asCSV {
		return l.WriteCSV(out)
	}
	claims, err := lab.Claims(r, gallery.PointBER())
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false) // links hold &
	return enc.Encode(books{r.Link, r.Accuracy, l, claims})
}
