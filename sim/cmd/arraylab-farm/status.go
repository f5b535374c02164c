package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/lab"
)

// askPatience is how long an answer about how a study stands is waited for.
const askPatience = 2 * time.Second

// listen takes the reports of workers, and answers who asks how the study stands, until end is called.
func (c *collector) listen(ctx context.Context) (end func(), err error) {
	conn := c.js.Conn()
	reports, err := conn.Subscribe(reportSubject(c.id, "*"), func(m *nats.Msg) { c.hear(m.Data) })
	if err != nil {
		return nil, err
	}
	questions, err := conn.Subscribe(statusSubject(c.id), func(m *nats.Msg) { m.Respond([]byte(c.page(ctx))) })
	if err != nil {
		return nil, errors.Join(err, reports.Unsubscribe())
	}
	return func() { reports.Unsubscribe(); questions.Unsubscribe() }, nil // a connection that is gone has none
}

// traffic says in words what is in the queue of units of a study.
func (q *queue) traffic(ctx context.Context) (text string, ok bool) {
	consumer, err := q.js.Consumer(ctx, unitStreams+q.id, unitConsumer)
	if err != nil {
		return "", false
	}
	i, err := consumer.Info(ctx)
	if err != nil {
		return "", false
	}
	text = fmt.Sprintf("%d under way, %d waiting, %d come again", i.NumAckPending, i.NumPending, i.NumRedelivered)
	if i.Paused {
		text += ", paused"
	}
	return text, true
}

// line says in a line how the study stands.
func (c *collector) line(ctx context.Context) string {
	held := c.file.Held()
	strange, _ := c.refusals()
	text := fmt.Sprintf("%d of %d points, %.2f a second, %s", held, c.table.Size(), c.pace.Rate(held), c.pace.Left(held))
	if traffic, ok := c.traffic(ctx); ok {
		text += "; units: " + traffic
	}
	return fmt.Sprintf("%s; %d workers; %d units given up, %d results refused", text, len(c.staff()), c.givenUp(), strange)
}

// page is all that an operator is told, as text.
func (c *collector) page(ctx context.Context) string {
	var b strings.Builder
	held, size := c.file.Held(), c.table.Size()
	done, units := 0, c.table.Units()
	for _, u := range units {
		if c.file.HasUnit(u) {
			done++
		}
	}
	fmt.Fprintf(&b, "study    #%s\n         numerics %d, build %s\n", c.table.Study(), c.Numerics, c.Build)
	fmt.Fprintf(&b, "points   %d of %d (%d %%), %.2f a second, %s\n", held, size, 100*held/max(1, size), c.pace.Rate(held),
		c.pace.Left(held))
	traffic, ok := c.traffic(ctx)
	if !ok {
		traffic = "the servers do not say what is under way"
	}
	fmt.Fprintf(&b, "units    %d of %d done, %s, %d given up\n", done, len(units), traffic, c.givenUp())
	c.pageStaff(&b)
	c.pageFaults(&b)
	return b.String()
}

// pageStaff tells of the workers.
func (c *collector) pageStaff(to io.Writer) {
	staff := c.staff()
	silent := 0
	for _, w := range staff {
		if time.Since(w.at) > max(c.lease, 3*reportEvery) {
			silent++
		}
	}
	fmt.Fprintf(to, "workers  %d, %d of them silent\n", len(staff), silent)
	if len(staff) == 0 {
		return
	}
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "         machine\tprocess\tcores\tunits\tpoints\ta second\ttries failed\tat\theard of")
	for _, w := range staff {
		at := "waiting"
		if w.Refuses != "" {
			at = "takes no unit: " + w.Refuses
		} else if w.Unit != "" {
			at = fmt.Sprintf("%s, %d of %d points", w.Unit, w.Done, w.Of)
		}
		rate := "-"
		if w.Seconds > 0 {
			rate = fmt.Sprintf("%.2f", float64(w.Points)/w.Seconds)
		}
		fmt.Fprintf(t, "         %.40q\t%d\t%d\t%d\t%d\t%s\t%d\t%.120s\t%.0f s ago\n", w.Host, w.Process, w.Cores, w.Units, w.Points,
			rate, w.Failed, at, time.Since(w.at).Seconds())
	}
	t.Flush()
}

