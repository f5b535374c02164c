package wire

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"testing"
)

// declared lists the struct types of the files that declare messages and nothing else.
func declared(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, path := range []string{"messages.go", "frame.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if _, ok := spec.Type.(*ast.StructType); ok {
					names = append(names, spec.Name.Name)
				}
			}
			return true
		})
	}
	return names
}
