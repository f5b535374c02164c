package gallery

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"arraylab/sim/lab"
)

// ReadStored reads results of scenarios as the command writes them. What it does not know it does not take: a key, a
// scenario, a form, numerics, more seeds than the scenario asks for. An error names the result, and what is wrong
// with it.
func ReadStored(text []byte, of []Scenario) (Results, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	all := Results{}
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("gallery: stored results: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("gallery: stored results: something follows them")
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		i := slices.IndexFunc(of, func(s Scenario) bool { return s.Name == name })
		switch {
		case i < 0:
			return nil, fmt.Errorf("gallery: stored result %q: there is no such scenario", name)
		case all[name] == nil:
			return nil, fmt.Errorf("gallery: stored result %q is empty", name)
		}
		if all[name].Form == 2 {
			all[name].Numerics = 1
		}
		if err := all[name].check(of[i]); err != nil {
			return nil, fmt.Errorf("gallery: stored result %q: %w", name, err)
		}
	}
	return all, nil
}

// check tells what a result has that the scenario cannot have come to.
func (s *Stored) check(of Scenario) error {
	switch {
	case s.Form < oldestForm || s.Form > StoredForm:
		return fmt.Errorf("form %d: %d to %d are known", s.Form, oldestForm, StoredForm)
	case len(s.Seeds) > max(of.Seeds-1, 0):
		return fmt.Errorf("%d seeds: the scenario asks for %d", 1+len(s.Seeds), max(of.Seeds, 1))
	}
	if err := s.checkPoints(); err != nil {
		return err
	}
	if err := s.Outcome.check(); err != nil {
		return err
	}
	for i := range s.Seeds {
		o := &s.Seeds[i]
		if err := o.check(); err != nil {
			return fmt.Errorf("seed %d: %w", i+2, err)
		}
		if link, err := after(s.Link, i+1); err != nil || o.Link != link || o.Numerics != s.Numerics {
			return fmt.Errorf("seed %d: #%s of numerics %d: want #%s of numerics %d",
				i+2, o.Link, o.Numerics, link, s.Numerics)
		}
	}
	return nil
}

// checkPoints tells what of the points of a sweep cannot be.
func (s *Stored) checkPoints() error {
	size := 0
	if s.Sweep != nil {
		size = s.Sweep.Size()
	}
	if len(s.Points) != size {
		return fmt.Errorf("%d points are not those of its sweep", len(s.Points))
	}
	if n := len(s.Measured); n > 0 && n != size {
		return fmt.Errorf("numbers of %d points: %d are those of its sweep", n, size)
	}
	return nil
}

// check tells what of an outcome cannot be.
func (o *Outcome) check() error {
	print, err := hex.DecodeString(o.Fingerprint)
	switch {
	case o.Numerics < 1 || o.Numerics > lab.NumericVersion:
		return fmt.Errorf("numerics %d: 1 to %d are known", o.Numerics, lab.NumericVersion)
	case err != nil || len(print) != 32:
		return fmt.Errorf("fingerprint %.80q: 64 hexadecimal digits are one", o.Fingerprint)
	case o.Correct < 0 || o.Correct > o.Total:
		return fmt.Errorf("%d of %d test images", o.Correct, o.Total)
	case !(o.Accuracy >= 0 && o.Accuracy <= 1):
		return fmt.Errorf("accuracy %g: 0 to 1", o.Accuracy)
	}
	return nil
}

// after is the link of the experiment with a seed that stands so many after its own.
func after(link string, seeds int) (string, error) {
	l, err := lab.ParseLink("#" + link)
	l.Experiment.Seed += uint32(seeds)
	return l.Experiment.Link(), err
}
