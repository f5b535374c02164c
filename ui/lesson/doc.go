// Package lesson holds what a lesson is: data, read from files that are fetched when they are opened, so that the first
// visit is no larger for them.
//
// The file assets/lessons.json is a [List]: a row for each lesson, and the lecturer's [Plan] of a class. The steps of a
// lesson stand in assets/lesson-NAME.json. A [Step] drives the page (settings by a link, and what is shown of them),
// says one idea, asks for one thing to do, and then one [Question] whose answer can be checked. What the visitor did is
// a [Condition] on facts of the page.
//
// # Texts
//
// A text marks three things (markup.go): *Train* is a name on the page, [the pair](cell-pair) leads to an entry of the
// glossary, and {98.27 %|ideal first-light} is a number with the figure of a stored result that it is
// (gallery.Results.Figure). A test computes every such number, and every number that answers a question, from the
// stored results of sim/gallery, as it judges claims: none is typed on trust.
//
// # To add a lesson
//
// Write a row in lessons.json and the file of its steps. The tests of this package then ask for what a lesson must be:
// links that are canonical and train in seconds, numbers that are true, terms that are in the glossary, conditions that
// the page knows, and a question in almost every step.
package lesson
