package ui

import (
	"github.com/vugu/vugu"

	"arraylab/sim/mobilenet"
	"arraylab/ui/chart"
)

// MobileDialog shows MobileNet V1 by arithmetic, with a classifier of some width and format.
type MobileDialog struct{ S *Store }

// set is the handler of the figure's knobs.
func (c *MobileDialog) set(key, text string) { c.S.chrome.mobile.set(key, text) }

func (c *MobileDialog) shown() *mobileShown { return c.S.chrome.mobile.now() }

func (c *MobileDialog) figure() chart.Drawing { return c.shown().chart }

// needs is what arithmetic cannot tell.
func (c *MobileDialog) needs() string { return mobilenet.NeedsImageNet }

// assumed says how memory and energy are counted.
func (c *MobileDialog) assumed() string {
	return "Weights of 8 bits and floats are fetched once an image, from DRAM where they do not fit into 1 MB of SRAM; " +
		"those of one bit or two are sensed where they lie, in pairs of resistive devices. Normalization and biases are " +
		"as wide as the weights, but folded into thresholds, which are left out, where these have one bit or two. " +
		"Latency and the writing of the weights are left out, too."
}

// kinds is the table of the kinds of layers.
func (c *MobileDialog) kinds() vugu.HTML { return c.shown().kinds() }

// designs is the table of this design beside others.
func (c *MobileDialog) designs() vugu.HTML { return c.shown().designs() }

// layers is the table of all layers; empty while it is folded.
func (c *MobileDialog) layers() vugu.HTML {
	if c.S.chrome.unfolded != "layers" {
		return ""
	}
	return c.shown().layers()
}
