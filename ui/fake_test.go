package ui

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/vugu/vugu"
	"github.com/vugu/vugu/staticrender"

	"arraylab/sim/lab"
	"arraylab/ui/digit"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// desk is a browser that only takes notes.
type desk struct {
	orders   []any
	frames   []any
	fetched  []string
	absent   map[string]bool
	noModel  bool
	restarts int
	workers  int
	address  string
	entries  []string // those addresses that began an entry of the history
	base     string
	kept     map[string]string
	keeps    error
	sought   []int    // numerics whose page was looked for
	room     int      // for so many studies; 0 for any number
	writes   []string // keys of what was kept, in order
	name     string   // of the tab
	browser  *browser // what it shares with other tabs
	later    []func(*Store)
	copies   []string
	saved    []string
	bodies   [][]byte // of what was saved
	inked    int
	picked   []string
	theme    string
	focused  string
	model    string // the file of the network that was asked for last
	reloads  int
	prints   int
	language string   // that the browser asks for
	guest    bool     // it is in a frame of another page
	told     []string // what that was told
	// classAsks are what the class was asked: what, token and body.
	classAsks []string
	loans     []string // of a worker to the class
	clock     time.Duration
	over      wire.Job // of the result that was just reported
}

func (d *desk) Order(msg any) { d.orders = append(d.orders, msg) }
func (d *desk) Frame(msg any) { d.frames = append(d.frames, msg) }
func (d *desk) Size(task, _ string, _ int) int64 {
	if d.absent[task] {
		return 0
	}
	return 100
}
func (d *desk) Fetch(task, part string, piece int) {
	if partOf(task, part).Piece > 0 {
		part += fmt.Sprintf("/%d", piece)
	}
	d.fetched = append(d.fetched, task+"/"+part)
}
func (d *desk) FetchModel(file string) bool {
	d.model = file
	return !d.noModel
}
func (d *desk) AskClass(what, token string, body []byte) {
	d.classAsks = append(d.classAsks, what+" "+token+" "+string(body))
}
func (d *desk) FetchText(file string) bool {
	d.fetched = append(d.fetched, file)
	return !d.absent[file]
}
func (d *desk) Restart(n int)             { d.restarts++; d.workers = n }
func (d *desk) Earlier(n int)             { d.sought = append(d.sought, n) }
func (d *desk) Sources() (string, string) { return "0123456789ab", "2026-01-02" }
func (d *desk) Cores() int                { return 4 }
func (d *desk) Lend(token string, rest bool, own wire.Bring) {
	d.loans = append(d.loans, strings.TrimSpace(fmt.Sprint(token, " ", rest, " ", strings.Join(own.Names, " "))))
}
func (d *desk) EndLoan() { d.loans = append(d.loans, "end") }
func (d *desk) Address(link string, entry bool) {
	if d.address = link; entry {
		d.entries = append(d.entries, link)
	}
}
func (d *desk) Base() string             { return d.base }
func (d *desk) Recall(key string) string { return d.kept[key] }
func (d *desk) Forget(key string)        { delete(d.kept, key) }
func (d *desk) Kept(prefix string) map[string]string {
	all := maps.Clone(d.kept)
	maps.DeleteFunc(all, func(key, _ string) bool { return !strings.HasPrefix(key, prefix) })
	return all
}
func (d *desk) Copy(text, field string) { d.copies = append(d.copies, text) }
func (d *desk) Download(n string, body []byte) {
	d.saved, d.bodies = append(d.saved, n), append(d.bodies, body)
}
func (d *desk) PickFile(ends string) { d.picked = append(d.picked, ends) }
func (d *desk) Ink([]digit.Stroke)   { d.inked++ }
func (d *desk) Focus(id string)      { d.focused = id }
func (d *desk) Theme(name string)    { d.theme = name }
func (d *desk) Print()               { d.prints++ }
func (d *desk) Reload()              { d.reloads++ }
func (d *desk) Guest() bool          { return d.guest }
func (d *desk) Language() string     { return d.language }
func (d *desk) Tell(text string)     { d.told = append(d.told, text) }
func (d *desk) Now() time.Duration   { return d.clock }
func (d *desk) PickData(folder bool) {
	d.picked = append(d.picked, fmt.Sprint("data, folder ", folder))
}
func (d *desk) Keep(key, text string) error {
	d.writes = append(d.writes, key)
	if n := len(d.Kept(keyStudy)); d.room > 0 && strings.HasPrefix(key, keyStudy) && d.kept[key] == "" && n >= d.room {
		return ErrFull
	}
	if d.keeps == nil {
		d.kept[key] = text
	}
	return d.keeps
}

