package ui

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// visited is the store of a page that another page shows in a frame, with the network that it opens with at work.
func visited(t *testing.T, hash string) (*Store, *desk) {
	t.Helper()
	d := newDesk()
	d.guest = true
	return openedAt(t, d, hash), d
}

// hisWords returns what the page around was told since the last call.
func (d *desk) hisWords(t *testing.T) (all []word) {
	t.Helper()
	for _, text := range d.told {
		var w word
		if err := json.Unmarshal([]byte(text), &w); err != nil || w.Arraylab != language {
			t.Fatalf("told %q: %v", text, err)
		}
		all = append(all, w)
	}
	d.told = nil
	return all
}

// TestGuestRunsALink: it is asked to run a link and tells how that goes and what comes of it, with the name of the run.
func TestGuestRunsALink(t *testing.T) {
	s, d := visited(t, "v=1")
	ready := word{Arraylab: 1, Event: "ready", Link: "v=1", Numerics: lab.NumericVersion}
	if all := d.hisWords(t); len(all) == 0 || all[0] != ready {
		t.Errorf("at first it tells %+v", all)
	}
	s.Tick()
	d.hisWords(t)
	s.Asked(`{"arraylab": 1, "id": "slide 7", "run": "#epochs=1&v=1&lock=1"}`)
	ordered(t, d, wire.Start{Link: "v=1&epochs=1"})
	s.hears(wire.Status{State: wire.StateRunning, Link: "v=1&epochs=1"})
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "train", Epoch: 1, Epochs: 1, Fraction: 0.5}})
	s.Tick()
	all := d.hisWords(t)
	want := word{Arraylab: 1, Event: "progress", ID: "slide 7", State: "running", Link: "v=1&epochs=1",
		Epoch: 1, Epochs: 1, Part: 0.5}
	if len(all) != 1 || all[0] != want {
		t.Errorf("of the run it tells %+v, want %+v", all, want)
	}
	s.Tick()
	if all := d.hisWords(t); len(all) > 0 {
		t.Errorf("it tells the same again: %+v", all)
	}
	s.Asked(`{"arraylab": 1, "pause": true}`)
	s.Asked(`{"arraylab": 1, "run": "v=1&epochs=2"}`)
	if all := d.hisWords(t); len(all) != 1 || all[0].Event != "refused" || !strings.Contains(all[0].Why, "under way") {
		t.Errorf("a second run: %+v", all)
	}
	d.take()
	d.clock += time.Second
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: "v=1&epochs=1", Accuracy: 0.9, Correct: 9000,
		Total: 10000, Numerics: 1, Fingerprint: print("77")}})
	s.hears(wire.Status{State: wire.StateDone})
	s.Tick()
	all = d.hisWords(t)
	want = word{Arraylab: 1, Event: "result", ID: "slide 7", Link: "v=1&epochs=1", Accuracy: 0.9, Correct: 9000,
		Total: 10000, Numerics: 1, Fingerprint: print("77")}
	if len(all) != 2 || all[0].State != "done" || all[1] != want {
		t.Errorf("of the result it tells %+v, want %+v", all, want)
	}
	s.Asked(`{"arraylab": 1, "ask": "state"}`)
	if all := d.hisWords(t); len(all) != 1 || all[0].Event != "progress" || all[0].State != "done" {
		t.Errorf("asked for its state it tells %+v", all)
	}
}

// TestGuestRefuses: what is not understood is refused with what is allowed, and changes nothing.
func TestGuestRefuses(t *testing.T) {
	s, d := visited(t, "v=1")
	d.hisWords(t)
	for text, why := range map[string]string{
		``:                                    "allowed are arraylab: 1",
		`[]`:                                  "allowed are",
		`{"arraylab": 1}`:                     "0 of run, open, pause, stop and ask",
		`{"arraylab": 2, "stop": true}`:       "speaks version 1",
		`{"arraylab": 1, "run": 7}`:           "allowed are",
		`{"arraylab": 1, "eval": "alert(1)"}`: "allowed are",
		`{"arraylab": 1, "ask": "cookies"}`:   `allowed is "state"`,
		`{"arraylab": 1, "run": "v=1", "stop": true}`:                            "2 of run",
		`{"arraylab": 1, "run": "v=1&lr=9"}`:                                     "lr",
		`{"arraylab": 1, "open": "javascript:alert(1)"}`:                         "javascript",
		`{"arraylab": 1, "run": "` + strings.Repeat("v=1&", MostAsk) + `"}`:      "allowed are 16384",
		`{"arraylab": 1, "stop": true, "id": "` + strings.Repeat("x", 65) + `"}`: "longer than 64",
	} {
		s.Asked(text)
		all := d.hisWords(t)
		if len(all) != 1 || all[0].Event != "refused" || !strings.Contains(all[0].Why, why) {
			t.Errorf("%.60s: told %+v, want a refusal with %q", text, all, why)
		}
		if got := s.link.Experiment.Link(); got != "v=1" {
			t.Errorf("%.60s: it changed the settings to %s", text, got)
		}
	}
	s.Asked(`{"arraylab": 1, "run": "v=1&batch=1"}`) // a sound link that cannot be trained
	if all := d.hisWords(t); len(all) != 1 || !strings.Contains(all[0].Why, "batch") {
		t.Errorf("told %+v", all)
	}
	ordered(t, d)
}

