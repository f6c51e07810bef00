"""Workbooks as clerks send them, for the browser tests.

workbook.py messy OUT.xlsx      writes a list of visits with what counties really send, and mistakes
workbook.py mend ERRORS.xlsx    puts right what the program marked, as a clerk would
workbook.py read BOOK.xlsx      prints all cells, by sheet
"""
import json
import sys

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

HEAD = ["序号", "督导时间", "受检学校", "督导人员", "督导类型", "督导主要内容", "存在问题", "", "整改期限", "听课数"]
SUB = ["", "", "", "", "", "", "问题描述", "问题级别", "", ""]
# A day, a school, who went, kind, what was done, problem, its level, time limit, lessons.
ROWS = [
    ["２０２６.３.２", "示例县实验小学", "{0}", "经常性督导", "查看开学准备", "消防通道堆放杂物", "一般问题", "2026年3月20日", "２"],
    ["2026年3月3日", "示例县 第一小学 ", "{1}、{0}", "经常性督导", "查看课程表", "", "", "", 1],
    ["20260304", "二小", "{0}", "随机督导", "巡视校园", "课间无人值守", "小问题", "", ""],
    ["3月5日", "示例县第三小学", "同上", "经常性督导", "查阅资料五份", "", "", "", ""],
    [None, "示例县第四小学", "{1}", "专项督导", "食堂专项检查", "留样不足48小时", "严重问题", "2026.3.12", ""],
    ["2026-13-05", "示例县第五小学", "{0}", "经常性督导", "查看值班", "", "", "", ""],
    ["2026-03-09", "示例县第八百小学", "{0}", "经常性督导", "查看值班", "", "", "", ""],
    ["2026-03-10", "示例县重庆路小学", "{0}", "经常性督导", "听课评课", "", "", "", "两节多"],
]


def messy(path, *inspectors):
    book = Workbook()
    sheet = book.active
    sheet.title = "三月督导情况"
    sheet.append(["示例县2026年3月督学进校督导情况汇总表"])
    sheet.merge_cells("A1:J1")
    sheet["A1"].font = Font(size=18, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(["填报单位：督导室", "", "", "", "", "", "", "", "填报日期：2026年4月1日"])
    sheet.append(HEAD)
    sheet.append(SUB)
    for letter in "ABCDEFIJ":
        sheet.merge_cells(f"{letter}3:{letter}4")
    sheet.merge_cells("G3:H3")
    for i, row in enumerate(ROWS, 1):
        sheet.append([i] + [c.format(*inspectors) if isinstance(c, str) else c for c in row])
    # The day of the fourth row holds for the fifth, too: merged down the column.
    sheet.merge_cells("B8:B9")
    sheet.append([])
    sheet.append(["合计", "", f"{len(ROWS)} 校次", "", "", "", "", "", "", 3])
    book.save(path)


def mend(path):
    """Goes to each red cell and writes what the paper says."""
    right = {"2026-13-05": "2026-03-25", "示例县第八百小学": "示例县朝阳门小学", "两节多": 2}
    book = load_workbook(path)
    mended = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.value in right:
                    mended.append([cell.coordinate, cell.comment.text])
                    cell.value = right[cell.value]
                    cell.comment = None
    book.save(path)
    print(json.dumps(mended, ensure_ascii=False))


def read(path):
    book = load_workbook(path)
    rows = {s.title: [[str(c) for c in r if c is not None] for r in s.iter_rows(values_only=True)] for s in book.worksheets}
    print(json.dumps(rows, ensure_ascii=False))


if __name__ == "__main__":
    {"messy": messy, "mend": mend, "read": read}[sys.argv[1]](*sys.argv[2:])
