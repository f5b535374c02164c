package crew

import "sync"

// Local returns the members of a crew within one program, each for a goroutine of its own.
func Local(size int) []Crew {
	hub := &hub{size: size, posts: map[post][]byte{}}
	hub.changed.L = &hub.mu
	all := make([]Crew, size)
	for r := range all {
		all[r] = &local{hub: hub, rank: r}
	}
	return all
}

// post is what one member sent to another in one message.
type post struct{ from, to, number int }

type hub struct {
	size    int
	mu      sync.Mutex
	changed sync.Cond
	posts   map[post][]byte
}

type local struct {
	*hub
	rank   int
	number int // of the next message
}

// Rank is the member's number.
func (l *local) Rank() int { return l.rank }

// Size is the number of members.
func (l *local) Size() int { return l.size }

// Share completes a message.
func (l *local) Share(parts [][]byte, sizes []int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(parts) != l.size || len(sizes) != l.size || len(parts[l.rank]) != sizes[l.rank] {
		panic("crew: Share needs one part a member, of the size that it says")
	}
	for to := range l.size {
		if to != l.rank && sizes[l.rank] > 0 {
			l.posts[post{l.rank, to, l.number}] = append([]byte{}, parts[l.rank]...)
		}
	}
	l.changed.Broadcast()
	for from := range l.size {
		if from != l.rank && sizes[from] > 0 {
			l.take(post{from, l.rank, l.number}, parts[from], sizes[from])
		}
	}
	l.number++
}

// take waits for a post.
func (l *local) take(p post, into []byte, size int) {
	for {
		if b, ok := l.posts[p]; ok {
			if len(b) != size || into != nil && len(into) != size {
				panic("crew: members disagree about the size of a part")
			}
			copy(into, b)
			delete(l.posts, p)
			return
		}
		l.changed.Wait()
	}
}
