package help_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"arraylab/sim/cmd/class"
	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
	"arraylab/wasm/worker/brought"
	"arraylab/wasm/worker/help"
)

// world is a browser around a helper: it speaks with a class by HTTP, and its data sets are files.
type world struct {
	base, token string
	folder      string
	begun       time.Time
	mu          sync.Mutex
	told        []wire.Lent
	fetched     []string
	until       func() bool
}

func (w *world) Ask(what string, body []byte) (int, []byte) {
	if w.until() {
		return 401, nil // which ends the help
	}
	q, err := http.NewRequest(http.MethodPost, w.base+"/class/v1/"+what, strings.NewReader(string(body)))
	if err != nil {
		return 0, nil
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Origin", w.base)
	q.Header.Set("Authorization", "Bearer "+w.token)
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	got, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, got
}

func (w *world) Fetch(url string) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fetched = append(w.fetched, url)
	return os.ReadFile(filepath.Join(w.folder, url))
}

func (w *world) Turn()                 {}
func (w *world) Sleep(d time.Duration) { time.Sleep(min(d, 250*time.Millisecond)) }
func (w *world) Now() time.Duration    { return time.Since(w.begun) }

func (w *world) tell(m wire.Lent) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, m)
}

// order sends one of the lecturer's.
func order(t *testing.T, base, bearer, path string, body any) []byte {
	t.Helper()
	text, _ := json.Marshal(body)
	method := http.MethodPost
	if body == nil {
		method = http.MethodGet
	}
	q, err := http.NewRequest(method, base+"/class/v1/"+path, strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Authorization", "Bearer "+bearer)
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("%s: %d %s", path, answer.StatusCode, got)
	}
	return got
}

// TestTwoHelpersAndAClass: a real class, two helpers with the real engine and a synthetic data set; the table is that
// of one process.
func TestTwoHelpersAndAClass(t *testing.T) {
	const link = "v=1&task=ecg-inversion&train=400&test=200&epochs=1&hidden=16&memory=ber&ber=0.01~0.1&seeds=2&chips=2"
	folder := os.DirFS(t.TempDir())
	carrier := lab.Carrier{Workers: 1, Sets: func(task string, train, test int) (lab.Sets, error) {
		_, err := data.Load(folder, task, "train", train)
		return lab.Sets{}, err
	}}
	helped(t, link, carrier, true, wire.Bring{}, wire.Bring{})
}

// TestClassOfOwnData: a class computes over data of its own with the pages that have the same file; one that has another
// file, or none, says so and computes nothing. The table is that of one process.
func TestClassOfOwnData(t *testing.T) {
	files := func(last byte) wire.Bring {
		text := "label,a,b\n"
		for i := range 60 {
			text += fmt.Sprintf("%s,%d,%d\n", []string{"calm", "wild"}[i%2], 7*(i%2)+i%5, i%7)
		}
		body := []byte(text + "calm,1," + string(last) + "\n")
		return wire.Bring{Names: []string{"mine.csv"}, Sizes: []int{len(body)}, Body: body}
	}
	mine, other := files('2'), files('3')
	p, err := brought.Find(mine)
	if err != nil {
		t.Fatal(err)
	}
	train, test := p.Split(1)
	link := fmt.Sprintf("v=1&task=own&data=%s&shape=1x2&classes=2&train=%d&test=%d&hidden=512-512&batch=16&epochs=20&memory=ber&"+
		"ber=0.01~0.1&seeds=6&chips=2", p.Hash, train.N, test.N)
	carrier := lab.Carrier{Workers: 1, Own: func(e lab.Experiment) (lab.Sets, error) { return e.Brought(p.Hash, p.Split) }}
	told := helped(t, link, carrier, false, other, wire.Bring{}, mine)
	for i, want := range []string{"the file that is here is another one", "bring the file", ""} {
		failed := ""
		for _, m := range told[i] {
			if m.State == wire.LentFailed {
				failed = m.Why
			}
		}
		if (want == "") != (failed == "") || !strings.Contains(failed, want) {
			t.Errorf("helper %d: told %q, want %q", i, failed, want)
		}
	}
}

// helped has a class compute the sweep of a link with a helper for each of some files, which may be none, together or
// one after the other. It compares the table with that of a process alone, and returns what the helpers told.
func helped(t *testing.T, link string, carrier lab.Carrier, together bool, files ...wire.Bring) (told [][]wire.Lent) {
	t.Helper()
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	room, err := class.New(class.Options{Site: http.NotFoundHandler(), Carrier: carrier, Log: io.Discard, Data: "mine.csv"})
	if err != nil {
		t.Fatal(err)
	}
	host := httptest.NewServer(room)
	defer host.Close()
	done := make(chan error, 1)
	go func() { done <- room.Run(t.Context()) }()
	_, secret, _ := strings.Cut(room.Screen(""), "#")
	_, code, _ := strings.Cut(room.Door(""), "class.")
	order(t, host.URL, secret, "hall/sweep", map[string]string{"link": link})
	var about struct{ State, Data string }
	whole := func() bool {
		_ = json.Unmarshal(order(t, host.URL, "", "study", nil), &about)
		return about.State == "whole"
	}
	var worlds []*world
	var group sync.WaitGroup
	for _, f := range files {
		var me struct{ Token string }
		got := order(t, host.URL, "", "join", map[string]string{"code": code, "name": ""})
		if err := json.Unmarshal(got, &me); err != nil {
			t.Fatal(err)
		}
		w := &world{base: host.URL, token: me.Token, folder: t.TempDir(), begun: time.Now(), until: whole}
		worlds = append(worlds, w)
		h := help.New(w, nil, w.tell)
		if len(f.Names) > 0 {
			h.Bring(f)
		}
		if group.Go(h.Run); !together {
			group.Wait()
		}
	}
	group.Wait()
	if own := l.Task == lab.OwnTask; own != (about.Data != "") {
		t.Errorf("the class asks for the file %q", about.Data)
	}
	got := string(order(t, host.URL, secret, "hall/points.csv", nil))
	want := table.Head()
	if err := carrier.Carry(all(table), func(i int, r lab.Result) error {
		line, err := table.Line(i, r)
		want += line
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("the table of the class is\n%s\nwant\n%s", got, want)
	}
	for _, w := range worlds {
		told = append(told, w.told)
	}
	return told
}

// all are the points of a table.
func all(t *lab.Table) (list []lab.Experiment) {
	for e := range t.Experiments(0) {
		list = append(list, e)
	}
	return list
}
