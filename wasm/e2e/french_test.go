//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"arraylab/ui/lang"
)

// frenchOnly is a table whose English is French: it knows what is French, and nothing that is left in English.
func frenchOnly(t *testing.T) *lang.Table {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(suite.root, "assets", lang.File("fr")))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Texts map[string]map[string]string }
	if err := json.Unmarshal(body, &file); err != nil {
		t.Fatal(err)
	}
	turned := map[string]string{}
	for _, texts := range file.Texts {
		for english, french := range texts {
			turned[plainly(french)] = english
		}
	}
	delete(turned, "")
	body, err = json.Marshal(map[string]any{"texts": map[string]any{"all": turned}})
	if err != nil {
		t.Fatal(err)
	}
	table, err := lang.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// plainly is a French text without the blanks that French has before double signs, and with those of English elsewhere.
func plainly(text string) string {
	text = strings.Trim(strings.Join(strings.Fields(text), " "), " :;")
	return strings.NewReplacer(" : ", ": ", " ; ", "; ").Replace(text)
}

// visibleTexts are those that can be seen, in shadow trees too, and in the frame of the array view; names that are
// spoken are among them. Left out are quoted sources, arrows of charts, and what has two signs at most.
const visibleTexts = `(() => {
	const all = new Set(), walk = (root) => {
		for (const e of root.querySelectorAll("*")) {
			if (e.shadowRoot) walk(e.shadowRoot);
			if (e.matches("iframe") && e.contentDocument?.body) walk(e.contentDocument);
			if (!e.checkVisibility({visibilityProperty: true}) || e.matches("script, style, .mono, .mono *, #share-link, [lang=en]")) continue;
			for (const name of ["aria-label", "title", "placeholder"]) if (e.hasAttribute(name)) all.add(e.getAttribute(name));
			for (const t of e.childNodes) if (t.nodeType === 3 && t.data.trim()) all.add(t.data.trim().replace(/\s+/g, " "));
		}
	};
	walk(document);
	return [...all].filter((t) => t.length > 2 && !t.startsWith("Source")).map((t) => t.replace(/^[↑←↓] | [→↑↓]$/g, ""));
})()`

// speaksFrench fails for each text in view that is not French.
func (tb *tab) speaksFrench(where string, french *lang.Table) {
	tb.t.Helper()
	texts := eval[[]string](tb, visibleTexts)
	slices.Sort(texts)
	if len(texts) < 20 {
		tb.t.Errorf("%s: only %d texts are seen", where, len(texts))
	}
	for _, text := range texts {
		if !french.Knows(plainly(text)) {
			tb.t.Errorf("%s: not French: %q", where, text)
		}
	}
}

// TestFrench: a link with lang=fr shows the first screen, Help, the glossary and a lesson in French, without a text that
// is left in English, in both themes, on a laptop and on a phone; the document says so to who speaks it.
func TestFrench(t *testing.T) {
	french := frenchOnly(t)
	for name, screen := range map[string]option{"laptop": size(1280, 800, false), "phone": size(390, 844, true)} {
		t.Run(name, func(t *testing.T) {
			tb := open(t, suite.site+"#lang=fr", fresh, screen)
			tb.wait(at("ready") + ` && ` + query("#intro") + ".getClientRects().length && document.documentElement.dataset.digit")
			tb.wait(`document.documentElement.lang === "fr" && ` + query("#act-weaken") + `.textContent === "Réduire les impulsions"`)
			tb.animationFrames(30)
			tb.speaksFrench("first screen", french)
			tb.french("first", name)
			for _, part := range []string{"setup", "array", "result", "digit"} {
				if name == "phone" {
					tb.tap("#tab-" + part)
					tb.animationFrames(10)
					tb.speaksFrench(part, french)
					tb.shot(fmt.Sprintf("french-%s-%s", part, name))
				}
			}
			tb.click("#help-open")
			tb.speaksFrench("help", french)
			tb.french("help", name)
			tb.click("#glossary-open")
			tb.wait("!!" + query("#term-array"))
			tb.click("#term-array")
			tb.animationFrames(10)
			tb.speaksFrench("glossary", french)
			tb.french("glossary", name)
			tb.click("#glossary-close")
			tb.click("#lessons-open")
			tb.wait("!!" + query("#lesson-pairs"))
			tb.speaksFrench("lessons", french)
			tb.click("#lesson-pairs")
			tb.wait(query("#lesson-step") + `?.textContent === "Un dispositif et une référence"`)
			tb.french("lesson", name)
		})
	}
}

// french takes screenshots in both themes, and has axe look.
func (tb *tab) french(what, screen string) {
	tb.t.Helper()
	for _, theme := range []string{"dark", "light"} {
		tb.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}))
		eval[any](tb, `document.documentElement.dataset.theme = `+quote(theme)+`; null`)
		tb.animationFrames(10)
		tb.shot(fmt.Sprintf("french-%s-%s-%s", what, theme, screen))
		tb.accessible("French " + what + ", " + theme)
	}
	if wide := eval[bool](tb, `document.documentElement.scrollWidth > innerWidth`); wide {
		tb.t.Errorf("%s: the page is wider than the screen", what)
	}
}
