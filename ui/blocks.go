package ui

import (
	"cmp"
	"strconv"
	"strings"

	"arraylab/sim/topology"
)

// block is a layer of a network as the fields of its form hold it: what was typed, right or wrong. The grammar of
// package topology judges it.
type block struct {
	kind    string // one of blockKinds
	out     string // maps, or neurons; of an average nothing
	kernel  string // of an average its window
	stride  string
	pad     string // "" for half the kernel
	pooling string // "", p or a
	pool    string // its window
	weights string // levels: "", b, t or e
	outputs string
}

// The kinds of blocks: the letter behind the maps, and its name.
var blockKinds = [...][2]string{
	{denseKind, "dense"}, {convKind, "convolution"}, {depthKind, "depthwise convolution"}, {averageKind, "average"},
}

const (
	denseKind   = "dense"
	convKind    = "c"
	depthKind   = "d"
	averageKind = "a"
)

// blockFields are the fields of a block by the names that the form has for them.
var blockFields = map[string]func(*block) *string{
	"kind":    func(b *block) *string { return &b.kind },
	"out":     func(b *block) *string { return &b.out },
	"kernel":  func(b *block) *string { return &b.kernel },
	"stride":  func(b *block) *string { return &b.stride },
	"pad":     func(b *block) *string { return &b.pad },
	"pooling": func(b *block) *string { return &b.pooling },
	"pool":    func(b *block) *string { return &b.pool },
	"weights": func(b *block) *string { return &b.weights },
	"outputs": func(b *block) *string { return &b.outputs },
}

// blockOf is the block of a layer.
func blockOf(y topology.Layer, c topology.Context) block {
	b := block{out: strconv.Itoa(y.Out)}
	switch y.Kind {
	case topology.Average:
		return block{kind: averageKind, kernel: spanText(y.Kernel, c, 1), stride: spanText(y.Stride, c, 1)}
	case topology.Dense:
		b.kind = denseKind
	case topology.Conv:
		b.kind = convKind
	case topology.Depthwise:
		b.kind = depthKind
	}
	if y.Kind != topology.Dense {
		b.kernel, b.stride = spanText(y.Kernel, c, 1), spanText(y.Stride, c, 1)
		if y.Pad != (topology.Span{H: y.Kernel.H / 2, W: y.Kernel.W / 2}) {
			b.pad = spanText(y.Pad, c, 0)
		}
		b.pools(y, c)
	}
	if y.Weights != c.Weights || y.Outputs != c.Outputs {
		b.weights, b.outputs = levelText(y.Weights), levelText(y.Outputs)
	}
	return b
}

// pools tells of the pool of a layer.
func (b *block) pools(y topology.Layer, c topology.Context) {
	switch {
	case y.Pool != topology.Span{}:
		b.pooling, b.pool = "p", spanText(y.Pool, c, 1)
	case y.Mean != topology.Span{}:
		b.pooling, b.pool = "a", spanText(y.Mean, c, 1)
		if y.MeanStride != y.Mean {
			b.pool += "s" + spanText(y.MeanStride, c, 1)
		}
	}
}

// spanText is a span as it is typed: one number where that says it; alone are the rows beside it on a signal.
func spanText(k topology.Span, c topology.Context, alone int) string {
	if signal := c.Grid.H == 1; signal && k.H == alone || !signal && k.H == k.W {
		return strconv.Itoa(k.W)
	}
	return strconv.Itoa(k.H) + "x" + strconv.Itoa(k.W)
}

// levelText is the letter of a level.
func levelText(v topology.Level) string {
	return map[topology.Level]string{topology.Binary: "b", topology.Ternary: "t", topology.Eight: "e"}[v]
}

// token spells the block, in whatever way its fields were typed.
func (b *block) token(c topology.Context) string {
	switch b.kind {
	case averageKind:
		return "a" + b.kernel + after("s", b.stride)
	case denseKind:
		return b.out + b.levels(c)
	}
	text := b.out + b.kind + b.kernel + after("s", b.stride) + after("z", b.pad) + b.pooling
	if b.pooling != "" {
		text += b.pool
	}
	return text + b.levels(c)
}

