package lab

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/topology"
)

// FingerprintDigits is how many hexadecimal digits of a fingerprint a shared link carries: 64 bits, more than chance
// brings together.
const FingerprintDigits = 16

// LinkVersion is the version of the link's spelling. Links of every version stay readable.
const LinkVersion = "1"

// maxLink bounds what ParseLink looks at: far more than the longest link there can be.
const maxLink = 8192

// mostFaults bounds the parts of a link that an error names: each names what is allowed, and more are not read.
const mostFaults = 20

// Link is what a shared address holds after its '#': an experiment, the first bytes of the
// fingerprint that it gave its sharer, and how the page is to be presented.
type Link struct {
	Experiment
	Fingerprint Print // of the result that is expected; the zero value for none
	// what the sharer's run came to, in percent: the sharer's word, no part of the experiment; 0 for none
	Accuracy float64
	Hide     []string // parts of the page that the teacher hides: names of Panels
	Lock     bool     // the controls cannot be changed
	Run      bool     // training starts by itself
	// what the page opens with: one of the View constants below, maybe with a part; "" for the experiment
	View string
	// Lesson is the lesson that the page opens, with the number of a step after a point; "" for none. Which lessons
	// there are is the page's to know.
	Lesson string
	// Lang is the code of the language that the page speaks; "" for the visitor's own choice. Which there are is the
	// page's to know.
	Lang   string
	Embed  bool   // only the array and the result, for a frame in another page
	All    bool   // nothing that a beginner does not need is folded
	Sweep  *Sweep // around the experiment, which is its first point; nil for none
	Ablate bool   // the study is which imperfection costs most, over the seeds and chips of Sweep
}

// Values of the flag view=.
const (
	ViewDevices        = "devices"        // the device page, at the link's memory
	ViewMetaplasticity = "metaplasticity" // the figure of why metaplasticity works
	ViewMobileNet      = "mobilenet"      // MobileNet V1 by arithmetic
	ViewGallery        = "gallery"        // the gallery; what is looked for there may follow, after a point
	ViewGlossary       = "glossary"       // the glossary; one of its entries may follow, after a point
	ViewClass          = "class"          // the class; its room code may follow, after a point
	ViewLessons        = "lessons"        // the list of the lessons
	ViewPlan           = "plan"           // the lecturer's plan of a class
	ViewSheet          = "sheet"          // a lesson on paper, for students: its name follows, after a point
	ViewAnswers        = "answers"        // the same with the answers
)

// Values of the flag level=.
const (
	LevelBasic = "basic" // what a beginner needs, and what differs from its default; not spelled
	LevelAll   = "all"   // every control
)

// KeyError says that a link names a key that does not exist.
type KeyError struct{ Key string }

func (e *KeyError) Error() string {
	meant := ""
	if near := e.Near(); near != "" {
		meant = fmt.Sprintf(" (did you mean %s?)", near)
	}
	return fmt.Sprintf("lab: the link's key %q is unknown%s: allowed are %s, the parameters of the memories, %s",
		knob.Clip(e.Key), meant, strings.Join(keys(), ", "), strings.Join(flagKeys(), ", "))
}

// Near is the key that was probably meant; "" where none is near.
func (e *KeyError) Near() string {
	var names []string
	for _, f := range table {
		names = append(names, f.Key)
	}
	return knob.Nearest(e.Key, append(names, flagKeys()...))
}

// LinkError says what else is wrong with a link.
type LinkError struct{ Reason string }

func (e *LinkError) Error() string { return "lab: " + e.Reason }

// keys are those of the fields, parameters of memories apart, which are many.
func keys() (names []string) {
	for _, f := range table {
		if !slices.ContainsFunc(devices.Parameters(), func(p *devices.Param) bool { return p.Key == f.Key }) {
			names = append(names, f.Key)
		}
	}
	return names
}

// ParseLink reads a link: the text after '#', with or without the '#', or a whole address, as it was meant: see
// asMeant. It names what is wrong at once, up to mostFaults parts, joined with errors.Join: each is a *KeyError, a
// *knob.ValueError or a *LinkError. A sweep has at most MaxSweep points.
func ParseLink(text string) (Link, error) { return parseLink(text, pageLimits) }

// ParseStudy is ParseLink for who carries out large studies: a sweep has at most MaxStudy points.
func ParseStudy(text string) (Link, error) { return parseLink(text, studyLimits) }

