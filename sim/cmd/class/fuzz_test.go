package class

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzRequests: whatever is asked, by whomever, the class answers in JSON, or with a table, and is there for the next
// one; an answer is at most a fault of who asked.
func FuzzRequests(f *testing.F) {
	study := "v=1&memory=ber&ber=0.01~0.02&chips=3"
	for _, c := range [][2]string{
		{"join", `{"code":"CODE","name":"Ada"}`},
		{"hand", `{"link":"v=1&hidden=64","accuracy":0.9,"fingerprint":"0123456789abcdef","numeric":2}`},
		{"unit", `{"numeric":2}`}, {"beat", `{"numeric":2,"done":1}`},
		{"result", `{"numeric":2,"results":[{"unit":"0123456789abcdef","lines":["0,x\n"]}]}`},
		{"hall/sweep", `{"link":"` + study + `"}`}, {"hall/door", `{"closed":true}`}, {"hall/remove", `{"number":1}`},
		{"hall/stop", `{}`}, {"hall?since=-1&over=ber&base=x", ""}, {"points?from=9", ""}, {"points?from=-1", ""},
		{"study", ""}, {"hall/results.csv", ""}, {"hall/points.csv", ""}, {"%2f..", "null"},
	} {
		f.Add(c[0], c[1], uint8(2))
		f.Add(c[0], c[1], uint8(1))
	}
	f.Fuzz(func(t *testing.T, path, body string, as uint8) {
		r := farmRoom(t, study, 1, nil)
		token := []string{"", r.joinAs("Ada"), r.Secret}[as%3]
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			q, err := http.NewRequest(method, "http://192.168.1.4:8080/class/v1/"+path, strings.NewReader(body))
			if err != nil {
				return
			}
			q.RemoteAddr = "192.168.1.77:5555"
			q.Header.Set("Content-Type", "application/json")
			q.Header.Set("Authorization", "Bearer "+token)
			begun, w := time.Now(), httptest.NewRecorder()
			r.ServeHTTP(w, q)
			answer := w.Body.Bytes()
			table := strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv")
			if w.Code >= 500 && w.Code != http.StatusServiceUnavailable || len(answer) > 1<<20 || !utf8.Valid(answer) ||
				len(answer) > 0 && !table && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect &&
					strings.HasPrefix(q.URL.Path, "/class/v1/") && !json.Valid(answer) {
				t.Errorf("%s %q with %q: %d %.200q", method, path, body, w.Code, answer)
			}
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("%s %q with %.100q took %v", method, path, body, took)
			}
		}
	})
}

// FuzzRecall: whatever stands in the two files of a class, it is refused in words, or goes on: its screen is drawn.
func FuzzRecall(f *testing.F) {
	file := filepath.Join(f.TempDir(), "class")
	r := farmRoom(f, "v=1&memory=ber&ber=0.01~0.02&chips=3", 1, func(o *Options) { o.Save = file })
	token := r.joinAs("Ada")
	r.host()
	r.turn(token, honest)
	r.turn(token, lies)
	if status, text := r.send("POST", "hand", token, result("v=1&hidden=64", 0.9)); status != 200 {
		f.Fatal(text)
	}
	if err := r.save(); err != nil {
		f.Fatal(err)
	}
	kept := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		return string(text)
	}
	state, notes := kept(file), kept(file+".sweep")
	f.Add(state, notes)
	f.Add(strings.Replace(state, `"people":[`, `"people":[null,`, 1), notes+`{"barred":7,"point":-1}`+"\n")
	f.Add(strings.Replace(state, `"number":1`, `"number":-9`, 1), notes+`{"barred":1,"point":99}`+"\n{\n")
	f.Fuzz(func(t *testing.T, state, notes string) {
		file := filepath.Join(t.TempDir(), "class")
		for name, text := range map[string]string{file: state, file + ".sweep": notes} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c, err := New(Options{Save: file, Log: io.Discard, Site: http.NotFoundHandler(),
			Compute: bits, Chance: func() float64 { return 0.5 }})
		if err != nil {
			if len(err.Error()) > 2000 {
				t.Errorf("%.3000v", err)
			}
			return
		}
		if c.notes != nil {
			defer c.notes.Close()
		}
		again := &room{c, t, &clock{at: time.Now()}}
		if status, text := again.send("GET", "hall", c.Secret, nil); status != 200 {
			t.Errorf("its screen: %d %s", status, text)
		}
		if status, text := again.send("GET", "hall/points.csv", c.Secret, nil); status != 200 && status != 404 {
			t.Errorf("its points: %d %s", status, text)
		}
	})
}
