package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"syscall/js"
	"time"

	"arraylab/ui/digit"
	"arraylab/wasm/host"
	"arraylab/wasm/wire"
)

// The methods of ui.Desk.

func (p *page) Order(msg any) {
	if p.worker == nil {
		return
	}
	if err := p.worker.Post(msg); err != nil {
		p.later(func() {
			p.store.Report(wire.Failure{Job: wire.JobOf(msg), What: "An order could not reach the engine: " +
				err.Error() + ".", Do: "Try again.", Where: "engine"})
		})
	}
}

func (p *page) Frame(msg any) {
	if p.array != nil {
		_ = p.array.Post(msg) // a frame that is being loaded anew asks for everything when it is there
	}
}

// later changes the store once the present change is through.
func (p *page) later(change func()) {
	p.host.Go(func() { p.update(change) })
}

func (p *page) Size(task, part string, piece int) int64 {
	_, bytes := p.names.piece(task, part, piece)
	return bytes
}

func (p *page) Fetch(task, part string, piece int) {
	address, bytes := p.names.piece(task, part, piece)
	p.host.Go(func() {
		body, err := p.host.Fetch(context.Background(), address, bytes, func(done, total int64) {
			p.update(func() { p.store.Fetching(task, part, piece, done, total) })
		})
		p.update(func() { p.store.Fetched(task, part, piece, body, plain(err)) })
	})
}

func (p *page) FetchModel(file string) bool {
	name, ok := p.names.file(file)
	if !ok {
		return false
	}
	p.host.Go(func() {
		body, err := p.host.Fetch(context.Background(), name, p.names.bytes(name), nil)
		p.update(func() { p.store.ModelFetched(body, plain(err)) })
	})
	return true
}

func (p *page) FetchText(file string) bool {
	name, ok := p.names.file(file)
	if !ok {
		return false
	}
	p.host.Go(func() {
		var body []byte
		var err error
		if there := js.Global().Get("storedTexts").Get(name); there.Truthy() { // boot.js was faster
			body = []byte(there.String())
		} else {
			body, err = p.host.Fetch(context.Background(), name, 0, nil)
		}
		p.update(func() { p.store.TextFetched(file, body, plain(err)) })
	})
	return true
}

// plain says why a download failed without the name of the file, which tells a visitor nothing.
func plain(err error) error {
	var f *host.FetchError
	if errors.As(err, &f) {
		return fmt.Errorf("%s (tried %d times)", f.Reason, f.Tries)
	}
	return err
}

func (p *page) Earlier(numerics int) {
	p.host.Go(func() {
		address := fmt.Sprintf("v%d/", numerics)
		body, err := p.host.Fetch(context.Background(), address+"site.json", 0, nil)
		var about struct{ Numerics int }
		if err == nil && json.Unmarshal(body, &about) == nil && about.Numerics == numerics {
			p.update(func() { p.store.EarlierFound(numerics, address) })
		} // else none was published, and nothing is offered
	})
}

func (p *page) Sources() (commit, date string) { return p.names.text("commit"), p.names.text("date") }

func (p *page) Cores() int { return p.host.Caps().Cores }

func (p *page) Restart(workers int) {
	if p.worker != nil {
		p.worker.Close()
		p.worker = nil
	}
	p.attempt++
	attempt := p.attempt
	p.host.Go(func() {
		if err := p.spawn(attempt, workers); err != nil {
			p.update(func() {
				if attempt == p.attempt {
					p.store.Crashed("The engine could not be started. "+plain(err).Error()+".",
						"Check the connection, then start it again.")
				}
			})
		}
	})
}

func (p *page) spawn(attempt, workers int) error {
	if !p.built {
		program := p.names.text("worker")
		m, err := p.host.Compile(context.Background(), program, p.names.bytes(program), nil)
		if err != nil {
			return err
		}
		p.module, p.built = m, true
	}
	if attempt != p.attempt {
		return nil
	}
	w, err := p.host.Spawn(p.names.text("workerjs"), p.names.text("exec"), p.module, workers, wire.Table(), func(msg any) {
		if attempt == p.attempt {
			p.report(msg)
		}
	})
	if err == nil {
		p.worker = w
	}
	return err
}

// Address waits for the next tick, for browsers refuse those who write too often; an entry begins where the last address
// stands.
func (p *page) Address(link string, entry bool) {
	if entry {
		p.writeAddress()
	}
	p.address, p.entry = link, p.entry || entry
}

// writeAddress writes what waits.
func (p *page) writeAddress() {
	if p.address != "" {
		p.host.SetHash(p.address, p.entry)
	}
	p.address, p.entry = "", false
}

func (p *page) Base() string { return p.host.Address() }