func parseLink(text string, most limits) (Link, error) {
	text, err := bounded(text)
	if err != nil {
		return Link{}, err
	}
	var l Link
	given, swept, faults := l.parts(text, most)
	var errs []error
	for _, f := range faults[:min(len(faults), mostFaults)] {
		errs = append(errs, f.err)
	}
	if n := len(faults) - len(errs); n > 0 {
		errs = append(errs, &LinkError{fmt.Sprintf("%d more parts of the link cannot be understood", n)})
	}
	if len(errs) == 0 {
		l.Experiment = build(given)
		if err := l.Experiment.Check(); err != nil {
			errs = append(errs, err)
		} else if err := l.setSweep(swept, given, most); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return Link{}, errors.Join(errs...)
	}
	return l, nil
}

// bounded is the link as it was meant, or a *LinkError where it is too long to be one.
func bounded(text string) (string, error) {
	const layers = 8 // escaped signs take more room
	length := len(text)
	if length <= layers*maxLink {
		text = asMeant(text)
		length = len(text)
	}
	if length > maxLink {
		return "", &LinkError{fmt.Sprintf("the link is %d characters long: allowed are %d", length, maxLink)}
	}
	return text, nil
}

// fault is a part of a link, key=value, that cannot be understood.
type fault struct {
	part string
	err  error
}

// parts sets the flags of a link and returns the texts of its fields, canonically spelled, the values of those that
// are swept, and what is wrong.
func (l *Link) parts(text string, most limits) (given map[string]string, swept map[string][]string, faults []fault) {
	given, swept = map[string]string{}, map[string][]string{}
	seen := map[string]bool{}
	for _, part := range strings.Split(text, "&") {
		if part == "" {
			continue
		}
		key, value, _ := strings.Cut(part, "=")
		if tracker(key) {
			continue
		}
		var err error
		if f, ok := FieldOf(key); seen[key] {
			err = &LinkError{fmt.Sprintf("the link gives %q twice", knob.Clip(key))}
		} else if ok {
			var first string
			var values []string
			if first, values, err = f.read(value, most.points); err == nil {
				given[key] = first
			}
			if values != nil {
				swept[key] = values
			}
		} else {
			err = l.setFlag(key, value, most)
		}
		if seen[key] = true; err != nil {
			faults = append(faults, fault{part, err})
		}
	}
	for i := range table {
		f := &table[i]
		if text, other := given[f.Key], given[f.rival]; other != "" && text != "" && text != f.Default(Default()) {
			faults = append(faults, fault{f.rival + "=" + other, &LinkError{fmt.Sprintf(
				"the link gives %s and %s, which say the same", f.rival, f.Key)}})
			delete(given, f.rival)
			delete(swept, f.rival)
		}
	}
	return given, swept, faults
}

// Sound reads all that can be understood of a link. What is wrong, or does not go with the rest, is left at its
// default; lost are those parts.
func Sound(text string) (l Link, lost []string) {
	meant, err := bounded(text)
	if err != nil {
		return Link{Experiment: Default()}, []string{knob.Clip(text)}
	}
	given, swept, faults := l.parts(meant, pageLimits)
	for _, f := range faults {
		lost = append(lost, f.part)
	}
	l.Experiment = build(given)
	for err := l.Experiment.Check(); err != nil; err = l.Experiment.Check() {
		key := unfit(err, given)
		lost = append(lost, key+"="+given[key])
		delete(given, key)
		delete(swept, key)
		l.Experiment = build(given)
	}
	if err := l.setSweep(swept, given, pageLimits); err != nil {
		l.Sweep, l.Ablate = nil, false
		for _, key := range slices.Sorted(maps.Keys(swept)) {
			lost = append(lost, key+"="+strings.Join(swept[key], listSign))
		}
	}
	return l, lost
}

// unfit is the key among the given ones that does not go with the others, by what Check says of them; where it names
// one that stands at its default, the last one of the table goes.
func unfit(err error, given map[string]string) (key string) {
	var value *knob.ValueError
	if errors.As(err, &value) {
		if _, named := given[value.Key]; named {
			return value.Key
		}
	}
	for i := range table {
		if _, named := given[table[i].Key]; named {
			key = table[i].Key
		}
	}
	return key
}

