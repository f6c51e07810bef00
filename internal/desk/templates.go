package desk

// Templates is the screen 自有模板.
type Templates struct{ d *Desk }
