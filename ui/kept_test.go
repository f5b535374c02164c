package ui

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// FuzzKept: whatever the browser has kept, by whomever it was written, the page opens, says what it finds in words, and
// what it can read it would write the same.
func FuzzKept(f *testing.F) {
	study := volume{Numerics: lab.NumericVersion, At: 5, table: []byte("# #v=1&ber=0.01~0.02\n")}
	trained := note{Link: "v=1&epochs=2", Step: 3, Accuracy: 0.5, Bytes: 7, At: 9, Numerics: lab.NumericVersion}
	for _, text := range []string{study.text(), trained.text(), "v=1&epochs=3", `{"v=1":0.5}`, `{"a":1e999}`, "null",
		`{"numerics":-1,"order":[0,0,9]}`, "{}\n", `{"link":"v=1","step":-5,"accuracy":1e300,"bytes":-1,"numerics":1}`,
		strings.Repeat("[", 300), "light", "999999999999"} {
		f.Add(text, "v=1&epochs=3")
	}
	f.Add("x", "1/2/#v=1&seed=1~2")
	f.Fuzz(func(t *testing.T, text, link string) {
		if n, ok := noteOf(text); ok {
			if again, ok := noteOf(n.text()); !ok || again != n {
				t.Errorf("%+v comes back as %+v", n, again)
			}
		}
		if v, ok := volumeOf(text); ok {
			if again, ok := volumeOf(v.text()); !ok || again.Numerics != v.Numerics || again.At != v.At ||
				string(again.table) != string(v.table) {
				t.Errorf("%+v comes back as %+v", v, again)
			}
		}
		d := newDesk()
		for _, key := range []string{keyTheme, keyIntro, keyLevel, keyClass, keyLesson + link, keyBase, keyRates, keyWorkers, keyStudy + link,
			keyStudy + "v=1&ber=0.01~0.02", idealsKey(lab.NumericVersion), "studies", "study0"} {
			d.kept[key] = text
		}
		s := bootAt(d, "v=1&memory=ber&ber=0.01~0.02")
		s.RecordsFound(map[string]string{underWay + link: text, finished + link: text, link: text, keyOwn: text,
			underWay + "gone": text, trainedKey(s.link.Experiment): text}, nil)
		s.RecordRead(underWay+link, text, []byte(text), nil)
		s.RecordRead(finished+link, text, nil, nil)
		s.RecordRead(keyOwn, text, []byte(link), nil)
		if slices.ContainsFunc(s.Notices(), func(n Notice) bool { return n.Where == "page" }) {
			t.Errorf("notices %v", s.Notices())
		}
		for link, accuracy := range s.references.known {
			if !(accuracy >= 0 && accuracy <= 1) {
				t.Errorf("the ideal of %q is %g", link, accuracy)
			}
		}
		for key, rate := range s.speeds {
			if !(rate > 0) {
				t.Errorf("the rate %q is %g", key, rate)
			}
		}
		if _, err := json.Marshal(s.Facts()); err != nil {
			t.Error(err)
		}
	})
}
