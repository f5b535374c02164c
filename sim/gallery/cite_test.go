package gallery_test

import (
	"regexp"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/gallery"
)

// TestBibTeX: every paper of the gallery has an entry that TeX takes.
func TestBibTeX(t *testing.T) {
	year := regexp.MustCompile(`(?m)^  year = \{(19|20)\d\d\},?$`)
	for _, p := range gallery.Papers() {
		e := p.BibTeX()
		if !strings.HasPrefix(e, "@misc{"+p.Key+",\n") || !year.MatchString(e) ||
			strings.Count(e, "{") != strings.Count(e, "}") || regexp.MustCompile(`[^\\][&%#$_]`).MatchString(e) {
			t.Errorf("%s: %s", p.Key, e)
		}
	}
	got := gallery.Papers()[2].BibTeX()
	want := `@misc{locatelli2018,
  author = {Locatelli and Vincent and Querlioz},
  title = {{Use of Magnetoresistive Random-Access Memory as Approximate Memory for Training Neural Networks}},
  howpublished = {IEEE International Conference on Electronics, Circuits and Systems (ICECS)},
  year = {2018},
  eprint = {1810.10836},
  archiveprefix = {arXiv}
}
`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestPapersBehind: the memories that come of papers name them.
func TestPapersBehind(t *testing.T) {
	for name, key := range map[string]string{"rram-weak-reset": "majumdar2021", "rram-2t2r": "hirtzlin2020",
		"st-mram": "hirtzlin2019mram", "fefet": "yayla2022", "ber": "hirtzlin2019rram"} {
		memory := devices.TechnologyOf(name)
		if memory == nil {
			t.Fatalf("no memory %s", name)
		}
		var keys []string
		for _, p := range gallery.PapersBehind(memory.Source) {
			keys = append(keys, p.Key)
		}
		if !strings.Contains(strings.Join(keys, " "), key) {
			t.Errorf("%s, of which is said %q: papers %q, want %s among them", name, memory.Source, keys, key)
		}
	}
	if all := gallery.PapersBehind("your own data; assumed"); len(all) > 0 {
		t.Errorf("papers behind nothing: %v", all)
	}
}
