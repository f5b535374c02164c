package knob

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Parse reads the number of a knob that holds one: the place of the choice for kind OneOf, 0 or 1 for a Switch. The
// error is a *ValueError.
func (k *Knob) Parse(text string) (float64, error) {
	switch k.Kind {
	case OneOf:
		for i, c := range k.Choices {
			if c.Value == text {
				return float64(i), nil
			}
		}
		return 0, k.Refuse(text)
	case Wholes, Reals, Spelled:
		return 0, k.Refuse(text)
	}
	x, err := k.number(text)
	if err != nil {
		return 0, k.Refuse(text)
	}
	return x, nil
}

// ParseList reads the numbers of a list, first one first. The error is a *ValueError.
func (k *Knob) ParseList(text string) ([]float64, error) {
	parts := strings.Split(text, k.sign())
	if len(parts) > k.Most {
		return nil, k.Refuse(text)
	}
	all := make([]float64, len(parts))
	for i, part := range parts {
		x, err := k.number(part)
		if err != nil {
			return nil, k.Refuse(text)
		}
		all[i] = x
	}
	return all, nil
}

// Canon reads an allowed text of any kind and spells it canonically. The error is a *ValueError.
func (k *Knob) Canon(text string) (string, error) {
	if k.Kind == Spelled {
		canonical, err := k.Read(text)
		if err != nil {
			return "", Refuse(k.Key, text, k.Allowed()+"; "+err.Error())
		}
		return canonical, nil
	}
	if k.Kind == Wholes || k.Kind == Reals {
		all, err := k.ParseList(text)
		if err != nil {
			return "", err
		}
		texts := make([]string, len(all))
		for i, x := range all {
			texts[i] = k.Spell(x)
		}
		return strings.Join(texts, k.sign()), nil
	}
	x, err := k.Parse(text)
	if err != nil {
		return "", err
	}
	return k.Spell(x), nil
}

// Spell is the canonical text of an allowed number, of a list that of one of its numbers. It needs no escaping in a
// link, but for a Plus.
func (k *Knob) Spell(x float64) string {
	x += 0 // -0 becomes 0
	switch k.Kind {
	case OneOf:
		return k.Choices[int(x)].Value
	case Real:
		if k.Plus {
			return strconv.FormatFloat(x, 'g', -1, 64)
		}
		return Number(x)
	case Reals:
		return Number(x)
	}
	return strconv.FormatInt(int64(math.RoundToEven(x)), 10)
}

// Number writes a real number as links have it: as short as it can be read back, without the plus sign of an
// exponent, which would need escaping.
func Number(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'g', -1, 64), "e+", "e", 1)
}

// Allowed says in words which texts the knob takes.
func (k *Knob) Allowed() string {
	switch k.Kind {
	case Real:
		return fmt.Sprintf("a number from %g to %g", k.Min, k.Max)
	case Switch:
		return "0 or 1"
	case OneOf:
		return "one of " + k.named()
	case Wholes:
		return fmt.Sprintf("1 to %d whole numbers from %g to %g joined by -, such as %s",
			k.Most, k.Min, k.Max, k.Example)
	case Reals:
		return fmt.Sprintf("1 to %d numbers from %g to %g joined by _, such as %s", k.Most, k.Min, k.Max, k.Example)
	case Spelled:
		return k.Takes + ", such as " + k.Example
	}
	return fmt.Sprintf("a whole number from %.0f to %.0f", k.Min, k.Max)
}

// mostNamed is how many choices are named where there are very many: a message is to be read.
const mostNamed = 12

// named names the choices.
func (k *Knob) named() string {
	var names []string
	for _, c := range k.Choices {
		names = append(names, c.Value)
	}
	if n := len(names); n > 2*mostNamed {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNamed], ", "), n-mostNamed)
	}
	return strings.Join(names, ", ")
}

// sign joins the numbers of a list.
func (k *Knob) sign() string {
	if k.Kind == Wholes {
		return "-"
	}
	return "_"
}

// number reads one number in [Min, Max].
func (k *Knob) number(text string) (x float64, err error) {
	if k.Kind == Real || k.Kind == Reals {
		x, err = readReal(text)
	} else {
		x, err = readWhole(text)
	}
	if err == nil && !(x >= k.Min && x <= k.Max) {
		err = strconv.ErrRange
	}
	return x, err
}

// readWhole reads plain decimal digits, with a minus sign or not: no plus, no leading zero, no blank.
func readWhole(text string) (float64, error) {
	digits, negative := strings.CutPrefix(text, "-")
	if digits == "" || len(digits) > 1 && digits[0] == '0' || strings.Trim(digits, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseUint(digits, 10, 53) // as far as a float64 holds every whole number
	if err != nil || negative && n == 0 {
		return 0, strconv.ErrSyntax
	}
	if negative {
		return -float64(n), nil
	}
	return float64(n), nil
}

// readReal reads a plain decimal number, with or without exponent: no NaN, no infinity, and no plus but in the
// exponent.
func readReal(text string) (float64, error) {
	text = strings.Replace(text, "e+", "e", 1)
	if strings.Trim(text, "0123456789.e-") != "" {
		return 0, strconv.ErrSyntax
	}
	x, err := strconv.ParseFloat(text, 64)
	return x + 0, err // -0 becomes 0
}
