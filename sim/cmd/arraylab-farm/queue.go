package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"arraylab/sim/lab"
)

// Names of streams begin so; those of subjects are below subjectRoot.
const (
	unitStreams   = "ARRAYLAB-UNITS-"
	resultStreams = "ARRAYLAB-RESULTS-"
	subjectRoot   = "arraylab."
)

// Consumers of the two streams of a study: there are no others, so that none is left behind.
const (
	unitConsumer   = "workers"
	resultConsumer = "collector"
)

// kin is what a worker must have in common with a study.
type kin struct {
	Numerics int
	Build    string
}

// Keys of the metadata of a stream.
const (
	metaLink     = "link"
	metaNumerics = "numerics"
	metaBuild    = "build"
)

// kinOf is what a stream wants of workers.
func kinOf(s jetstream.StreamConfig) kin {
	numerics, _ := strconv.Atoi(s.Metadata[metaNumerics])
	return kin{numerics, s.Metadata[metaBuild]}
}

// queue is the place of a study in JetStream.
type queue struct {
	js       jetstream.JetStream
	id       string // of the study: 16 hexadecimal digits
	lease    time.Duration
	replicas int
}

// result is the message that a worker hands in.
type result struct {
	lab.UnitResult
	kin
	Failed string `json:",omitempty"` // why there are no lines
}

// queueOf is the queue of a study by numerics.
func queueOf(js jetstream.JetStream, link string, numerics int) *queue {
	sum := sha256.Sum256([]byte(strconv.Itoa(numerics) + " " + link))
	const bytes = 8
	return &queue{js: js, id: hex.EncodeToString(sum[:bytes]), lease: defaultLease, replicas: 1}
}

func (q *queue) unitSubject(unit string) string   { return subjectRoot + q.id + ".unit." + unit }
func (q *queue) resultSubject(unit string) string { return subjectRoot + q.id + ".result." + unit }

// statusSubject is where the collector of a study is asked how it stands, reportSubject where its workers report.
func statusSubject(id string) string         { return subjectRoot + id + ".status" }
func reportSubject(id, worker string) string { return subjectRoot + id + ".worker." + worker }

// ensure makes the streams and their consumers, where they are not there.
func (q *queue) ensure(ctx context.Context, link string, k kin) error {
	meta := map[string]string{metaLink: link, metaNumerics: strconv.Itoa(k.Numerics), metaBuild: k.Build}
	for _, s := range []struct {
		name, subjects, consumer string
	}{
		{unitStreams + q.id, q.unitSubject("*"), unitConsumer},
		{resultStreams + q.id, q.resultSubject("*"), resultConsumer},
	} {
		stream, err := q.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
			Name: s.name, Subjects: []string{s.subjects}, Metadata: meta, Replicas: q.replicas,
			Storage: jetstream.FileStorage, Retention: jetstream.WorkQueuePolicy,
			// A unit, or its result, is there once: who publishes it again is told so.
			MaxMsgsPerSubject: 1, Discard: jetstream.DiscardNew, DiscardNewPerSubject: true,
		})
		if err != nil {
			return fmt.Errorf("stream %s: %w", s.name, err)
		}
		if err := q.ensureConsumer(ctx, stream, s.consumer); err != nil {
			return fmt.Errorf("consumer %s of %s: %w", s.consumer, s.name, err)
		}
	}
	return nil
}

// ensureConsumer makes the consumer of a stream; one that is paused stays so.
func (q *queue) ensureConsumer(ctx context.Context, stream jetstream.Stream, name string) error {
	const many = 100_000 // far more than workers
	config := jetstream.ConsumerConfig{Durable: name, AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.lease,
		MaxAckPending: many}
	if had, err := stream.Consumer(ctx, name); err == nil {
		config.PauseUntil = had.CachedInfo().Config.PauseUntil
	}
	_, err := stream.CreateOrUpdateConsumer(ctx, config)
	return err
}

// remove takes both streams away, with their consumers.
func (q *queue) remove(ctx context.Context) error {
	var errs []error
	for _, name := range []string{unitStreams + q.id, resultStreams + q.id} {
		if err := q.js.DeleteStream(ctx, name); err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// publish puts a message into a stream by its subject; one that is there already stays.
func (q *queue) publish(ctx context.Context, subject string, message any) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	if _, err := q.js.Publish(ctx, subject, text); err != nil && !there(err) {
		return fmt.Errorf("%s: %w", subject, err)
	}
	return nil
}

// undated is a context without a deadline. A call to JetStream with one waits until then for an answer, which is lost
// where a server is killed; without one it waits five seconds.
type undated struct{ context.Context }

func (undated) Deadline() (at time.Time, ok bool) { return time.Time{}, false }

// there tells whether an error says that a subject has its message already.
func there(err error) bool {
	const maximumMessagesPerSubject = 10077 // the code for "maximum messages per subject exceeded"
	var api *jetstream.APIError
	return errors.As(err, &api) && api.ErrorCode == maximumMessagesPerSubject
}
