package lab

import (
	"regexp"
	"testing"
)

// TestAllThatDenseLayersLearnMapsLearn: what the other tests train with dense layers goes through with a map before
// them, in batches that are larger than those of a test.
func TestAllThatDenseLayersLearnMapsLearn(t *testing.T) {
	hidden, others := regexp.MustCompile("hidden=[0-9-]+"), regexp.MustCompile("&(batch|train|test)=[0-9]+")
	for name, link := range toyLinks {
		if !hidden.MatchString(link) {
			continue
		}
		link = others.ReplaceAllString("&"+hidden.ReplaceAllString(link, "net=6c5s3-12"), "")
		r := mustFinish(t, "train=300&test=130&batch=150"+link)
		res, _ := r.Result()
		if p := r.Progress(); res.Step != p.Steps || res.Step == 0 || res.Total%130 != 0 || res.Total == 0 {
			t.Errorf("%s: %d of %d steps, %d images tested", name, res.Step, p.Steps, res.Total)
		}
	}
}
