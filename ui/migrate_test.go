package ui

import (
	"errors"
	"maps"
	"testing"
)

// texts are those of a browser; put is what comes of writing.
type texts struct {
	all map[string]string
	put error
}

func (t texts) GetText(key string) (string, bool, error) {
	text, ok := t.all[key]
	return text, ok, nil
}

func (t texts) PutText(key, text string) error {
	if t.put == nil {
		t.all[key] = text
	}
	return t.put
}

func (t texts) DeleteText(key string) error {
	delete(t.all, key)
	return nil
}

// TestMigrate: names without a prefix become names with one, once; what other pages may use is left, and so is all
// that cannot be written.
func TestMigrate(t *testing.T) {
	earlier := func() map[string]string {
		return map[string]string{"theme": "dark", "base": "https://lab.example/", "workers": "2", "ideals": `{"a":1}`,
			"rates": `{"b":2}`, "studies": "index", "study0": "zero", "study2": "two", "other": "not ours",
			"arraylab.rates": "newer"}
	}
	kept := earlier()
	Migrate(texts{all: kept}, "arraylab.")
	want := map[string]string{"theme": "dark", "base": "https://lab.example/", "workers": "2", "other": "not ours",
		"arraylab.theme": "dark", "arraylab.base": "https://lab.example/", "arraylab.workers": "2",
		"arraylab.ideals": `{"a":1}`, "arraylab.rates": "newer", "arraylab.studies": "index", "arraylab.study0": "zero",
		"arraylab.study2": "two"}
	if !maps.Equal(kept, want) {
		t.Errorf("kept are %v, want %v", kept, want)
	}
	kept["arraylab.theme"] = "light" // the visitor's choice since then
	if Migrate(texts{all: kept}, "arraylab."); kept["arraylab.theme"] != "light" {
		t.Error("what is there is taken from an earlier version again")
	}
	full := earlier()
	if Migrate(texts{full, errors.New("full")}, "arraylab."); full["ideals"] == "" || full["study0"] == "" {
		t.Errorf("what cannot be written is forgotten: %v", full)
	}
}
