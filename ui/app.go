package ui

// App is the whole page.
type App struct{ S *Store }
