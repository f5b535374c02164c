//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"arraylab/sim/lab"
)

// class is a class under way: the command as it was built.
type class struct {
	t            *testing.T
	base, code   string // base is this machine's own address
	screen, door string // door has the name of -host, if any
	secret       string
}

// startClass starts the command and reads what it prints.
func startClass(t *testing.T, more ...string) *class {
	t.Helper()
	in := func(names ...string) string { return filepath.Join(append([]string{suite.root}, names...)...) }
	c := exec.Command(in("dist", "arraylab"), append([]string{"class", "-addr", "127.0.0.1:0",
		"-site", in("dist", "site"), "-data", in(".cache", "data")}, more...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
	})
	k := &class{t: t}
	address := regexp.MustCompile(`http://\S+`)
	lines := bufio.NewScanner(out)
	for k.door == "" && lines.Scan() {
		switch at := address.FindString(lines.Text()); {
		case strings.Contains(at, "class.html#"):
			k.screen = at
		case strings.Contains(at, "view=class."):
			k.door = at
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	_, k.code, _ = strings.Cut(k.door, "#view=class.")
	k.base, k.secret, _ = strings.Cut(k.screen, "class.html#")
	if k.code == "" || k.secret == "" {
		t.Fatalf("the command printed the screen %q and the door %q", k.screen, k.door)
	}
	return k
}

// ask asks the class as a page does, by a token or the secret; status 0 where no answer comes.
func (k *class) ask(path, token string, body any) (int, []byte) {
	k.t.Helper()
	method, text := http.MethodGet, []byte(nil)
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			k.t.Fatal(err)
		}
		method = http.MethodPost
	}
	q, err := http.NewRequest(method, k.base+"class/v1/"+path, bytes.NewReader(text))
	if err != nil {
		k.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Origin", strings.TrimSuffix(k.base, "/"))
	q.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return 0, []byte(err.Error())
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, []byte(err.Error())
	}
	return answer.StatusCode, got
}

// enter joins by the form.
func (tb *tab) enter(name string) {
	tb.t.Helper()
	tb.wait(query("#class-join"))
	tb.fill("#class-name", name)
	tb.click("#class-join")
	tb.wait(query("#class-who") + ".innerText === " + quote(name))
}

// TestClass: a lecturer's screen, and two students who join by its link, hand results in, and are seen.
func TestClass(t *testing.T) {
	k := startClass(t)
	screen := open(t, k.screen, size(1280, 800, false))
	screen.wait(`document.documentElement.dataset.state === "ready"`)
	if at := eval[string](screen, "location.href"); strings.Contains(at, k.secret) {
		t.Errorf("the secret stands in the address bar: %s", at)
	}
	screen.wait(query("#hall") + ".open && " + query("#qr-large") + ".shown")
	screen.animationFrames(5)
	screen.shot("class-code")
	screen.accessible("the code of a class")
	screen.click("#small")

	phone := open(t, k.door, size(390, 844, true), fresh, scheme("dark"))
	phone.wait(query("#class-missing") + ".hidden")
	phone.animationFrames(10)
	phone.shot("class-join-phone")
	phone.accessible("joining a class")
	phone.enter("Ada")
	phone.wait(at("done", "ready") + " && !" + query("#class-hand") + ".disabled")
	phone.click("#class-hand")
	phone.wait(query("#class-told") + `.innerText.startsWith("Handed in")`)
	phone.animationFrames(5)
	phone.shot("class-member-phone")

	laptop := open(t, k.base+"#"+runs[1].link, size(1280, 800, false))
	laptop.wait("!" + query("#class-open") + ".hidden")
	laptop.train()
	laptop.click("#class-open")
	laptop.fill("#class-code", strings.ToUpper(k.code))
	laptop.enter("Grace")
	laptop.click("#class-hand")
	laptop.wait(query("#class-told") + `.innerText.startsWith("Handed in")`)
	laptop.animationFrames(5)
	laptop.shot("class-member-laptop")
	laptop.accessible("a member of a class")

	screen.wait(query("#rows") + ".children.length === 2 && " + query("#scatter") + ".drawn > 0")
	text := screen.text("#rows")
	if !strings.Contains(text, "Ada") || !strings.Contains(text, laptop.data("fingerprint")[:8]) {
		t.Errorf("the screen shows %q", text)
	}
	screen.choose("#over", "chip")
	screen.wait(query("#over") + `.value === "chip"`)
	screen.animationFrames(5)
	screen.shot("class-screen")
	screen.accessible("the screen of a class")
	screen.click("#theme")
	screen.animationFrames(5)
	screen.shot("class-screen-dark")
	screen.accessible("the screen of a class, dark")

	narrow := open(t, k.screen, size(390, 844, true), scheme("dark"))
	narrow.wait(query("#scatter") + ".drawn > 0")
	narrow.accessible("the screen of a class on a phone")
	narrow.shot("class-screen-phone")
	narrow.everywhere("class-screen")
	phone.everywhere("class-member")

	// A page that is loaded anew is still a member; what is no class says so.
	laptop.do(chromedp.Reload())
	laptop.wait("!" + query("#class-open") + ".hidden")
	laptop.click("#class-open")
	laptop.wait(query("#class-who") + `.innerText === "Grace"`)
	alone := open(t, suite.site, size(1280, 800, false))
	alone.wait(at("done", "ready"))
	if !eval[bool](alone, query("#class-open")+".hidden") {
		t.Error("a static host offers a class")
	}
	alone.click("#help-open")
	alone.click("#help-class")
	alone.wait(query("#class-missing") + `.innerText.startsWith("There is no class at this address")`)
	alone.accessible("no class")
}

