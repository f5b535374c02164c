//go:build !js

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// onPage is the place of what is measured on the real page, as a visitor meets it.
const onPage = "the page, in Chromium"

// Figures and jobs of the page.
const (
	toRender   = "load to first render"
	toDigit    = "load to first inference"
	toFrame    = "load to first array frame"
	toAccuracy = "load to first accuracy on 10,000 images"
	tabMB      = "whole tab, training 784-3000-10 in devices MB"
	digitMB    = "downloaded until the first inference MB"
	firstMB    = "downloaded until the first accuracy MB"
	pageMB     = "download of page.wasm MB"
	byKnob     = "knob changed to new accuracy on 10,000 images"
	toNinety   = "from Train to over 90 % on the 10,000 test images"
)

// watch runs in the page before its own scripts and notes when something was there first.
const watch = `
	window.seen = {};
	const facts = () => document.documentElement.dataset;
	const frame = () => document.querySelector('#array')?.shadowRoot?.querySelector('iframe')
		?.contentDocument?.documentElement.dataset;
	const signs = {
		'load to first render': () => document.querySelector('#train'),
		'load to first inference': () => facts().digit,
		'load to first array frame': () => Number(frame()?.frames) > 0 && Number(frame()?.pictures) > 0,
		'load to first accuracy on 10,000 images': () => facts().accuracy && !facts().stale,
	};
	const look = setInterval(() => {
		for (const name in signs) if (!seen[name] && signs[name]()) seen[name] = performance.now();
	}, 5);
	window.until = (sign) => new Promise((done, no) => {
		const begin = performance.now();
		const poll = setInterval(() => {
			const ms = performance.now() - begin;
			if (!sign() && ms <= 90000) return;
			clearInterval(poll);
			ms > 90000 ? no(new Error('not within 90 seconds')) : done(ms);
		}, 5);
	});
	// What came over the network by a time, into the page and into its frame, in MB.
	const within = () => document.querySelector('#array')?.shadowRoot?.querySelector('iframe')?.contentWindow;
	window.downloaded = (by) => [window, within()].filter((w) => w)
		.flatMap(({performance: p}) => ['navigation', 'resource'].flatMap((kind) => p.getEntriesByType(kind))
			.filter((e) => e.responseEnd + p.timeOrigin <= by + performance.timeOrigin))
		.reduce((sum, e) => sum + e.encodedBodySize, 0) / 1e6;
	window.allSeen = () => until(() => Object.keys(signs).every((name) => seen[name]))
		.then(() => { clearInterval(look); return seen; });
`

// turnKnob changes the programming pulses and waits for the new accuracy.
const turnKnob = `(() => {
	const knob = document.querySelector('#f-pulses');
	knob.value = 'PULSES';
	knob.dispatchEvent(new Event('input', {bubbles: true}));
	knob.dispatchEvent(new Event('change', {bubbles: true}));
	return until(() => facts().link?.includes('pulses=PULSES') && !facts().stale);
})()`

// trainTo presses Train. The live tests are of 1,000 images until that at the end of an epoch, of
// all 10,000; what stands there before the first is the result of the network before.
const trainTo = `(() => {
	let live = false;
	document.querySelector('#train').click();
	return until(() => {
		const text = document.querySelector('#accuracy').closest('.figures').innerText;
		live ||= / of 1,000\b/.test(text);
		return live && / of 10,000\b/.test(text) && parseFloat(document.querySelector('#accuracy').innerText) > 90;
	});
})()`

// measurePage loads the page of the built server as a first visitor does, once a round.
func measurePage(t *tools, s *samples) error {
	if !t.only.MatchString("page @ " + onPage) {
		return nil
	}
	server, at, err := startServer(t.site)
	if err != nil {
		return err
	}
	defer server()
	for r := range t.rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", r+1, t.rounds, onPage)
		if err := visit(at, s, r == 0); err != nil {
			return fmt.Errorf("%s: %w", onPage, err)
		}
	}
	if err := s.tabMemory(at); err != nil {
		return fmt.Errorf("%s: %w", tabMB, err)
	}
	return s.sizes(t.site)
}