// read spells the text of a field canonically: of one that is swept, its first value, and all of them, at most so many.
func (f Field) read(text string, most int) (first string, values []string, err error) {
	if values, err = f.values(text, most); err != nil {
		return "", nil, err
	}
	if values != nil {
		text = values[0]
	}
	first, err = f.Canon(text)
	return first, values, err
}

// Check tells whether the fields go together; a *knob.ValueError says which does not.
func (e Experiment) Check() error {
	if err := e.checkNetwork(); err != nil {
		return err
	}
	t := e.Technology()
	if e.Learn == LearnDevice && (t == nil || !t.Pulsed(&e.Device)) {
		return knob.Refuse("learn", e.Learn, "latent when memory="+e.Memory+
			": only memories with a pulse response learn in their devices, such as memory="+MemoryWeakReset)
	}
	if err := e.checkTernary(t); err != nil {
		return err
	}
	if n, layers := len(e.ByLayer.Numbers()), len(e.Stored()); n > layers {
		return knob.Refuse("bylayer", string(e.ByLayer),
			fmt.Sprintf("at most %d numbers: the network has so many layers of weights", layers))
	}
	if err := e.checkData(e.Data()); err != nil {
		return err
	}
	if err := e.checkTasks(); err != nil {
		return err
	}
	if t != nil && t.Check != nil {
		return t.Check(&e.Device)
	}
	return nil
}

// checkTernary tells whether the memory holds the levels of the weights, and the method of learning knows them.
func (e Experiment) checkTernary(t *devices.Technology) error {
	weights, outputs := e.has(topology.Ternary)
	switch {
	case weights && (e.Learn == LearnDevice || t != nil && !t.Ternary):
		key, text, allowed := "weights", e.Weights, LevelsBinary
		if e.Weights != LevelsTernary {
			key, text, allowed = "net", e.Net, "binary weights"
		}
		return knob.Refuse(key, text, allowed+" when memory="+e.Memory+" and learn="+e.Learn+
			": latent ternary weights are stored in memory="+MemoryIdeal+", "+MemoryBER+" or "+devices.TernaryRRAM.Name)
	case outputs && e.EWC > 0 && onlyAnchors(&e) == PhaseTrain:
		return knob.Refuse("ewc", fmt.Sprint(e.EWC), "0 when activations are "+LevelsTernary+
			": the anchors take activations for +1 or -1")
	}
	return nil
}

// Link spells the experiment canonically: version first, then what differs from the defaults,
// in the order of the table. Equal experiments have equal links.
func (e Experiment) Link() string { return e.spelled(nil) }

// spelled is the canonical link with some fields spelled as lists, whether or not they stand at their default.
func (e Experiment) spelled(lists map[string]string) string {
	var b strings.Builder
	b.WriteString("v=" + LinkVersion)
	for i := range table {
		f := &table[i]
		if text, swept := lists[f.Key]; swept {
			b.WriteString("&" + f.Key + "=" + text)
		} else if !f.standing(&e) {
			b.WriteString("&" + f.Key + "=" + f.get(&e))
		}
	}
	return Numerics(NumericVersion).Spelled(b.String())
}

// String spells the whole link canonically: the experiment, the fingerprint, the flags.
func (l Link) String() string {
	s := l.Experiment.Link()
	if l.Sweep != nil {
		s = l.Sweep.Link(l.Experiment)
	}
	if l.Ablate {
		s += "&ablate=1"
	}
	if l.Fingerprint != (Print{}) {
		s += "&fp=" + l.Fingerprint.String()
	}
	if l.Accuracy > 0 {
		s += "&acc=" + strconv.FormatFloat(l.Accuracy, 'f', -1, 64)
	}
	if len(l.Hide) > 0 {
		s += "&hide=" + strings.Join(l.Hide, "-")
	}
	for _, flag := range []struct {
		key string
		on  bool
	}{{"lock", l.Lock}, {"run", l.Run}, {"embed", l.Embed}} {
		if flag.on {
			s += "&" + flag.key + "=1"
		}
	}
	if l.All {
		s += "&level=" + LevelAll
	}
	if l.View != "" {
		s += "&view=" + l.View
	}
	if l.Lesson != "" {
		s += "&lesson=" + l.Lesson
	}
	if l.Lang != "" {
		s += "&lang=" + l.Lang
	}
	return s
}
