//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
)

// A driver drives a window of one browser through the little that a test of all browsers needs. Firefox speaks
// WebDriver BiDi by itself and WebKit's driver the older WebDriver over HTTP, so that both need only what Debian ships.
type driver interface {
	// open loads an address and returns when the page has loaded.
	open(address string) error
	// eval awaits the value of an expression of the page and brings it as JSON.
	eval(expression string) (json.RawMessage, error)
	quit()
}

// lookFor returns the first text that an expression finds in what a program prints, and reads on so that the program
// never blocks.
func lookFor(out io.Reader, what *regexp.Regexp) (string, error) {
	found := make(chan string, 1)
	go func() {
		defer close(found)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if m := what.FindStringSubmatch(lines.Text()); m != nil {
				select {
				case found <- m[1]:
				default:
				}
			}
		}
	}()
	select {
	case text := <-found:
		if text == "" {
			return "", errors.New("it ended at once")
		}
		return text, nil
	case <-time.After(patience):
		return "", fmt.Errorf("it printed nothing like %s", what)
	}
}

// end kills a program with all that it has started.
func end(c *exec.Cmd) {
	_ = c.Process.Kill()
	_ = c.Wait()
}

// --- Firefox

type firefox struct {
	program *exec.Cmd
	profile string
	line    net.Conn
	context string
	number  int
}

func newFirefox() (driver, error) {
	profile, err := os.MkdirTemp("", "arraylab-firefox-")
	if err != nil {
		return nil, err
	}
	c := exec.Command("firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0")
	c.Env = append(os.Environ(), "HOME="+profile, "MOZ_DISABLE_CONTENT_SANDBOX=1") // tests run as root in containers
	out, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("Firefox does not start: %w", err)
	}
	f := &firefox{program: c, profile: profile}
	if err := f.connect(out); err != nil {
		f.quit()
		return nil, fmt.Errorf("Firefox: %w", err)
	}
	return f, nil
}

