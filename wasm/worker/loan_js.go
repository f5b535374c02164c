package main

import (
	"context"
	"time"

	"arraylab/wasm/host"
	"arraylab/wasm/wire"
	"arraylab/wasm/worker/help"
)

// loan is the help of this worker for a class, once it is asked for.
type loan struct{ helper *help.Helper }

// take begins it, or has it rest or go on.
func (l *loan) take(h *host.Host, page *host.Port, o wire.Lend) {
	first := l.helper == nil
	if first {
		l.helper = help.New(&browser{Host: h, token: o.Token, yielder: h.NewYielder(), begun: time.Now()}, o.Files,
			func(m wire.Lent) { _ = page.Post(m) }) // a report that is lost is followed by others
	}
	if len(o.Own.Names) > 0 {
		l.helper.Bring(o.Own)
	}
	l.helper.Rest(o.Rest)
	if first {
		h.Go(l.helper.Run)
	}
}

// browser is the world of a helper.
type browser struct {
	*host.Host
	token   string
	yielder *host.Yielder
	begun   time.Time
}

func (b *browser) Ask(what string, body []byte) (int, []byte) {
	return b.Host.Ask(context.Background(), "class/v1/"+what, b.token, body)
}

func (b *browser) Fetch(url string) ([]byte, error) {
	return b.Host.Fetch(context.Background(), url, 0, nil)
}

func (b *browser) Turn()                 { b.yielder.Yield() }
func (b *browser) Sleep(d time.Duration) { time.Sleep(d) }
func (b *browser) Now() time.Duration    { return time.Since(b.begun) }
