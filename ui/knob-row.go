package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// KnobRow is the control of one field.
type KnobRow struct {
	S *Store
	K Control
	// Prefix tells the controls of two rows of one field apart.
	Prefix string
	// Set takes a new text; nil for Store.Knob.
	Set func(key, text string)
}

func (c *KnobRow) set(text string) {
	set := c.Set
	if set == nil {
		set = c.S.Knob
	}
	c.S.Do(func() { set(c.K.Key, text) })
}

// id of a part of the row.
func (c *KnobRow) id(part string) string { return c.Prefix + part + "-" + c.K.Key }

func (c *KnobRow) slide(position string) {
	if n, err := strconv.Atoi(position); err == nil {
		c.set(c.K.Slid(n))
	}
}

func (c *KnobRow) flip() {
	if c.K.Text == "1" {
		c.set("0")
		return
	}
	c.set("1")
}

// is tells the kind of control.
func (c *KnobRow) is(input string) bool { return c.K.Input() == input }

// term is the entry of the field in the glossary.
func (c *KnobRow) term() string {
	if ofFigure(c.Prefix) {
		return c.Prefix + c.K.Key
	}
	return c.K.Key
}

// explained tells whether a figure shows what the field does: the metaplasticity of the experiment has one.
func (c *KnobRow) explained() bool { return c.K.Key == "meta" && c.Set == nil }

// builds tells whether the field says a network, which can be built block by block.
func (c *KnobRow) builds() bool { return c.K.Key == lab.NetKey && c.Set == nil }

// presets tells whether there are texts to choose from beside the one that is typed.
func (c *KnobRow) presets() bool { return c.is("text") && len(c.K.Choices) > 0 }

// describedBy names the element that says what is allowed.
func (c *KnobRow) describedBy() any {
	if c.K.Error == "" {
		return nil
	}
	return c.id("e")
}

// invalid marks a control whose text is not allowed.
func (c *KnobRow) invalid() any {
	if c.K.Error == "" {
		return nil
	}
	return "true"
}

// chosen is the label of the choice in full: a narrow control may cut it off.
func (c *KnobRow) chosen() string {
	for _, o := range c.K.Choices {
		if o.Value == c.K.Text {
			return o.Label
		}
	}
	return ""
}

// absent tells whether a choice cannot be made: a data set that this build does not have.
func (c *KnobRow) absent(o knob.Choice) bool { return c.K.Key == "task" && !c.S.inBuild(o.Value) }

// choiceLabel is a choice in words; of a data set also what is still to be fetched of it.
func (c *KnobRow) choiceLabel(o knob.Choice) string {
	if c.K.Key != "task" {
		return o.Label
	}
	if c.absent(o) {
		return o.Label + " (not in this build)"
	}
	if n := c.S.bytesOfTask(o.Value); n > 0 {
		return fmt.Sprintf("%s (%s)", o.Label, spell.Bytes(n))
	}
	return o.Label
}

// choiceTitle says why a choice cannot be made; nil where it can.
func (c *KnobRow) choiceTitle(o knob.Choice) any {
	if !c.absent(o) {
		return nil
	}
	return "Build the page with ./build.sh -sets " + buildWith(o.Value)
}

// unit is the unit of the field, where its label does not say it already.
func (c *KnobRow) unit() string {
	if strings.Contains(strings.ToLower(c.K.Label), c.K.Unit) {
		return ""
	}
	return c.K.Unit
}
