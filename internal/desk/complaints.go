package desk

// Complaints is the screen 投诉举报.
type Complaints struct{ d *Desk }