// Copy takes the older way where there is no secure context: it copies what is selected, and only
// the text's own field can be selected while the dialog around it holds the focus.
func (p *page) Copy(text, id string) {
	doc := js.Global().Get("document")
	if field := doc.Call("getElementById", id); field.Truthy() && !p.host.Caps().Secure {
		field.Call("select")
		var err error
		if !doc.Call("execCommand", "copy").Truthy() {
			err = &host.ClipboardError{Reason: "copying is not allowed here"}
		}
		p.later(func() { p.store.Copied(err) })
		return
	}
	p.host.Go(func() {
		err := p.host.Copy(context.Background(), text)
		p.update(func() { p.store.Copied(err) })
	})
}

func (p *page) Download(name string, body []byte) {
	if err := p.host.Download(name, "application/octet-stream", body); err != nil {
		p.later(func() {
			p.store.Trouble(wire.Failure{What: "The file could not be handed over: " + err.Error() + ".",
				Do: "Try again.", Where: "file"})
		})
	}
}

func (p *page) PickFile(ends string) {
	input := js.Global().Get("document").Call("createElement", "input")
	input.Set("type", "file")
	input.Set("accept", ends)
	var done js.Func
	done = p.host.Listener(func(js.Value) {
		if file := input.Get("files").Index(0); file.Truthy() {
			p.readFile(file)
			done.Release()
		}
	})
	input.Call("addEventListener", "change", done)
	input.Call("click")
}

// readFile hands a file of the visitor's to the store.
func (p *page) readFile(file js.Value) {
	name := file.Get("name").String()
	var read, failed js.Func
	release := func() { read.Release(); failed.Release() }
	read = p.host.Listener(func(buffer js.Value) {
		body := host.Bytes(buffer)
		p.update(func() { p.store.OpenFile(name, body, nil) })
		release()
	})
	failed = p.host.Listener(func(reason js.Value) {
		err := errors.New(reason.Call("toString").String())
		p.update(func() { p.store.OpenFile(name, nil, err) })
		release()
	})
	file.Call("arrayBuffer").Call("then", read, failed)
}

// hearDrops takes a file that is dropped anywhere on the page.
func (p *page) hearDrops(doc js.Value) {
	doc.Call("addEventListener", "dragover", p.host.Listener(func(e js.Value) { e.Call("preventDefault") }))
	doc.Call("addEventListener", "drop", p.host.Listener(func(e js.Value) {
		e.Call("preventDefault")
		files := e.Get("dataTransfer").Get("files")
		if !files.Truthy() || files.Length() == 0 {
			return
		}
		photo := doc.Call("getElementById", "photo")
		if photo.Truthy() && files.Length() == 1 && photo.Call("takes", files.Index(0)).Bool() {
			photo.Call("take", files.Index(0))
			return
		}
		gathered := p.host.Gather(e.Get("dataTransfer"))
		p.host.Go(func() {
			dropped, err := gathered()
			var data bool
			p.update(func() { data = err != nil || p.store.DropsData(dropped.Names) })
			switch {
			case data:
				p.readData(dropped, err)
			case len(dropped.Names) > 0:
				p.readFile(dropped.First())
			}
		})
	}))
}

func (p *page) PickData(folder bool) {
	input := js.Global().Get("document").Call("createElement", "input")
	input.Set("type", "file")
	input.Set("multiple", true)
	input.Set("webkitdirectory", folder)
	input.Set("id", "own-input")
	var done js.Func
	done = p.host.Listener(func(js.Value) {
		gathered := p.host.Gather(input)
		p.host.Go(func() {
			if chosen, err := gathered(); err != nil || len(chosen.Names) > 0 {
				p.readData(chosen, err)
			}
		})
		done.Release()
	})
	input.Call("addEventListener", "change", done)
	input.Call("click")
}

// readData hands the visitor's own data to the store. It waits for the browser.
func (p *page) readData(files host.Files, err error) {
	var sizes []int
	var body []byte
	if err == nil {
		sizes, body, err = p.host.Read(files, wire.MostBrought)
	}
	if err != nil {
		err = errors.New(host.Words(err))
	}
	p.update(func() { p.store.OpenData(files.Names, sizes, body, err) })
}

func (p *page) Ink(strokes []digit.Stroke) {
	if pad := js.Global().Get("document").Call("getElementById", "pad"); pad.Truthy() {
		pad.Call("show", writeStrokes(strokes))
	}
}

func (p *page) Language() string { return js.Global().Get("navigator").Get("language").String() }

func (p *page) Guest() bool { return false }

func (p *page) Tell(string) {}

func (p *page) Focus(id string) { p.wanted = id }

// Print waits for the drawing of what is to be printed.
func (p *page) Print() { p.host.Go(func() { js.Global().Call("print") }) }

func (p *page) Theme(name string) {
	js.Global().Get("document").Get("documentElement").Get("dataset").Set("theme", name)
}

func (p *page) Reload() { js.Global().Get("location").Call("reload") }

func (p *page) Now() time.Duration { return time.Since(p.begun) }
