"""Returned sheets for the scenarios, as inspectors fill them in Excel.

    sheets.py fill BOOK OUT JSON   writes into the book's lists and saves it as OUT; JSON is a list of
                                   {"sheet", "where": {heading: text}, "set": {heading: text}}: the first row
                                   whose cells say so, an empty text meaning an empty cell
"""
import datetime
import json
import re
import sys

from openpyxl import load_workbook


def fill(book, out, text):
    wb = load_workbook(book)
    for change in json.loads(text):
        sheet = wb[change['sheet']]
        heads = {str(c.value).rstrip('*'): c.column for c in sheet[3] if c.value}
        row = next(r for r in range(4, sheet.max_row + 1) if all(says(sheet.cell(r, heads[h]).value) == t for h, t in change['where'].items()))
        for head, value in change['set'].items():
            cell = sheet.cell(row, heads[head])
            if cell.protection.locked:
                raise SystemExit(f'{change["sheet"]} {cell.coordinate} is locked')
            cell.value = datetime.datetime.strptime(value, '%Y-%m-%d') if re.fullmatch(r'\d{4}-\d\d-\d\d', value) else value
    wb.save(out)


def says(value):
    if isinstance(value, datetime.datetime):
        return value.strftime('%Y-%m-%d')
    return '' if value is None else str(value)


if __name__ == '__main__':
    {'fill': fill}[sys.argv[1]](*sys.argv[2:])
