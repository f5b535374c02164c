package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// A text that is not allowed stays in its control, with what is allowed; nothing else changes.
func TestKnobNotAllowed(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("lr", "7")
	shows(t, s, "f-lr", `value="7"`)
	shows(t, s, "f-lr", `aria-invalid="true"`)
	shows(t, s, "e-lr", "Allowed: a number from 1e-06 to 1.")
	if s.link.LR != lab.Default().LR || s.Stale() {
		t.Error("a text that is not allowed changed the experiment")
	}
	s.Train()
	ordered(t, d)
	s.Knob("lr", "0.1")
	if page := drawn(t, s); !strings.Contains(element(t, page, "e-lr"), "hidden") || s.link.LR != 0.1 {
		t.Error("the mended text is not taken")
	}
	s.Knob("learn", "device")
	shows(t, s, "e-learn", "latent when memory=ideal")
}

func TestBadLink(t *testing.T) {
	s, d := opened(t, "v=1&lr=9&hiden=3&epochs=3")
	page := drawn(t, s)
	for _, want := range []string{`data-key="lr"`, "lr=9: allowed is a number from 1e-06 to 1.", `data-key="hiden"`,
		"Did you mean hidden?"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	s.Train()
	ordered(t, d)
	s.UseDefaults()
	if s.link.Epochs != 3 || s.link.LR != lab.Default().LR || d.address != "v=1&epochs=3" {
		t.Errorf("mended to %q, address %q", s.link.String(), d.address)
	}
	if strings.Contains(drawn(t, s), "bad-link") {
		t.Error("the mended link is still called wrong")
	}
}

// A link that the page wrote itself is no news; another one is.
func TestHashChange(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("epochs", "4")
	s.Open("v=1&epochs=4")
	if s.link.Epochs != 4 {
		t.Error("an echo changed the settings")
	}
	s.Open("v=1&memory=ber")
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber"})
	if s.link.Epochs != lab.Default().Epochs {
		t.Error("the new link's settings are not taken")
	}
}

func TestReplay(t *testing.T) {
	for _, c := range []struct{ came, verdict, says string }{
		{"0123456789abcdef77", "exact", "Reproduced exactly"},
		{"0123456789abcdee77", "differs",
			"Not reproduced: the link expects fingerprint 0123456789abcdef, here came 0123456789abcdee"},
	} {
		s, d := opened(t, "v=1&epochs=1"+fp("0123456789abcdef")+"&run=1")
		if len(d.fetched) == 0 || s.State() != session.StateRunning && !s.Busy() {
			t.Fatal("run=1 does not run")
		}
		s.hears(wire.Status{State: wire.StateRunning})
		s.hears(wire.Result{Reason: "train",
			Result: lab.Result{Link: "v=1&epochs=1", Fingerprint: print(c.came)}})
		s.hears(wire.Status{State: wire.StateDone})
		state(t, s, session.StateDone)
		if s.Facts()["verdict"] != c.verdict || !strings.Contains(drawn(t, s), c.says) {
			t.Errorf("%s: verdict %q, %q", c.came, s.Facts()["verdict"], s.VerdictText())
		}
	}
	s, d := opened(t, "v=1&epochs=1&fp=0123456789abcdef")
	if s.Busy() {
		t.Error("a link without run=1 runs by itself")
	}
	shows(t, s, "replay", "Replay")
	s.Knob("epochs", "2")
	if strings.Contains(drawn(t, s), `id="verdict"`) || strings.Contains(d.address, "fp=") {
		t.Error("other settings still expect the fingerprint")
	}
}

// TestOlderLinks: one of other numerics than this page's is told so, before it is run and after, and never that it was
// not reproduced.
func TestOlderLinks(t *testing.T) {
	const digits = "0123456789abcdef"
	r := &lab.Result{Numerics: 2, Accuracy: 0.9793, Fingerprint: print("77")}
	for link, says := range map[lab.Numerics]string{
		1: "The link was made with numerics 1: accuracy can be compared, bits cannot, for this is numerics 2.",
		3: "The link was made with numerics 3, which are newer than those here, 2: this page or program may be old.",
	} {
		for accuracy, words := range map[float64][2]string{
			0:     {"", ""},
			97.95: {"The sender had 97.95 %; not yet run here.", "The sender had 97.95 %, here came 97.93 %."},
		} {
			var p replay
			p.expects(lab.Print{Numerics: link, Digits: digits}, accuracy, "")
			before := p.text(nil, false, 2)
			p.judge(r)
			after := p.text(r, false, 2)
			for i, text := range []string{before, after} {
				if !strings.HasPrefix(text, says) || !strings.Contains(text, words[i]) ||
					strings.Contains(strings.ToLower(text), "reproduced") || strings.Contains(text, digits) {
					t.Errorf("a link of numerics %d with %g %%: %q", link, accuracy, text)
				}
			}
		}
	}
}

// TestOlderLinksOfferTheirPage, where one was published; it gets the link as it was opened.
func TestOlderLinksOfferTheirPage(t *testing.T) {
	s, d := opened(t, "v=1&epochs=1&fp=1-0123456789abcdef&acc=97.95&hide=setup")
	s.seekEarlier(1)
	if len(d.sought) != max(0, lab.NumericVersion-1) {
		t.Errorf("a page of the same numerics is looked for: %v", d.sought)
	}
	d.sought = nil
	s.seekEarlier(2)
	if !slices.Equal(d.sought, []int{1}) {
		t.Errorf("looked for is the page of %v", d.sought)
	}
	if e := element(t, drawn(t, s), "verdict-earlier"); !strings.Contains(e, "hidden") {
		t.Errorf("before it is found there is %q", e)
	}
	s.EarlierFound(3, "v3/") // of a link before
	s.EarlierFound(1, "v1/")
	shows(t, s, "verdict-earlier", `href="v1/#v=1&amp;epochs=1&amp;fp=0123456789abcdef&amp;acc=97.95&amp;hide=setup"`)
	shows(t, s, "verdict-earlier", "Open it in the page of numerics 1")
	s.Knob("epochs", "2")
	if s.replay.earlier != "" {
		t.Error("other settings still offer it")
	}
}

func TestTeacherFlags(t *testing.T) {
	s, _ := opened(t, "v=1&hide=setup-confusion&lock=1")
	page := drawn(t, s)
	if !strings.Contains(element(t, page, "setup"), "hidden") || !s.Hidden("confusion") || s.Hidden("curves") {
		t.Error("hide= is not followed")
	}
	s.Knob("epochs", "3")
	if s.link.Epochs == 3 || !strings.Contains(element(t, page, "f-epochs"), "disabled") {
		t.Error("lock=1 is not followed")
	}
	s.sharing.teach("lock")
	s.sharing.teach("array")
	s.sharing.teach("setup")
	s.sharing.teach("array")
	if got := s.SharedLink(); !strings.HasSuffix(got, "&hide=setup&lock=1") {
		t.Errorf("shared link %q", got)
	}
}

func TestShareBase(t *testing.T) {
	s, d := opened(t, "")
	for base, warn := range map[string]bool{"http://localhost:8080/": true, "http://127.0.0.1:1/": true,
		"http://[::1]/x": true, "ftp://a.b/": true, "lab": true, "http://10.0.0.5:8080/": false,
		"https://lab.example/x/": false} {
		s.SetBase(base)
		if got := s.BaseWarning() != ""; got != warn {
			t.Errorf("base %s: warned %v, want %v", base, got, warn)
		}
	}
	s.SetBase(" https://lab.example/a/#v=1 ")
	if s.SharedLink() != "https://lab.example/a/#v=1"+fp("abcdef0123456789")+"&acc=98.2" ||
		d.kept[keyBase] != "https://lab.example/a/" {
		t.Errorf("link %q, kept %q", s.SharedLink(), d.kept[keyBase])
	}
	again := New(d, false)
	if again.Base() != "https://lab.example/a/" {
		t.Error("the base is forgotten")
	}
	s.Copy()
	if d.copies[0] != s.SharedLink() {
		t.Errorf("copied %q", d.copies[0])
	}
	s.Show("share")
	s.Copied(errors.New("no"))
	shows(t, s, "share-copied", "by hand")
	if q := s.QR(); q.W < 21+8 || q.W != q.H {
		t.Errorf("QR code of %d by %d", q.W, q.H)
	}
}

// TestBackUndoesAKnob: each knob that is turned begins an entry of the history, however many values a slider passes; to
// go back gives the settings before it, and leaves a run alone.
func TestBackUndoesAKnob(t *testing.T) {
	s, d := opened(t, "v=1&memory=ber&ber=0.01")
	first := s.opened
	s.Knob("ber", "0.02")
	d.clock += oneTurn / 4
	s.Knob("ber", "0.03")
	d.clock += oneTurn / 4
	s.Knob("ber", "0.04")
	s.Knob("seed", "7")
	d.clock += 2 * oneTurn
	s.Knob("seed", "8")
	var got []string
	for _, link := range d.entries {
		l, err := lab.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.TrimPrefix(l.Experiment.Link(), "v=1&"))
	}
	if want := []string{"memory=ber&ber=0.02", "memory=ber&ber=0.04&seed=7", "memory=ber&ber=0.04&seed=8"}; !slices.Equal(got, want) {
		t.Errorf("entries %q, want %q", got, want)
	}
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning, Link: s.link.Experiment.Link()})
	if !s.Busy() {
		t.Fatal("no run")
	}
	d.take()
	s.Open(first)
	if s.link.Experiment.Link() != "v=1&memory=ber&ber=0.01" || !s.Busy() {
		t.Errorf("back: %s, busy %t", s.link.Experiment.Link(), s.Busy())
	}
	for _, o := range d.take() {
		if c, ok := o.(wire.Control); ok {
			t.Errorf("to go back ended the run: %#v", c)
		}
	}
}
