package host

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
	"time"
)

// Tries is how often a download is begun before it is given up; between two tries the wait
// doubles from half a second.
const Tries = 4

// Fetch downloads a file. bytes is its expected size: a download of another size counts as
// failed; 0 where it is not known. progress may be nil; done and total are in bytes, total 0
// where unknown. An error is a *FetchError, or ctx's.
func (h *Host) Fetch(ctx context.Context, url string, bytes int64, progress func(done, total int64)) ([]byte, error) {
	buffer, err := h.fetchBuffer(ctx, url, bytes, progress)
	if err != nil {
		return nil, err
	}
	return Bytes(buffer), nil
}

// fetchBuffer is Fetch that leaves the bytes in an ArrayBuffer outside of Go's memory.
func (h *Host) fetchBuffer(ctx context.Context, url string, bytes int64,
	progress func(done, total int64)) (js.Value, error) {
	for try := 1; ; try++ {
		buffer, err := h.fetchOnce(ctx, url, bytes, progress)
		var failed *FetchError
		if !errors.As(err, &failed) {
			return buffer, err
		}
		failed.Tries = try
		if try == Tries || (failed.Status >= 400 && failed.Status < 500) {
			return js.Undefined(), failed
		}
		select {
		case <-ctx.Done():
			return js.Undefined(), ctx.Err()
		case <-time.After(time.Second / 4 << try):
		}
	}
}

func (h *Host) fetchOnce(ctx context.Context, url string, bytes int64,
	progress func(done, total int64)) (js.Value, error) {
	var abort, promise js.Value
	if err := try(func() {
		options := map[string]any{}
		// without it what nobody waits for comes all the same
		if c := js.Global().Get("AbortController"); c.Type() == js.TypeFunction {
			abort = c.New()
			options["signal"] = abort.Get("signal")
		}
		promise = js.Global().Call("fetch", url, options)
	}); err != nil {
		return js.Undefined(), &FetchError{URL: url, Reason: err.Error()}
	}
	fail := func(status int, err error) (js.Value, error) {
		if abort.Truthy() {
			_ = try(func() { abort.Call("abort") })
		}
		if ctx.Err() != nil {
			return js.Undefined(), ctx.Err()
		}
		return js.Undefined(), &FetchError{URL: url, Status: status, Reason: err.Error()}
	}
	response, err := h.await(ctx, promise)
	if err != nil {
		return fail(0, err)
	}
	status := response.Get("status").Int()
	if !response.Get("ok").Bool() {
		return fail(status, fmt.Errorf("the server answered %d %s", status, response.Get("statusText").String()))
	}
	buffer, size, err := h.read(ctx, response, bytes, progress)
	if err != nil {
		return fail(0, err)
	}
	if bytes > 0 && size != bytes {
		return fail(0, fmt.Errorf("%d bytes came, %d were expected", size, bytes))
	}
	return buffer, nil
}

// read takes the body chunk by chunk, so that progress can be told.
func (h *Host) read(ctx context.Context, response js.Value, bytes int64, progress func(done, total int64)) (js.Value,
	int64, error) {
	chunks := js.Global().Get("Array").New()
	var reader js.Value
	if err := try(func() { reader = response.Get("body").Call("getReader") }); err != nil {
		return js.Undefined(), 0, err // an answer without a body
	}
	size := int64(0)
	for {
		part, err := h.await(ctx, reader.Call("read"))
		if err != nil {
			return js.Undefined(), 0, err
		}
		if part.Get("done").Bool() {
			break
		}
		chunks.Call("push", part.Get("value"))
		size += int64(part.Get("value").Get("byteLength").Int())
		if progress != nil {
			progress(size, bytes)
		}
	}
	buffer, err := h.await(ctx, js.Global().Get("Blob").New(chunks).Call("arrayBuffer"))
	return buffer, size, err
}

// Ask sends a body as JSON, or only asks where there is none, with a token where there is one. Its answer is never kept.
// The status is 0 where no answer came.
func (h *Host) Ask(ctx context.Context, url, token string, body []byte) (status int, answer []byte) {
	options, headers := map[string]any{"cache": "no-store"}, map[string]any{}
	if body != nil {
		options["method"], options["body"], headers["Content-Type"] = "POST", string(body), "application/json"
	}
	if token != "" {
		headers["Authorization"] = "Bearer " + token
	}
	options["headers"] = headers
	var promise js.Value
	if try(func() { promise = js.Global().Call("fetch", url, options) }) != nil {
		return 0, nil
	}
	response, err := h.await(ctx, promise)
	if err != nil {
		return 0, nil
	}
	if err := try(func() { promise = response.Call("arrayBuffer") }); err != nil {
		return 0, nil
	}
	buffer, err := h.await(ctx, promise)
	if err != nil {
		return 0, nil
	}
	return response.Get("status").Int(), Bytes(buffer)
}