// visit is one visit by a browser of its own: nothing is cached.
func visit(at string, s *samples, train bool) error {
	b, err := chromium()
	if err != nil {
		return err
	}
	defer b.close()
	v := &tab{ctx: b.ctx}
	if err := prepareTab(b); err != nil {
		return err
	}
	if err := chromedp.Run(b.ctx, chromedp.Navigate(at)); err != nil {
		return err
	}
	var seen map[string]float64
	if err := v.eval("allSeen()", &seen); err != nil {
		return err
	}
	for name, ms := range seen {
		s.add(name, onPage, ms)
	}
	for name, by := range map[string]float64{digitMB: seen[toDigit], firstMB: seen[toAccuracy]} {
		var mb float64
		if err := v.eval(fmt.Sprintf("downloaded(%v)", by), &mb); err != nil {
			return err
		}
		s.figure(name, onPage, mb)
		fmt.Fprintf(os.Stderr, "%s: %.3f\n", name, mb)
	}
	fmt.Fprintf(os.Stderr, "%v ms\n", seen)
	for _, pulses := range []string{"900", "700", "800"} {
		var ms float64
		if err := v.eval(strings.ReplaceAll(turnKnob, "PULSES", pulses), &ms); err != nil {
			return fmt.Errorf("%s: %w", byKnob, err)
		}
		s.add(byKnob, onPage, ms)
		fmt.Fprintf(os.Stderr, "%s: %.0f ms\n", byKnob, ms)
	}
	if !train {
		return nil
	}
	return s.training(v, at)
}

// prepareTab has the script that watches run in every page of the browser's first tab.
func prepareTab(b *browser) error {
	return chromedp.Run(b.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(watch).Do(ctx)
		return err
	}), chromedp.EmulateViewport(1280, 800))
}

// training measures the default scenario from its beginning.
func (s *samples) training(v *tab, at string) error {
	var ms float64
	if err := load(v, at+"#v=1"); err != nil {
		return err
	}
	if err := v.eval(trainTo, &ms); err != nil {
		return fmt.Errorf("%s: %w", toNinety, err)
	}
	s.add(toNinety, onPage, ms)
	fmt.Fprintf(os.Stderr, "%s: %.0f ms\n", toNinety, ms)
	return nil
}

// tabMemory notes what a tab of its own takes that trains the large network in devices.
func (s *samples) tabMemory(at string) error {
	b, err := chromium()
	if err != nil {
		return err
	}
	defer b.close()
	if err := prepareTab(b); err != nil {
		return err
	}
	v := &tab{ctx: b.ctx}
	if err := load(v, at+"#v=1&hidden=3000&memory=rram-weak-reset"); err != nil {
		return err
	}
	var ms float64
	// After the first live test everything that a training needs is there.
	err = v.eval(`document.querySelector('#train').click(), until(() => / of 1,000\b/.test(
		document.querySelector('#accuracy').closest('.figures').innerText))`, &ms)
	if err != nil {
		return err
	}
	mb, err := resident(b)
	s.figure(tabMB, onPage, mb)
	return err
}

// load opens a link anew: a change behind # alone would load nothing. Of a network that the link does not train no digit
// is shown: the page tells that it has not run.
func load(v *tab, address string) error {
	var ms float64
	if err := chromedp.Run(v.ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
		return err
	}
	return v.eval("until(() => facts().state === 'ready' && (facts().digit || facts().unrun) && "+
		"!document.querySelector('#train').disabled)", &ms)
}

// resident is the memory of the largest renderer, in MB: with one page that is its tab.
func resident(b *browser) (mb float64, err error) {
	err = chromedp.Run(b.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		all, err := systeminfo.GetProcessInfo().Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser))
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.Type != "renderer" {
				continue
			}
			var pages float64
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.ID))
			if err != nil {
				return err
			}
			if _, err := fmt.Sscan(strings.Fields(string(status))[1], &pages); err != nil {
				return err
			}
			mb = max(mb, pages*float64(os.Getpagesize())/(1<<20))
		}
		return nil
	}))
	return mb, err
}

// sizes notes what is downloaded, as a browser that takes brotli gets it.
func (s *samples) sizes(dist string) error {
	packed, err := filepath.Glob(filepath.Join(dist, "site", "*"))
	if err != nil {
		return err
	}
	sizes := map[string]int64{}
	for _, name := range packed {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		base := filepath.Base(name)
		plain := strings.TrimSuffix(strings.TrimSuffix(base, ".br"), ".gz")
		if base == plain && sizes[plain] == 0 || strings.HasSuffix(base, ".br") {
			sizes[plain] = info.Size()
		}
	}
	if len(sizes) == 0 {
		return errors.New("there is no built site: run ./build.sh build")
	}
	for name, n := range sizes {
		first, _, _ := strings.Cut(name, ".")
		if strings.HasSuffix(name, ".wasm") || strings.HasSuffix(name, ".set") || strings.HasSuffix(name, ".arraylab") {
			s.figure("download of "+first+filepath.Ext(name)+" MB", onPage, float64(n)/1e6)
		}
	}
	return nil
}
