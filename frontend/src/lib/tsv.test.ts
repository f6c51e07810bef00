import { describe, expect, it } from 'vitest'
import { readBlock, writeBlock } from './tsv'

describe('blocks from and to Excel and WPS', () => {
  it('reads cells, rows and the line end after the last row', () => {
    expect(readBlock('2026-03-12\t上午\r\n2026-03-13\t\r\n')).toEqual([['2026-03-12', '上午'], ['2026-03-13', '']])
    expect(readBlock('一格')).toEqual([['一格']])
    expect(readBlock('')).toEqual([])
    expect(readBlock('\t\n')).toEqual([['', '']])
  })

  it('keeps line breaks, tabs and quotes inside quoted cells', () => {
    expect(readBlock('"第一行\n第二行"\t"他说""好"""\r\n下一行\t"带\t格"')).toEqual([['第一行\n第二行', '他说"好"'], ['下一行', '带\t格']])
    expect(readBlock('"第一行\r\n第二行"')).toEqual([['第一行\n第二行']])
  })

  it('takes a text that merely begins with a quote as it stands', () => {
    expect(readBlock('"双减"落实\t乙\n"没有收尾\t丙')).toEqual([['"双减"落实', '乙'], ['"没有收尾', '丙']])
  })

  it('gives back what it wrote', () => {
    const rows = [['甲\n乙', '"引号"', '', '普通'], ['a\tb', '"双减"落实', '1.0', '末']]
    expect(readBlock(writeBlock(rows))).toEqual(rows)
    expect(writeBlock([['甲', '乙'], ['丙', '丁']])).toBe('甲\t乙\r\n丙\t丁')
  })
})
