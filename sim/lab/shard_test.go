package lab

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

// TestShardsCoverTheTableOnce: each point is in one shard, with its experiment and its line; a shard's file is read
// again with the numbers of the whole study.
func TestShardsCoverTheTableOnce(t *testing.T) {
	for _, link := range append(randomStudies(10), manyUnits) {
		table := tableOf(t, link)
		if table.Size() > 1500 {
			continue
		}
		for _, n := range []int{1, 7} {
			got := map[int]string{}
			for i := range n {
				part, err := table.Shard(i, n)
				if err != nil {
					t.Fatal(err)
				}
				file, cut := part.Head(), 0
				for _, u := range part.Units() {
					cut += len(u.Points)
				}
				if cut != part.Size() {
					t.Errorf("%s, shard %d of %d: units of %d points, there are %d", link, i, n, cut, part.Size())
				}
				for p := range part.Size() {
					number := part.Number(p)
					if part.Experiment(p) != table.Experiment(number) {
						t.Fatalf("%s, shard %d of %d: point %d is not %d of the whole", link, i, n, p, number)
					}
					line, _ := part.Line(p, Result{Fingerprint: "0123456789abcdef"})
					file += line
				}
				err = table.Part(strings.NewReader(file+"cut off"), func(number int, line string) error {
					if whole, _ := table.Line(number, Result{Fingerprint: "0123456789abcdef"}); got[number] != "" ||
						line != whole {
						t.Errorf("%s: point %d is %q, before %q", link, number, line, got[number])
					}
					got[number] = line
					return nil
				})
				if again, bad := TableOf([]byte(file)); err != nil || bad != nil || again.Study() != table.Study() {
					t.Errorf("%s: %v, %v", link, err, bad)
				}
			}
			if len(got) != table.Size() || slices.Max(slices.Collect(maps.Keys(got))) != table.Size()-1 {
				t.Errorf("%s in %d shards has %d points of %d", link, n, len(got), table.Size())
			}
		}
	}
	var value *knob.ValueError
	table := tableOf(t, manyUnits)
	for _, bad := range [][2]int{{0, 0}, {-1, 2}, {2, 2}} {
		if _, err := table.Shard(bad[0], bad[1]); !errors.As(err, &value) {
			t.Errorf("shard %v: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "series,value\n", "# #v=1\n", "# #v=2&ber=1\n"} {
		if _, err := TableOf([]byte(bad)); err == nil {
			t.Errorf("%q is a table", bad)
		}
	}
}
