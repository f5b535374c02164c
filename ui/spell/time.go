package spell

import (
	"fmt"
	"math"
	"time"
)

// Clock writes a time that is left: 0:42, 12:05, 1:02:03.
func Clock(d time.Duration) string {
	s := int(math.Ceil(d.Seconds()))
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// About writes an estimated time in words.
func About(seconds float64) string {
	switch {
	case seconds < 1:
		return "under 1 s"
	case seconds < 100:
		return fmt.Sprintf("about %.0f s", Rounded(seconds, 2))
	case seconds < 5400:
		return fmt.Sprintf("about %.0f min", math.Ceil(seconds/60))
	}
	return fmt.Sprintf("about %.1f h", seconds/3600)
}
