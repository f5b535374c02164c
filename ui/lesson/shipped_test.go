package lesson

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/glossary"
)

const assets = "../../assets/"

// shipped are the lessons as visitors get them, with the file of each in words.
func shipped(t *testing.T) (*List, []*Lesson) {
	t.Helper()
	read := func(name string) []byte {
		body, err := os.ReadFile(assets + name)
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	list, err := ParseList(read("lessons.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*Lesson
	for _, r := range list.Lessons {
		l, err := Parse(r, read("lesson-"+r.Name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	files, err := filepath.Glob(assets + "lesson-*.json")
	if err != nil || len(files) != len(all) {
		t.Errorf("%d files of lessons, %d rows: %v", len(files), len(all), err)
	}
	return list, all
}

// texts are all texts of a value, by where they stand.
func texts(t *testing.T, of any) (all []string) {
	t.Helper()
	body, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(body, &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(x any)
	walk = func(x any) {
		switch v := x.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, y := range v {
				walk(y)
			}
		case map[string]any:
			for _, y := range v {
				walk(y)
			}
		}
	}
	walk(tree)
	return all
}

// TestEveryNumberIsStored: what a text says of a run is what the stored result says, to the last digit.
func TestEveryNumberIsStored(t *testing.T) {
	list, all := shipped(t)
	n := 0
	check := func(where string, of any) {
		for _, text := range texts(t, of) {
			if strings.ContainsAny(Plain(text), "{}[]*") {
				t.Errorf("%s: a mark is not closed: %s", where, text)
			}
			for _, number := range Numbers(text) {
				n++
				x, err := gallery.StoredResults().Figure(number.Figure)
				if err != nil {
					t.Errorf("%s: %v", where, err)
				} else if got, unit := inUnitOf(t, number, x); math.Abs(got-valueOf(t, number)) > unit {
					t.Errorf("%s: %q, but %s is %.6g", where, number.Text, number.Figure, got)
				}
			}
		}
	}
	check("plan", list)
	for _, l := range all {
		for _, s := range l.Steps {
			check(l.Name+": "+s.Title, s)
		}
	}
	if n < 100 {
		t.Errorf("only %d numbers follow from stored results", n)
	}
}

// valueOf is a number as it is written.
func valueOf(t *testing.T, n Number) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.ReplaceAll(n.Digits(), ",", ""), 64)
	if err != nil {
		t.Fatalf("%q is no number: %v", n.Text, err)
	}
	return x
}

// inUnitOf is a figure in the unit of a number, and half of what its last digit is worth.
func inUnitOf(t *testing.T, n Number, x float64) (in, half float64) {
	t.Helper()
	scales := map[string]float64{"": 1, "%": 100, "points": 100, "µJ": 1e6, "nJ": 1e9}
	_, unit, _ := strings.Cut(n.Text, " ")
	scale, ok := scales[unit]
	if !ok {
		t.Fatalf("%q has an unknown unit", n.Text)
	}
	_, decimals, _ := strings.Cut(n.Digits(), ".")
	half = 0.5 * math.Pow(10, -float64(len(decimals)))
	return x * scale, half * (1 + 1e-9)
}

// TestLinksOfLessons are canonical, of scenarios that are stored, and what is to be trained takes seconds.
func TestLinksOfLessons(t *testing.T) {
	const most = 15 // seconds of two cores
	_, all := shipped(t)
	for _, l := range all {
		for _, s := range l.Steps {
			link := s.Link
			if s.Scenario != "" {
				x, ok := gallery.ScenarioOf(s.Scenario)
				if !ok || x.Stored == nil {
					t.Fatalf("%s: there is no result of %q", l.Name, s.Scenario)
				}
				if link = x.Link; strings.Contains(s.Done, "ran") && !x.Model && x.Stored.Seconds > most {
					t.Errorf("%s: %s trains for %.0f s", l.Name, s.Scenario, x.Stored.Seconds)
				}
			}
			if link == "" {
				continue
			}
			if got, err := lab.ParseLink("#" + link); err != nil || got.String() != link {
				t.Errorf("%s: %s is not canonical, but %s: %v", l.Name, link, got, err)
			}
		}
	}
}

// TestTermsOfLessons are in the glossary.
func TestTermsOfLessons(t *testing.T) {
	body, err := os.ReadFile(assets + "glossary.json")
	if err != nil {
		t.Fatal(err)
	}
	terms, err := glossary.ParseTerms(body)
	if err != nil {
		t.Fatal(err)
	}
	book, err := glossary.NewBook(terms, glossary.Fields())
	if err != nil {
		t.Fatal(err)
	}
	list, all := shipped(t)
	found := 0
	for _, text := range append(texts(t, list), texts(t, all)...) {
		for _, id := range Terms(text) {
			if found++; book.Of(id) == nil {
				t.Errorf("there is no term %q: %s", id, text)
			}
		}
	}
	if found < 25 {
		t.Errorf("only %d words lead to the glossary", found)
	}
}

// TestLessonsTeach: ten to twenty minutes, few words a step, a question in each, of which a wrong answer gets a hint
// and a right one a reason.
func TestLessonsTeach(t *testing.T) {
	list, all := shipped(t)
	if len(all) < 8 {
		t.Errorf("there are %d lessons", len(all))
	}
	for _, l := range all {
		if l.Minutes < 10 || l.Minutes > 20 || l.Title == "" || l.For == "" || !strings.HasSuffix(l.Learn, ".") ||
			len(l.Steps) < 5 || len(l.Steps) > 9 {
			t.Errorf("%s: %d minutes, %d steps, %+v", l.Name, l.Minutes, len(l.Steps), l.Row)
		}
		did := 0
		for _, s := range l.Steps {
			if words := len(strings.Fields(Plain(strings.Join(s.Text, " ")))); words > 110 || words < 10 {
				t.Errorf("%s: %q has %d words", l.Name, s.Title, words)
			}
			if s.Do != "" && s.Done != "" {
				did++
			}
			if q := s.Ask; q == nil || q.Hint == "" || q.Because == "" || !regexp.MustCompile(`[?.:]$`).MatchString(q.Text) {
				t.Errorf("%s: the question of %q is %+v", l.Name, s.Title, q)
			}
		}
		if did < 2 {
			t.Errorf("%s: only %d steps ask for something that is checked", l.Name, did)
		}
	}
	p := &list.Plan
	minutes := 0
	for _, part := range p.Parts {
		if minutes += part.Minutes; part.Lesson != "" && list.Of(part.Lesson) == nil {
			t.Errorf("the plan has a lesson %q", part.Lesson)
		}
	}
	if minutes != p.Minutes || p.Minutes != 90 || len(p.Closing) != 3 || len(p.Prepare) == 0 || len(p.Wrong) == 0 {
		t.Errorf("the plan has %d minutes of %d, %d closing questions", minutes, p.Minutes, len(p.Closing))
	}
}

// TestAnswers: each right answer is taken, and the hint does not give it away.
func TestAnswers(t *testing.T) {
	_, all := shipped(t)
	places := map[int]int{}
	for _, l := range all {
		for _, s := range l.Steps {
			switch q := s.Ask; {
			case q == nil:
			case len(q.Choices) > 0:
				places[q.Right]++
				if !q.Chosen(q.Right) || q.Chosen(q.Right+1) || slices.Contains(q.Choices[q.Right:], q.Choices[q.Right-1]) {
					t.Errorf("%s: %s", l.Name, q.Text)
				}
			default:
				given := strings.Contains(Plain(q.Hint), NumberOf(q.Answer).Text)
				if !q.Typed(q.Told()) || q.Typed("x") || q.Typed("-1") || given {
					t.Errorf("%s: %s: %q is not taken, or given away", l.Name, q.Text, q.Told())
				}
			}
		}
	}
	if len(places) < 3 {
		t.Errorf("right answers stand at %v", places)
	}
}

// TestSheets: that for students has all questions and no reason, that with answers has both.
func TestSheets(t *testing.T) {
	list, all := shipped(t)
	for _, l := range all {
		for i := range l.Steps {
			s := &l.Steps[i]
			plain, told := s.SheetStep(i+1, false), s.SheetStep(i+1, true)
			because := Paper(s.Ask.Because)
			if strings.Contains(plain, because) || !strings.Contains(told, because) ||
				!strings.Contains(plain, Paper(s.Ask.Text)) || strings.Contains(plain, "☑") || strings.Contains(plain, "<button") {
				t.Errorf("%s, step %d: %s", l.Name, i+1, plain)
			}
		}
		head := l.SheetHead(true, "https://a.b/#lesson=x")
		if !strings.Contains(head, "#lesson=x") || !strings.Contains(head, l.For) {
			t.Error(head)
		}
	}
	for _, text := range []string{list.Plan.PlanParts(), list.Plan.PlanHead(), list.Plan.PlanRest()} {
		if strings.ContainsAny(text, "{}|*") || len(text) < 200 {
			t.Error(text)
		}
	}
}
