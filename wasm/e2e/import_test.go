//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImport saves a trained network as ONNX, and opens it as one of another program: it says the same of every image,
// and has no fingerprint. One that is not the settings' network is refused with what differs.
func TestImport(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[0].link)
	tb.train()
	tb.click("#help-open")
	body, err := os.ReadFile(tb.download("#help-onnx"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "net.onnx")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	tb.pick("#help-pick", file)
	tb.wait(`document.querySelector("#notices")?.innerText.includes("another program") && ` + at("done"))
	want := fmt.Sprintf("%.4f", float64(runs[0].correct)/1000)
	if got := eval[string](tb, "document.documentElement.dataset.accuracy"); got != want ||
		eval[bool](tb, "'fingerprint' in document.documentElement.dataset") {
		t.Errorf("imported: accuracy %s, want %s, and no fingerprint", got, want)
	}
	tb.accessible("a network of another program")
	if err := os.WriteFile(file, []byte(strings.Replace(string(body), "Gemm", "Gimm", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	tb.pick("#help-pick", file)
	tb.wait(`document.querySelector("#notices")?.innerText.includes("Gimm")`)
	tb.accessible("a file that is refused")
}
