package gallery

import (
	"encoding/json"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// FuzzReadStored: whatever a file of results holds is refused, or read as what it is when it is written again.
func FuzzReadStored(f *testing.F) {
	of := []Scenario{{Name: "swept", Link: "epochs=2", Seeds: 2}, {Name: "other", Link: "v=1"}}
	run := func(link string) Outcome {
		return Outcome{Link: link, Numerics: 1, Accuracy: 0.5, Correct: 1, Total: 2, Ideal: -1,
			Fingerprint: print64("a")}
	}
	seed := func(x *Stored) {
		text, err := json.Marshal(Results{"swept": x})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	seed(&Stored{Outcome: run("v=1&epochs=2"), Form: StoredForm})
	seed(&Stored{Outcome: run("v=1&epochs=2"), Seeds: []Outcome{run("v=1&epochs=2&seed=2")}, Form: StoredForm})
	all, err := ReadStored(storedJSON, Rows())
	if err != nil {
		f.Fatal(err)
	}
	swept := 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		x := *all[name]
		if x.Sweep != nil && swept < 2 {
			swept++
			x.Seeds = nil
			seed(&x)
		}
	}
	f.Add(`{"swept":{"link":"epochs=0","numerics":1,"correct":0,"total":0,"form":3,"fingerprint":"` + print64("a") +
		`","seeds":[{"numerics":1,"fingerprint":"` + print64("a") + `"}]}}`)
	f.Add(`{"swept":{"sweep":{"chips":2147483647,"seeds":2147483647,"values":["1"]}}}`)
	f.Add(strings.Repeat(`{"a":`, 300))
	f.Fuzz(func(t *testing.T, text string) {
		const some = 1 << 20 // for a link
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := ReadStored([]byte(text), of)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > uint64(50*len(text)+some) {
			t.Errorf("%d bytes are made of %d", n, len(text))
		}
		if err != nil {
			if len(err.Error()) > 2000+len(text) {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		again, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("it is read and cannot be written: %v", err)
		}
		back, err := ReadStored(again, of)
		if err != nil || !reflect.DeepEqual(back, r) {
			t.Fatalf("%s comes back otherwise: %v", again, err)
		}
	})
}
