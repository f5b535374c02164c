package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/cmd/study"
	"arraylab/sim/lab"
)

// tries are how often a unit is begun before it is given up.
const tries = 3

// worker computes units of all studies that are of its kin.
type worker struct {
	kin
	js      jetstream.JetStream
	carrier lab.Carrier
	check   func(*lab.Table) error // refuses studies of own data that are not here
	log     io.Writer
	every   time.Duration     // between reports
	pause   time.Duration     // after a try that failed; twice as long after each more of them
	bad     int               // tries that have failed since one did not
	table   *lab.Table        // of the study it was last at
	judged  map[called]string // why no unit of a study is taken; "" where they are
	report  reporter
}

// longestPause is that after tries that have failed one after the other: what lacks something on one machine is not to
// be given up before others have tried.
const longestPause = 30 * time.Second

// called is a study as a worker meets it.
type called struct {
	kin
	link string
}

// newWorker is a worker with what the flags of a command name.
func newWorker(js jetstream.JetStream, o *study.Options, log io.Writer) *worker {
	images := imagesOnce{load: o.Load}
	return &worker{kin: self(), js: js, check: o.Check, log: log, every: reportEvery, pause: pullWait,
		carrier: lab.Carrier{Sets: images.sets, Own: o.OwnSets, Workers: o.Workers}}
}

// work computes units until the context ends, and reports meanwhile.
func (w *worker) work(ctx context.Context) error {
	ctx = undated{ctx}
	w.judged = map[called]string{}
	w.carrier.Halt = func() error { return context.Cause(ctx) }
	w.report.begin(w.kin, w.carrier.Workers)
	var group sync.WaitGroup
	group.Go(func() { w.report.send(ctx, w.js.Conn(), w.every) })
	defer group.Wait()
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
	studies := map[string]string{}
	list := w.js.ListStreams(ctx, jetstream.WithStreamListSubject(subjectRoot+"*.unit.*"))
	for s := range list.Info() {
		id, is := strings.CutPrefix(s.Config.Name, unitStreams)
		if !is {
			continue
		}
		studies[id] = w.refuses(s.Config)
		if w.report.at(studies); studies[id] != "" {
			continue
		}
		done, one := w.one(ctx, s.Config)
		did, err = did || done, errors.Join(err, one)
	}
	w.report.at(studies)
	return did, errors.Join(err, list.Err())
}

// refuses says why this worker takes no unit of a study, "" where it does: the study may be of other numerics, another
// build, or data that are not here. It is told once.
func (w *worker) refuses(s jetstream.StreamConfig) string {
	c := called{kinOf(s), s.Metadata[metaLink]}
	why, known := w.judged[c]
	if known {
		return why
	}
	if err := w.judge(c); err != nil {
		why = err.Error()
		fmt.Fprintf(w.log, "no unit of a study is taken: %s: #%s\n", why, c.link)
	}
	w.judged[c] = why
	return why
}

// judge looks at a study for the first time.
func (w *worker) judge(c called) error {
	if c.kin != w.kin {
		return fmt.Errorf("it wants numerics %d and build %s, these are %d and %s", c.Numerics, c.Build, w.Numerics, w.Build)
	}
	table, err := w.tableOf(c.link)
	if err != nil {
		return err
	}
	return w.check(table)
}

// tableOf is the table of a study.
func (w *worker) tableOf(link string) (*lab.Table, error) {
	if w.table == nil || w.table.Study() != link {
		l, err := lab.ParseStudy(link)
		if err != nil {
			return nil, err
		}
		table, err := l.Table()
		if err != nil {
			return nil, err
		}
		w.table = table
	}
	return w.table, nil
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
	lines, err := w.compute(link, of, m.Data())
	stop()
	switch {
	case ctx.Err() != nil:
		return m.Nak()
	case err == nil:
		w.bad = 0
		w.report.ended(len(lines.Lines))
		return w.handIn(ctx, q, m, result{UnitResult: lines, kin: w.kin})
	case begun < tries:
		fmt.Fprintf(w.log, "unit %s, try %d: %v\n", of, begun, err)
		err = m.NakWithDelay(w.pause)
	default:
		err = w.handIn(ctx, q, m, result{UnitResult: lab.UnitResult{Unit: of}, kin: w.kin, Failed: err.Error()})
	}
	w.report.failed()
	w.bad++
	rest(ctx, min(w.pause<<min(w.bad-1, 10), longestPause))
	return err
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
func (w *worker) compute(link, id string, text []byte) (lab.UnitResult, error) {
	var u lab.Unit
	if err := json.Unmarshal(text, &u); err != nil {
		return lab.UnitResult{}, err
	}
	table, err := w.tableOf(link)
	if err != nil {
		return lab.UnitResult{}, err
	}
	w.report.begun(id, len(u.Points))
	defer w.report.idle()
	return w.carrier.Unit(table, u, func(done int) error {
		w.report.done(done)
		return nil
	})
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
