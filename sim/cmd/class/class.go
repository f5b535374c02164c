package class

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"arraylab/sim/lab"
)

// Options are what a class is made of.
type Options struct {
	Site    http.Handler // everything that is not below /class/v1/
	Carrier lab.Carrier  // what the host computes with; its Halt is set by Run
	// Check refuses a study that the host cannot compute, one of own data that are not here; nil for none.
	Check func(*lab.Table) error
	Data  string    // the name of the file of own data, which pages are asked for
	Hosts []string  // names, beside its addresses, under which the class can be opened
	Save  string    // file that keeps the class; "" to keep nothing
	Log   io.Writer // what the terminal is told
	Now   func() time.Time
	// Compute carries a unit of a study out; nil for the engine, by the Carrier.
	Compute func(ctx context.Context, t *lab.Table, u lab.Unit) (lines []string, err error)
	Chance  func() float64 // from 0 to below 1, which nobody can foresee; nil for that of the system
}

// Class is a class. It is an http.Handler, safe for concurrent use.
type Class struct {
	Options
	mux    *http.ServeMux
	origin *http.CrossOriginProtection
	hosts  map[string]bool
	now    func() time.Time

	mu sync.Mutex // guards all below
	state
	byToken map[string]*person // by the hash of the token
	joins   buckets
	tries   buckets
	asks    buckets
	farm    *farm // the sweep; nil for none
	notes   *os.File
	version int  // of what the lecturer's screen shows
	unsaved bool // something has changed since the class was saved
	bases   []string
}

// state is what is kept of a class.
type state struct {
	Code   string    `json:"code"`   // of the room
	Secret string    `json:"secret"` // of the lecturer's screen
	Closed bool      `json:"closed"` // nobody can join
	Last   int       `json:"last"`   // number given last
	People []*person `json:"people"`
	Sweep  string    `json:"sweep"` // the link of the sweep; "" for none
}

// New makes a class, or goes on with one that was saved.
func New(o Options) (*Class, error) {
	c := &Class{Options: o, hosts: map[string]bool{"localhost": true}, now: o.Now,
		origin: http.NewCrossOriginProtection(), byToken: map[string]*person{}, joins: buckets{}, tries: buckets{},
		asks: buckets{}}
	if c.now == nil {
		c.now = time.Now
	}
	if name, err := os.Hostname(); err == nil {
		c.hosts[strings.ToLower(name)], c.hosts[strings.ToLower(name)+".local"] = true, true
	}
	if c.Compute == nil {
		c.Compute = c.compute
	}
	if c.Chance == nil {
		c.Chance = draw
	}
	for _, name := range o.Hosts {
		c.hosts[strings.ToLower(name)] = true
	}
	if err := c.recall(); err != nil {
		return nil, err
	}
	if c.Code == "" {
		c.Code, c.Secret, c.unsaved = newCode(), secretText(), true
	}
	c.route()
	return c, nil
}

// Screen is the secret address of the lecturer's screen, below a base address. The secret stands behind the '#', which
// a browser sends nowhere by itself.
func (c *Class) Screen(base string) string { return base + "class.html#" + c.Secret }

// Door is the address that students open, below a base address.
func (c *Class) Door(base string) string { return base + "#view=class." + strings.ToLower(c.Code) }

// Offer tells the class under which addresses it can be opened, the best one for students first.
func (c *Class) Offer(bases []string) { c.bases = bases }

// route says who answers what.
func (c *Class) route() {
	c.mux = http.NewServeMux()
	c.handle("GET /class/v1/study", func(_ http.ResponseWriter, r *http.Request) (any, error) { return c.study(r), nil })
	c.handle("POST /class/v1/join", func(w http.ResponseWriter, r *http.Request) (any, error) {
		var q joining
		if err := read(w, r, &q); err != nil {
			return nil, err
		}
		return c.join(r, q)
	})
	c.handle("GET /class/v1/points", c.pointsFrom)
	student(c, "POST /class/v1/hand", c.handIn)
	student(c, "POST /class/v1/unit", c.unit)
	student(c, "POST /class/v1/beat", c.beat)
	student(c, "POST /class/v1/result", c.result)
	lecturer(c, "GET /class/v1/hall", c.hall)
	lecturer(c, "GET /class/v1/hall/results.csv", func(*http.Request) (any, error) { return c.resultsTable(), nil })
	lecturer(c, "GET /class/v1/hall/points.csv", func(*http.Request) (any, error) { return c.sweepTable() })
	order(c, "POST /class/v1/hall/sweep", c.beginSweep)
	order(c, "POST /class/v1/hall/stop", c.stopSweep)
	order(c, "POST /class/v1/hall/door", c.door)
	order(c, "POST /class/v1/hall/remove", c.remove)
	c.mux.Handle("/class/v1/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		write(w, nil, refuse(http.StatusNotFound, "the class does not answer %.80s", r.URL.Path))
	}))
	c.mux.Handle("/", c.Site)
}

