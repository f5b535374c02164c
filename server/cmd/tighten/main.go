// Command tighten writes what Vugu has generated anew with calls in place of what is repeated at each element: a text,
// an element, a listener, a property and a component become one call of package ui/dom each. The components are the
// same; the page's program is smaller. What has another form than is known here stays as it is:
//
//	tighten ui/*_gen.go
package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

func main() {
	for _, path := range os.Args[1:] {
		if err := rewrite(path); err != nil {
			fmt.Fprintln(os.Stderr, "tighten:", err)
			os.Exit(1)
		}
	}
}

// rewrite tightens one file.
func rewrite(path string) error {
	code, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(tighten(string(code))), 0o644)
}

// A form is what Vugu writes, and what stands in its place.
type form struct {
	is *regexp.Regexp
	to string
}

// Parts of forms: a literal of a string, and an attribute without a namespace.
const (
	literal   = `"(?:[^"\\]|\\.)*"`
	attribute = `(?:vugu\.VGAttribute)?\{Namespace: "", Key: (` + literal + `), Val: (` + literal + `)\}`
)

var attributes = regexp.MustCompile(attribute)

var forms = [...]form{
	{regexp.MustCompile(`vgn = &vugu\.VGNode\{Type: vugu\.VGNodeType\(1\), Data: (` + literal + `)\}\n\t*` +
		`vgparent\.AppendChild\(vgn\)`), `dom.Text(vgparent, $1)`},
	{regexp.MustCompile(`vgn\.DOMEventHandlerSpecList = append\(vgn\.DOMEventHandlerSpecList, ` +
		`vugu\.DOMEventHandlerSpec\{\n\t*EventType:\t(` + literal + `),\n\t*Func:\t\t(.*),\n\t*// TODO: .*\n\t*\}\)`),
		`dom.On(vgn, $1, $2)`},
	{regexp.MustCompile(`\{\n\t*b, err := vjson\.Marshal\((.*)\)\n\t*if err != nil \{\n\t*panic\(err\)\n\t*\}\n` +
		`\t*vgn\.Prop = append\(vgn\.Prop, vugu\.VGProperty\{Key: (` + literal + `), ` +
		`JSONVal: vjson\.RawMessage\(b\)\}\)\n\t*\}`), `dom.Property(vgn, $2, $1)`},
	{regexp.MustCompile(`vgcompKey := vugu\.MakeCompKey\((0x[0-9A-F]+)\^vgin\.CurrentPositionHash\(\), (.*)\)\n\t*//.*\n` +
		`\t*vgcomp, _ := vgin\.BuildEnv\.CachedComponent\(vgcompKey\)\.\(\*(\w+)\)\n\t*if vgcomp == nil \{\n\t*//.*\n` +
		`\t*vgcomp = new\(\w+\)\n\t*vgin\.BuildEnv\.WireComponent\(vgcomp\)\n\t*\}\n` +
		`\t*vgin\.BuildEnv\.UseComponent\(vgcompKey, vgcomp\).*\n((?:\t*vgcomp\.\w+ = .*\n)*)` +
		`\t*vgout\.Components = append\(vgout\.Components, vgcomp\)\n\t*vgn = &vugu\.VGNode\{Component: vgcomp\}\n` +
		`\t*vgparent\.AppendChild\(vgn\)\n`),
		"vgcomp := dom.Component[$3](vgin, vgout, vgparent, $1, $2)\n$4"},
}

// element is the form of an element that is put into another one.
var element = regexp.MustCompile(`vgn = &vugu\.VGNode\{Type: vugu\.VGNodeType\(3\), Namespace: "", Data: (` + literal +
	`), Attr: \[\]vugu\.VGAttribute(?:\(nil\)|\{((?:` + attribute + `(?:, )?)*)\})\}\n\t*vgparent\.AppendChild\(vgn\)`)

// tighten rewrites the code of a file.
func tighten(code string) string {
	for _, f := range forms {
		code = f.is.ReplaceAllString(code, f.to)
	}
	code = element.ReplaceAllStringFunc(code, func(found string) string {
		parts := element.FindStringSubmatch(found)
		var all []string
		for _, a := range attributes.FindAllStringSubmatch(parts[2], -1) {
			all = append(all, inner(a[1]), inner(a[2]))
		}
		return fmt.Sprintf("vgn = dom.Element(vgparent, %s, \"%s\")", parts[1], strings.Join(all, `\x00`))
	})
	return imports(code)
}

// inner is what stands between the quotation marks of a literal.
func inner(literal string) string { return literal[1 : len(literal)-1] }

// kept are the lines by which Vugu keeps imports that a component may not use.
var kept = regexp.MustCompile(`(?m)^var _ (\w+)\.\w+\n`)

// imports names package dom, where it is called, and drops what nothing uses any more.
func imports(code string) string {
	code = strings.Replace(kept.ReplaceAllString(code, ""), "\n// 'fix' unused imports\n", "", 1)
	if uses(code, "dom") && !strings.Contains(code, `import "arraylab/ui/dom"`) {
		code = strings.Replace(code, "\nimport ", "\nimport \"arraylab/ui/dom\"\nimport ", 1)
	}
	for name, line := range map[string]string{
		"fmt": `import "fmt"`, "reflect": `import "reflect"`, "log": `import "log"`,
		"vjson": `import "github.com/vugu/vjson"`, "js": `import js "github.com/vugu/vugu/js"`,
	} {
		if !uses(code, name) {
			code = strings.Replace(code, line+"\n", "", 1)
		}
	}
	return code
}

// uses tells whether something of a package is named.
func uses(code, name string) bool {
	return regexp.MustCompile(`\b` + name + `\.[A-Z]`).MatchString(code)
}
