module arraylab

go 1.26
