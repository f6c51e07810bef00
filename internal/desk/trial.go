package desk

import (
	"errors"
	"os"

	"dudao/internal/office"
)

// Trial is the 练习县: the sample county in a data folder of its own, opened in the
// same window instead of the office's data, which is closed meanwhile.
type Trial struct{ d *Desk }

// trialSuffix is what the practice folder's name has after that of the data folder
// it lies beside.
const trialSuffix = "-练习县"

// TrialState tells whether the window shows the 练习县.
type TrialState struct {
	On bool `json:"on"`
}

// State tells whether the window shows the 练习县.
func (t *Trial) State() (out TrialState, err error) {
	defer caught(&err)
	return TrialState{On: t.d.trial}, nil
}

var errNoDoor = errors.New("the desk was opened without a door")

// Enter opens the 练习县, making it the first time. What was written there before is
// still there.
func (t *Trial) Enter() (err error) {
	defer caught(&err)
	if t.d.door == nil {
		return errNoDoor
	}
	return t.d.door.change(func(own *Desk) (*Desk, error) {
		if own.trial {
			return nil, office.Invalid("现在就在练习县里。要回去请按“回到我的数据”。")
		}
		return openTrial(own.dir, own)
	})
}

// openTrial opens the practice folder that belongs to the data folder.
func openTrial(own string, like *Desk) (*Desk, error) {
	d, err := Open(own+trialSuffix, like.shell)
	if err != nil {
		return nil, err
	}
	d.trial, d.own, d.named, d.made = true, own, like.named, like.made
	set, err := d.store.Settings()
	if err == nil && !set.Sample {
		err = d.LoadSample()
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Leave opens the office's own data again.
func (t *Trial) Leave() (err error) {
	defer caught(&err)
	if !t.d.trial {
		return errNotTrial()
	}
	return t.d.door.change(openOwn)
}

func errNotTrial() error {
	return office.Invalid("现在不在练习县里，看到的就是自己的数据，不用再回去。")
}

func openOwn(trial *Desk) (*Desk, error) {
	d, err := Open(trial.own, trial.shell)
	if err == nil {
		d.named, d.made = trial.named, trial.made
	}
	return d, err
}

// Reset makes the 练习县 new: what was written in it is gone. Should that fail, the
// window is back with the office's own data.
func (t *Trial) Reset() (err error) {
	defer caught(&err)
	if !t.d.trial {
		return errNotTrial()
	}
	own := t.d
	if err := own.door.change(openOwn); err != nil {
		return err
	}
	return own.door.change(func(d *Desk) (*Desk, error) {
		if err := os.RemoveAll(own.dir); err != nil {
			return nil, office.Errorf(office.CodeFile, "练习县的旧内容没有清掉，可能有文件正开着。请关掉它再进一次练习县。")
		}
		return openTrial(own.own, d)
	})
}
