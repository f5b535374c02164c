package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/gallery"
)

// maxResults bounds what is read of a file of stored results.
const maxResults = 64 << 20

// renewal brings a file of stored results up to date, piece by piece. What is there is the file's alone: so it can be
// interrupted, and goes on.
type renewal struct {
	file      string
	known     []gallery.Scenario // whose results the file may hold
	scenarios []gallery.Scenario // those of them whose results are brought up to date
	carry     func(gallery.Scenario, gallery.Due) (gallery.Done, error)
	kept      func(gallery.Scenario) error // follows that a piece was written; nil for nothing
	log       io.Writer

	have gallery.Results
}

// read reads the file, where there is one. What it holds of the scenarios is forgotten where that is asked for.
func (n *renewal) read(forget bool) error {
	text, err := whole.Read(n.file, maxResults)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		n.have = gallery.Results{}
	case err != nil:
		return err
	default:
		if n.have, err = gallery.ReadStored(text, n.known); err != nil {
			return fmt.Errorf("%s: %w", n.file, err)
		}
	}
	if forget {
		for _, s := range n.scenarios {
			delete(n.have, s.Name)
		}
	}
	return nil
}

// run carries out what is due, one piece after the other, and writes the file after each. A piece may make another
// one due: some factors are counted from the bit error rate that another scenario tells.
func (n *renewal) run(ctx context.Context) error {
	for s, d, ok := n.next(); ok; s, d, ok = n.next() {
		fmt.Fprintf(n.log, "%s: #%s\n", s.Name, d.Link)
		done, err := n.carry(s, d)
		switch {
		case err != nil && ctx.Err() != nil:
			return fmt.Errorf("%w in scenario %s: %s holds what was through, the same command goes on",
				context.Cause(ctx), s.Name, n.file)
		case err != nil:
			return fmt.Errorf("scenario %s: %w", s.Name, err)
		}
		bears := n.have.PointBER()
		kept, err := s.Keep(n.have[s.Name], done, bears)
		if err != nil {
			return err
		}
		if slices.Contains(s.Due(kept, bears), d) {
			return fmt.Errorf("scenario %s: #%s came to a result of #%s that is not up to date",
				s.Name, d.Link, done.Result.Link)
		}
		n.have[s.Name] = kept
		if err := n.write(); err != nil {
			return err
		}
		if n.kept != nil {
			if err := n.kept(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// next is the first piece of work that is due.
func (n *renewal) next() (gallery.Scenario, gallery.Due, bool) {
	bears := n.have.PointBER()
	for _, s := range n.scenarios {
		if all := s.Due(n.have[s.Name], bears); len(all) > 0 {
			return s, all[0], true
		}
	}
	return gallery.Scenario{}, gallery.Due{}, false
}

func (n *renewal) write() error {
	b, err := json.MarshalIndent(n.have, "", "\t")
	if err != nil {
		return err
	}
	return whole.WriteFile(n.file, append(b, '\n'))
}
