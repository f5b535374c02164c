package class

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"arraylab/sim/lab"
)

// clock is a time of day that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// room is a class under test.
type room struct {
	*Class
	t     testing.TB
	clock *clock
}

func newRoom(t testing.TB, change func(*Options)) *room {
	t.Helper()
	k := &clock{at: time.Unix(1e9, 0)}
	o := Options{Now: k.now, Log: io.Discard, Site: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "the site")
	})}
	if change != nil {
		change(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &room{c, t, k}
}

// send asks the class, as a page of its own origin does; change may make the request another one.
func (r *room) send(method, path, token string, body any, change ...func(*http.Request)) (int, string) {
	r.t.Helper()
	text, isText := body.(string)
	if !isText && body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			r.t.Fatal(err)
		}
		text = string(b)
	}
	q := httptest.NewRequest(method, "http://192.168.1.4:8080/class/v1/"+path, strings.NewReader(text))
	q.RemoteAddr = "192.168.1.77:5555"
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("Origin", "http://192.168.1.4:8080")
	}
	if token != "" {
		q.Header.Set("Authorization", "Bearer "+token)
	}
	for _, f := range change {
		f(q)
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	return w.Code, w.Body.String()
}

// joinAs joins, and returns the token.
func (r *room) joinAs(name string) string {
	r.t.Helper()
	status, text := r.send("POST", "join", "", joining{r.Code, name})
	var got joined
	if err := json.Unmarshal([]byte(text), &got); status != 200 || err != nil || len(got.Token) != 32 {
		r.t.Fatalf("joining: %d %s", status, text)
	}
	return got.Token
}

// hall is what the screen shows.
func (r *room) look(query string) (v view) {
	r.t.Helper()
	status, text := r.send("GET", "hall?"+query, r.Secret, nil)
	if err := json.Unmarshal([]byte(text), &v); status != 200 || err != nil {
		r.t.Fatalf("the hall: %d %s", status, text)
	}
	return v
}

const print16 = "0123456789abcdef"

func result(link string, accuracy float64) handing {
	return handing{Link: link, Accuracy: accuracy, Fingerprint: print16, Numeric: lab.NumericVersion}
}

// TestWhoMayNotAsk: what comes from another site, by another name, of another kind, without a token, or too large.
func TestWhoMayNotAsk(t *testing.T) {
	r := newRoom(t, func(o *Options) { o.Hosts = []string{"hall.example"} })
	token := r.joinAs("Ada")
	host := func(name string) func(*http.Request) { return func(q *http.Request) { q.Host = name } }
	head := func(key, value string) func(*http.Request) {
		return func(q *http.Request) { q.Header.Set(key, value) }
	}
	good := result("v=1&hidden=64", 0.9)
	for _, c := range []struct {
		name, path, token string
		body              any
		change            []func(*http.Request)
		want              int
	}{
		{"as it should be", "hand", token, good, nil, 200},
		{"a foreign name", "hand", token, good, []func(*http.Request){host("evil.example:8080")}, 421},
		{"a name of ours", "hand", token, good,
			[]func(*http.Request){host("hall.example:8080"), head("Origin", "http://hall.example:8080")}, 200},
		{"loopback", "hand", token, good,
			[]func(*http.Request){host("[::1]:8080"), head("Origin", "http://[::1]:8080")}, 200},
		{"a foreign origin", "hand", token, good, []func(*http.Request){head("Origin", "http://evil.example")}, 403},
		{"another port", "hand", token, good, []func(*http.Request){head("Origin", "http://192.168.1.4:9")}, 403},
		{"no origin at all", "hand", token, good, []func(*http.Request){head("Origin", "null")}, 403},
		{"from another site", "hand", token, good, []func(*http.Request){head("Sec-Fetch-Site", "cross-site")}, 403},
		{"as a form", "hand", token, good, []func(*http.Request){head("Content-Type", "text/plain")}, 415},
		{"without a token", "hand", "", good, nil, 401},
		{"with a wrong token", "hand", "0123", good, nil, 401},
		{"too large", "hand", token, result(strings.Repeat("x", mostBody), 0.9), nil, 413},
		{"no JSON", "hand", token, "hello", nil, 400},
		{"two objects", "hand", token, `{"link":""}{}`, nil, 400},
		{"a field too many", "hand", token, `{"admin":true}`, nil, 400},
		{"an order of a student's", "hall/door", token, doorOrder{true}, nil, 403},
		{"a removal by a student", "hall/remove", token, removal{1}, nil, 403},
		{"an unknown question", "nonsense", token, good, nil, 404},
	} {
		if status, text := r.send("POST", c.path, c.token, c.body, c.change...); status != c.want {
			t.Errorf("%s: %d %s: want %d", c.name, status, text, c.want)
		}
	}
	if status, _ := r.send("GET", "hall", token, nil); status != 403 {
		t.Errorf("a student looks at the lecturer's screen: %d", status)
	}
	if status, _ := r.send("GET", "hall/results.csv", token, nil); status != 403 {
		t.Errorf("a student fetches all results: %d", status)
	}
	if r.Closed || len(r.People) != 1 {
		t.Errorf("closed %v, %d people: a student's order was obeyed", r.Closed, len(r.People))
	}
}

// TestSiteIsServed: all else is the site, whatever the name.
func TestSiteIsServed(t *testing.T) {
	r := newRoom(t, nil)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest("GET", "http://anything.example/", nil))
	if w.Body.String() != "the site" {
		t.Errorf("got %q", w.Body.String())
	}
	if status, text := r.send("GET", "study", "", nil); status != 200 || !strings.Contains(text, `"v":1`) {
		t.Errorf("the study: %d %s", status, text)
	}
}

