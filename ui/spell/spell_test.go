package spell

import (
	"errors"
	"math"
	"testing"
	"time"
)

func TestWords(t *testing.T) {
	for _, c := range [][2]string{
		{Thousands(0), "0"}, {Thousands(999), "999"}, {Thousands(-1234567), "−1,234,567"},
		{Thousands(100000), "100,000"},
		{Percent(0.97314), "97.31 %"}, {Percent(-1), "–"}, {Percent(math.NaN()), "–"},
		{Share(1, 2), "50.00 %"}, {Share(1, 1e6), "1.0·10⁻⁴ %"}, {Share(0, 7), "0 %"},
		{Points(-0.0071), "−0.71"}, {Points(0.00001), "±0.00"}, {Points(0.012), "+1.20"},
		{Rate(0), "0"}, {Rate(0.0012345), "0.00123"}, {Rate(0.00001234), "1.2·10⁻⁵"}, {Rate(-1), "–"},
		{Ratio(3.14159), "3.14"}, {Ratio(12345), "12,300"},
		{Amount(4816000), "4.82 M"}, {Amount(9999), "9,999"}, {Amount(12345), "12.3 k"}, {Amount(3.2e9), "3.2 G"},
		{Bytes(1), "1 kB"}, {Bytes(98e6), "98 MB"}, {Bytes(1.25e9), "1.2 GB"},
		{Ohms(8123), "8.12 kΩ"}, {Ohms(1.5e6), "1.5 MΩ"}, {Area(0), "–"}, {Area(1.5e-6), "1.5 mm²"},
		{Clock(42 * time.Second), "0:42"}, {Clock(3723 * time.Second), "1:02:03"},
		{Clock(1500 * time.Millisecond), "0:02"},
		{About(0.2), "under 1 s"}, {About(37), "about 37 s"}, {About(121), "about 3 min"}, {About(7200), "about 2.0 h"},
		{Sentence(errors.New("lab: the link is long")), "The link is long."}, {Sentence(errors.New("")), ""},
		{Sentence(errors.New("опыт.csv is empty")), "Опыт.csv is empty."},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

func TestPrefixes(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{0, "0 J"}, {1.934e-6, "1.93 µJ"}, {1e-15, "1 fJ"}, {9.999e-7, "1 µJ"}, {999e-9, "999 nJ"}, {12.3, "12.3 J"},
		{4.6e4, "46 kJ"}, {2e-12, "2 pJ"}, {3e-20, "0.03 aJ"}, {5e13, "5e+04 GJ"}, {-2e-6, "-2 µJ"},
	} {
		if got := SI(c.x, "J"); got != c.want {
			t.Errorf("%g: %s, want %s", c.x, got, c.want)
		}
	}
}

func TestQuantities(t *testing.T) {
	for _, c := range []struct {
		x          float64
		unit, want string
	}{
		{9765.4, "ohm", "9.765 kΩ"}, {999.99, "ohm", "1 kΩ"}, {9.143e-9, "J", "9.143 nJ"}, {0, "J", "0 J"},
		{4.58e16, "s", "1.45·10⁹ years"}, {4.58e13, "ohm", "4.58·10¹³ Ω"}, {1.2345e-7, "", "1.23·10⁻⁷"},
		{-0.5, "", "−0.5"}, {0.03181, "", "0.03181"}, {1861.632, "weights", "1862 weights"},
		{1861632, "", "1,861,632"}, {1.014e-12, "m2", "1.01·10⁻¹² m2"},
	} {
		if got := Quantity(c.x, c.unit); got != c.want {
			t.Errorf("%v %s is written %q, want %q", c.x, c.unit, got, c.want)
		}
	}
	if !EndsInUnit("resistance (ohm)") || EndsInUnit("share (%)") {
		t.Error("another label ends in a unit that takes prefixes")
	}
}
