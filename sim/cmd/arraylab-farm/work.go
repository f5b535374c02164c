package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/lab"
)

// tries are how often a unit is begun before it is given up.
const tries = 3

// worker computes units of all studies that are of its kin.
type worker struct {
	kin
	js      jetstream.JetStream
	carrier lab.Carrier
	log     io.Writer
	table   *lab.Table // of the study it was last at
	refused map[string]bool
}

// work computes units until the context ends.
func (w *worker) work(ctx context.Context) error {
	ctx = undated{ctx}
	w.refused = map[string]bool{}
	w.carrier.Halt = func() error { return context.Cause(ctx) }
	for ctx.Err() == nil {
		did, err := w.round(ctx)
		if err != nil && ctx.Err() == nil {
			fmt.Fprintln(w.log, "working:", err)
		}
		if !did || err != nil {
			rest(ctx, pullWait)
		}
	}
	return context.Cause(ctx)
}

// round computes a unit of each study that has one.
func (w *worker) round(ctx context.Context) (did bool, err error) {
	list := w.js.ListStreams(ctx, jetstream.WithStreamListSubject(subjectRoot+"*.unit.*"))
	for s := range list.Info() {
		if !strings.HasPrefix(s.Config.Name, unitStreams) || !w.akin(s.Config) {
			continue
		}
		done, one := w.one(ctx, s.Config)
		did, err = did || done, errors.Join(err, one)
	}
	return did, errors.Join(err, list.Err())
}

// akin tells whether a study is of this worker's numerics and build; it tells once of one that is not.
func (w *worker) akin(s jetstream.StreamConfig) bool {
	numerics, _ := strconv.Atoi(s.Metadata[metaNumerics])
	k := kin{numerics, s.Metadata[metaBuild]}
	if k != w.kin && !w.refused[s.Name] {
		w.refused[s.Name] = true
		fmt.Fprintf(w.log, "a study wants numerics %d and build %s, these are %d and %s: #%s\n", k.Numerics, k.Build,
			w.Numerics, w.Build, s.Metadata[metaLink])
	}
	return k == w.kin
}

// one pulls a unit of a study and computes it.
func (w *worker) one(ctx context.Context, s jetstream.StreamConfig) (did bool, err error) {
	consumer, err := w.js.Consumer(ctx, s.Name, unitConsumer)
	if err != nil {
		return false, err
	}
	batch, err := consumer.Fetch(1, jetstream.FetchMaxWait(pullWait))
	if err != nil {
		return false, err
	}
	for m := range batch.Messages() {
		did = true
		if err := w.unit(ctx, s.Metadata[metaLink], consumer.CachedInfo().Config.AckWait, m); err != nil {
			return did, err
		}
	}
	return did, nil
}

// unit computes a unit, hands its result in and acknowledges it; within each lease it gives a sign of life.
func (w *worker) unit(ctx context.Context, link string, lease time.Duration, m jetstream.Msg) error {
	q := queueOf(w.js, link, w.Numerics)
	begun, of := uint64(1), m.Subject()[strings.LastIndexByte(m.Subject(), '.')+1:]
	if meta, err := m.Metadata(); err == nil {
		begun = meta.NumDelivered
	}
	if begun > tries {
		return w.handIn(ctx, q, m, result{UnitResult: lab.UnitResult{Unit: of}, kin: w.kin,
			Failed: fmt.Sprintf("%d workers have not come back from it", begun-1)})
	}
	stop := live(m, lease/3)
	lines, err := w.compute(link, m.Data())
	stop()
	switch {
	case ctx.Err() != nil:
		return m.Nak()
	case err == nil:
		return w.handIn(ctx, q, m, result{UnitResult: lines, kin: w.kin})
	case begun < tries:
		fmt.Fprintf(w.log, "unit %s, try %d: %v\n", of, begun, err)
		return m.NakWithDelay(pullWait)
	}
	return w.handIn(ctx, q, m, result{UnitResult: lab.UnitResult{Unit: of}, kin: w.kin, Failed: err.Error()})
}

// live gives signs of life for a unit until it is stopped.
func live(m jetstream.Msg, every time.Duration) (stop func()) {
	ended := make(chan struct{})
	go func() {
		beat := time.NewTicker(max(every, time.Millisecond))
		defer beat.Stop()
		for {
			select {
			case <-ended:
				return
			case <-beat.C:
				m.InProgress() // one that is lost costs nothing: results are compared
			}
		}
	}()
	return func() { close(ended) }
}

// compute computes the lines of a unit that is spelled as JSON.
func (w *worker) compute(link string, text []byte) (lab.UnitResult, error) {
	var u lab.Unit
	if err := json.Unmarshal(text, &u); err != nil {
		return lab.UnitResult{}, err
	}
	if w.table == nil || w.table.Study() != link {
		l, err := lab.ParseStudy(link)
		if err == nil {
			w.table, err = l.Table()
		}
		if err != nil {
			return lab.UnitResult{}, err
		}
	}
	return w.carrier.Unit(w.table, u, nil)
}

// handIn publishes a result, then acknowledges its unit. Where another worker was faster, its result waits, and this
// one, which the collector cannot compare, is compared here.
func (w *worker) handIn(ctx context.Context, q *queue, m jetstream.Msg, r result) error {
	subject := q.resultSubject(r.Unit)
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err = w.js.Publish(ctx, subject, text); there(err) {
		err = w.compare(ctx, q, subject, text)
	}
	if err != nil {
		return err
	}
	return m.DoubleAck(ctx)
}

// compare compares a result with the one that is there.
func (w *worker) compare(ctx context.Context, q *queue, subject string, text []byte) error {
	stream, err := w.js.Stream(ctx, resultStreams+q.id)
	if err != nil {
		return err
	}
	had, err := stream.GetLastMsgForSubject(ctx, subject)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil // taken in the meantime
	}
	if err == nil && string(had.Data) != string(text) {
		fmt.Fprintf(w.log, "%s: another worker has come to another result\n", subject)
	}
	return err
}