func TestJoin(t *testing.T) {
	r := newRoom(t, nil)
	for _, c := range []struct {
		code, name string
		want       int
		word       string
	}{
		{"XXXXX", "Ada", 403, "room code"},
		{" " + strings.ToLower(r.Code) + " ", "Ada", 200, `"name":"Ada"`},
		{r.Code, "  Ada   Lovelace ", 200, `"name":"Ada Lovelace"`},
		{r.Code, "", 200, `"number":3`},
		{r.Code, strings.Repeat("é", 24), 200, "é"},
		{r.Code, strings.Repeat("é", 25), 400, "allowed are 24"},
		{r.Code, "a\u202eb", 400, "cannot be printed"},
		{r.Code, "<b>x</b>", 200, `\u003cb\u003e`},
	} {
		status, text := r.send("POST", "join", "", joining{c.code, c.name})
		if status != c.want || !strings.Contains(text, c.word) {
			t.Errorf("%q %q: %d %s: want %d with %s", c.code, c.name, status, text, c.want, c.word)
		}
	}
	if status, _ := r.send("POST", "hall/door", r.Secret, doorOrder{true}); status != 200 || !r.Closed {
		t.Fatalf("the door: %d", status)
	}
	status, text := r.send("POST", "join", "", joining{r.Code, "late"})
	if status != 403 || !strings.Contains(text, "door") {
		t.Errorf("through a closed door: %d %s", status, text)
	}
}

// TestLimits: of joins, of wrong codes, of requests; and time brings them back.
func TestLimits(t *testing.T) {
	r := newRoom(t, nil)
	count := func(path, token string, body any) (n int) {
		for ; n < 500; n++ {
			if status, _ := r.send("POST", path, token, body); status == 429 {
				return n
			}
		}
		return n
	}
	if n := count("join", "", joining{"XXXXX", ""}); n != tryBurst {
		t.Errorf("%d wrong codes at once: want %d", n, tryBurst)
	}
	r.clock.pass(time.Hour)
	if n := count("join", "", joining{r.Code, ""}); n != joinBurst {
		t.Errorf("%d joins at once: want %d", n, joinBurst)
	}
	r.clock.pass(time.Hour)
	token := r.joinAs("Ada")
	if n := count("hand", token, result("v=1", 0.5)); n != burst {
		t.Errorf("%d requests at once: want %d", n, burst)
	}
	r.clock.pass(time.Second)
	if n := count("hand", token, result("v=1", 0.5)); n != rate {
		t.Errorf("%d requests a second later: want %d", n, rate)
	}
}

// TestLimitOfAnAddress: whoever asks without end is stopped, whatever is asked.
func TestLimitOfAnAddress(t *testing.T) {
	r := newRoom(t, nil)
	n := 0
	for status := 200; status == 200 && n < 2*askBurst; n++ {
		status, _ = r.send("GET", "study", "", nil)
	}
	if n != askBurst+1 {
		t.Errorf("%d questions at once: want %d", n-1, askBurst)
	}
	r.clock.pass(time.Second)
	if status, _ := r.send("GET", "study", "", nil); status != 200 {
		t.Errorf("a second later: %d", status)
	}
}

// TestFull: a full class makes room of those who went without a trace, and only of them.
func TestFull(t *testing.T) {
	r := newRoom(t, nil)
	token := r.joinAs("first")
	if status, _ := r.send("POST", "hand", token, result("v=1", 0.5)); status != 200 {
		t.Fatal(status)
	}
	for len(r.People) < mostPeople {
		r.clock.pass(time.Second)
		r.joinAs("")
	}
	r.clock.pass(time.Second)
	if status, text := r.send("POST", "join", "", joining{r.Code, ""}); status != 503 || !strings.Contains(text, "full") {
		t.Errorf("into a full class: %d %s", status, text)
	}
	r.clock.pass(goneAfter + time.Minute)
	r.joinAs("late")
	if len(r.People) != mostPeople || r.People[0].Name != "first" || r.People[1].Number != 3 {
		t.Errorf("%d people, the first two are %q and number %d", len(r.People), r.People[0].Name, r.People[1].Number)
	}
}

// TestGoesOnAfterARestart: with a file, code, secret, people, tokens and results are what they were; without, nothing
// is.
func TestGoesOnAfterARestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "class.json")
	with := func(o *Options) { o.Save = file }
	r := newRoom(t, with)
	token := r.joinAs("Ada")
	if status, _ := r.send("POST", "hand", token, result("v=1&hidden=64", 0.91)); status != 200 {
		t.Fatal(status)
	}
	if err := r.save(); err != nil {
		t.Fatal(err)
	}
	again := newRoom(t, with)
	if again.Code != r.Code || again.Secret != r.Secret {
		t.Errorf("code %s, secret %s: want %s and %s", again.Code, again.Secret, r.Code, r.Secret)
	}
	status, text := again.send("POST", "hand", token, result("v=1", 0.5))
	if status != 200 || !strings.Contains(text, "2") {
		t.Errorf("handing in after the restart: %d %s", status, text)
	}
	if fresh := newRoom(t, nil); fresh.Code == r.Code || len(fresh.People) != 0 {
		t.Error("without a file something was kept")
	}
	if _, err := New(Options{Save: t.TempDir()}); err == nil {
		t.Error("a folder was taken for a saved class")
	}
}
