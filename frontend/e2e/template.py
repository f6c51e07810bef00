"""Word templates for the scenarios, as a county's own Word would write them.

    template.py make FILE NAME     a form whose placeholder for the school is NAME
    template.py macro FILE         the same with a macro in it
    template.py text FILE          what a document says, as one JSON list of paragraphs
"""
import json
import re
import sys
import zipfile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')


def paragraph(*runs):
    """Word divides what a person types into runs where it likes."""
    return '<w:p>' + ''.join(f'<w:r><w:t xml:space="preserve">{r}</w:t></w:r>' for r in runs) + '</w:p>'


def row(*cells):
    return '<w:tr>' + ''.join(f'<w:tc>{paragraph(*c)}</w:tc>' for c in cells) + '</w:tr>'


def make(file, name, extra=None):
    half = len(name) // 2
    body = (paragraph('示例县督导记录（本县样式）') + paragraph('学校：{', name[:half], name[half:], '}，日期：{督导日期}')
            + '<w:tbl>' + row(['序号'], ['问题']) + row(['{问题.序号}'], ['{问题', '.内容}']) + '</w:tbl>' + paragraph('督学：{责任督学}'))
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', TYPES)
        z.writestr('_rels/.rels', RELS)
        z.writestr('word/document.xml', f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>')
        for part, data in (extra or {}).items():
            z.writestr(part, data)


def text(file):
    with zipfile.ZipFile(file) as z:
        body = z.read('word/document.xml').decode('utf-8')
    paragraphs = re.findall(r'<w:p[ >].*?</w:p>', body, re.S)
    print(json.dumps([''.join(re.findall(r'<w:t(?: [^>]*)?>([^<]*)</w:t>', p)) for p in paragraphs], ensure_ascii=False))


if __name__ == '__main__':
    command, file = sys.argv[1:3]
    if command == 'make':
        make(file, sys.argv[3])
    elif command == 'macro':
        make(file, '学校名称', {'word/vbaProject.bin': 'Attribute VB_Name'})
    else:
        text(file)