// TestOnlyAGuestTalks: a page that is in no frame tells nobody anything.
func TestOnlyAGuestTalks(t *testing.T) {
	s, d := opened(t, "v=1&embed=1")
	s.Tick()
	s.Asked(`{"arraylab": 1, "ask": "state"}`)
	if len(d.told) > 0 {
		t.Errorf("told %q", d.told)
	}
}

// TestGuestsPage: Train or Replay, and the way to the laboratory; neither settings nor what leads elsewhere.
func TestGuestsPage(t *testing.T) {
	d := newDesk()
	d.guest, d.base = true, "https://lab.example/a/embed.html"
	s := openedAt(t, d, "v=1&epochs=1&fp=0123456789abcdef&lock=1&hide=curves")
	page := drawn(t, s)
	for panel, hidden := range map[string]bool{"setup": true, "devices": true, "gallery": true, "share": true,
		"curves": true, "array": false, "result": false, "transport": false, "confusion": false} {
		if got := hiddenTag(panelTags(page, panel)[0]); got != hidden {
			t.Errorf("%s is hidden: %v, want %v", panel, got, hidden)
		}
	}
	if !strings.Contains(page, ">Replay<") || strings.Contains(page, `id="verdict"`) {
		t.Error("a link with a fingerprint is not offered to be replayed by its button alone")
	}
	for _, want := range []string{`href="https://lab.example/a/#v=1&amp;epochs=1"`, `target="_blank"`,
		`rel="noopener"`} {
		shows(t, s, "home", want)
	}
	if own, _ := opened(t, "v=1&epochs=1&fp=0123456789abcdef"); (&Transport{S: own}).trainLabel() != "Train" {
		t.Error("a page of its own says Replay")
	}
}

// FuzzAsked: no message of the page around does harm, and each is answered by at most one word.
func FuzzAsked(f *testing.F) {
	for _, text := range []string{`{"arraylab": 1, "run": "v=1&epochs=1"}`,
		`{"arraylab": 1, "pause": false, "id": "x"}`,
		`{"arraylab": 1, "open": "#v=1&seed=1~2"}`, `{"arraylab": 1e9}`, `{`, `null`, `{"arraylab":1,"ask":"state"}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := newDesk()
		d.guest = true
		s := bootAt(d, "v=1")
		d.told = nil
		s.Asked(text)
		if len(d.told) > 1 || len(s.notices) > 0 {
			t.Errorf("told %q, notices %v", d.told, s.notices)
		}
		for _, told := range d.told {
			if len(told) > 8*MostAsk || !json.Valid([]byte(told)) {
				t.Errorf("told %q", told)
			}
		}
	})
}

// TestFrameCode: what is copied is an element whose address survives its quotes.
func TestFrameCode(t *testing.T) {
	s, d := opened(t, "")
	s.SetBase("https://lab.example/a/index.html?x=1")
	s.sharing.teach("run")
	want := `<iframe src="https://lab.example/a/embed.html#v=1` +
		strings.ReplaceAll(fp("abcdef0123456789")+"&acc=98.2&run=1", "&", "&amp;") +
		`" width="640" height="420" style="border: 0" title="Arraylab: ` + s.Describe() + `"></iframe>`
	if got := s.FrameCode(); got != want {
		t.Errorf("code %q, want %q", got, want)
	}
	s.sharing.chooseSize(frameSizes[3].title)
	s.CopyFrame()
	if !strings.Contains(d.copies[0], `width="100%" height="520"`) {
		t.Errorf("copied %q", d.copies[0])
	}
	s.Show("share")
	shows(t, s, "share-frame", "readonly")
	s.chrome.unfold("slides")
	shows(t, s, "share-slides-open", "summary")
	if page := drawn(t, s); strings.Count(page, "<details class=\"slides\" open") != 1 {
		t.Error("one part of the dialog is to be unfolded")
	}
	if s.chrome.unfold("slides"); s.chrome.unfolded != "" {
		t.Error("it does not fold again")
	}
	s.Show("qr")
	shows(t, s, "qr-large", "lab-pixels")
}