// take returns the orders since the last call.
func (d *desk) take() []any {
	o := d.orders
	d.orders = nil
	return o
}

// withJob is a message with the number of a job, where it has room for one.
func withJob(msg any, id wire.Job) any {
	v := reflect.New(reflect.TypeOf(msg)).Elem()
	v.Set(reflect.ValueOf(msg))
	if f := v.FieldByName("Job"); f.IsValid() {
		f.Set(reflect.ValueOf(id))
	}
	return v.Interface()
}

// hears reports a message as the engine would: what is of a job carries the number of the one under way, and the state
// that follows a result that of the job which it was of. A result that comes of no job is that of a run begun for it.
func (s *Store) hears(msg any) {
	d, id := s.desk.(*desk), s.session.Job().ID
	over := d.over
	d.over = 0
	switch m := msg.(type) {
	case wire.Result:
		m.Numerics = cmp.Or(m.Numerics, lab.NumericVersion)
		msg = m
		if s.session.Idle() {
			s.session.Train(m.Link)
			s.session.Supply(session.Supply{Images: true})
			id = s.session.Job().ID
		}
		d.over = id
	case wire.Status:
		if m.State == wire.StateDone && over != 0 {
			id = over
		}
	case wire.Saved:
		if m.Reason != wire.SaveIdeal {
			id = m.Job
		}
	case wire.Failure:
		if m.Where == wire.WhereView || m.Where == wire.WhereDigit {
			id = 0
		}
	}
	s.Report(withJob(msg, id))
}

// modelLink is the link of the model that the page opens with.
const modelLink = "v=1"

// fp is what a link of today's numerics tells of a fingerprint.
func fp(digits string) string {
	return "&fp=" + lab.Print{Numerics: lab.NumericVersion, Digits: digits}.String()
}

// print is a fingerprint that begins as given.
func print(first string) string { return first + strings.Repeat("0", 64-len(first)) }

// atBoot is a store whose page has just opened with a hash.
func atBoot(hash string) (*Store, *desk) {
	d := newDesk()
	return bootAt(d, hash), d
}

func newDesk() *desk {
	return tabOf(newBrowser(), "tab")
}

func bootAt(d *desk, hash string) *Store {
	s := New(d, false)
	s.Boot(hash)
	return s
}

// opened is a store whose page shows the trained model at work and holds all images.
func opened(t *testing.T, hash string) (*Store, *desk) {
	t.Helper()
	if hash == "" {
		hash = modelLink
	}
	d := newDesk()
	return openedAt(t, d, hash), d
}

// openedAt is the same at a desk where there were visits before.
func openedAt(t testing.TB, d *desk, hash string) *Store {
	t.Helper()
	s := bootAt(d, hash)
	s.hears(wire.Ready{Numerics: 1})
	s.Fetched("mnist", "test", 0, []byte("test"), nil)
	s.ModelFetched([]byte("model"), nil)
	s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	s.hears(wire.Status{State: wire.StateRunning, Link: modelLink})
	s.hears(wire.Result{Reason: "load",
		Result: lab.Result{Link: modelLink, Accuracy: 0.982, Correct: 9820, Total: 10000, IdealAccuracy: 0.982,
			BER: []float64{0, 0, 0}, Step: 12000, Fingerprint: print("abcdef0123456789"),
			Curve: []lab.Point{{Epoch: 1, TrainAcc: 0.9, TestAcc: 0.91}, {Epoch: 2, TrainAcc: 0.95, TestAcc: 0.94}}}})
	s.hears(wire.Status{State: wire.StateDone, Link: modelLink})
	s.Fetched("mnist", "train", 0, []byte("train"), nil)
	s.hears(wire.DataState{Task: "mnist", Part: "train", Images: 60000})
	for s.specimen.asking.asked {
		s.hears(sevenScores(0))
	}
	d.take()
	return s
}