// ServeHTTP answers for the class and for the site.
func (c *Class) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.mux.ServeHTTP(w, r) }

// handle answers requests that may ask, one at a time. Bodies are read before others have to wait.
func (c *Class) handle(pattern string, act func(http.ResponseWriter, *http.Request) (any, error)) {
	c.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := errors.Join(c.passes(r), c.mayAsk(r)); err != nil {
			write(w, nil, err)
			return
		}
		said, err := act(w, r)
		write(w, said, err)
	})
}

// mayAsk holds an address to its rate: all pages of a room may have one.
func (c *Class) mayAsk(r *http.Request) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asks.take(addressOf(r), c.now(), askRate, askBurst) {
		return nil
	}
	return refusal{http.StatusTooManyRequests, "too many requests come from this address: wait a moment", 2 * time.Second}
}

// student answers a request of one who joined.
func student[Q any](c *Class, pattern string, act func(p *person, q Q) (any, error)) {
	may := func(r *http.Request) error {
		_, err := c.who(r)
		return err
	}
	posted(c, pattern, may, func(r *http.Request, q Q) (any, error) {
		p := c.byToken[hashOf(bearer(r))]
		if p == nil {
			return nil, refuse(http.StatusUnauthorized, "this page is not in the class: join it again")
		}
		return act(p, q)
	})
}

// lecturer answers a request that bears the secret.
func lecturer(c *Class, pattern string, act func(r *http.Request) (any, error)) {
	c.handle(pattern, func(_ http.ResponseWriter, r *http.Request) (any, error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if err := c.leads(r); err != nil {
			return nil, err
		}
		return act(r)
	})
}

// order carries out what the lecturer's screen asks for.
func order[Q any](c *Class, pattern string, act func(q Q) (any, error)) {
	posted(c, pattern, c.leads, func(_ *http.Request, q Q) (any, error) { return act(q) })
}

// posted answers requests with a body, of whoever may. The body is read between the two, while others are answered.
func posted[Q any](c *Class, pattern string, may func(r *http.Request) error,
	act func(r *http.Request, q Q) (any, error)) {
	c.handle(pattern, func(w http.ResponseWriter, r *http.Request) (any, error) {
		c.mu.Lock()
		err := may(r)
		c.mu.Unlock()
		if err != nil {
			return nil, err
		}
		var q Q
		if err := read(w, r, &q); err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		return act(r, q)
	})
}

// leads tells whether a request bears the lecturer's secret. Hashes are compared, in a time that tells nothing.
func (c *Class) leads(r *http.Request) error {
	given, own := sha256.Sum256([]byte(bearer(r))), sha256.Sum256([]byte(c.Secret))
	if subtle.ConstantTimeCompare(given[:], own[:]) == 1 {
		return nil
	}
	if !c.tries.take(addressOf(r), c.now(), tryRate, tryBurst) {
		return refusal{http.StatusTooManyRequests, "too many requests: wait a moment", 5 * time.Second}
	}
	return refuse(http.StatusForbidden, "this is the lecturer's: open the secret link that the terminal shows")
}

// changed notes that what the screen shows, and what is kept, is another one.
func (c *Class) changed() { c.version++; c.unsaved = true }

// tick follows what time brings.
func (c *Class) tick() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.farm == nil || c.farm.stopped {
		return
	}
	c.farm.lapse(c.now())
	if !c.farm.whole.IsZero() {
		return
	}
	if c.farm.audit(c.now()) {
		c.changed()
	}
}

// Run does what the host does by itself, until the context ends: it saves, and computes its part.
func (c *Class) Run(ctx context.Context) error {
	var work sync.WaitGroup
	work.Go(func() { c.labour(ctx) })
	defer work.Wait()
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return c.save()
		case <-tick.C:
			c.tick()
			if err := c.save(); err != nil {
				fmt.Fprintf(c.Log, "the class is not saved: %v\n", err)
			}
		}
	}
}
