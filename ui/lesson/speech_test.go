package lesson

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"arraylab/ui/lang"
)

// tableOf are the texts of a language.
func tableOf(t *testing.T, code string) *lang.Table {
	t.Helper()
	body, err := os.ReadFile(assets + lang.File(code))
	if err != nil {
		t.Fatal(err)
	}
	table, err := lang.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// TestLessonsInOtherLanguages: each text of each lesson and of the plan has its translation, with the same figures of
// stored results, the same other numbers, and the same terms. Numbers are written as the language writes them, but for
// those of figures, which the page writes so as it shows them.
func TestLessonsInOtherLanguages(t *testing.T) {
	list, all := shipped(t)
	for _, l := range lang.All()[1:] {
		table, n := tableOf(t, l.Code), 0
		check := func(text string) string {
			said := table.Say(text)
			if n++; !table.Knows(text) {
				t.Errorf("%s: there is no translation of %q", l.Name, text)
			} else if !slices.Equal(figures(text), figures(said)) || !slices.Equal(numbers(text, inEnglish), numbers(said, inFrench)) ||
				!slices.Equal(sorted(Terms(text)), sorted(Terms(said))) {
				t.Errorf("%s: not the numbers and terms of the English:\n%s\n%s", l.Name, text, said)
			}
			return said
		}
		list.Say(check)
		for _, x := range all {
			x.Say(check)
		}
		if n < 400 {
			t.Errorf("%s: there are %d texts of lessons", l.Name, n)
		}
	}
}

func sorted(texts []string) []string { return slices.Sorted(slices.Values(texts)) }

// figures are the numbers of a text that are figures of stored results, in the order of their spelling.
func figures(text string) (all []string) {
	for _, n := range Numbers(text) {
		all = append(all, strings.Fields(n.Text)[0]+" = "+n.Figure)
	}
	return sorted(all)
}

var aNumber = regexp.MustCompile(`\d[\d.,\x{202f}]*`)

// What stands between the digits of a number, and the same as strconv has it.
var (
	inEnglish = strings.NewReplacer(",", "")
	inFrench  = strings.NewReplacer("\u202f", "", ",", ".")
)

// numbers are the other ones, without the signs of a language between their digits.
func numbers(text string, of *strings.Replacer) (all []string) {
	for _, p := range pieces(text) {
		if p.mark == '{' {
			continue
		}
		for _, n := range aNumber.FindAllString(p.words, -1) {
			all = append(all, of.Replace(strings.TrimRight(n, ".,\u202f")))
		}
	}
	return sorted(all)
}
