package static

import (
	"strconv"
	"strings"
)

// negotiate picks the encoding of a file that the request's Accept-Encoding likes best (RFC
// 9110, section 12.5.3): the highest q-value, then the smallest variant. "" is the file itself,
// which also serves where nothing that is there was asked for.
func (f *file) negotiate(accept string) string {
	weights := parseAccept(accept)
	best, bestWeight := "", weights.of("identity")
	for _, e := range encodings {
		if _, ok := f.variants[e.name]; !ok {
			continue
		}
		w := weights.of(e.name)
		if w > bestWeight || (w == bestWeight && w > 0 && best == "") {
			best, bestWeight = e.name, w
		}
	}
	return best
}

// weights maps the codings of an Accept-Encoding to their q-values.
type weights map[string]float64

func parseAccept(header string) weights {
	w := weights{}
	for _, item := range strings.Split(header, ",") {
		coding, params, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "" {
			continue
		}
		if coding == "x-gzip" { // RFC 9110, section 8.4.1.3
			coding = "gzip"
		}
		w[coding] = qvalue(params)
	}
	return w
}

// qvalue reads "q=0.5"; what is no number in [0,1] counts as 0, so that an odd request gets the
// plain file.
func qvalue(params string) float64 {
	for _, p := range strings.Split(params, ";") {
		key, value, found := strings.Cut(strings.TrimSpace(p), "=")
		if !found || !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// of returns the weight of a coding. The plain file is acceptable unless it is excluded, but
// only if nothing better is.
func (w weights) of(coding string) float64 {
	if q, ok := w[coding]; ok {
		return q
	}
	if q, ok := w["*"]; ok {
		return q
	}
	if coding == "identity" {
		return 1e-9
	}
	return 0
}
