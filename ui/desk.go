package ui

import (
	"time"

	"arraylab/ui/digit"
	"arraylab/wasm/wire"
)

// Desk is what the page asks of the browser around it. What takes time comes back as a call of
// a Store method, named with each.
type Desk interface {
	// Order sends one message of package wire to the worker; its reports come to Store.Report.
	Order(msg any)
	// Frame sends one message of package wire to the frame of the array view, whose messages
	// come to Store.Report too.
	Frame(msg any)
	// Size is the length in bytes of a piece of a part of a data set; 0 where this build does not have it.
	Size(task, part string, piece int) int64
	// Fetch downloads a piece that this build has: Store.Fetching while it runs, Store.Fetched in the end.
	Fetch(task, part string, piece int)
	// FetchModel downloads a trained network that comes with the page, by the name of its file: Store.ModelFetched.
	// False when this build does not have it.
	FetchModel(file string) bool
	// FetchText downloads a small file that comes with the page, by its name: Store.TextFetched. False when this build
	// does not have it.
	FetchText(file string) bool
	// Restart ends the engine's workers, if there are any, and starts so many: they work together,
	// and the first one reports wire.Ready.
	Restart(workers int)
	// Earlier looks for the page of older numerics, which may have been published beside this one: Store.EarlierFound
	// where it is there.
	Earlier(numerics int)
	// AskClass asks the class that the page was served by, if it was: what is one of the Class constants, a nil body only
	// asks. Store.ClassAnswered brings the status, 0 where there is no connection.
	AskClass(what, token string, body []byte)
	// Lend starts a worker of its own that computes for the class, for the page that has a token, or tells it whether to
	// rest: its reports come to Store.Lent. It gets the visitor's own data where it needs them. EndLoan ends it.
	Lend(token string, rest bool, own wire.Bring)
	EndLoan()
	// Sources are those that the page was built of: the commit and its date.
	Sources() (commit, date string)
	// Cores is the number of logical processors, 1 where the browser does not say.
	Cores() int
	// Address puts a link into the address bar; as a new entry of the history, that Back leaves, where it is told to.
	Address(link string, entry bool)
	// Base is the page's own address, without query and hash.
	Base() string
	// Recall reads what Keep wrote; "" when there is nothing or storage is forbidden.
	Recall(key string) string
	// Keep stores a short text for the next visit; an error says that it could not.
	Keep(key, text string) error
	// Kept are the texts that Keep wrote under all keys which begin so, by key.
	Kept(prefix string) map[string]string
	// Forget forgets what Keep wrote under a key.
	Forget(key string)
	// Records are found by themselves, some time after the page opened: Store.RecordsFound.
	// Tab is the name of this tab since it was loaded, which no other has had. It lives in other tabs' eyes for as
	// long as the page does.
	Tab() string
	// Date is the time of day.
	Date() time.Time
	// KeepRecord stores a body under a key, in place of what was there, with a note that can be read without it:
	// Store.RecordKept, with an error that is ErrFull where there is no room.
	KeepRecord(key, note string, body []byte)
	// DropRecord forgets what is stored under a key.
	DropRecord(key string)
	// ForgetRecord does so where the tab that the record is of is gone: another one may have gone on with it.
	ForgetRecord(key string)
	// ReadRecord reads what is stored under a key: Store.RecordRead; an empty body where there is nothing.
	ReadRecord(key string)
	// TakeRecord does the same with the record of a tab that is gone, which from then on is this tab's own; the error
	// is ErrTaken where another one was first.
	TakeRecord(key string)
	// Language is the one that the browser asks for first, such as fr-CA.
	Language() string
	// Guest tells whether the page is the one that other pages show in a frame. Then nothing is read of what the
	// browser keeps of the visitor's, and what is kept is forgotten with the page.
	Guest() bool
	// Tell sends a message, an object in JSON, to the page around a guest, whoever that is; its messages come to
	// Store.Asked.
	Tell(text string)
	// Copy puts a text on the clipboard: Store.Copied. It stands in the field with an id, for browsers that copy only
	// what is selected.
	Copy(text, field string)
	// Download hands a file to the visitor.
	Download(name string, body []byte)
	// PickFile asks the visitor for a file whose name ends as given (".arraylab", or several
	// with a comma between them): Store.OpenFile.
	PickFile(ends string)
	// PickData asks the visitor for files of their own data, or for a folder: Store.OpenData.
	PickData(folder bool)
	// Ink shows strokes on the drawing pad.
	Ink(strokes []digit.Stroke)
	// Focus brings an element into view and gives it the focus, once what changed has been drawn.
	Focus(id string)
	// Print lets the visitor print the page as it is.
	Print()
	// Theme switches the page to "dark" or "light".
	Theme(name string)
	// Reload loads the whole page anew.
	Reload()
	// Now is the time since the page opened.
	Now() time.Duration
}
