package host

import (
	"context"
	"errors"
	"strings"
	"syscall/js"
	"time"
)

// problem sorts the browser's exceptions: their names are fixed by the standards.
func problem(op, key string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	reason := err.Error()
	p := StorageFailed
	switch {
	case strings.Contains(reason, "QuotaExceeded"):
		p = StorageFull
	case strings.Contains(reason, "SecurityError"), strings.Contains(reason, "InvalidState"),
		strings.Contains(reason, "Access is denied"), strings.Contains(reason, "lacks a function"),
		strings.Contains(reason, "invalid"):
		p = StorageForbidden
	}
	return &StorageError{Op: op, Key: key, Problem: p, Reason: reason}
}

// GetText reads a short text that was kept (local storage); ok is false where there is none.
// An error is a *StorageError.
func (h *Host) GetText(key string) (text string, ok bool, err error) {
	var v js.Value
	if err := try(func() { v = get("localStorage").Call("getItem", key) }); err != nil {
		return "", false, problem("get", key, err)
	}
	if v.Type() != js.TypeString {
		return "", false, nil
	}
	return v.String(), true, nil
}

// Texts are all short texts whose keys begin so, by key. An error is a *StorageError.
func (h *Host) Texts(prefix string) (map[string]string, error) {
	all := map[string]string{}
	err := try(func() {
		storage := get("localStorage")
		for i := range storage.Get("length").Int() {
			if key := storage.Call("key", i).String(); strings.HasPrefix(key, prefix) {
				all[key] = storage.Call("getItem", key).String()
			}
		}
	})
	if err != nil {
		return nil, problem("get", prefix, err)
	}
	return all, nil
}

// PutText keeps a short text (local storage). An error is a *StorageError.
func (h *Host) PutText(key, text string) error {
	if err := try(func() { get("localStorage").Call("setItem", key, text) }); err != nil {
		return problem("put", key, err)
	}
	return nil
}

// DeleteText forgets a text. An error is a *StorageError.
func (h *Host) DeleteText(key string) error {
	if err := try(func() { get("localStorage").Call("removeItem", key) }); err != nil {
		return problem("delete", key, err)
	}
	return nil
}

// The one database and its tables. A record is a body with a note: both are written, or none is. The notes have an
// index, so that they can be read without the bodies.
const (
	databaseName    = "arraylab"
	databaseVersion = 2
	recordTable     = "records"
	noteIndex       = "note"
	earlierTable    = "files" // of version 1: one checkpoint, whose note was a text of local storage
	earlierKey      = "checkpoint"
)

// Record reads a record (IndexedDB); ok is false where there is none. An error is a *StorageError, or ctx's.
func (h *Host) Record(ctx context.Context, key string) (note string, body []byte, ok bool, err error) {
	v, err := h.transact(ctx, "readonly", func(table js.Value) js.Value { return table.Call("get", key) })
	if err != nil {
		return "", nil, false, problem("get", key, err)
	}
	if !v.Truthy() {
		return "", nil, false, nil
	}
	return v.Get("note").String(), Bytes(v.Get("body")), true, nil
}

// PutRecord keeps a record, in place of the one of the same key. An error is a *StorageError, or ctx's; the former
// record is then still there.
func (h *Host) PutRecord(ctx context.Context, key, note string, body []byte) error {
	_, err := h.transact(ctx, "readwrite", func(table js.Value) js.Value {
		bytes := js.Global().Get("Uint8Array").New(len(body))
		js.CopyBytesToJS(bytes, body)
		return table.Call("put", map[string]any{"note": note, "body": bytes.Get("buffer")}, key)
	})
	if err != nil {
		return problem("put", key, err)
	}
	return nil
}

// DeleteRecord forgets a record. An error is a *StorageError, or ctx's.
func (h *Host) DeleteRecord(ctx context.Context, key string) error {
	_, err := h.transact(ctx, "readwrite", func(table js.Value) js.Value { return table.Call("delete", key) })
	if err != nil {
		return problem("delete", key, err)
	}
	return nil
}

// storagePatience is how long the browser's database may take: some, in private windows or after a crash, never answer
// (assumed).
const storagePatience = 15 * time.Second

