package office

// SampleScan is a paper in the made-up county's tray; its file is made when the
// county is filled in.
type SampleScan struct {
	Item TrayItem
	File Attachment
}

// makeTray leaves some scans that nobody has given to their records yet.
func (s *sampler) makeTray() {
	last := s.size.To.Of(0).Last()
	for _, x := range []struct {
		title, source, pages, reason, hint string
		sheets, days                       int
	}{
		{"（示例）家长委员会会议签到", "扫描/2026年3月/扫描0007.pdf", "", "没有读到本程序印的二维码", "", 1, 12},
		{"（示例）学校整改情况说明", "扫描/2026年3月/一叠.pdf", "5–7", "没有读到本程序印的二维码", "", 3, 9},
		{"", "扫描/2026年3月/一叠.pdf", "12–13", "没有读到本程序印的二维码", "", 2, 9},
		{"督导反馈单", "扫描/补扫/扫描0002.pdf", "", "没有编号为 JL2024-9001 的记录，可能已删除，或在别的数据里", "JL2024-9001", 1, 2},
	} {
		s.c.Tray = append(s.c.Tray, SampleScan{TrayItem{Title: x.title, Source: x.source, Pages: x.pages, Reason: x.reason, Hint: x.hint, ReceivedOn: last.AddDays(-x.days)},
			Attachment{Name: "扫描件.pdf", Pages: x.sheets}})
	}
}
