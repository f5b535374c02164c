package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"

	"arraylab/sim/lab"
)

// ablate ranks the imperfections of a link's memory.
func ablate(ctx context.Context, args []string, out, log io.Writer) error {
	var o studyOptions
	set := flag.NewFlagSet("ablate", flag.ContinueOnError)
	seeds := set.Int("seeds", 0, "seeds of each point (default: the link's, or 1)")
	chips := set.Int("chips", 0, "chips of each point (default: the link's, or 1)")
	text, err := o.parse(set, args, log)
	if err != nil {
		return err
	}
	l, err := lab.ParseLink(text)
	if err != nil {
		return badUse{err}
	}
	if s := l.Sweep; s != nil {
		if s.Key != "" || s.By != "" {
			return badUse{fmt.Errorf("ablate takes one value a field, not #%s", l)}
		}
		*seeds, *chips = cmp.Or(*seeds, s.Seeds), cmp.Or(*chips, s.Chips)
	}
	l.Ablate, l.Sweep = true, &lab.Sweep{Seeds: *seeds, Chips: cmp.Or(*chips, 1)}
	a, err := l.Ablation()
	if err != nil {
		return badUse{err}
	}
	l.Fingerprint = lab.Print{}
	table, err := l.Table()
	if err != nil {
		return err
	}
	f, err := o.fill(ctx, table, log, nil)
	if err != nil {
		return err
	}
	points, err := f.Points()
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "#"+l.String())
	return printRanking(out, a, points)
}

// printRanking prints the losses in points of accuracy, mean and standard deviation.
func printRanking(out io.Writer, a *lab.Ablation, points lab.Points) error {
	accuracies := make([]float64, len(points))
	for i, p := range points {
		accuracies[i] = p.Accuracy
	}
	r, _ := a.Rank(accuracies)
	say := func(s lab.Spread) string {
		if a.Seeds*a.Chips == 1 {
			return fmt.Sprintf("%.2f", 100*s.Mean)
		}
		return fmt.Sprintf("%.2f ± %.2f", 100*s.Mean, 100*s.SD)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "imperfection\tkey\tvalue\tideal\talone costs, points\tleft out wins, points")
	for _, l := range r.Losses {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Label, l.Key, l.Value, l.Ideal, say(l.Alone), say(l.Left))
	}
	fmt.Fprintf(w, "all together\t\t\t\t%s\t\n", say(r.Total))
	fmt.Fprintf(w, "accuracy, %%\twith all\t%s\twithout\t%s\t\n", say(r.All), say(r.None))
	return w.Flush()
}
