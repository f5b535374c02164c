package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/lab"
)

// noted is a line of the notes of a sweep: what counts of a piece from then on, or a page that is barred. The last one
// of a piece holds.
type noted struct {
	Unit   string   `json:"unit,omitempty"`
	By     int      `json:"by,omitempty"`
	Proven bool     `json:"proven,omitempty"`
	Second int      `json:"second,omitempty"`
	Lines  []string `json:"lines,omitempty"`
	Barred int      `json:"barred,omitempty"` // number of a page that computed other bits
	Point  int      `json:"point,omitempty"`
}

// notesFile keeps the lines of the sweep.
func (c *Class) notesFile() string { return c.Save + ".sweep" }

// beginNotes begins the notes of another sweep: a line with its link.
func (c *Class) beginNotes() error {
	if c.Save == "" {
		return nil
	}
	if c.notes != nil {
		_ = c.notes.Close() // of the sweep before
	}
	c.notes = nil
	f, err := os.OpenFile(c.notesFile(), os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(f, c.farm.link)
	}
	if err != nil {
		return fmt.Errorf("the sweep would not be kept: %w", err)
	}
	c.notes = f
	return nil
}

// note keeps what counts of a piece, and who was barred. Where that fails, a restart has it computed again.
func (c *Class) note(p *piece) {
	c.put(noted{Unit: p.id, By: p.by, Proven: p.proven, Second: p.second, Lines: p.lines})
	c.noteDoubts()
}

func (c *Class) noteDoubts() {
	for ; c.farm.told < len(c.farm.doubts); c.farm.told++ {
		d := c.farm.doubts[c.farm.told]
		c.put(noted{Barred: d.Number, Point: d.Point})
	}
}

func (c *Class) put(n noted) {
	if c.notes == nil {
		return
	}
	text, err := json.Marshal(n)
	if err == nil {
		_, err = c.notes.Write(append(text, '\n'))
	}
	if err != nil {
		fmt.Fprintf(c.Log, "a piece of the sweep is not kept: %v\n", err)
	}
}

// mostNotes bounds the notes that are read: those of the largest sweep take 5 MB.
const mostNotes = 256 << 20

// recallSweep goes on with the sweep that was under way.
func (c *Class) recallSweep() error {
	if c.Sweep == "" {
		return nil
	}
	l, err := lab.ParseStudy(c.Sweep)
	if err == nil {
		c.farm, err = newFarm(l, c.Chance)
	}
	if err != nil {
		return fmt.Errorf("-save %s: %w", c.Save, err)
	}
	text, err := whole.Read(c.notesFile(), mostNotes)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	head, lines, _ := strings.Cut(string(text), "\n")
	if head != c.farm.link {
		return c.beginNotes() // the file is not of this sweep, or was never begun
	}
	for line := range strings.Lines(lines) {
		var n noted
		if json.Unmarshal([]byte(line), &n) == nil { // else it was cut off
			c.farm.recall(n)
		}
	}
	c.farm.told = len(c.farm.doubts)
	if c.notes, err = os.OpenFile(c.notesFile(), os.O_WRONLY|os.O_APPEND, 0o600); err == nil {
		_, err = c.notes.WriteString("\n") // behind what was cut off
	}
	return err
}

// recall follows a note.
func (f *farm) recall(n noted) {
	if n.Barred != 0 {
		f.bar(n.Barred, n.Point)
		return
	}
	p := f.byID[n.Unit]
	if p == nil || !f.spells(p, n.Lines) {
		return
	}
	p.lines, p.by, p.proven, p.second = n.Lines, n.By, n.Proven, n.Second
	f.queue = without(f.queue, p)
	if f.workers[n.By] == nil && n.By != 0 {
		f.workers[n.By] = &worker{number: n.By}
	}
}
