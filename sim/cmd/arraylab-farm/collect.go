package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/cmd/study"
	"arraylab/sim/lab"
)

// Times of the collector.
const (
	defaultLease = 60 * time.Second
	lookEvery    = 30 * time.Second // what the file lacks is published again, if nothing is on its way
	tellEvery    = 10 * time.Second
	pullWait     = time.Second
)

// collector brings a study into its file.
type collector struct {
	*queue
	kin
	table *lab.Table
	file  *study.File
	log   io.Writer
	look  time.Duration // lookEvery; shorter in tests
	pace  *study.Pace
	board
}

// newCollector brings a study into a file through a queue.
func newCollector(q *queue, table *lab.Table, file *study.File, log io.Writer) *collector {
	return &collector{queue: q, kin: self(), table: table, file: file, log: log, look: lookEvery,
		pace: study.Begin(log, file.Held(), table.Size())}
}

// collect publishes what a file lacks of a study and takes results, until the file is whole, all that is lacking has
// failed, or the context ends.
func (c *collector) collect(ctx context.Context) error {
	ctx = undated{ctx}
	end, err := c.listen(ctx)
	if err != nil {
		return err
	}
	defer end()
	looked, told := time.Time{}, time.Now()
	for !c.through() {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if time.Since(looked) > c.look {
			if err := c.reconcile(ctx); err != nil {
				fmt.Fprintln(c.log, "publishing:", err)
			}
			looked = time.Now()
		}
		if err := c.take(ctx); err != nil {
			fmt.Fprintln(c.log, "taking results:", err)
			rest(ctx, pullWait)
		}
		if time.Since(told) > tellEvery {
			c.tell(ctx)
			told = time.Now()
		}
	}
	fmt.Fprintf(c.log, "%d of %d points, %.2f a second\n", c.file.Held(), c.table.Size(), c.pace.Rate(c.file.Held()))
	if err := c.remove(ctx); err != nil {
		fmt.Fprintln(c.log, "clearing away:", err) // the file is what counts
	}
	return errors.Join(append(c.doubted(), c.failures())...)
}

// rest waits, until the context ends at most.
func rest(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// lacking are the units that are neither there nor given up.
func (c *collector) lacking() (units []lab.Unit) {
	for _, u := range c.table.Units() {
		if c.given(u.ID()) == "" && !c.file.HasUnit(u) {
			units = append(units, u)
		}
	}
	return units
}

// through tells whether nothing is lacking.
func (c *collector) through() bool {
	return c.file.Whole() || c.givenUp() > 0 && len(c.lacking()) == 0
}

// reconcile makes the streams, and publishes what the file lacks where no result is on its way.
func (c *collector) reconcile(ctx context.Context) error {
	if err := c.ensure(ctx, c.table.Study(), c.kin); err != nil {
		return err
	}
	consumer, err := c.js.Consumer(ctx, resultStreams+c.id, resultConsumer)
	if err != nil {
		return err
	}
	info, err := consumer.Info(ctx)
	if err != nil || info.NumPending+uint64(info.NumAckPending) > 0 {
		return err
	}
	for _, u := range c.lacking() {
		if err := c.publish(ctx, c.unitSubject(u.ID()), u); err != nil {
			return err
		}
	}
	return nil
}

// take takes the results that are there, or waits a little for one.
func (c *collector) take(ctx context.Context) error {
	consumer, err := c.js.Consumer(ctx, resultStreams+c.id, resultConsumer)
	if err != nil {
		return err
	}
	const most = 16
	batch, err := consumer.Fetch(most, jetstream.FetchMaxWait(pullWait))
	if err != nil {
		return err
	}
	for m := range batch.Messages() {
		if err := c.put(m); err != nil {
			return err
		}
	}
	if err := batch.Error(); err != nil && !errors.Is(err, jetstream.ErrNoMessages) && ctx.Err() == nil {
		return err
	}
	return nil
}

// put takes one result: it is acknowledged once it is synced. What is none of this study, or differs from what is
// there, is thrown away and told.
func (c *collector) put(m jetstream.Msg) error {
	var r result
	err := json.Unmarshal(m.Data(), &r)
	switch {
	case err != nil:
		return c.refuse(m, err)
	case r.kin != c.kin:
		return c.refuse(m, fmt.Errorf("it is of numerics %d and build %s", r.Numerics, r.Build))
	case r.Failed != "":
		c.giveUp(r.Unit, r.Failed)
		fmt.Fprintf(c.log, "unit %s is given up: %s\n", r.Unit, r.Failed)
		return m.Ack()
	}
	_, err = c.file.Put(r.UnitResult)
	var foreign *lab.LinkError
	var doubt *lab.DoubtError
	switch {
	case err == nil:
		return m.Ack()
	case errors.As(err, &doubt):
		c.doubt(err)
		return c.refuse(m, err)
	case errors.As(err, &foreign):
		return c.refuse(m, err)
	}
	return err // of the disk: the result comes again
}

// refuse throws a result away.
func (c *collector) refuse(m jetstream.Msg, why error) error {
	c.refused(why)
	fmt.Fprintf(c.log, "a result is refused: %v\n", why)
	return m.Term()
}

// tell tells the operator in a line how things stand.
func (c *collector) tell(ctx context.Context) { fmt.Fprintln(c.log, c.line(ctx)) }

// failures says which points are missing, and why; nil where none is.
func (c *collector) failures() error {
	var e lab.PointsError
	var reasons []string
	for _, u := range c.table.Units() {
		if why := c.given(u.ID()); why != "" && !c.file.HasUnit(u) {
			e.Points = append(e.Points, u.Points...)
			reasons = append(reasons, why)
		}
	}
	if len(e.Points) == 0 {
		return nil
	}
	slices.Sort(e.Points)
	slices.Sort(reasons)
	e.Reasons = []error{errors.New(strings.Join(slices.Compact(reasons), "; "))}
	return &e
}
