package class

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	mostPeople = 300 // in a class (assumed: a lecture hall)
	mostName   = 24  // letters
	codeLength = 5

	// codeLetters are those of room codes: none that is taken for another one, and no vowels, so that no word comes out.
	codeLetters = "BCDFGHJKLMNPQRSTVWXZ"

	rate, burst         = 5, 30     // requests a second of one page, and at once
	askRate, askBurst   = 300, 1200 // requests of any kind a second from one address, and at once
	joinRate, joinBurst = 1, 60     // joins a second from one address, and at once: a class may share one
	tryRate, tryBurst   = 2, 40     // wrong codes and wrong tokens a second from one address

	// awayAfter is how long a page is silent before it counts as away: an open one asks every few seconds, a hidden one
	// once a minute at least.
	awayAfter = 90 * time.Second
	// goneAfter is how long one who handed nothing in keeps the place in a full class.
	goneAfter = 10 * time.Minute
)

// person is a page that joined: a student, as far as the class can tell.
type person struct {
	Number int    `json:"number"`
	Name   string `json:"name"`  // chosen; "" for the number alone
	Token  string `json:"token"` // hex of the SHA-256 of the token
	Hands  []hand `json:"hands"`

	address string
	seen    time.Time
	bucket  bucket
	away    bool // as the screen shows it
}

// secretText is 128 bits of chance, spelled.
func secretText() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)
}

// newCode draws a room code.
func newCode() string {
	var code []byte
	for len(code) < codeLength {
		b := make([]byte, 1)
		_, _ = rand.Read(b) // never fails (crypto/rand)
		if int(b[0]) < 256/len(codeLetters)*len(codeLetters) {
			code = append(code, codeLetters[int(b[0])%len(codeLetters)])
		}
	}
	return string(code)
}

// hashOf is what is kept of a token.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// cleanName is a name as it is shown: printable letters with single spaces between words.
func cleanName(name string) (string, error) {
	if !utf8.ValidString(name) || len(name) > 16*mostName {
		return "", refuse(http.StatusBadRequest, "a name has at most %d letters", mostName)
	}
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n > mostName {
		return "", refuse(http.StatusBadRequest, "the name has %d letters: allowed are %d", n, mostName)
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return "", refuse(http.StatusBadRequest, "the name holds a sign that cannot be printed")
		}
	}
	return name, nil
}

// joining is what a page asks that wants to join.
type joining struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// joined is what it gets.
type joined struct {
	Token  string `json:"token"`
	Number int    `json:"number"`
	Name   string `json:"name"`
}

// join lets a page into the class that knows the room code.
func (c *Class) join(r *http.Request, q joining) (any, error) {
	from, now := addressOf(r), c.now()
	if !c.joins.take(from, now, joinRate, joinBurst) {
		return nil, refusal{http.StatusTooManyRequests, "too many join from this address: try again in a moment",
			5 * time.Second}
	}
	if !strings.EqualFold(strings.TrimSpace(q.Code), c.Code) {
		if !c.tries.take(from, now, tryRate, tryBurst) {
			return nil, refusal{http.StatusTooManyRequests, "too many wrong codes: wait a moment", 5 * time.Second}
		}
		return nil, refuse(http.StatusForbidden, "this is not the room code on the screen")
	}
	name, err := cleanName(q.Name)
	if err != nil {
		return nil, err
	}
	if c.Closed {
		return nil, refuse(http.StatusForbidden, "the lecturer has closed the door: ask to have it opened")
	}
	if len(c.People) >= mostPeople && !c.makeRoom(now) {
		return nil, refuse(http.StatusServiceUnavailable, "the class is full: it has %d places", mostPeople)
	}
	token := secretText()
	c.Last++
	p := &person{Number: c.Last, Name: name, Token: hashOf(token), address: from, seen: now}
	c.admit(p)
	c.changed()
	return joined{token, p.Number, p.Name}, nil
}

// admit puts a person into the class.
func (c *Class) admit(p *person) {
	c.People = append(c.People, p)
	c.byToken[p.Token] = p
}

// makeRoom drops the one who has been away longest of those who handed nothing in; false where there is none.
func (c *Class) makeRoom(now time.Time) bool {
	var longest *person
	for _, p := range c.People {
		if len(p.Hands) == 0 && now.Sub(p.seen) > goneAfter && (longest == nil || p.seen.Before(longest.seen)) {
			longest = p
		}
	}
	if longest == nil {
		return false
	}
	c.dismiss(longest)
	return true
}

// dismiss takes a person out of the class, with what was handed in. Lines that stand in a table stay.
func (c *Class) dismiss(gone *person) {
	for i, p := range c.People {
		if p == gone {
			c.People = append(c.People[:i], c.People[i+1:]...)
			break
		}
	}
	delete(c.byToken, gone.Token)
	if c.farm != nil && c.farm.workers[gone.Number] != nil {
		c.farm.drop(c.farm.workers[gone.Number])
	}
	c.changed()
}

// who is the person that a request bears the token of.
func (c *Class) who(r *http.Request) (*person, error) {
	now := c.now()
	p := c.byToken[hashOf(bearer(r))]
	if p == nil {
		if !c.tries.take(addressOf(r), now, tryRate, tryBurst) {
			return nil, refusal{http.StatusTooManyRequests, "too many requests: wait a moment", 5 * time.Second}
		}
		return nil, refuse(http.StatusUnauthorized, "this page is not in the class: join it again")
	}
	if !p.bucket.take(now, rate, burst) {
		return nil, refusal{http.StatusTooManyRequests, "too many requests: wait a moment", 2 * time.Second}
	}
	p.seen, p.address = now, addressOf(r)
	return p, nil
}

// buckets are those of addresses; it forgets the ones that are full again.
type buckets map[string]*bucket

// mostBuckets bounds how many addresses are remembered at once.
const mostBuckets = 4096

func (all buckets) take(from string, now time.Time, rate, burst float64) bool {
	b := all[from]
	if b == nil {
		if len(all) >= mostBuckets {
			for k, old := range all {
				if now.Sub(old.at).Seconds()*rate >= burst {
					delete(all, k)
				}
			}
		}
		if len(all) >= mostBuckets {
			return false
		}
		b = &bucket{at: now}
		all[from] = b
	}
	return b.take(now, rate, burst)
}
