package lab

import (
	"math"
	"slices"
	"strings"

	"arraylab/devices/knob"
)

// flags are the keys of a link that are no fields of its experiment, with what reads their values into it; of numbers of
// repeats that is setRepeats, which knows limits. Errors are a *knob.ValueError.
var flags = []struct {
	key  string
	read func(l *Link, key, value string) error
}{
	{"v", (*Link).setVersion},
	{seedsKey, nil},
	{chipsKey, nil},
	{"ablate", onOff(func(l *Link) *bool { return &l.Ablate })},
	{"fp", (*Link).setFingerprint},
	{"acc", (*Link).setAccuracy},
	{"hide", (*Link).setHide},
	{"lock", onOff(func(l *Link) *bool { return &l.Lock })},
	{"run", onOff(func(l *Link) *bool { return &l.Run })},
	{"embed", onOff(func(l *Link) *bool { return &l.Embed })},
	{"level", (*Link).setLevel},
	{"view", (*Link).setView},
	{"lesson", (*Link).setLesson},
	{"lang", (*Link).setLang},
}

// flagKeys are the keys of all flags.
func flagKeys() (names []string) {
	for _, f := range flags {
		names = append(names, f.key)
	}
	return names
}

// setFlag reads a part of a link that is no field. Errors are a *KeyError or a *knob.ValueError.
func (l *Link) setFlag(key, value string, most limits) error {
	for _, f := range flags {
		if f.key == key && f.read != nil {
			return f.read(l, key, value)
		}
		if f.key == key {
			return l.setRepeats(key, value, most)
		}
	}
	return &KeyError{key}
}

func onOff(of func(*Link) *bool) func(l *Link, key, value string) error {
	return func(l *Link, key, value string) error {
		if value != "0" && value != "1" {
			return knob.Refuse(key, value, "0 or 1")
		}
		*of(l) = value == "1"
		return nil
	}
}

func (l *Link) setVersion(key, value string) error {
	if value != LinkVersion {
		return knob.Refuse(key, value, "version "+LinkVersion+" of the link's spelling, the one that this page knows; "+
			"it may be older than the link: load it anew, or open the link where it was made")
	}
	return nil
}

func (l *Link) setFingerprint(key, value string) (err error) {
	l.Fingerprint, err = ParsePrint(key, value)
	return err
}

// accuracy is that of the sharer, in percent.
var accuracy = knob.Knob{Key: "acc", Kind: knob.Real, Min: 0, Max: 100}

// setAccuracy keeps two digits: as many as ten thousand images tell apart.
func (l *Link) setAccuracy(key, value string) error {
	x, err := accuracy.Parse(value)
	if err != nil {
		return knob.Refuse(key, value, "the sharer's accuracy in percent, a number from 0 to 100")
	}
	l.Accuracy = math.Round(x*100) / 100
	return nil
}

func (l *Link) setHide(key, value string) error {
	for _, name := range strings.Split(value, "-") {
		if names := panelNames(); !slices.Contains(names, name) {
			return knob.Refuse(key, value, "names joined by -, out of "+strings.Join(names, ", "))
		}
		l.Hide = append(l.Hide, name)
	}
	return nil
}

func (l *Link) setLevel(key, value string) error {
	if value != LevelBasic && value != LevelAll {
		return knob.Refuse(key, value, LevelBasic+" or "+LevelAll)
	}
	l.All = value == LevelAll
	return nil
}

// mostPart bounds what may follow the name of a view, and the name of a lesson.
const mostPart = 200

// setView takes the name of a view, and a part after a point where the view has any: which parts there are is the
// page's to know.
func (l *Link) setView(key, value string) error {
	name, part, point := strings.Cut(value, ".")
	parted := []string{ViewGallery, ViewGlossary, ViewClass, ViewSheet, ViewAnswers}
	views := append([]string{ViewDevices, ViewMetaplasticity, ViewMobileNet, ViewLessons, ViewPlan}, parted...)
	if !slices.Contains(views, name) || point && !slices.Contains(parted, name) {
		return knob.Refuse(key, value, "one of "+strings.Join(views, ", "))
	}
	if !isPart(part) {
		return knob.Refuse(key, value, "after "+name+". lower-case letters, digits, points and hyphens")
	}
	l.View = value
	return nil
}

func (l *Link) setLesson(key, value string) error {
	if value == "" || !isPart(value) {
		return knob.Refuse(key, value, "the name of a lesson, maybe with the number of a step after a point, in lower-case "+
			"letters, digits and hyphens")
	}
	l.Lesson = value
	return nil
}

// mostLang bounds the code of a language: "zh-hant-hk" has ten letters.
const mostLang = 12

func (l *Link) setLang(key, value string) error {
	if value == "" || len(value) > mostLang || strings.Trim(value, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return knob.Refuse(key, value, "the code of a language, such as fr, in lower-case letters")
	}
	l.Lang = value
	return nil
}

// isPart tells whether a text can be a part of a view, or name a lesson.
func isPart(text string) bool {
	return len(text) <= mostPart && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}
