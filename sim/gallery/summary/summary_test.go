package summary

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"arraylab/sim/gallery"
)

// TestResultsAreWhatIsStored: sim/RESULTS.md is what the command writes, to the byte.
func TestResultsAreWhatIsStored(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b); err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../RESULTS.md")
	if err != nil || !bytes.Equal(have, b.Bytes()) {
		t.Errorf("sim/RESULTS.md is not what is stored (%v). To write it: "+
			"go run ./sim/cmd/arraylab scenarios -results sim/RESULTS.md", err)
	}
}

// TestEveryStoredResultIsTold: no scenario is stored that the summary does not name beside its claims and the list of
// all.
func TestEveryStoredResultIsTold(t *testing.T) {
	claimed := map[string]bool{}
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			for _, name := range c.Scenarios {
				claimed[name] = true
			}
		}
	}
	for name := range gallery.StoredResults() {
		if !claimed[name] && !strings.Contains(words, `"`+name+`"`) {
			t.Errorf("%s stands in no table of its own", name)
		}
	}
}

// TestWhatIsNotStoredIsNamed: a template that asks for what there is not fails, and says what.
func TestWhatIsNotStoredIsNamed(t *testing.T) {
	r := gallery.StoredResults()
	for text, says := range map[string]string{
		`{{.Accuracy "hour"}}`:                      `"hour"`,
		`{{.Runs "minute" "hour"}}`:                 `"hour"`,
		`{{.Formats "hour"}}`:                       `"hour"`,
		`{{.Tasks "hour"}}`:                         `"hour"`,
		`{{.Sweep "minute"}}`:                       `"minute" has no sweep`,
		`{{.Sweep "ber-tolerance" "worn-cells"}}`:   "sweeps cycles",
		`{{.Errors "hour"}}`:                        `"hour"`,
		`{{.At "ber-tolerance" "" "0.4"}}`:          `"0.4"`,
		`{{.Cells "ber-tolerance" "" "0.3 0.4"}}`:   `"0.4"`,
		`{{.Factor "ber-tolerance" "factor-30" 0}}`: `"factor-30"`,
		`{{.Saved "factor-thirty" "factor-30" 9}}`:  "factor 9",
		`{{.Ledger "memory=core"}}`:                 "core",
		`{{.Digital "hidden=many"}}`:                "many",
		`{{.Colour}}`:                               "Colour",
		`{{`:                                        "unclosed",
	} {
		if err := write(io.Discard, text, r); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestSeveralSeedsAreTold: a run of several seeds has mean and deviation, a sequence a row for each.
func TestSeveralSeedsAreTold(t *testing.T) {
	one := *gallery.StoredResults()["forgetting"]
	two := one.Outcome
	one.Accuracy, two.Accuracy = 0.5, 0.75
	one.Seeds = []gallery.Outcome{two}
	var b strings.Builder
	text := `{{.Accuracy "forgetting"}}{{"\n"}}{{.Tasks "forgetting"}}`
	if err := write(&b, text, gallery.Results{"forgetting": &one}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if lines[0] != "62.50 ± 17.68" || len(lines) != 5 || lines[3] != lines[4] {
		t.Errorf("%q", lines)
	}
}

// TestBarsInCellsAreEscaped.
func TestBarsInCellsAreEscaped(t *testing.T) {
	if got, want := table([][]string{{"a", "|w|"}, {"b", ""}}), "| a | \\|w\\| |\n|---|---|\n| b |  |"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
