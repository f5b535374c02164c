package main

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"arraylab/sim/data"
)

// packedFolder is where ./build.sh data leaves the sets.
const packedFolder = "../../../.cache/data"

// load loads all images of a part of CIFAR-10. Where ./build.sh data did not fetch them the test is passed over, unless
// ARRAYLAB_NEED_DATA says that they must be there.
func load(t *testing.T, part string) *data.Set {
	t.Helper()
	row, _ := data.TaskOf("cifar10")
	s, err := data.Load(os.DirFS(packedFolder), row.Name, part, row.Count(part))
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("ARRAYLAB_NEED_DATA") == "":
		t.Skip("needs the data that ./build.sh data fetches")
	case err != nil:
		t.Fatal(err)
	}
	return s
}

// binary spells images as Krizhevsky's binary files have them: the label, then channel after channel.
func binary(s *data.Set, to hash.Hash) {
	image := make([]byte, 1+s.Grid.Values())
	for i := range s.N {
		image[0] = s.Labels[i]
		for v, x := range s.Image(i) {
			c, row, column := s.Grid.Place(v)
			image[1+(c*s.Grid.H+row)*s.Grid.W+column] = x
		}
		to.Write(image)
	}
}

// TestCanonicalCIFAR10 spells the binary files that the data set was published in, of which MD5 sums are known, from
// what was packed.
func TestCanonicalCIFAR10(t *testing.T) {
	for part, want := range map[string][]string{
		"test": {"803d5f7f4d78ea53de84dbe85f74fb6d"},
		"train": {"5dd7e06a14cb22eb9f671a540d1b7c25", "5ea93a67294ea407fff1d09f752e9692", "942cd6a4bcdd0dd3c604fbe906cb4421",
			"ae636b3ba5c66a11e91e8cb52e771fcb", "53f37980c15c3d472c316c40844f3f0d"},
	} {
		s := load(t, part)
		const images = 10000 // of a file
		for i, sum := range want {
			h := md5.New()
			binary(s.Cut(i*images, (i+1)*images), h)
			if got := hex.EncodeToString(h.Sum(nil)); got != sum {
				t.Errorf("%s, file %d has the MD5 %s, want %s", part, i+1, got, sum)
			}
		}
	}
}

// TestPackedCIFAR10 pins the packed files: a page that was built once may be asked for them for years.
func TestPackedCIFAR10(t *testing.T) {
	want := map[string][]string{
		"test": {
			"86a0031943376728f1f3edb1a79dbc9de94df8313ce787e9d291835c4fdca2e2",
			"90bb65c54e3b767dcecd5dd6466cd0b16db6f8b0a42300c8aa8db6adf5e00ccd",
		},
		"train": {
			"1795005f2fdd25ed4b14a00d5d7c64faa9263d627d2f500b5f951be5102f5b71",
			"4fdbf4bdd50c7a38aea9b6379d9d2326bd06296ca9587a41536d2ecea1beba4c",
			"366769770f5bc2da1fc4a8e3a87a50aaeb48f685b4a4197cf06cf79dc9aa6d34",
			"ed7cae0114ceabdc9f0782f4cadf546e6c12040426398a349db3fa5ac9c866ad",
			"d17f7e3f384df11b57be7219161b5bee0ca49ad37bec24729dfae2ba78487599",
			"4b753032df746277c7d198557d4fb38070bf084d8af1dfeca5f338c9d36aa829",
			"b25401f2fcdb846c090e7bf3e02606345042c6b8d8c697f5e5e17b05a0ef8f6d",
			"6fd2cbac6e0e47c1019e72515e1cdd1466aba11bc6b0021ddb22e8049503b594",
			"bf92f03c48f09bb48060aa41121a48a79e1a208bb38757d18a5c975422c5d4ba",
			"cbc9516f08f90a05c8c8c7e3ca2000527ff17c3ccc9117a7a75f7b891f30b3ae",
		},
	}
	for part, sums := range want {
		row, _ := data.TaskOf("cifar10")
		if p, _ := row.Part(part); len(sums) != p.Pieces(p.Images) {
			t.Errorf("%d sums for %d pieces", len(sums), p.Pieces(p.Images))
		}
		for piece, sum := range sums {
			body, err := os.ReadFile(filepath.Join(packedFolder, data.PackedName("cifar10", part, piece)))
			if errors.Is(err, fs.ErrNotExist) && os.Getenv("ARRAYLAB_NEED_DATA") == "" {
				t.Skip("needs the data that ./build.sh data fetches")
			}
			if got := sha256.Sum256(body); err != nil || hex.EncodeToString(got[:]) != sum {
				t.Errorf("%s, piece %d: SHA-256 %x (%v), want %s", part, piece, got, err, sum)
			}
		}
	}
}
