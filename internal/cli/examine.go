package cli

import "dudao/internal/desk"

// examineVerb is for the program itself: it reads one file from elsewhere and says
// what it found. It opens no data folder.
type examineVerb struct {
	File string `arg:""`
}

func (v examineVerb) Run(r *run) error {
	said, err := desk.ExamineHere(v.File)
	if err != nil {
		return err
	}
	_, err = r.out.Write(said)
	return err
}
