package ui

import (
	"cmp"
	"fmt"
	"time"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// supplies are what the engine works on: images, and the network that the page opens with. They tell what is on its
// way, what waits to be handed over and what the engine holds.
type supplies struct {
	held   map[string]int   // images that the engine holds, by task and part
	wanted map[string]int   // images that were asked for since it was started, by task and part
	loads  map[string]*load // downloads, by task, part and piece
	model  []byte           // the network, until the engine gets it
	own    brought          // the visitor's own data
	ahead  time.Duration    // when training images are fetched that nobody has asked for yet; 0 for never

	network gallery.Network // that the page opened with last
}

// load is the download of a packed file.
type load struct {
	got, total int64
	body       []byte // until the engine gets it
	given      bool   // the engine got it
	failed     bool
}

func part(task, name string) string { return task + "/" + name }

// pieceOf names a packed file of a part.
func pieceOf(task, name string, piece int) string { return fmt.Sprintf("%s/%s/%d", task, name, piece) }

// partOf is the row of a part of a data set.
func partOf(task, name string) lab.Part {
	p, _ := lab.TaskOf(task).Part(name)
	return p
}

// parts of a data set.
var parts = [...]string{"test", "train"}

// imagesOf is how many images of a part an experiment works on: of the test set all that there are, so that each can be
// looked at.
func imagesOf(e lab.Experiment, name string) int {
	if name == "train" {
		return e.Train
	}
	return e.Data().Count(name)
}

// startAnew follows that another engine is started, which holds nothing.
func (p *supplies) startAnew() {
	p.held, p.wanted, p.loads = map[string]int{}, map[string]int{}, map[string]*load{}
}

// has tells whether the engine holds so many images of a part of a data set, or makes them itself.
func (p *supplies) has(task, name string, images int) bool {
	if partOf(task, name).Pieces(images) == 0 {
		return true
	}
	n := p.held[part(task, name)]
	return n > 0 && n >= min(images, partOf(task, name).Images)
}

// hasAll tells whether it holds all images of an experiment.
func (p *supplies) hasAll(e lab.Experiment) bool {
	for _, task := range e.DataSets() {
		for _, name := range parts {
			if !p.has(task, name, imagesOf(e, name)) {
				return false
			}
		}
	}
	return true
}

// asked tells that images of a part were ever asked for since the engine was started.
func (p *supplies) asked(task, name string) bool { return p.wanted[part(task, name)] > 0 }

// begin notes that images of a part are wanted, and returns which of its pieces are to be downloaded: those that are
// neither on their way nor here.
func (p *supplies) begin(task, name string, images int) (pieces []int) {
	key, row := part(task, name), partOf(task, name)
	p.wanted[key] = max(p.wanted[key], images, 1)
	for piece := range row.Pieces(images) {
		file := pieceOf(task, name, piece)
		if l := p.loads[file]; p.held[key] >= row.End(piece) || l != nil && !l.failed {
			continue
		}
		p.loads[file] = &load{}
		pieces = append(pieces, piece)
	}
	return pieces
}

// come is how far the download of what is wanted of a part has come, in percent; false while that is not known or
// nothing is to come.
func (p *supplies) come(task, name string) (percent int64, ok bool) {
	var got, total int64
	for piece := range partOf(task, name).Pieces(p.wanted[part(task, name)]) {
		if l := p.loads[pieceOf(task, name, piece)]; l != nil && !l.failed {
			got, total = got+l.got, total+l.total
		}
	}
	if got == 0 || got >= total {
		return 0, false
	}
	return 100 * got / total, true
}

// lacking names what the engine lacks of some data sets and is on its way; "" for nothing.
func (p *supplies) lacking(tasks []string) string {
	for _, task := range tasks {
		for _, name := range parts {
			if !p.asked(task, name) || p.has(task, name, p.wanted[part(task, name)]) {
				continue
			}
			if percent, ok := p.come(task, name); ok {
				return fmt.Sprintf("%s: %d %%", partWords(task, name), percent)
			}
			return partWords(task, name)
		}
	}
	return ""
}

// hand gives away the images that the engine is to get, those of a part in their order.
func (p *supplies) hand(give func(msg any)) {
	for _, task := range lab.Tasks() {
		for _, row := range task.Parts {
			pieces := row.Pieces(p.wanted[part(task.Name, row.Name)])
			for piece := range pieces {
				l := p.loads[pieceOf(task.Name, row.Name, piece)]
				if l == nil || l.body == nil && !l.given {
					break
				}
				if l.body != nil {
					give(wire.Data{Task: task.Name, Part: row.Name, Images: row.End(pieces - 1), Body: l.body})
					l.body, l.given = nil, true
				}
			}
		}
	}
}

func taskName(task string) string { return cmp.Or(lab.TaskOf(task).Title, task) }

// opening is the data set of the network that the page opens with.
func opening() lab.Task { return lab.Tasks()[0] }

func partName(name string) string {
	if name == "train" {
		return "training"
	}
	return "test"
}

// partWords are a part and what its samples are called: "test images".
func partWords(task, name string) string { return partName(name) + " " + lab.TaskOf(task).Word.Many() }

// inBuild tells whether this build has a data set: its files, where it is not made in the engine.
func (s *Store) inBuild(task string) bool {
	return partOf(task, "test").Pieces(1) == 0 || s.desk.Size(task, "test", 0) > 0
}

// bytesOf is what is still to be fetched of the images of an experiment's data sets, of these parts.
func (s *Store) bytesOf(e lab.Experiment, of ...string) (bytes int64) {
	for _, task := range e.DataSets() {
		for _, name := range of {
			for piece := range partOf(task, name).Pieces(imagesOf(e, name)) {
				if s.supplies.loads[pieceOf(task, name, piece)] == nil {
					bytes += s.desk.Size(task, name, piece)
				}
			}
		}
	}
	return bytes
}

// bytesOfTask is what is still to be fetched of a data set for the settings, or where these have another one for what
// begins with it. Images for training count where they are fetched before anybody asks for them; else the line beside
// Train says what comes.
func (s *Store) bytesOfTask(task string) int64 {
	e := s.link.Experiment
	if task != e.Task {
		e = s.beginning(task)
	}
	if !few(e, task) {
		return s.bytesOf(e, "test")
	}
	return s.bytesOf(e, parts[:]...)
}

// few tells whether an experiment's training images of a data set are so few that they are fetched ahead.
func few(e lab.Experiment, task string) bool {
	return partOf(task, "train").Pieces(imagesOf(e, "train")) <= mostAhead
}

// need downloads images of a part of a data set, so many of them or a few more, each once.
func (s *Store) need(task, name string, images int) {
	if !s.inBuild(task) {
		if !s.supplies.asked(task, name) {
			s.supplies.wanted[part(task, name)] = images
			s.tellAbsent(task, name)
		}
		return
	}
	for _, piece := range s.supplies.begin(task, name, images) {
		s.supplies.loads[pieceOf(task, name, piece)].total = s.desk.Size(task, name, piece)
		s.desk.Fetch(task, name, piece)
	}
}

func (s *Store) tellAbsent(task, name string) {
	s.notify(Notice{Where: "data", Key: part(task, name),
		What: fmt.Sprintf("%s is not in this build of the page.", taskName(task)),
		Advice: fmt.Sprintf("Choose another data set, or build the page with ./build.sh -sets %s where that one can be "+
			"fetched.", buildWith(task)),
		Label: "Use " + opening().Title,
		act:   func() { s.Knob("task", opening().Name) }})
}

// buildWith names the data sets for a build that has the opening one and another.
func buildWith(task string) string { return opening().Name + "," + task }

// pause is how long a visitor must do nothing for training images to be fetched ahead (assumed: the page was looked at and
// is stayed on): 9 MB of MNIST are most of what a visit fetches, and many a visitor trains nothing.
const pause = 4 * time.Second

// delay follows that the page opened, or that a visitor does something, at some time.
func (p *supplies) delay(now time.Duration, opened bool) {
	if opened || p.ahead > 0 {
		p.ahead = now + pause
	}
}

// mostAhead is the most pieces of a data set that come before anybody asks for them (assumed): 17 MB of CIFAR-10, not the
// 84 MB on which the network that comes with the page was trained. A run asks for these.
const mostAhead = 2

// fetchAhead fetches training images in a pause of the visitor, where they are not many.
func (s *Store) fetchAhead() {
	p := &s.supplies
	if p.ahead == 0 || s.desk.Now() < p.ahead {
		return
	}
	p.ahead = 0
	for _, task := range s.link.DataSets() {
		if few(s.link.Experiment, task) {
			s.need(task, "train", imagesOf(s.link.Experiment, "train"))
		}
	}
}

// needTraining downloads the training images of the settings in the background.
func (s *Store) needTraining() { s.needs("train") }

// needs downloads a part of all data sets of the settings.
func (s *Store) needs(name string) {
	for _, task := range s.link.DataSets() {
		s.need(task, name, imagesOf(s.link.Experiment, name))
	}
}

// needAll downloads all images of an experiment; false where this build lacks a data set, which is told.
func (s *Store) needAll(e lab.Experiment) bool {
	for _, task := range e.DataSets() {
		for _, name := range parts {
			s.need(task, name, imagesOf(e, name))
			if !s.inBuild(task) {
				s.tellAbsent(task, name)
				return false
			}
		}
	}
	return true
}

// holds tells whether the worker has all images of the settings.
func (s *Store) holds() bool { return s.supplies.hasAll(s.link.Experiment) }

// network is the trained network that the page opens with: that of the settings where it comes with the page, and its
// images too.
func (s *Store) network() gallery.Network {
	if n, ok := gallery.NetworkOf(s.link.Experiment); ok && s.inBuild(s.link.Task) {
		return n
	}
	return gallery.Networks()[0]
}

// shownImages are the task and the number of the test images that a network that comes with the page is shown with.
func shownImages(n gallery.Network) (task string, images int) {
	l, err := lab.ParseLink(n.Link)
	if err != nil {
		panic("ui: the link of a network that comes with the page cannot be read")
	}
	return l.Task, l.Test
}

// bring fetches the network that the settings only program, where the engine has another one and nothing is computed.
func (s *Store) bring() {
	n, ok := gallery.NetworkOf(s.link.Experiment)
	if ok && n == s.network() && s.held() != nil && s.strange() && !s.Busy() && !s.session.Opening() {
		s.Reset()
	}
}

// firstModel fetches the trained network that the page opens with.
func (s *Store) firstModel() {
	if s.session.Open(); !s.session.Opening() {
		return // something else is computed
	}
	s.supplies.network = s.network()
	task, images := shownImages(s.supplies.network)
	s.need(task, "test", images)
	if s.result == nil {
		s.sift(true)
	}
	if !s.desk.FetchModel(s.supplies.network.File) {
		s.session.Absent()
		s.needTraining()
	}
}

// Fetching tells how far the download of a piece of a part is, in bytes; total 0 where unknown.
func (s *Store) Fetching(task, name string, piece int, got, total int64) {
	if l := s.supplies.loads[pieceOf(task, name, piece)]; l != nil {
		l.got, l.total = got, total
	}
}

// Fetched ends the download of a piece of a part: a body, or an error in words.
func (s *Store) Fetched(task, name string, piece int, body []byte, err error) {
	key := part(task, name)
	l := s.supplies.loads[pieceOf(task, name, piece)]
	if l == nil {
		return // of a worker that is gone
	}
	if err != nil {
		l.failed = true
		s.session.Denied()
		s.notify(Notice{Where: "data", Key: key,
			What: fmt.Sprintf("The %s of %s could not be downloaded. %s", partWords(task, name), taskName(task),
				spell.Sentence(err)),
			Advice: "Check the connection to the server, then try again.", Label: "Try again",
			act: func() { s.need(task, name, s.supplies.wanted[key]) }})
		return
	}
	s.dismissKey(key)
	l.body, l.got = body, l.total
	s.deliver()
}

// ModelFetched ends the download of the trained model.
func (s *Store) ModelFetched(body []byte, err error) {
	if err != nil {
		s.session.Absent()
		s.needTraining()
		s.notify(Notice{Where: "data", Key: "model",
			What:   "The trained network that this page opens with could not be downloaded. " + spell.Sentence(err),
			Advice: "Try again, or train a network of your own.", Label: "Try again", act: s.firstModel})
		return
	}
	s.dismissKey("model")
	s.supplies.model = body
	s.deliver()
}

// dataState follows what the engine holds.
func (s *Store) dataState(m wire.DataState) {
	s.supplies.held[part(m.Task, m.Part)] = m.Images
	s.deliver()
}

// deliver hands over what the worker waits for, in the order that it needs.
func (s *Store) deliver() {
	if !s.session.Alive() {
		return
	}
	p := &s.supplies
	p.hand(s.desk.Order)
	there := session.Supply{Images: s.holds(), Model: p.model}
	task, images := s.link.Task, s.link.Test
	if s.session.Opening() {
		task, images = shownImages(p.network)
	}
	there.Test = p.has(task, "test", images)
	s.order(s.session.Supply(there))
	if !s.session.Waiting() {
		p.model = nil // it has been given away, or nothing asks for it any more
	}
}

// Waiting tells what the job that is next waits for.
func (s *Store) Waiting() string {
	sets := s.link.DataSets()
	if s.session.Job().Kind == session.Load { // a file may be of others
		for _, task := range lab.Tasks() {
			sets = append(sets, task.Name)
		}
	}
	if what := s.supplies.lacking(sets); what != "" {
		return "waiting for the " + what
	}
	return "waiting for the engine"
}
