package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// fieldsOf are the names of the fields of a struct; those of an embedded struct stand for it.
func fieldsOf(is reflect.Type) (names []string) {
	for i := range is.NumField() {
		if f := is.Field(i); f.Anonymous {
			names = append(names, fieldsOf(f.Type)...)
		} else {
			names = append(names, f.Name)
		}
	}
	return names
}

// written are the fields of Store that a file assigns to, in whole or in part.
func written(t *testing.T, path string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				names = append(names, fieldIn(e))
			}
		case *ast.IncDecStmt:
			names = append(names, fieldIn(n.X))
		}
		return true
	})
	return names
}

// fieldIn is the field of Store that an expression is, or is a part of; "" for none. A Store is always called s, or S
// in a component.
func fieldIn(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return fieldIn(e.X)
	case *ast.StarExpr:
		return fieldIn(e.X)
	case *ast.SelectorExpr:
		switch x := e.X.(type) {
		case *ast.Ident:
			if x.Name == "s" {
				return e.Sel.Name
			}
		case *ast.SelectorExpr:
			if x.Sel.Name == "S" {
				return e.Sel.Name
			}
		}
		return fieldIn(e.X)
	}
	return ""
}

// pages are the fields that have two files: the device page shows the visitor's own table, too.
var pages = map[string]string{"own-table.go": "library"}

// TestEachFieldIsWrittenInOneFile, beside New: whoever reads that file knows all that becomes of it. And they are few.
func TestEachFieldIsWrittenInOneFile(t *testing.T) {
	fields := fieldsOf(reflect.TypeFor[Store]())
	if n := len(fields); n >= 40 {
		t.Errorf("Store has %d fields, fewer than 40 are allowed: %v", n, fields)
	}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, path := range paths {
		if path == "store.go" || strings.HasSuffix(path, "_gen.go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, name := range written(t, path) {
			if !slices.Contains(fields, name) || pages[path] == name {
				continue
			}
			if had, ok := owner[name]; ok && had != path {
				t.Errorf("%s is written in %s and in %s", name, had, path)
			}
			owner[name] = path
		}
	}
	if len(owner) < 15 {
		t.Errorf("only %d fields were found to be written: %v", len(owner), owner)
	}
}
