package crew

import (
	"bytes"
	"fmt"
	"reflect"
	"sync"
	"testing"
)

// together runs every member of a crew in a goroutine of its own.
func together(size int, do func(c Crew)) {
	var wait sync.WaitGroup
	for _, c := range Local(size) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			do(c)
		}()
	}
	wait.Wait()
}

func TestPartsCoverEverythingOnce(t *testing.T) {
	for size := 1; size <= 5; size++ {
		for n := range 12 {
			at := 0
			for _, c := range Local(size) {
				lo, hi := Part(c, n)
				if lo != at || hi < lo || hi-lo > n/size+1 {
					t.Errorf("member %d of %d has %d to %d of %d", c.Rank(), size, lo, hi, n)
				}
				at = hi
			}
			if at != n {
				t.Errorf("%d members cover %d of %d", size, at, n)
			}
		}
	}
}

// TestRowsCompleteATable fills a table in parts, at sizes around whole units.
func TestRowsCompleteATable(t *testing.T) {
	for size := 1; size <= 4; size++ {
		for _, rows := range []int{0, 1, 15, 16, 17, 70} {
			const width, unit = 3, 16
			want := make([]int32, rows*width)
			for i := range want {
				want[i] = int32(i + 1)
			}
			together(size, func(c Crew) {
				table := make([]int32, len(want))
				lo, hi := Part(c, (rows+unit-1)/unit)
				for i := min(lo*unit, rows) * width; i < min(hi*unit, rows)*width; i++ {
					table[i] = want[i]
				}
				if Rows(c, table, width, unit); !reflect.DeepEqual(table, want) {
					t.Errorf("member %d of %d, %d rows: %v", c.Rank(), size, rows, table)
				}
			})
		}
	}
}

func TestCollectAndEach(t *testing.T) {
	for size := 1; size <= 4; size++ {
		together(size, func(c Crew) {
			mine := bytes.Repeat([]byte{byte(c.Rank())}, 10*c.Rank())
			got := Collect(c, mine)
			if (got == nil) != (c.Rank() != 0) {
				t.Errorf("member %d of %d collected %v", c.Rank(), size, got)
			}
			for r, b := range got {
				if !bytes.Equal(b, bytes.Repeat([]byte{byte(r)}, 10*r)) {
					t.Errorf("from member %d of %d came %v", r, size, b)
				}
			}
			for r, n := range Each(c, int64(7*c.Rank())) {
				if n != int64(7*r) {
					t.Errorf("member %d of %d says %d", r, size, n)
				}
			}
		})
	}
}

// TestOrders sends orders around the length that fits the head.
func TestOrders(t *testing.T) {
	lengths := []int{0, 1, headBytes - headFixed, headBytes - headFixed + 1, 100000}
	for size := 2; size <= 3; size++ {
		together(size, func(c Crew) {
			for i, n := range lengths {
				want := Order{Kind: byte(i), Body: bytes.Repeat([]byte{byte(n)}, n)}
				if c.Rank() == 0 {
					Tell(c, want)
				} else if got := Listen(c); got.Kind != want.Kind || !bytes.Equal(got.Body, want.Body) {
					t.Errorf("order %d of %d bytes came as kind %d with %d", i, n, got.Kind, len(got.Body))
				}
			}
		})
	}
}

func ExampleRows() {
	var wait sync.WaitGroup
	for _, c := range Local(2) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			squares := make([]int64, 4)
			for i, hi := Part(c, 4); i < hi; i++ {
				squares[i] = int64(i * i)
			}
			Rows(c, squares, 1, 1)
			if c.Rank() == 0 {
				fmt.Println(squares)
			}
		}()
	}
	wait.Wait()
	// Output: [0 1 4 9]
}

// TestBundles completes three tables of different kinds at once, twice with the same memory.
func TestBundles(t *testing.T) {
	for size := 1; size <= 4; size++ {
		together(size, func(c Crew) {
			b := NewBundle(c)
			for round := range 2 {
				words, pairs, none := make([]uint64, 3*35), make([][2]float64, 17-10*round), []int32{}
				fill(c, len(words)/3, 16, func(i int) {
					words[3*i], words[3*i+1], words[3*i+2] = uint64(i), uint64(7*i), uint64(round)
				})
				fill(c, len(pairs), 16, func(i int) { pairs[i] = [2]float64{float64(i), -1} })
				Pack(b, words, 3, 16)
				Pack(b, none, 1, 16)
				Pack(b, pairs, 1, 16)
				b.Share()
				for i := range 35 {
					if words[3*i] != uint64(i) || words[3*i+1] != uint64(7*i) || words[3*i+2] != uint64(round) {
						t.Errorf("member %d of %d, round %d: row %d is %v", c.Rank(), size, round, i, words[3*i:3*i+3])
					}
				}
				for i, p := range pairs {
					if p != [2]float64{float64(i), -1} {
						t.Errorf("member %d of %d, round %d: pair %d is %v", c.Rank(), size, round, i, p)
					}
				}
			}
		})
	}
}

// fill calls set for the member's own rows, unit rows together.
func fill(c Crew, rows, unit int, set func(i int)) {
	lo, hi := Part(c, (rows+unit-1)/unit)
	for i := lo * unit; i < min(hi*unit, rows); i++ {
		set(i)
	}
}