// Notes are those of all records, by key. An error is a *StorageError, or ctx's.
func (h *Host) Notes(ctx context.Context) (map[string]string, error) {
	notes := map[string]string{}
	next := h.callback(func(e js.Value) {
		if cursor := e.Get("target").Get("result"); cursor.Truthy() {
			notes[cursor.Get("primaryKey").String()] = cursor.Get("key").String()
			cursor.Call("continue")
		}
	})
	defer next.Release()
	var request js.Value
	_, err := h.transact(ctx, "readonly", func(table js.Value) js.Value {
		request = table.Call("index", noteIndex).Call("openKeyCursor")
		request.Set("onsuccess", next)
		return request
	})
	if request.Truthy() { // a database that did not answer in time may do so later
		request.Set("onsuccess", js.Null())
	}
	if err != nil {
		return nil, problem("get", "notes", err)
	}
	return notes, nil
}

// transact runs one request in a transaction of its own and returns its result once the transaction is through: what
// it wrote then outlives a failure of the power, too. Without being asked browsers do not wait for the disk.
func (h *Host) transact(ctx context.Context, mode string, request func(table js.Value) js.Value) (js.Value, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, storagePatience, &ScriptError{"the database does not answer"})
	defer cancel()
	db, err := h.database(ctx)
	if err != nil {
		return js.Undefined(), err
	}
	defer db.Call("close")
	var tx, req js.Value
	if err := try(func() {
		tx = db.Call("transaction", recordTable, mode, map[string]any{"durability": "strict"})
		req = request(tx.Call("objectStore", recordTable))
	}); err != nil {
		return js.Undefined(), err
	}
	if err := h.settled(ctx, tx, "complete", "error", "abort"); err != nil {
		return js.Undefined(), err
	}
	return req.Get("result"), nil
}

func (h *Host) database(ctx context.Context) (js.Value, error) {
	var req js.Value
	if err := try(func() { req = get("indexedDB").Call("open", databaseName, databaseVersion) }); err != nil {
		return js.Undefined(), err
	}
	upgrade := h.callback(func(js.Value) { h.upgrade(req) })
	req.Set("onupgradeneeded", upgrade)
	if err := h.settled(ctx, req, "success", "error", "blocked"); err != nil {
		// It is not released: a browser that comes to it late would call what is gone, or keep a database without tables.
		return js.Undefined(), err
	}
	upgrade.Release()
	return req.Get("result"), nil
}

// upgrade makes the table of a database, and takes over the checkpoint of an earlier version.
func (h *Host) upgrade(req js.Value) {
	db, tx := req.Get("result"), req.Get("transaction")
	db.Call("createObjectStore", recordTable).Call("createIndex", noteIndex, noteIndex)
	if !db.Get("objectStoreNames").Call("contains", earlierTable).Bool() {
		return
	}
	found := tx.Call("objectStore", earlierTable).Call("get", earlierKey)
	found.Set("onsuccess", h.callback(func(js.Value) { // once in a browser's life: never released
		note, ok, _ := h.GetText(earlierKey)
		if body := found.Get("result"); ok && body.Truthy() {
			tx.Call("objectStore", recordTable).Call("put", map[string]any{"note": note, "body": body},
				"run/"+earlierTable)
		}
		_ = h.DeleteText(earlierKey)
		db.Call("deleteObjectStore", earlierTable)
	}))
}

// settled waits for the event good on target; any of bad is an error.
func (h *Host) settled(ctx context.Context, target js.Value, good string, bad ...string) error {
	done := make(chan error, 1)
	tell := func(err error) {
		select {
		case done <- err:
		default:
		}
	}
	ok := h.callback(func(js.Value) { tell(nil) })
	no := h.callback(func(js.Value) {
		if e := target.Get("error"); e.Truthy() {
			tell(thrown(e))
			return
		}
		tell(&ScriptError{"the database is blocked or gave up"})
	})
	target.Set("on"+good, ok)
	for _, name := range bad {
		target.Set("on"+name, no)
	}
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	for _, name := range append(bad, good) {
		target.Set("on"+name, js.Null())
	}
	ok.Release()
	no.Release()
	return err
}