func (f *firefox) connect(out io.Reader) error {
	address, err := lookFor(out, regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`))
	if err != nil {
		return err
	}
	if f.line, _, _, err = ws.Dial(context.Background(), address+"/session"); err != nil {
		return err
	}
	if _, err := f.call("session.new", map[string]any{"capabilities": map[string]any{}}); err != nil {
		return err
	}
	b, err := f.call("browsingContext.create", map[string]any{"type": "tab"})
	if err != nil {
		return err
	}
	var made struct{ Context string }
	if err := json.Unmarshal(b, &made); err != nil {
		return err
	}
	f.context = made.Context
	_, err = f.call("browsingContext.setViewport",
		map[string]any{"context": f.context, "viewport": map[string]int{"width": 1280, "height": 800}})
	return err
}

// call sends a command and returns its result.
func (f *firefox) call(method string, params any) (json.RawMessage, error) {
	f.number++
	b, err := json.Marshal(map[string]any{"id": f.number, "method": method, "params": params})
	if err == nil {
		err = f.line.SetDeadline(time.Now().Add(2 * patience))
	}
	if err == nil {
		err = wsutil.WriteClientText(f.line, b)
	}
	for err == nil {
		if b, err = wsutil.ReadServerText(f.line); err != nil {
			break
		}
		var answer struct {
			ID             int
			Result         json.RawMessage
			Error, Message string
		}
		if err = json.Unmarshal(b, &answer); err != nil || answer.ID != f.number {
			continue // an event
		}
		if answer.Error != "" {
			return nil, fmt.Errorf("%s: %s: %s", method, answer.Error, answer.Message)
		}
		return answer.Result, nil
	}
	return nil, fmt.Errorf("%s: %w", method, err)
}

func (f *firefox) open(address string) error {
	_, err := f.call("browsingContext.navigate",
		map[string]any{"context": f.context, "url": address, "wait": "complete"})
	return err
}

func (f *firefox) eval(expression string) (json.RawMessage, error) {
	b, err := f.call("script.evaluate",
		map[string]any{"target": map[string]string{"context": f.context}, "awaitPromise": true,
			"expression": "(async () => JSON.stringify(await (" + expression + ")) ?? 'null')()"})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Type   string
		Result struct {
			Value string
		}
		ExceptionDetails struct{ Text string }
	}
	if err := json.Unmarshal(b, &answer); err != nil {
		return nil, err
	}
	if answer.Type != "success" {
		return nil, errors.New(answer.ExceptionDetails.Text)
	}
	return json.RawMessage(answer.Result.Value), nil
}

func (f *firefox) quit() {
	if f.line != nil {
		_ = f.line.Close()
	}
	end(f.program)
	_ = os.RemoveAll(f.profile)
}

// --- WebKit

type webkit struct {
	screen, program *exec.Cmd
	home            string
	at              string // address of the session
}

// miniBrowser is WebKitGTK's own browser, in the folder of its library, which the machine's kind is part of.
func miniBrowser() (string, error) {
	for _, pattern := range []string{"/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkit2gtk-4.0/MiniBrowser",
		"/usr/lib/*/webkitgtk-6.0/MiniBrowser"} {
		if found, err := filepath.Glob(pattern); err == nil && len(found) > 0 {
			return found[0], nil
		}
	}
	return "", fmt.Errorf("WebKit's MiniBrowser is not below /usr/lib (%s): install webkit2gtk-driver", runtime.GOARCH)
}

func newWebKit() (driver, error) {
	browser, err := miniBrowser()
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "arraylab-webkit-")
	if err != nil {
		return nil, err
	}
	w := &webkit{home: home}
	if err := w.start(browser); err != nil {
		w.quit()
		return nil, fmt.Errorf("WebKit: %w", err)
	}
	return w, nil
}

func (w *webkit) start(browser string) error {
	// Xvfb writes the number of the free screen that it found.
	w.screen = exec.Command("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
	out, err := w.screen.StdoutPipe()
	if err == nil {
		err = w.screen.Start()
	}
	if err != nil {
		w.screen = nil
		return err
	}
	screen, err := lookFor(out, regexp.MustCompile(`^(\d+)$`))
	if err != nil {
		return fmt.Errorf("Xvfb: %w", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	w.program = exec.Command("WebKitWebDriver", fmt.Sprintf("--port=%d", port), "--host=127.0.0.1")
	w.program.Env = append(os.Environ(), "DISPLAY=:"+screen, "HOME="+w.home, "XDG_CACHE_HOME="+w.home,
		"XDG_DATA_HOME="+w.home,
		// tests run as root in containers
		"GDK_BACKEND=x11", "LIBGL_ALWAYS_SOFTWARE=1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1")
	if err := w.program.Start(); err != nil {
		w.program = nil
		return err
	}
	w.at = fmt.Sprintf("http://127.0.0.1:%d", port)
	return w.session(browser)
}

// session begins one as soon as the driver listens.
func (w *webkit) session(browser string) error {
	wanted := map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": browser, "args": []string{"--automation"}},
		"timeouts":                 map[string]any{"script": int(2 * patience / time.Millisecond)},
	}}}
	var b json.RawMessage
	var err error
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		var refused *net.OpError
		if b, err = w.call("/session", wanted); !errors.As(err, &refused) {
			break
		}
	}
	if err != nil {
		return err
	}
	var made struct{ SessionID string }
	if err := json.Unmarshal(b, &made); err != nil {
		return err
	}
	w.at += "/session/" + made.SessionID
	return nil
}

// call posts a command and returns its value.
func (w *webkit) call(path string, body any) (json.RawMessage, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	client := http.Client{Timeout: 2 * patience}
	r, err := client.Post(w.at+path, "application/json", bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(r.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Value)
	}
	return answer.Value, nil
}

func (w *webkit) open(address string) error {
	_, err := w.call("/url", map[string]string{"url": address})
	return err
}

func (w *webkit) eval(expression string) (json.RawMessage, error) {
	b, err := w.call("/execute/async",
		map[string]any{"args": []any{}, "script": `const done = arguments[arguments.length - 1];
		(async () => JSON.stringify(await (` + expression + `)) ?? "null")().then((v) => done({v}), (e) => done({e: String(e)}))`})
	if err != nil {
		return nil, err
	}
	var answer struct{ V, E string }
	if err := json.Unmarshal(b, &answer); err != nil {
		return nil, err
	}
	if answer.E != "" {
		return nil, errors.New(answer.E)
	}
	return json.RawMessage(answer.V), nil
}

func (w *webkit) quit() {
	if strings.Contains(w.at, "/session/") {
		r, err := http.NewRequest(http.MethodDelete, w.at, nil)
		if err == nil {
			client := http.Client{Timeout: 10 * time.Second}
			if answer, err := client.Do(r); err == nil {
				answer.Body.Close()
			}
		}
	}
	for _, c := range []*exec.Cmd{w.program, w.screen} {
		if c != nil {
			end(c)
		}
	}
	_ = os.RemoveAll(w.home)
}
