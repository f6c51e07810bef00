package pdf

// huffman is a code of a JPEG.
type huffman struct {
	first  [17]int // first code of each length
	count  [17]int
	offset [17]int
	values []byte
	fast   [256]uint16 // by eight bits: length and value
}

func newHuffman(b []byte) (h *huffman, used int, err error) {
	h = &huffman{}
	code, total := 0, 0
	for n := 1; n <= 16; n++ {
		h.first[n], h.count[n], h.offset[n] = code, int(b[n-1]), total
		code = (code + h.count[n]) << 1
		total += h.count[n]
	}
	if total > 256 || len(b) < 16+total {
		return nil, 0, errShortJPEG
	}
	h.values = append([]byte(nil), b[16:16+total]...)
	for n := 1; n <= 8; n++ {
		for i := range h.count[n] {
			from := (h.first[n] + i) << (8 - n)
			for j := range 1 << (8 - n) {
				if from+j < len(h.fast) {
					h.fast[from+j] = uint16(n)<<8 | uint16(h.values[h.offset[n]+i])
				}
			}
		}
	}
	return h, 16 + total, nil
}
