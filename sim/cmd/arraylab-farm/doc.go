// Command arraylab-farm carries out a study over many machines, by the queues of NATS JetStream. The CSV file that it
// writes is, to the byte, that of one machine.
//
//	arraylab-farm sweep -out x.csv LINK                     # a server of its own, and a worker beside it
//	arraylab-farm sweep -listen :4222 -token WORD -out x.csv LINK
//	arraylab-farm work -nats nats://WORD@host:4222          # on any machine
//	arraylab-farm sweep -nats nats://a:4222,nats://b:4222 -replicas 3 -out x.csv LINK
//
// It is a module of its own: the server and its client are 10 modules that the command arraylab does without. README.md
// is for who operates it.
//
// # How it works
//
// A study has two streams: units that are to be computed (package lab cuts them, each has a subject), and results.
// Both are queues and no more. The file beside the collector is the truth: a result is acknowledged once its lines are
// synced there (lab.Collector), and what the file lacks is published again when nothing is on its way, or when streams
// are gone. "The queue is empty" never means done.
//
// A worker pulls one unit at a time, says every third of a lease that it is still at it, publishes the result, and
// acknowledges the unit then. Whoever dies in between loses a lease; the unit goes to another one, and a second result
// of it is compared with the first, byte by byte. A unit that fails, or from which workers do not come back, is given
// up after three tries and told; the others go on. A worker of other numerics, of another build, or without the study's
// own data takes no unit. Workers report every five seconds, and the collector answers who asks how the study stands;
// these are plain messages, and what is lost of them is said again.
//
// NATS syncs its files every two minutes by default, so that a power failure loses what it has acknowledged; the server
// in this program syncs always, and a cluster should (sync_interval: always). What it loses all the same is published
// again.
//
// # How far it goes
//
// Ten million points on 1,000 cores, on paper, from rates that were measured on two cores. A point of a network of 64
// neurons that 2,000 images train takes 28 ms: 2.8·10^5 core-seconds, five minutes of them all. The first thing in the
// way is lab.MaxStudy, a million points, 100 MB of text: ten studies, or a larger bound. Then the servers' disks: 9,300
// units of 30 seconds, of which 1,000 cores ask for 33 a second, each three synced writes; three servers on one machine
// with two busy cores and one disk passed on 53 empty units a second with syncs, one server without copies several times
// that. So some 1,500 cores are the end for three servers of that kind; then units of a minute, servers with a disk
// each, or shards (arraylab sweep -shard), each with a queue of its own. The collector needs 8 bytes a point and one sync
// a result, of 3 ms: 300 units a second.
//
// TestChaos kills workers, servers, one or all, and the collector, cuts a server off and fills a disk;
// ARRAYLAB_FARM_ROUNDS=20 go test -run TestChaos -parallel 4 -timeout 2h does so at length.
package main
