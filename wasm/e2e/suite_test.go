//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// insecureHost is a name that Chromium maps to loopback without taking it for a secure context,
// as a workshop's LAN address would be.
const insecureHost = "arraylab.test"

// suite is what all tests share: the served site and the browser.
var suite struct {
	root    string // of the repository
	site    string // address of the real server, with a slash at its end
	browser context.Context
	native  map[string]outcome // of links that were run in this process
}

func TestMain(m *testing.M) {
	log.SetFlags(0)
	code, err := run(m)
	if err != nil {
		log.Println("e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return 1, err
	}
	suite.root, suite.native = root, map[string]outcome{}
	if _, err := os.Stat(filepath.Join(root, "dist", "site", "index.html")); err != nil {
		return 1, fmt.Errorf("there is no built site: run ./build.sh build first (%w)", err)
	}
	shots := filepath.Join(root, "dist", "screenshots")
	if err := os.MkdirAll(shots, 0o755); err != nil {
		return 1, err
	}
	failed, err := filepath.Glob(filepath.Join(shots, "failed-*"))
	if err != nil {
		return 1, err
	}
	for _, old := range failed {
		if err := os.Remove(old); err != nil {
			return 1, err
		}
	}
	stop, err := serve(root)
	if err != nil {
		return 1, err
	}
	defer stop()
	browser, quit, err := chromium()
	if err != nil {
		return 1, err
	}
	defer quit()
	suite.browser = browser
	return m.Run(), nil
}

// serve starts the real server, as it was built, and learns its address from what it prints.
func serve(root string) (stop func(), err error) {
	server := exec.Command(filepath.Join(root, "dist", "arraylab-serve"), "-addr", "127.0.0.1:0")
	out, err := server.StdoutPipe()
	if err != nil {
		return nil, err
	}
	server.Stderr = server.Stdout
	if err := server.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
	}
	found := make(chan string, 1)
	go func() {
		address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/?`)
		for lines := bufio.NewScanner(out); lines.Scan(); { // to its end, or the server would block
			if at := address.FindString(lines.Text()); at != "" {
				select {
				case found <- at:
				default:
				}
			}
		}
	}()
	select {
	case at := <-found:
		suite.site = strings.TrimSuffix(at, "/") + "/"
		return stop, nil
	case <-time.After(patience):
		stop()
		return nil, errors.New("the server printed no address")
	}
}

// chromium starts a browser with a profile of its own. The flags about GL give software
// rendering at a full frame rate.
func chromium(more ...chromedp.ExecAllocatorOption) (context.Context, func(), error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("headless", "new"),
		chromedp.NoSandbox, // tests run as root in containers
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("use-gl", "angle"),
		chromedp.Flag("use-angle", "swiftshader-webgl"),
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("host-resolver-rules", "MAP "+insecureHost+" 127.0.0.1"),
	)
	allocator, free := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	browser, quit := chromedp.NewContext(allocator, chromedp.WithErrorf(quiet))
	stop := func() { quit(); free() }
	if err := chromedp.Run(browser); err != nil {
		stop()
		return nil, nil, fmt.Errorf("Chromium does not start: %w", err)
	}
	return browser, stop, nil
}

// quiet drops what chromedp says about events that are newer than itself.
func quiet(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, known := range []string{"could not unmarshal event", "unhandled node event", "unknown"} {
		if strings.Contains(text, known) {
			return
		}
	}
	log.Print(text)
}

// insecure is the site under a host name that is no secure context.
func insecure(t *testing.T) string {
	t.Helper()
	u, err := url.Parse(suite.site)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = insecureHost + ":" + u.Port()
	return u.String()
}

// static serves the same files as any dumb host would: from a sub-path, without a header of ours.
func static(t *testing.T) string {
	t.Helper()
	const path = "/lab/of/ours/"
	files := http.StripPrefix(path, http.FileServer(http.Dir(filepath.Join(suite.root, "dist", "site"))))
	mux := http.NewServeMux()
	mux.Handle(path, files)
	host := httptest.NewServer(mux)
	t.Cleanup(host.Close)
	return host.URL + path
}