// after puts a letter before what is there.
func after(letter, text string) string {
	if text == "" {
		return ""
	}
	return letter + text
}

// levels spells those of weights and outputs: where one of them is told, both are.
func (b *block) levels(c topology.Context) string {
	if b.weights == "" && b.outputs == "" {
		return ""
	}
	return cmp.Or(b.weights, levelText(c.Weights)) + cmp.Or(b.outputs, levelText(c.Outputs))
}

// maps tells whether the block has a kernel.
func (b *block) maps() bool { return b.kind == convKind || b.kind == depthKind }

// become makes a block one of another kind, with what such a block needs.
func (b *block) become(kind string) {
	b.kind = kind
	if kind != denseKind {
		b.kernel = cmp.Or(b.kernel, "3")
	}
	if kind != averageKind {
		b.out = cmp.Or(b.out, "16")
	}
}

// builder is the network in the making.
type builder struct {
	of     string // the text of the network that the blocks are
	blocks []block
	last   string // the token of the output layer, where its level is told
	at     int    // the chosen block: 0 for the input, then the layers from 1, behind them the classes
}

// take makes a network the one in the making.
func (b *builder) take(text string, n topology.Network, c topology.Context) {
	b.of, b.blocks, b.last = text, nil, ""
	for _, y := range n.Layers {
		b.blocks = append(b.blocks, blockOf(y, c))
	}
	if n.Last != c.Weights {
		b.last = "y" + levelText(n.Last)
	}
	b.choose(b.at)
}

// text spells the network as its blocks were typed.
func (b *builder) text(c topology.Context) string {
	var tokens []string
	for i := range b.blocks {
		tokens = append(tokens, b.blocks[i].token(c))
	}
	if b.last != "" {
		tokens = append(tokens, b.last)
	}
	return strings.Join(tokens, "-")
}

// choose chooses a block.
func (b *builder) choose(at int) { b.at = max(0, min(at, len(b.blocks)+1)) }

// chosen is the chosen layer; nil for the input and the classes.
func (b *builder) chosen() *block {
	if b.at < 1 || b.at > len(b.blocks) {
		return nil
	}
	return &b.blocks[b.at-1]
}

// set changes a field of the chosen block.
func (b *builder) set(field, text string) {
	y := b.chosen()
	at := blockFields[field]
	switch {
	case y == nil || at == nil:
	case field == "kind":
		y.become(text)
	case field == "pooling":
		if y.pooling = text; text != "" {
			y.pool = cmp.Or(y.pool, "2")
		}
	default:
		*at(y) = strings.TrimSpace(text)
	}
}

// add puts a layer behind the chosen block, like it; behind the input a convolution, before the classes a dense layer.
func (b *builder) add() {
	y := block{kind: convKind, out: "16", kernel: "3"}
	if like := b.chosen(); like != nil {
		y = *like
	} else if b.at > len(b.blocks) {
		y = block{kind: denseKind, out: "128"}
		b.at--
	}
	b.blocks = append(b.blocks[:b.at:b.at], append([]block{y}, b.blocks[b.at:]...)...)
	b.at++
}

// remove takes the chosen layer out.
func (b *builder) remove() {
	if b.chosen() == nil {
		return
	}
	b.blocks = append(b.blocks[:b.at-1:b.at-1], b.blocks[b.at:]...)
	b.choose(min(b.at, len(b.blocks)))
}

// canMove tells whether the chosen layer has a neighbour on that side.
func (b *builder) canMove(by int) bool {
	return b.chosen() != nil && b.at+by >= 1 && b.at+by <= len(b.blocks)
}

// move lets the chosen layer and its neighbour change places.
func (b *builder) move(by int) {
	if b.canMove(by) {
		b.blocks[b.at-1], b.blocks[b.at+by-1] = b.blocks[b.at+by-1], b.blocks[b.at-1]
		b.at += by
	}
}
