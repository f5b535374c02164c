package lesson

import (
	"strings"
	"testing"
)

// TestMarks: names, terms and numbers, and nothing of a text is taken for HTML.
func TestMarks(t *testing.T) {
	text := `Press *Train* <b> & read the [pair](cell-pair): {98.27 %|ideal first-light}.`
	if got, want := HTML(text), `Press <b>Train</b> &lt;b&gt; &amp; read the <span class="num"><button type="button" `+
		`class="plain term" data-term="cell-pair">pair</button>:</span> <span class="num">98.27 %</span>.`; got != want {
		t.Errorf("got %s", got)
	}
	if got := Paper(text); !strings.Contains(got, "the <i>pair</i>: ") {
		t.Errorf("on paper %s", got)
	}
	if got := Plain(text); got != `Press Train <b> & read the pair: 98.27 %.` {
		t.Errorf("plain %s", got)
	}
	for _, open := range []string{"a * b", "[a] b", "a [b](c", "{a} b", "a {b|c", "2**"} {
		if Plain(open) != open || HTML(open) != open {
			t.Errorf("%q is read as %q, %q", open, Plain(open), HTML(open))
		}
	}
	if n := Numbers(text); len(n) != 1 || n[0] != (Number{"98.27 %", "ideal first-light"}) || n[0].Digits() != "98.27" {
		t.Errorf("numbers %v", n)
	}
}

func TestTyped(t *testing.T) {
	q := Question{Answer: "{1,024|x}", Within: 0.5}
	for text, want := range map[string]bool{"1024": true, " 1,024 ": true, "1024.4": true, "1 024": true, "1025": false,
		"": false, "about": false, "1,0244": false} {
		if q.Typed(text) != want {
			t.Errorf("%q is taken: %v", text, !want)
		}
	}
	q = Question{Answer: "3.04", Within: 0.005, Unit: "points"}
	for text, want := range map[string]bool{"3.04": true, "3,04": true, "3.04 points": true, "3.045": true,
		"3.0451": false, "−3.04": false, "304": false} {
		if q.Typed(text) != want {
			t.Errorf("%q is taken: %v", text, !want)
		}
	}
	if q.Told() != "3.04 points" || Readable("x") || !Readable("−1.5e3") {
		t.Errorf("told %q", q.Told())
	}
}

func TestCondition(t *testing.T) {
	facts := map[string]string{"ran": "1", "pulses": "100", "memory": "ber", "sweep": ""}
	fact := func(name string) string { return facts[name] }
	for text, want := range map[string]bool{"": true, "ran": true, "sweep": false, "ran pulses<=100": true,
		"pulses<100": false, "pulses>99 pulses>=100 pulses!=7": true, "pulses=100.0": true,
		"memory=ber": true, "memory!=ber": false,
		"memory<x": false, "none=1": false, "none!=1": false} {
		c, err := ParseCondition(text)
		if err != nil || c.Met(fact) != want {
			t.Errorf("%q holds: %v, %v", text, !want, err)
		}
	}
	for _, text := range []string{"=", "a=", "a==b", "A", "a<b<c"} {
		if _, err := ParseCondition(text); err == nil || !strings.Contains(err.Error(), "allowed") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestProgress(t *testing.T) {
	l := &Lesson{Steps: []Step{{Done: "ran", Ask: &Question{}}, {Ask: &Question{}}, {}}}
	var p Progress
	if p.Begun() || p.Through(l, 0) || !p.Through(l, 2) {
		t.Error("nothing is through at first but what asks for nothing")
	}
	if !p.Do(0) || p.Do(0) {
		t.Error("what was done is news once")
	}
	p.Answer(0)
	p.Show(1)
	p.Step = 2
	p = ParseProgress(p.String())
	right, of := p.Count(l)
	if right != 1 || of != 2 || !p.Through(l, 0) || !p.Through(l, 1) {
		t.Errorf("%q: %d of %d are right", p, right, of)
	}
	if !p.Did(0) || !p.Shown(1) || p.Answered(1) || p.Step != 2 {
		t.Errorf("%q: %d of %d", p, right, of)
	}
	for _, text := range []string{"", "x 1", "-1 1", "1 9", "2 <"} {
		if p := ParseProgress(text); p.Begun() {
			t.Errorf("%q is %+v", text, p)
		}
	}
}

// TestBadFiles are refused, with what is wrong.
func TestBadFiles(t *testing.T) {
	for text, want := range map[string]string{
		`{"lessons":[{"name":"A b"}]}`: "A b", `{"lessons":[{"name":"a"},{"name":"a"}]}`: "taken",
		`{"other":1}`: "other", `[`: "lesson",
	} {
		if _, err := ParseList([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		`{"steps":[]}`: "no steps", `{"steps":[{"link":"v=1","scenario":"x"}]}`: "step 1",
		`{"steps":[{"done":"="}]}`:                        "allowed",
		`{"steps":[{"ask":{"choices":["a"],"right":2}}]}`: "2 of 1", `{"steps":[{"ask":{"answer":"x"}}]}`: "no number",
	} {
		if _, err := Parse(Row{Name: "a"}, []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
