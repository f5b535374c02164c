package gallery

import (
	"fmt"

	"arraylab/sim/mobilenet"
)

// mobileNetClaims are about MobileNet, whose accuracy needs ImageNet and whose memory does not.
func mobileNetClaims() []Claim {
	return []Claim{
		{Name: "classifier-alone-imagenet", Paper: "penkovsky2020", Title: "A binary classifier of MobileNet V1 on ImageNet",
			Says: "Binarizing the classifier part alone is discussed for MobileNet V1 on ImageNet, too: it keeps the accuracy " +
				"and reduces memory.",
			Scenarios: []string{"mobile-classifier", "mobile-eight"}, Figure: FigureErrors, Verdict: CannotBeShown,
			Cannot: Cannot{Why: imageNet, StandsIn: "MobileNet V1 by arithmetic: layers, memory and energy with a classifier " +
				"of any width and format, which a button here opens; and CIFAR-10 by a small network of its kind, one seed each."},
			Arithmetic: true,
			Checks: []Check{atMost(pointOfEight, 0, "points", "lost by a binary classifier on CIFAR-10, against 8 bits",
				func(r Results) float64 { return r.Accuracy("mobile-eight") - r.Accuracy("mobile-classifier") })},
			Found: mobileNetFound()},
	}
}

// mobileNetFound is what arithmetic says of a binary classifier of MobileNet V1.
func mobileNetFound() string {
	eight := mobilenet.AccountOf(mobilenet.Whole(mobilenet.Eight))
	whole := mobilenet.AccountOf(mobilenet.Whole(mobilenet.Float))
	one := mobilenet.Design{Classifier: mobilenet.Binary, Features: mobilenet.Eight}
	two := mobilenet.Wide()
	inFloats := func(d mobilenet.Design) mobilenet.Design {
		return mobilenet.Design{Hidden: d.Hidden, Features: mobilenet.Float}
	}
	classifier := eight.Of(mobilenet.Dense)
	return fmt.Sprintf("What accuracy that costs is not shown. Of the %.1f million weights (arXiv:1704.04861) the "+
		"classifier has %.1f %%, and of the %.0f million multiply-adds of an image %.2f %%: with one bit each instead of 32 "+
		"they save %.0f %% of the memory, instead of 8 they save %.0f %%; as two binary layers with %s neurons between them "+
		"%.0f %% and %.0f %%. Beyond %s neurons they take more than 8 bits do. An image takes %.2f mJ in floats, %.2f mJ in "+
		"8 bits and %.2f mJ where the classifier alone is binary and is sensed where it lies.",
		1e-6*float64(eight.Weights), 100*float64(classifier.Weights)/float64(eight.Weights),
		1e-6*float64(eight.Products), 100*float64(classifier.Products)/float64(eight.Products),
		100*mobilenet.Saving(inFloats(one)), 100*mobilenet.Saving(one), thousands(two.Hidden),
		100*mobilenet.Saving(inFloats(two)), 100*mobilenet.Saving(two),
		thousands(mobilenet.BreakEven(mobilenet.Binary, mobilenet.Eight)),
		1e3*whole.Joules, 1e3*eight.Joules, 1e3*mobilenet.AccountOf(one).Joules)
}
