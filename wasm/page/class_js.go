package main

import (
	"context"

	"arraylab/wasm/host"
	"arraylab/wasm/wire"
)

// The methods of ui.Desk for a class.

func (p *page) AskClass(what, token string, body []byte) {
	p.host.Go(func() {
		status, answer := p.host.Ask(context.Background(), "class/v1/"+what, token, body)
		p.update(func() { p.store.ClassAnswered(what, status, answer) })
	})
}

func (p *page) Lend(token string, rest bool, own wire.Bring) {
	order := wire.Lend{Token: token, Rest: rest, Own: own, Files: p.names.sets()}
	if p.lent == nil {
		w, err := p.host.Spawn(p.names.text("workerjs"), p.names.text("exec"), p.module, 1, wire.Table(), p.hearLoan)
		if err != nil {
			p.later(func() { p.store.Lent(wire.Lent{State: wire.LentFailed, Why: plain(err).Error()}) })
			return
		}
		p.lent = w
	}
	_ = p.lent.Post(order) // a worker that is gone says so
}

// hearLoan takes the reports of the worker that is lent; one that is gone is no more.
func (p *page) hearLoan(msg any) {
	switch m := msg.(type) {
	case wire.Lent:
		p.update(func() { p.store.Lent(m) })
	case host.Failure:
		p.update(func() {
			p.EndLoan()
			p.store.Lent(wire.Lent{State: wire.LentRefused, Why: m.What})
		})
	}
}

func (p *page) EndLoan() {
	if p.lent != nil {
		p.lent.Close()
		p.lent = nil
	}
}
