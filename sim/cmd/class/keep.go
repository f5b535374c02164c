package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"arraylab/sim/cmd/whole"
)

// mostKept bounds the file of a class: 300 students with 100 results each take 10 MB.
const mostKept = 64 << 20

// recall reads a class that was saved; one that was not, or is not to be, begins anew.
func (c *Class) recall() error {
	if c.Save == "" {
		return nil
	}
	text, err := whole.Read(c.Save, mostKept)
	if errors.Is(err, fs.ErrNotExist) {
		return whole.Try(c.Save)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &c.state); err != nil {
		return fmt.Errorf("-save %s: this is no saved class: %w", c.Save, err)
	}
	if len(c.Code) != codeLength || len(c.Secret) != len(secretText()) || slices.Contains(c.People, nil) {
		return fmt.Errorf("-save %s: this is no saved class", c.Save)
	}
	people := c.People
	c.People = nil
	for _, p := range people {
		c.admit(p)
	}
	return c.recallSweep()
}

// save writes what has changed. One goroutine calls it.
func (c *Class) save() error {
	text, err := c.changes()
	if text == nil || err != nil {
		return err
	}
	if err := whole.WritePrivate(c.Save, text); err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.unsaved = true
		return err
	}
	return nil
}

// changes are what is to be written; nil for nothing.
func (c *Class) changes() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.Save == "" || !c.unsaved {
		return nil, nil
	}
	c.unsaved = false
	return json.Marshal(c.state)
}
