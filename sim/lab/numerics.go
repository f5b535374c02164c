package lab

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/bnn"
)

// Numerics is a version of what decides the bits of a result. What hangs on it takes it as an argument, or is a method
// of it, so that both sides of a change can be tried; NumericVersion is today's.
type Numerics int

// What numerics 2 changed.
const (
	dashed   Numerics = 2 // a link spells their fingerprints with the version in front
	plusless Numerics = 2 // numbers are spelled without a plus
	told     Numerics = 2 // a table of points says which made it
	whole    Numerics = 2 // networks are trained with gradients of 8 bits
	joined   Numerics = 2 // no batch is of one image that is left over
)

// gradients are those with which networks are trained.
func (n Numerics) gradients() bnn.Gradients {
	if n < whole {
		return bnn.Reals
	}
	return bnn.EightBits
}

// batches are those of an epoch of an experiment over so many images.
func (n Numerics) batches(e Experiment, images int) bnn.Batches {
	return bnn.Batches{Images: images, Size: e.Batch, Join: n >= joined}
}

// batches are those of today's numerics.
func (e Experiment) batches(images int) bnn.Batches {
	return Numerics(NumericVersion).batches(e, images)
}

// Spelled is a canonical link as numerics spell its numbers: from 2 on no exponent has a plus, which does not survive
// forms (1e06, not 1e+06). The fingerprint hashes the link, so older numerics keep theirs. Nothing else in a link has a
// plus.
func (n Numerics) Spelled(link string) string {
	if n < plusless {
		return link
	}
	return strings.ReplaceAll(link, "e+", "e")
}

// TableHead is what a file of points begins with, before the names of its columns: comments with the link of the study
// and, from numerics 2 on, the version.
func (n Numerics) TableHead(link string) string {
	head := "# #" + link + "\n"
	if n < told {
		return head
	}
	return head + madeWith + strconv.Itoa(int(n)) + "\n"
}

// madeWith begins the comment of a table that tells its numerics.
const madeWith = "# numerics "

// madeBy are the numerics that a table says it was made with: the first, where it says nothing.
func madeBy(table string) Numerics {
	_, rest, _ := strings.Cut(table, "\n")
	line, _, _ := strings.Cut(rest, "\n")
	version, ok := strings.CutPrefix(line, madeWith)
	if n, err := strconv.Atoi(version); ok && err == nil {
		return Numerics(n)
	}
	return 1
}

// sameLine tells whether two tables are of the same study, by their first lines; of which numerics it was spelled says
// nothing of it.
func sameLine(a, b string) bool {
	first, _, _ := strings.Cut(a, "\n")
	other, _, _ := strings.Cut(b, "\n")
	return plusless.Spelled(first) == plusless.Spelled(other)
}

// Print is what a link tells of the fingerprint of a result: its first digits, and the numerics that made it. The zero
// value is none.
type Print struct {
	Numerics Numerics
	Digits   string // hexadecimal, 8 to 64 of them
}

// PrintOf is what a link tells of a result; none where its fingerprint is not known.
func PrintOf(r *Result) Print {
	if len(r.Fingerprint) < FingerprintDigits {
		return Print{}
	}
	return Print{Numerics(r.Numerics), r.Fingerprint[:FingerprintDigits]}
}

// String spells it as in a link: 2-0123456789abcdef; bare digits are of numerics 1.
func (p Print) String() string {
	if p.Numerics < dashed {
		return p.Digits
	}
	return strconv.Itoa(int(p.Numerics)) + "-" + p.Digits
}

// maxNumerics bounds the version that a link may name: far more than there will be.
const maxNumerics = 9999

// ParsePrint reads what String spells; key is that of the link. The error is a *knob.ValueError.
func ParsePrint(key, text string) (Print, error) {
	p := Print{1, strings.ToLower(text)}
	if version, rest, ok := strings.Cut(p.Digits, "-"); ok {
		n, err := strconv.ParseUint(version, 10, 16)
		if err != nil || n < 1 || n > maxNumerics {
			return Print{}, knob.Refuse(key, text, fmt.Sprintf("numerics from 1 to %d in front of the -", maxNumerics))
		}
		p = Print{Numerics(n), rest}
	}
	if len(p.Digits) < 8 || len(p.Digits) > 64 || strings.Trim(p.Digits, "0123456789abcdef") != "" {
		return Print{}, knob.Refuse(key, text, "8 to 64 hexadecimal digits, with the numerics and a - in front from "+
			"numerics 2 on")
	}
	return p, nil
}

// Verdict is what a result says of the fingerprint that a link expects.
type Verdict string

// The verdicts. Bits of different numerics cannot be compared: a run that comes out otherwise is then no fault.
const (
	VerdictExact   Verdict = "exact"   // reproduced, bit for bit
	VerdictDiffers Verdict = "differs" // the same numerics came to other bits
	VerdictOlder   Verdict = "older"   // the link was made with older numerics than the result
	VerdictNewer   Verdict = "newer"   // the link was made with newer ones
)

// Against compares with the numerics of a result alone: VerdictOlder, VerdictNewer, or "" where the bits decide, or
// nothing is expected.
func (p Print) Against(n Numerics) Verdict {
	switch {
	case p == Print{}:
	case p.Numerics < n:
		return VerdictOlder
	case p.Numerics > n:
		return VerdictNewer
	}
	return ""
}

// Judge compares with a result; "" where that has no fingerprint.
func (p Print) Judge(r *Result) Verdict {
	switch v := p.Against(Numerics(r.Numerics)); {
	case v != "" || r.Fingerprint == "":
		return v
	case strings.HasPrefix(r.Fingerprint, p.Digits):
		return VerdictExact
	}
	return VerdictDiffers
}

// Words say what came of it: r is the result.
func (p Print) Words(r *Result) string {
	switch p.Judge(r) {
	case VerdictExact:
		return "Reproduced exactly: fingerprint " + p.Digits + "."
	case VerdictDiffers:
		return fmt.Sprintf("Not reproduced: the link expects fingerprint %s, here came %s. Both are of numerics %d: "+
			"please report it.", p.Digits, r.Fingerprint[:min(len(p.Digits), len(r.Fingerprint))], r.Numerics)
	}
	return p.Notice(Numerics(r.Numerics))
}

// Brought tells that a file brought weights to which the link of a result does not lead.
func (r *Result) Brought() bool { return r.Imported || r.Trained != 0 }

// TrainedNote says who trained the weights of a result where its link does not lead to them; "" where it does.
func (r *Result) TrainedNote() string {
	switch {
	case r.Imported:
		return "This network was trained by another program: its accuracy is that of these weights, which its link does " +
			"not lead to. The result has no fingerprint."
	case r.Trained == 0:
		return ""
	}
	return fmt.Sprintf("This network was trained with numerics %d, and this is numerics %d: its accuracy is that of "+
		"these weights, which its link does not lead to here. The result has no fingerprint.", r.Trained, r.Numerics)
}

// Notice says what is to be known of other numerics than n before anything is run; "" where they are the same.
func (p Print) Notice(n Numerics) string {
	switch p.Against(n) {
	case VerdictOlder:
		return fmt.Sprintf("The link was made with numerics %d: accuracy can be compared, bits cannot, for this is "+
			"numerics %d.", p.Numerics, n)
	case VerdictNewer:
		return fmt.Sprintf("The link was made with numerics %d, which are newer than those here, %d: "+
			"this page or program may be old. Accuracy can be compared, bits cannot.", p.Numerics, n)
	}
	return ""
}
