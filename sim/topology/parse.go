package topology

import (
	"fmt"
	"strings"
)

// Error says which token of a network is not understood, or does not fit.
type Error struct {
	Token   string
	Place   int    // From 1.
	Allowed string // In words, with the value that is not.
}

// Error names the token and what is allowed.
func (e *Error) Error() string { return "topology: " + e.Words() }

// Words are those of the error, without the package.
func (e *Error) Words() string {
	return fmt.Sprintf("token %d, %q, is not allowed: %s", e.Place, clip(e.Token), e.Allowed)
}

// clip shortens what a stranger wrote before it is shown.
func clip(text string) string {
	if r := []rune(text); len(r) > 30 {
		return string(r[:30]) + "..."
	}
	return text
}

// Parse reads the text of a network; every error is an *Error. Whether it fits the images is asked of Shapes.
func Parse(text string, c Context) (Network, error) {
	n := Network{Last: c.Weights}
	tokens := strings.Split(text, "-")
	if end := len(tokens) - 1; strings.HasPrefix(tokens[end], "y") {
		s := scanner{token: tokens[end], rest: tokens[end][1:], place: end + 1, context: c}
		if level, ok := s.level(); ok {
			n.Last = level
		}
		if s.rest != "" {
			return n, s.refuse("the output layer is y with the level of its weights, b, t or e, not " + quote(s.rest))
		}
		tokens = tokens[:end]
	}
	if len(tokens) == 0 || len(tokens) > MaxLayers {
		return n, &Error{Token: text, Place: 1, Allowed: fmt.Sprintf(
			"1 to %d tokens stand before the output layer, not %d", MaxLayers, len(tokens))}
	}
	for i, token := range tokens {
		s := scanner{token: token, rest: token, place: i + 1, context: c}
		y, err := s.layer()
		if err != nil {
			return n, err
		}
		if err := s.follows(n.Layers, y.Kind); err != nil {
			return n, err
		}
		n.Layers = append(n.Layers, y)
	}
	return n, nil
}

// scanner reads a token from its start.
type scanner struct {
	token   string
	rest    string // what is not read yet
	place   int
	context Context
}

func (s *scanner) refuse(allowed string) error {
	return &Error{Token: s.token, Place: s.place, Allowed: allowed}
}

// quote shows what a stranger wrote.
func quote(text string) string { return fmt.Sprintf("%q", clip(text)) }

// follows tells whether a layer may stand behind the others.
func (s *scanner) follows(others []Layer, now Kind) error {
	before := Dense
	if len(others) > 0 {
		before = others[len(others)-1].Kind
	} else if now != Average {
		return nil
	}
	switch {
	case now == Average && (before == Dense || before == Average):
		return s.refuse("an average alone stands behind a c or d whose outputs it is of")
	case now != Dense && before == Dense:
		return s.refuse("a dense layer makes no maps: c and d stand before the first dense layer")
	}
	return nil
}

// layer reads the whole token.
func (s *scanner) layer() (y Layer, err error) {
	if s.take('a') {
		y.Kind = Average
		y.Kernel, y.Stride, err = s.average()
		return y, s.end(err, "an average alone has a window and s with a stride")
	}
	if s.rest == "" || !digit(s.rest[0]) {
		return y, s.refuse("a token begins with its maps or neurons, or is an average, a; y stands at the end alone")
	}
	y.Out, err = s.number("maps or neurons", 1, MaxMaps)
	follow := "a dense layer has levels behind its neurons"
	if err == nil && s.take('c') {
		y.Kind, follow, err = Conv, order, s.maps(&y)
	} else if err == nil && s.take('d') {
		y.Kind, follow, err = Depthwise, order, s.maps(&y)
	}
	s.levels(&y)
	return y, s.end(err, follow)
}

// order is that of the parts of a token.
const order = "behind c or d stand, in this order, kernel, s with stride, z with padding, p or a with window, levels " +
	"b, t or e of weights and of outputs"

