package help_test

import (
	"encoding/json"
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
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	folder := os.DirFS(t.TempDir())
	carrier := lab.Carrier{Workers: 1, Sets: func(task string, train, test int) (lab.Sets, error) {
		_, err := data.Load(folder, task, "train", train)
		return lab.Sets{}, err
	}}
	room, err := class.New(class.Options{Site: http.NotFoundHandler(), Carrier: carrier, Log: io.Discard})
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
	whole := func() bool {
		var a struct{ State string }
		_ = json.Unmarshal(order(t, host.URL, "", "study", nil), &a)
		return a.State == "whole"
	}
	var group sync.WaitGroup
	for range 2 {
		var me struct{ Token string }
		got := order(t, host.URL, "", "join", map[string]string{"code": code, "name": ""})
		if err := json.Unmarshal(got, &me); err != nil {
			t.Fatal(err)
		}
		w := &world{base: host.URL, token: me.Token, folder: t.TempDir(), begun: time.Now(), until: whole}
		group.Go(help.New(w, nil, w.tell).Run)
	}
	group.Wait()
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
}

// all are the points of a table.
func all(t *lab.Table) (list []lab.Experiment) {
	for e := range t.Experiments(0) {
		list = append(list, e)
	}
	return list
}
