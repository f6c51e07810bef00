package desk

// Practices is the screen 典型经验.
type Practices struct{ d *Desk }