// pageFaults tells of what went wrong, of each unit that is given up above all.
func (c *collector) pageFaults(to io.Writer) {
	for _, u := range c.table.Units() {
		if why := c.given(u.ID()); why != "" && !c.file.HasUnit(u) {
			fmt.Fprintf(to, "given up unit %s, points %s: %s\n", u.ID(), lab.Ranges(u.Points), why)
		}
	}
	if n, why := c.refusals(); n > 0 {
		fmt.Fprintf(to, "refused  %d results, the last one: %s\n", n, why)
	}
	for _, err := range c.doubted() {
		fmt.Fprintf(to, "doubt    %v\n", err)
	}
}

// statusPage serves the page of a collector over HTTP.
type statusPage struct {
	server http.Server
	of     atomic.Pointer[collector]
}

// listenStatus begins to serve the page where -status says; without it there is none.
func (o *options) listenStatus() (*statusPage, error) {
	p := &statusPage{}
	if o.status == "" {
		return p, nil
	}
	l, err := net.Listen("tcp", o.status)
	if err != nil {
		return nil, badUse{fmt.Errorf("-status %q: %w", o.status, err)}
	}
	p.server.Handler = p
	p.server.ReadTimeout, p.server.WriteTimeout = 10*time.Second, 10*time.Second
	go p.server.Serve(l) // until it is closed
	return p, nil
}

// serve has it tell of a collector.
func (p *statusPage) serve(c *collector) { p.of.Store(c) }

// Close ends it.
func (p *statusPage) Close() error { return p.server.Close() }

func (p *statusPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Refresh", "5")
	switch c := p.of.Load(); {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "this page is read only", http.StatusMethodNotAllowed)
	case c == nil:
		fmt.Fprintln(w, "the study is being begun")
	default:
		io.WriteString(w, c.page(r.Context()))
	}
}

// operate tells how all studies stand, or pauses them, or has them go on.
func operate(ctx context.Context, what string, args []string, out, log io.Writer) error {
	var o options
	rest, err := o.parse(what, args, log)
	if err != nil {
		return err
	}
	if len(rest) > 0 || o.urls == "" {
		return badUse{fmt.Errorf("%s takes -nats URL, and no other argument", what)}
	}
	const patience = 15 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ctx, js, end, err := o.connect(ctx, log)
	if err != nil {
		return err
	}
	defer end()
	do := map[string]func(context.Context, jetstream.JetStream, *jetstream.StreamInfo) (string, error){
		"status": statusOf, "pause": pause, "resume": resume}[what]
	studies := 0
	list := js.ListStreams(ctx, jetstream.WithStreamListSubject(subjectRoot+"*.unit.*"))
	for s := range list.Info() {
		text, failed := do(ctx, js, s)
		if studies++; studies > 1 {
			fmt.Fprintln(out)
		}
		fmt.Fprint(out, text)
		err = errors.Join(err, failed)
	}
	if err = errors.Join(err, list.Err()); err == nil && studies == 0 {
		fmt.Fprintln(out, "there is no study")
	}
	if err != nil && ctx.Err() != nil {
		err = fmt.Errorf("%w (%w)", err, context.Cause(ctx))
	}
	return err
}

// statusOf is the page of a study, or what its streams say where no collector answers.
func statusOf(ctx context.Context, js jetstream.JetStream, s *jetstream.StreamInfo) (string, error) {
	q := &queue{js: js, id: strings.TrimPrefix(s.Config.Name, unitStreams)}
	if m, err := js.Conn().Request(statusSubject(q.id), nil, askPatience); err == nil {
		return string(m.Data), nil
	}
	traffic, ok := q.traffic(ctx)
	if !ok {
		traffic = "the servers do not say what is under way"
	}
	k := kinOf(s.Config)
	return fmt.Sprintf("study    #%s\n         numerics %d, build %s\n         no collector answers\nunits    %s\n",
		s.Config.Metadata[metaLink], k.Numerics, k.Build, traffic), nil
}

// pause hands out no more units of a study.
func pause(ctx context.Context, js jetstream.JetStream, s *jetstream.StreamInfo) (string, error) {
	const years = 10 // until somebody has it go on
	_, err := js.PauseConsumer(ctx, s.Config.Name, unitConsumer, time.Now().AddDate(years, 0, 0))
	return "paused   #" + s.Config.Metadata[metaLink] + "\n", err
}

// resume hands them out again.
func resume(ctx context.Context, js jetstream.JetStream, s *jetstream.StreamInfo) (string, error) {
	_, err := js.ResumeConsumer(ctx, s.Config.Name, unitConsumer)
	return "goes on  #" + s.Config.Metadata[metaLink] + "\n", err
}
