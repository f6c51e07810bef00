package desk

// Alerts is the screen 待办提醒.
type Alerts struct{ d *Desk }
