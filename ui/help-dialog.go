package ui

import (
	"fmt"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/ui/lang"
)

// HelpDialog says what this is and how to use it.
type HelpDialog struct{ S *Store }

// languages are those that the page speaks.
func languages() []lang.Language { return lang.All() }

// version is what to name in a question about the page.
func (c *HelpDialog) version() string {
	commit, date := c.S.desk.Sources()
	return fmt.Sprintf("This page was built of commit %s, date %s. Numeric version %d.", commit, date,
		lab.NumericVersion)
}

// helpText is the whole text: it is static, so it is one string of HTML.
const helpText vugu.HTML = `<h2>Arraylab</h2>
<p>A binarized neural network has weights of −1 and +1 alone, one bit each: a neuron multiplies by XNOR and adds by
counting ones. Such weights can sit in arrays of emerging memories, which are imperfect. This page trains and runs
such a network on a simulated array, here in your browser, and shows what each imperfection costs.</p>
<h3>What to try</h3>
<ul>
<li><b>Lessons</b>, below: ten to twenty minutes each, with questions that the page checks, sheets to print, and a
plan of a class.</li>
<li><b>Gallery</b>: examples to begin with, and what papers claim beside what was found here, each with
how long it takes here.</li>
<li><b>Digit</b>, or <b>Image</b>: step through test images, draw a digit yourself, or, where images are in colour,
show a picture of your own.</li>
<li><b>Neurons</b>: choose one to see its inputs, weights, sum and threshold.</li>
<li><b>Array</b>: every cell of a layer. Wheel or pinch zooms, dragging moves, pointing at a cell reads it. Of a
convolution also its maps of the image, the sums before them, and its kernels.</li>
<li><b>Setup</b>: change a setting. What only concerns programming or reading is inferred anew at once; what
concerns learning takes Train.</li>
<li><b>Sweep</b>, below the result: accuracy over a knob of the memory, on as many chips as you like.</li>
<li><b>Glossary</b>, below: every knob and term, with drawings. A question mark beside a knob leads to its entry.</li>
<li><b>Why metaplasticity works</b>, below: two hidden weights to play with, for a lecture on forgetting.</li>
</ul>
<h3>Reproducible</h3>
<p>A link holds all settings and decides every bit of the result. <b>Share</b> adds the result's fingerprint; whoever
opens it replays the run and is told whether it came out the same. Nothing is uploaded. <b>Save</b> keeps the trained
network as a file, <b>Open</b> brings it back. It also puts a trained network of
another program on the memory that is set, where it is the network that is set: ONNX as saved below, or NPZ with the
arrays W1, gamma1, beta1, mean1, var1, W2 and so on.</p>
<h3>Keys</h3>
<p>Tab walks through everything, Space and Enter press, arrows move sliders and walk through the cells of the array,
Escape closes what is open.</p>
<h3>Sources</h3>
<p>Weak-RESET devices: Majumdar et al., IEEE Trans. Electron Devices 2021 (arXiv:2107.06064). Values that no source
gives are marked assumed.
<a href="licenses.txt">Licences of what this page is made of</a>.</p>`
