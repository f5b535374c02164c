package lesson

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// check tells what of a question cannot be.
func (q *Question) check() error {
	if len(q.Choices) > 0 {
		if q.Right < 1 || q.Right > len(q.Choices) || q.Answer != "" {
			return fmt.Errorf("the right choice is %d of %d", q.Right, len(q.Choices))
		}
		return nil
	}
	if _, err := q.number(); err != nil {
		return fmt.Errorf("the answer is no number: %w", err)
	}
	return nil
}

// number is the number that answers the question, in its unit.
func (q *Question) number() (float64, error) {
	return strconv.ParseFloat(strings.ReplaceAll(NumberOf(q.Answer).Digits(), ",", ""), 64)
}

// Told is the right answer in words.
func (q *Question) Told() string {
	if len(q.Choices) > 0 {
		return q.Choices[q.Right-1]
	}
	text := NumberOf(q.Answer).Text
	if q.Unit != "" && !strings.HasSuffix(text, q.Unit) {
		text += " " + q.Unit
	}
	return text
}

// Chosen tells whether the choice of a number, from 1, is the right one.
func (q *Question) Chosen(choice int) bool { return choice == q.Right }

// Typed tells whether a typed text is the number that is asked for, or near enough. A comma can be a point or stand
// between thousands: either will do.
func (q *Question) Typed(text string) bool {
	want, err := q.number()
	if err != nil {
		return false
	}
	for _, x := range readings(text) {
		if math.Abs(x-want) <= q.Within*(1+1e-9) {
			return true
		}
	}
	return false
}

// Readable tells whether a typed text is a number at all.
func Readable(text string) bool { return len(readings(text)) > 0 }

// typed is the number at the beginning of a text, as it is typed.
func typed(text string) string {
	text = strings.TrimSpace(strings.NewReplacer("−", "-", "+", "").Replace(text))
	for i, c := range text {
		sign := c == '-' && (i == 0 || text[i-1] == 'e')
		exponent := c == 'e' && i > 0
		if !strings.ContainsRune("0123456789., ", c) && !sign && !exponent {
			return text[:i]
		}
	}
	return text
}

// readings are the numbers that a text can mean.
func readings(text string) (all []float64) {
	word := strings.ReplaceAll(typed(text), " ", "")
	for _, comma := range []string{".", ""} {
		if x, err := strconv.ParseFloat(strings.ReplaceAll(word, ",", comma), 64); err == nil {
			all = append(all, x)
		}
	}
	return all
}
