//go:build !js

package chart

import (
	"encoding/csv"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestTables reads every chart of the golden file as the table that the page saves (assets/figure.js), in Node.
func TestTables(t *testing.T) {
	out, err := exec.Command("node", "testdata/tables.js", "../../assets/figure.js", "testdata/charts.json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(out, &texts); err != nil {
		t.Fatal(err)
	}
	if len(texts) < 18 {
		t.Fatalf("%d tables", len(texts))
	}
	rows := map[string][][]string{}
	for name, text := range texts {
		r := csv.NewReader(strings.NewReader(text))
		r.Comment = '#'
		all, err := r.ReadAll() // each row has as many cells as the first
		if err != nil || len(all) < 2 {
			t.Errorf("%s: %v\n%s", name, err, text)
			continue
		}
		if !strings.HasPrefix(text, "# ") || !strings.Contains(text, "\n# https://lab.example/#v=1\n") {
			t.Errorf("%s has no title and link: %s", name, text)
		}
		head := slices.Sorted(slices.Values(all[0]))
		if slices.Contains(head, "") || len(slices.Compact(head)) != len(all[0]) {
			t.Errorf("%s: columns %q", name, all[0])
		}
		rows[name] = all
	}
	for name, want := range map[string]string{
		"accuracy": "mark,series,epoch,accuracy (%)|rule,ideal,,93|line,train,0.5,80|line,train,1,90|line,train,2,95|" +
			"line,test,1,85|line,test,2,94",
		"ber":       "layer,BER|layer 1,0.0012|layer 2,0",
		"two runs":  "series,epoch,accuracy (%)|earlier,1,85|earlier,2,90|this,1,85|this,2,94",
		"confusion": "predicted,true,images|0,0,90|1,0,10|1,1,100|0,2,1|1,2,2|2,2,97",
		"ablation": "imperfection,lost by it alone (points),plus one standard deviation,won by leaving it out (points)," +
			"less one standard deviation|read noise,3,3.5,2,2.5|spread,1,1,1.5,1",
	} {
		var got []string
		for _, r := range rows[name] {
			got = append(got, strings.Join(r, ","))
		}
		if got := strings.Join(got, "|"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}
