package knob

import "fmt"

// ValueError says that a knob, or another key of a link or a command, got a text that it does not allow.
type ValueError struct {
	Key     string // The knob's key.
	Value   string // What was given.
	Allowed string // What is allowed, in words.
}

// Error names the key, the value and what is allowed.
func (e *ValueError) Error() string {
	return fmt.Sprintf("knob: %s=%s is not allowed: %s takes %s", e.Key, Clip(e.Value), e.Key, e.Allowed)
}

// Refuse is the error of a value that a key does not allow, for checks that look at more than one knob.
func Refuse(key, value, allowed string) error {
	return &ValueError{Key: key, Value: value, Allowed: allowed}
}

// Refuse is the error of a text that the knob does not take.
func (k *Knob) Refuse(text string) error { return Refuse(k.Key, text, k.Allowed()) }

// Clip shortens what a stranger wrote before it is shown.
func Clip(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "..."
	}
	return text
}
