//go:build !js

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// web serves the measured pages on loopback, twice: isolated from other pages, so that memory can
// be shared between threads, and not.
type web struct{ isolated, plain *http.Server }

func serve(t *tools) (*web, error) {
	mux := http.NewServeMux()
	folder := func(prefix, dir string) {
		mux.Handle(prefix, http.StripPrefix(prefix, http.FileServer(http.Dir(dir))))
	}
	folder("/peers/", filepath.Join("sim", "bench", "peers"))
	folder("/npm/", t.npm)
	folder("/data/", t.dir)
	folder("/packed/", t.data)
	folder("/go/", filepath.Join(t.goroot, "lib", "wasm"))
	folder("/assets/", "assets")
	folder("/ours/", filepath.Join("sim", "bench", "page"))
	mux.HandleFunc("/model", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, t.model) })
	mux.HandleFunc("/maps-model", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, t.mapsModel()) })
	w := &web{}
	for to, headers := range map[**http.Server]map[string]string{
		&w.plain:    {},
		&w.isolated: {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"},
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		*to = &http.Server{Addr: listener.Addr().String(), ErrorLog: log.New(io.Discard, "", 0),
			Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				for name, value := range headers {
					w.Header().Set(name, value)
				}
				mux.ServeHTTP(w, r)
			})}
		go func(s *http.Server) { _ = s.Serve(listener) }(*to)
	}
	return w, nil
}

func (w *web) at(isolated bool) string {
	if isolated {
		return "http://" + w.isolated.Addr
	}
	return "http://" + w.plain.Addr
}

func (w *web) close() {
	_ = w.isolated.Close()
	_ = w.plain.Close()
}

// browser is a headless Chromium.
type browser struct {
	ctx   context.Context
	close func()
}

// chromium starts one as the end-to-end tests do, for software rendering at a full frame rate.
func chromium() (*browser, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("headless", "new"), chromedp.NoSandbox,
		chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader-webgl"),
		chromedp.Flag("enable-unsafe-swiftshader", true),
	)
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, quit := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	b := &browser{ctx, func() { quit(); free() }}
	if err := chromedp.Run(ctx); err != nil {
		b.close()
		return nil, fmt.Errorf("Chromium does not start: %w", err)
	}
	return b, nil
}

// tab is a player in a page that defines ask(order) as a promise of its answer.
type tab struct {
	ctx  context.Context
	quit func()
}

// open loads a page in a tab of its own.
func (b *browser) open(address string) (player, error) {
	ctx, quit := chromedp.NewContext(b.ctx)
	t := &tab{ctx, quit}
	if err := chromedp.Run(ctx); err != nil { // its context is that of the tab's whole life
		quit()
		return nil, err
	}
	late, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if err := chromedp.Run(late, chromedp.Navigate(address)); err != nil {
		quit()
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	return t, nil
}

func (t *tab) close() { t.quit() }

func (t *tab) ask(o order) (answer, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return answer{}, err
	}
	quoted, err := json.Marshal(string(text))
	if err != nil {
		return answer{}, err
	}
	// A tab in the background is given less of the processor.
	if err := chromedp.Run(t.ctx, page.BringToFront()); err != nil {
		return answer{}, err
	}
	var said string
	if err := t.eval("ask("+string(quoted)+")", &said); err != nil {
		return answer{}, err
	}
	return decode([]byte(said))
}

// eval evaluates an expression, or what its promise resolves to.
func (t *tab) eval(expression string, to any) error {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate(expression, to, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}))
}
