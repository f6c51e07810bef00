package desk

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// What was packed in pieces is one stream to who unpacks it, whatever its length and
// however it was written.
func TestPackedInPiecesUnpacksAsOne(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	long := []byte(strings.Repeat("随堂听课，查看食堂留样和值班记录。", pieceBytes/10))
	for i := 0; i < len(long); i += 97 {
		long[i] = byte(r.IntN(256))
	}
	for _, n := range []int{0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes, len(long)} {
		var out bytes.Buffer
		w := packTo(&out, &former{})
		for left := long[:n]; len(left) > 0; {
			part := left[:min(len(left), 1+r.IntN(300_000))]
			if k, err := w.Write(part); err != nil || k != len(part) {
				t.Fatal(k, err)
			}
			left = left[len(part):]
		}
		must(t, w.Close())
		got, err := io.ReadAll(flate.NewReader(&out))
		if err != nil || !bytes.Equal(got, long[:n]) {
			t.Errorf("%d bytes came back as %d: %v", n, len(got), err)
		}
	}
	w := packTo(full{}, &former{})
	_, err := w.Write(long)
	if closed := w.Close(); err == nil && closed == nil {
		t.Error("a full disk is not told")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }
