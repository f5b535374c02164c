package ui

import (
	"fmt"

	"arraylab/ui/session"
	"arraylab/ui/spell"
)

// EpochText says where the page stands.
func (s *Store) EpochText() string {
	_, waits := s.session.Waits()
	switch {
	case s.session.Gone():
		return "engine stopped"
	case waits:
		return s.Waiting()
	case s.session.Opening():
		return s.bootText()
	case s.session.Sweeping():
		return s.sweepText()
	case s.Busy():
		return s.jobText()
	}
	return s.resultText()
}

// jobText says where the run or the inference under way stands.
func (s *Store) jobText() string {
	p, ideal := s.course.progress, s.session.Job().Kind == session.Ideal
	batch := s.OfOthers() + fmt.Sprintf("epoch %d/%d  batch %s/%s", p.Epoch, p.Epochs,
		spell.Thousands(int64(p.Batch)), spell.Thousands(int64(p.Batches)))
	switch {
	case ideal:
		return fmt.Sprintf("ideal reference: epoch %d/%d", p.Epoch, p.Epochs)
	case !s.session.Training(), p.Phase != "train" && p.Phase != "" && !s.session.Paused():
		return phaseText(p.Phase)
	case p.Tasks > 0:
		return fmt.Sprintf("task %d/%d  ", p.Task, p.Tasks) + batch
	case p.Epochs > 0:
		return batch
	}
	return "starting"
}

// OfOthers begins what is said of a run whose settings are not those of the opened link.
func (s *Store) OfOthers() string {
	if s.foreign.on {
		return "other settings: "
	}
	return ""
}

// resultText says what the shown result came of.
func (s *Store) resultText() string {
	switch {
	case s.result == nil:
		return s.unrunText()
	case s.reason == "stop":
		return fmt.Sprintf("stopped at step %s", spell.Thousands(int64(s.result.Step)))
	case s.Stale():
		return "settings changed"
	}
	return fmt.Sprintf("done: %s steps", spell.Thousands(int64(s.result.Step)))
}

// unrunText says that there is no result of the settings.
func (s *Store) unrunText() string {
	switch {
	case s.link.Trainable() != nil:
		return "cannot be trained"
	case s.foreign.on:
		return "not run yet"
	}
	return "nothing trained yet"
}

// sweepText says how far the sweep or the ablation is, and what its point does.
func (s *Store) sweepText() string {
	text := s.studyUnderWay().text()
	if p := s.course.progress; p.Phase == "train" && p.Epochs > 0 {
		text += fmt.Sprintf(": epoch %d/%d", p.Epoch, p.Epochs)
	}
	return text
}

// phaseText names what follows training.
func phaseText(phase string) string {
	switch phase {
	case "freeze":
		return "freezing the statistics"
	case "program":
		return "programming the chip"
	}
	return "inferring the test set"
}

// bootText says what the first result waits for.
func (s *Store) bootText() string {
	if percent, ok := s.supplies.come(s.link.Task, "test"); ok {
		return fmt.Sprintf("loading the test %s: %d %%", s.link.Data().Word.Many(), percent)
	}
	if !s.session.Alive() {
		return "starting the engine"
	}
	if s.session.Active() {
		return phaseText(s.course.progress.Phase)
	}
	return "loading the trained network"
}

// Fraction is the progress of the run under way, in percent.
func (s *Store) Fraction() float64 {
	switch {
	case s.session.Sweeping():
		return 100 * s.studyUnderWay().part()
	case s.Busy():
		return min(100*s.course.progress.Fraction, 100)
	}
	return 0
}

// SpeedText is the speed of training in images a second.
func (s *Store) SpeedText() string {
	if !s.Busy() || s.course.pace.speed <= 0 {
		return ""
	}
	return spell.Thousands(int64(spell.Rounded(s.course.pace.speed, 3))) + " img/s"
}

// LeftText is the time that the run still takes.
func (s *Store) LeftText() string {
	d, ok := s.Left()
	if !ok {
		return ""
	}
	return spell.Clock(d) + " left"
}

// BackgroundText tells of a download that nothing waits for; "" when there is none.
func (s *Store) BackgroundText() string {
	_, waits := s.session.Waits()
	percent, ok := s.supplies.come(s.link.Task, "train")
	if !ok || waits {
		return ""
	}
	return fmt.Sprintf("training %s %d %%", s.link.Data().Word.Many(), percent)
}

// Live is what a screen reader is told, politely: once a state and once an epoch.
func (s *Store) Live() string {
	switch s.State() {
	case session.StateBooting:
		return ""
	case session.StatePaused:
		return "Paused."
	case session.StateRunning:
		if _, waits := s.session.Waits(); waits {
			return "Waiting for data."
		}
		if s.course.progress.Epochs > 0 {
			return fmt.Sprintf("Training, epoch %d of %d.", s.course.progress.Epoch, s.course.progress.Epochs)
		}
		return "Computing."
	case session.StateDone:
		if s.result != nil {
			return "Done. Accuracy " + spell.Percent(s.result.Accuracy) + ". " + s.VerdictText()
		}
	case session.StateFailed:
		return "The engine stopped."
	case session.StateReady:
		return "Ready."
	}
	return ""
}

// Difference is the shown accuracy less that of the ideal reference, in points.
func (s *Store) Difference() string {
	ideal, ok := s.Ideal()
	if !ok || s.result == nil || s.live() != nil {
		return "–"
	}
	return spell.Points(s.result.Accuracy - ideal)
}