// classSweep is of 180 points of twelve networks.
const classSweep = "v=1&train=3000&test=2000&hidden=64&epochs=1&memory=ber&ber=0.001~0.03~0.3&seeds=12&chips=5"

// TestAClassComputesASweep: five pages, one of which is closed in the middle, and a sixth that lies about all but its
// first unit. The table is that of the command, and the liar is found.
func TestAClassComputesASweep(t *testing.T) {
	want, points := nativeTable(t, classSweep)
	classComputes(t, classSweep, want, points, 5, 1)
}

// classComputes has so many pages compute a sweep, and closes some on the way.
func classComputes(t *testing.T, link, want string, points, pages, closed int) {
	t.Helper()
	k := startClass(t)
	screen := open(t, k.screen, size(1280, 800, false))
	screen.wait(query("#hall") + ".open")
	screen.click("#small")
	var all []*tab
	for i := range pages {
		// These settings have no stored network, so that the page itself computes nothing.
		p := open(t, k.base+"#v=1&train=3000&hidden=64&hide=array&view=class."+k.code, size(800, 600, false))
		p.enter("page " + strconv.Itoa(i+1))
		all = append(all, p)
	}
	lines := strings.Split(strings.TrimSuffix(want, "\n"), "\n")
	lies := newLiar(k, lines[len(lines)-points:])
	begin := time.Now()
	screen.fill("#sweep-link", link)
	screen.press("\r")
	screen.wait(query("#sweep-stands") + `.dataset.state === "running"`)
	go lies.tell()
	t.Cleanup(lies.end)
	closeWorking(t, all, closed)
	screen.waitAtMost(10*time.Minute*crowd, query("#sweep-stands")+`.dataset.state === "whole"`)
	t.Logf("%d points by %d pages, of which %d were closed, in %.1f s", points, pages, closed, time.Since(begin).Seconds())
	screen.animationFrames(5)
	screen.shot("class-sweep")
	screen.accessible("a sweep of a class")
	if _, got := k.ask("hall/points.csv", k.secret, nil); string(got) != want {
		t.Errorf("the table of the class is not that of the command:\n%.400s\nwant\n%.400s", got, want)
	}
	lies.end()
	if lies.told == 0 {
		t.Error("the liar got nothing to lie about")
	} else if doubts := screen.text("#sweep-doubts"); !strings.Contains(doubts, "Liar") {
		t.Errorf("a page lied about %d units, and the screen says %q", lies.told, doubts)
	}
}

// closeWorking closes so many of the pages, each while it computes for the class. Which of them get work, and for how
// long, is the machine's affair: a page asks for it from time to time only, and the others may have done all by then.
func closeWorking(t *testing.T, pages []*tab, closed int) {
	t.Helper()
	left := slices.Clone(pages)
	for end := time.Now().Add(patience); len(pages)-len(left) < closed; {
		at := slices.IndexFunc(left, func(p *tab) bool {
			return eval[bool](p, `document.documentElement.dataset.lent === "works"`)
		})
		if at >= 0 {
			left[at].do(chromedp.Navigate("about:blank"))
			left = slices.Delete(left, at, at+1)
		} else if time.Now().After(end) {
			t.Fatalf("%d of %d pages were seen at work for the class, want %d", len(pages)-len(left), len(pages), closed)
		}
		time.Sleep(20 * time.Millisecond) // between two looks the machine is the pages'
	}
}

// liar is a page that computes its first unit right, and lies about all others.
type liar struct {
	*class
	token string
	lines []string // of all points, right
	told  int      // units that it lied about
	stop  chan struct{}
	over  chan struct{}
	once  sync.Once
}

func newLiar(k *class, lines []string) *liar {
	status, got := k.ask("join", "", map[string]string{"code": k.code, "name": "Liar"})
	var a struct{ Token string }
	if err := json.Unmarshal(got, &a); status != 200 || err != nil {
		k.t.Fatalf("joining: %d %s", status, got)
	}
	return &liar{class: k, token: a.Token, lines: lines, stop: make(chan struct{}), over: make(chan struct{})}
}

// end has it stop.
func (l *liar) end() {
	l.once.Do(func() { close(l.stop) })
	<-l.over
}

// tell works as a page does.
func (l *liar) tell() {
	defer close(l.over)
	for first := true; ; {
		select {
		case <-l.stop:
			return
		case <-time.After(300 * time.Millisecond):
		}
		status, got := l.ask("unit", l.token, map[string]int{"numeric": lab.NumericVersion})
		var work struct {
			Units []struct {
				Unit   string
				Points []int
			}
		}
		if status != 200 || json.Unmarshal(got, &work) != nil {
			continue
		}
		var results []lab.UnitResult
		for _, u := range work.Units {
			r := lab.UnitResult{Unit: u.Unit}
			for _, p := range u.Points {
				r.Lines = append(r.Lines, l.line(p, !first))
			}
			results = append(results, r)
		}
		body := map[string]any{"numeric": lab.NumericVersion, "results": results}
		if status, _ := l.ask("result", l.token, body); status == 200 {
			if !first {
				l.told += len(results)
			}
			first = false
		}
	}
}

// line is the line of a point, with another fingerprint where it is a lie.
func (l *liar) line(point int, lie bool) string {
	cells := strings.Split(l.lines[point], ",")
	if lie {
		cells[7] = strings.Map(otherDigit, cells[7])
	}
	return strings.Join(cells, ",") + "\n"
}
