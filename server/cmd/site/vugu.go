package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
)

// Vugu's renderer is a script in a constant, which its program hands to eval. The site serves the same text as a script
// of its own, so that the page's policy needs no 'unsafe-eval'.
const (
	vuguModule   = "github.com/vugu/vugu"
	vuguFile     = "domrender/renderer-js-script.go"
	vuguConstant = "jsHelperScript"
	vuguScript   = "vugu.js" // asset
)

// vuguDigest is the SHA-256 of the constant in v0.4.0, read and tried: another one fails the build, for it may want
// something else of eval.
const vuguDigest = "522085e7ca94752984d46fbfc4f86596f2a3e5eafd8c4f81d936d3fb8a7fdf98"

// vuguAnswer follows the renderer: to eval it, as Vugu's program will, is done already. Everything else that is handed
// to eval meets the policy, which refuses it.
const vuguAnswer = `
{ // The program of the page hands the text above to eval.
  const own = window.eval, above = '(function(){if(window.vuguRender)return;';
  window.eval = (text) => typeof text === 'string' && text.startsWith(above) ? undefined : own(text);
}
`

// gatherVugu takes Vugu's renderer from its module, where the programs hold Vugu.
func (s *source) gatherVugu(o options) error {
	list, err := modules(o)
	if err != nil {
		return err
	}
	for _, m := range list {
		if m.path != vuguModule {
			continue
		}
		file := filepath.Join(m.folder, filepath.FromSlash(vuguFile))
		text, err := constant(file, vuguConstant)
		if err != nil {
			return err
		}
		if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != vuguDigest {
			return fmt.Errorf("%s %s: its renderer has SHA-256 %x, known is %s: read what it does with eval, then "+
				"take the new sum into vugu.go",
				m.path, m.version, sum, vuguDigest)
		}
		return s.add(vuguScript, []byte("// The renderer of "+m.path+" "+m.version+", as it is.\n"+text+
			";\n"+vuguAnswer))
	}
	return nil
}

// constant returns the string that a constant of a Go file is.
func constant(file, name string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		return "", err
	}
	var found string
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && len(spec.Names) == 1 && spec.Names[0].Name == name && len(spec.Values) == 1 {
			if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
				found, err = strconv.Unquote(text.Value)
			}
		}
		return true
	})
	if err == nil && found == "" {
		err = fmt.Errorf("%s has no constant %s that is a text", file, name)
	}
	return found, err
}