func sevenScores(index int) wire.Scores {
	r := wire.Scores{Index: index, Scores: lab.Scores{Class: 7, Label: 7, Pixels: make([]byte, 784),
		Bits: [][]byte{make([]byte, 1024), make([]byte, 1024)}}}
	if index < 0 {
		r.Label = -1
	}
	r.Scores.Scores = make([]float64, 10)
	r.Scores.Scores[7] = 0.91
	r.Bits[0][3], r.Bits[1][5] = 1, 1
	return r
}

// drawn is the whole page as HTML.
func drawn(t *testing.T, s *Store) string {
	t.Helper()
	env, err := vugu.NewBuildEnv()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	built := env.RunBuild(&App{S: s})
	fits(t, built, built.Out.Out)
	if err := staticrender.New(&b).Render(built); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mostBytes is the most of an element's attribute, property or text: what is larger is compared at each drawing, and
// goes the way of charts and pictures instead (Vugu's own renderer had 16 KiB for an instruction).
const mostBytes = 16<<10 - 100

// fits fails where an attribute or a text is too long.
func fits(t *testing.T, built *vugu.BuildResults, nodes []*vugu.VGNode) {
	t.Helper()
	for _, n := range nodes {
		for ; n != nil; n = n.NextSibling {
			if n.Type != vugu.ElementNode && len(n.Data) > mostBytes {
				t.Errorf("a text of %d bytes: %.60s", len(n.Data), n.Data)
			}
			for _, a := range n.Attr {
				if len(a.Key)+len(a.Val) > mostBytes {
					t.Errorf("<%s>: %s has %d bytes: %.60s", n.Data, a.Key, len(a.Val), a.Val)
				}
			}
			for _, p := range n.Prop {
				if len(p.Key)+len(p.JSONVal) > mostBytes {
					t.Errorf("<%s>: %s has %d bytes: %.60s", n.Data, p.Key, len(p.JSONVal), p.JSONVal)
				}
			}
			if n.Component != nil {
				fits(t, built, built.ResultFor(n.Component).Out)
			}
			fits(t, built, []*vugu.VGNode{n.FirstChild})
		}
	}
}

// element returns the start tag and the text up to the next tag of the element with an id.
func element(t *testing.T, page, id string) string {
	t.Helper()
	at := strings.Index(page, `id="`+id+`"`)
	if at < 0 {
		t.Fatalf("the page has no element %q", id)
	}
	from := strings.LastIndex(page[:at], "<")
	to := strings.Index(page[at:], "<")
	return page[from : at+to]
}

// shows fails unless the element's start tag or text holds what is wanted.
func shows(t *testing.T, s *Store, id, want string) {
	t.Helper()
	if e := element(t, drawn(t, s), id); !strings.Contains(e, want) {
		t.Errorf("#%s is %q, want it to hold %q", id, e, want)
	}
}

// holds fails unless the page holds what is wanted.
func holds(t *testing.T, s *Store, want string) {
	t.Helper()
	if !strings.Contains(drawn(t, s), want) {
		t.Errorf("the page does not hold %q", want)
	}
}

// ordered fails unless exactly these orders were given since the last look.
func ordered(t *testing.T, d *desk, want ...any) {
	t.Helper()
	got := d.take()
	for i, o := range got {
		got[i] = withJob(o, 0) // which number it is, is the session's own test
	}
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("orders %#v, want %#v", got, want)
	}
}

func state(t *testing.T, s *Store, want string) {
	t.Helper()
	if got := s.State(); got != want {
		t.Errorf("state %q, want %q", got, want)
	}
}

var errOffline = errors.New("the server cannot be reached")