// end tells whether all was read.
func (s *scanner) end(err error, follow string) error {
	if err == nil && s.rest != "" {
		return s.refuse(follow + ", not " + quote(s.rest))
	}
	return err
}

// maps reads what stands behind c or d.
func (s *scanner) maps(y *Layer) (err error) {
	c := s.context
	if y.Kernel, err = s.span("kernels", c.one(kernelSide), 1, 1, MaxKernel); err != nil {
		return err
	}
	y.Stride, y.Pad = c.one(1), y.Kernel.halved()
	if s.take('s') {
		if y.Stride, err = s.span("strides", Span{}, 1, 1, MaxStride); err != nil {
			return err
		}
	}
	if s.take('z') {
		if y.Pad, err = s.span("paddings", Span{}, 0, 0, MaxPad); err != nil {
			return err
		}
	}
	switch {
	case s.take('p'):
		y.Pool, err = s.span("windows", c.one(windowSide), 1, 1, MaxWindow)
	case s.take('a'):
		y.Mean, y.MeanStride, err = s.average()
	}
	if err == nil && y.Pool.single() {
		err = s.refuse("a pool has windows of more than one")
	}
	return err
}

// single tells whether the window is one value.
func (k Span) single() bool { return k.W == 1 && (k.H == 1 || k.H == either) }

// average reads what stands behind a.
func (s *scanner) average() (window, stride Span, err error) {
	window, err = s.span("windows", s.context.one(windowSide), 1, 1, MaxWindow)
	if stride = window; err == nil && s.take('s') {
		stride, err = s.span("strides", Span{}, 1, 1, MaxWindow)
	}
	if err == nil && window.single() && stride.single() {
		err = s.refuse("an average has windows or strides of more than one")
	}
	return window, stride, err
}

// levels reads none, one for both, or two.
func (s *scanner) levels(y *Layer) {
	y.Weights, y.Outputs = s.context.Weights, s.context.Outputs
	if both, ok := s.level(); ok {
		y.Weights, y.Outputs = both, both
	}
	if outputs, ok := s.level(); ok {
		y.Outputs = outputs
	}
}

// letters are those of the levels.
const letters = "?bte"

func (s *scanner) level() (level Level, ok bool) {
	if s.rest == "" {
		return Standard, false
	}
	i := strings.IndexByte(letters, s.rest[0])
	if i <= 0 {
		return Standard, false
	}
	s.rest = s.rest[1:]
	return Level(i), true
}

// take reads a letter, if it is there.
func (s *scanner) take(letter byte) bool {
	if s.rest == "" || s.rest[0] != letter {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// span reads a number for both sides, or two; without a number it is standard, if that is not the zero value. A number
// alone is, on a signal, beside so many rows.
func (s *scanner) span(what string, standard Span, alone, lo, hi int) (Span, error) {
	if standard != (Span{}) && (s.rest == "" || !digit(s.rest[0])) {
		return standard, nil
	}
	first, err := s.number(what, lo, hi)
	if err != nil || !s.take('x') {
		return s.context.along(first, alone), err
	}
	second, err := s.number(what, lo, hi)
	return Span{first, second}, err
}

// number reads plain decimal digits.
func (s *scanner) number(what string, lo, hi int) (n int, err error) {
	i := 0
	for ; i < len(s.rest) && digit(s.rest[i]); i++ {
		n = min(10*n+int(s.rest[i]-'0'), hi+1)
	}
	text := s.rest[:i]
	s.rest = s.rest[i:]
	if i == 0 {
		return 0, s.refuse(fmt.Sprintf("%s are whole numbers from %d to %d, not %s", what, lo, hi, quote(s.rest)))
	}
	if n < lo || n > hi || i > 1 && text[0] == '0' {
		return 0, s.refuse(fmt.Sprintf("%s are whole numbers from %d to %d, not %s", what, lo, hi, clip(text)))
	}
	return n, nil
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
