package store

import (
	"testing"

	"dudao/internal/office"
)

func TestTheArchiveIsLookedOver(t *testing.T) {
	s := countyStore(t)
	expect(t, s, "C22", "2026-03-12")
	items := []office.ArchiveItem{archived("甲", "DD", "D30", 3), archived("乙", "DD", "D30", 2), archived("丙", "DD", "D30", 4), archived("丁", "ZG", "D30", 0)}
	items = must[[]office.ArchiveItem](t)(s.SaveArchiveItems(items))
	must[int](t)(s.FillBoxes(2025))
	expect(t, s, "C22", "2026-03-12", "黄 2025 年档案盒: 2 盒的备考表没有写全整理人、检查人和日期", "黄 2025 年归档文件: 1 件没有填页数")

	exec(t, s, `UPDATE archive_boxes SET arranged_by = '示例甲', arranged_on = '2026-03-01', checked_by = '示例乙', checked_on = '2026-03-02'`)
	exec(t, s, `UPDATE archive_items SET pages = 1 WHERE pages = 0`)
	expect(t, s, "C22", "2026-03-12")
	exec(t, s, `UPDATE archive_items SET number = 2, code = 'x' WHERE title = '丙'`)
	exec(t, s, `UPDATE archive_items SET number = 5 WHERE title = '甲'`)
	expect(t, s, "C22", "2026-03-12", "黄 2025-D30-DD: 件号漏号 3 个，重号 1 个")
	exec(t, s, `UPDATE archive_items SET number = 1 WHERE title = '甲'`)
	exec(t, s, `UPDATE archive_items SET number = 3 WHERE title = '丙'`)
	exec(t, s, `UPDATE archive_items SET box_id = (SELECT id FROM archive_boxes WHERE unit = 'DD') WHERE title = '丁'`)
	expect(t, s, "C22", "2026-03-12", "黄 2025 年第 1 盒: 混装：1 件的年度、保管期限或机构与本盒不同")

	exec(t, s, `UPDATE archive_items SET box_id = NULL WHERE title = '丁'`)
	expect(t, s, "C22", "2026-06-30")
	expect(t, s, "C22", "2026-07-01", "黄 2025 年度归档: 1 件没有装盒，应于 2026-06-30 前完成")
	setRule(t, s, office.RuleFilingMonth, 12)
	expect(t, s, "C22", "2026-12-31")
	setRule(t, s, office.RuleFilingMonth, 6)
	exec(t, s, `UPDATE archive_items SET deleted_at = '2026-03-03', box_id = NULL, code = '', number = 0`)
	exec(t, s, `UPDATE visits SET date = '2025-11-03' WHERE id = (SELECT min(id) FROM visits)`)
	expect(t, s, "C22", "2026-07-01", "黄 2025 年度归档: 还没有归档文件，应于 2026-06-30 前完成")
}
