package desk

// Notices is the screen 整改文书.
type Notices struct{ d *Desk }
