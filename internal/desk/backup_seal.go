package desk

import (
	"bytes"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"filippo.io/age"

	"dudao/internal/office"
)

// A sealed backup (加密备份) is a backup inside the age format (age-encryption.org/v1)
// under a passphrase: any age program opens it, too.
const (
	ageHead          = "age-encryption.org/v1\n"
	passphraseLeast  = 8  // characters
	passphraseEffort = 17 // log2 of scrypt's N: about half a second on an office PC
	passphraseMost   = 19 // of a file from elsewhere: 512 MB of memory, 2^19 × 1 KB
)

// goodPassphrase refuses one that would be found by trying.
func goodPassphrase(p string) error {
	if utf8.RuneCountInString(p) < passphraseLeast {
		return office.Invalid("备份密码至少 8 个字。请用几个不相干的词连起来，并抄在恢复说明上，另处保存。")
	}
	return nil
}

// sealTo returns a writer whose content only the passphrase opens; Close ends it.
func sealTo(w io.Writer, passphrase string) (io.WriteCloser, error) {
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	r.SetWorkFactor(passphraseEffort)
	return age.Encrypt(w, r)
}

// sealed tells whether the file is a sealed backup.
func sealed(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len(ageHead))
	if _, err := io.ReadFull(f, head); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false, err
	}
	return bytes.Equal(head, []byte(ageHead)), nil
}

// unseal writes what a sealed backup holds to a new file. CodePassword without the
// right passphrase, CodeDamaged when a byte of it has changed.
func unseal(backup, passphrase, to string) error {
	if passphrase == "" {
		return office.Errorf(office.CodePassword, "这个备份加了密码。请输入备份时的密码，它抄在恢复说明上。")
	}
	f, err := os.Open(backup)
	if err != nil {
		return err
	}
	defer f.Close()
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return err
	}
	id.SetMaxWorkFactor(passphraseMost)
	r, err := age.Decrypt(f, id)
	if _, wrong := errors.AsType[*age.NoIdentityMatchError](err); wrong {
		return office.Errorf(office.CodePassword, "备份密码不对，没有恢复，现有数据没有改动。请核对恢复说明上的密码，注意大小写。")
	}
	if err != nil {
		return badBackup(backup)
	}
	if err := writeWhole(to, r); err != nil {
		os.Remove(to)
		if _, disk := errors.AsType[*os.PathError](err); disk {
			return err
		}
		return badBackup(backup)
	}
	return nil
}
