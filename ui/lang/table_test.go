package lang

import (
	"os"
	"testing"
)

const assets = "../../assets/"

// french is the table of the page.
func french(t *testing.T) *Table {
	t.Helper()
	body, err := os.ReadFile(assets + File("fr"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

const small = `{"language": "xx", "decimal": ",", "thousands": "_", "texts": {"a": {
	"Train": "Entraîner", "{n} of {m} images": "{m}-{n}", "The {a} of {b} is lost.": "Perdu: {b}, {a}.", "weight": "poids",
	"pair": "paire", "Try again.": "Réessayez.", "Right. {a}": "Juste. {a}", ", ": " / ", "{n} s": "{n} sec"}}}`

// TestSay: texts are found as they stand, by templates whose parts are looked up in turn, and as sentences and lists;
// numbers are written as the language does, and what is not known stays.
func TestSay(t *testing.T) {
	table, err := Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Train":                                  "Entraîner",
		" \n Train  ":                            " \n Entraîner  ",
		"1,024 of 60,000 images":                 "60_000-1_024",
		"some of 60,000 images":                  "some of 60,000 images",
		"The weight of pair is lost.":            "Perdu: paire, poids.",
		"The x of pair is lost.":                 "Perdu: paire, x.",
		"weight, pair":                           "poids / paire",
		"weight, x":                              "weight, x",
		"The pair of weight is lost. Try again.": "Perdu: poids, paire. Réessayez.",
		"Right. Try again.":                      "Juste. Réessayez.",
		"98.27 %":                                "98,27 %",
		"−0.50":                                  "−0,50",
		"1.2.3":                                  "1.2.3",
		"1,2":                                    "1,2",
		"12.5 s":                                 "12,5 sec",
		"Entraîner":                              "Entraîner",
		"v0.5":                                   "v0.5",
		"":                                       "",
	} {
		if got := table.Say(text); got != want {
			t.Errorf("%q is said %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"Train": true, "12": true, "x": false, "weight, pair": true,
		"The x of pair is lost.": false, "Entraîner": true} {
		if got := table.Knows(text); got != want {
			t.Errorf("%q is known: %v", text, got)
		}
	}
	if (*Table)(nil).Say("Train") != "Train" {
		t.Error("English is not said as it is")
	}
}

// TestParse: what a file cannot be.
func TestParse(t *testing.T) {
	for _, body := range []string{`{`, `{"texts": {"a": {"x": "y"}, "b": {"x": "z"}}}`, `{"texts": {"a": {"x {n}": "{m}"}}}`} {
		if _, err := Parse([]byte(body)); err == nil {
			t.Errorf("%s is a table", body)
		}
	}
}
