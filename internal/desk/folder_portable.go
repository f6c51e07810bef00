package desk

import (
	"os"
	"path/filepath"

	"dudao/internal/office"
)

// A portable copy (便携版) is the program in a folder of a U-disk, which the file
// portableMark tells. It keeps the data in portableFolder beside itself when that
// folder is there, which the clerk decides at its first start.
const (
	portableMark   = "便携版.txt"
	portableFolder = "督导台账数据"
)

// Portable is what a portable copy knows of its place.
type Portable struct {
	Beside string // where the data would be carried with the program
	Here   string // where it would stay on this PC
	// Undecided tells that neither is there yet: the clerk is asked.
	Undecided bool
}

// PortableCopy tells whether this program is a portable copy.
func PortableCopy() (p Portable, ok bool) {
	own, err := os.Executable()
	if err != nil {
		return p, false
	}
	return portableIn(filepath.Dir(own))
}

func portableIn(programDir string) (p Portable, ok bool) {
	if !there(filepath.Join(programDir, portableMark)) {
		return p, false
	}
	p.Beside = filepath.Join(programDir, portableFolder)
	p.Here, _ = localDataDir() // without one the data can only be carried
	p.Undecided = !there(p.Beside) && (p.Here == "" || !there(p.Here))
	return p, true
}

// Carry has the portable copy keep the data beside itself from now on.
func (p Portable) Carry() error {
	if err := os.MkdirAll(p.Beside, 0o755); err != nil {
		return office.Errorf(office.CodeFile, "无法建立数据文件夹“%s”：U 盘可能写保护或已满。请换一个 U 盘，或把数据放在这台电脑上。", p.Beside)
	}
	return nil
}

// Carried is the folder that holds the data of a portable copy, "" when it is
// another program or its data stays on the PC.
func Carried() string {
	if p, ok := PortableCopy(); ok && there(p.Beside) {
		return p.Beside
	}
	return ""
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
