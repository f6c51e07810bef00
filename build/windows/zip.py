"""Zips what lies in a folder: zip.py FOLDER FILE LEVEL. The names are marked as UTF-8,
which Windows wants and Info-ZIP does not do."""
import os
import sys
import zipfile

folder, target, level = sys.argv[1], sys.argv[2], int(sys.argv[3])
how = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
with zipfile.ZipFile(target, "w", how, compresslevel=level) as archive:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(parent, name)
            archive.write(path, os.path.relpath(path, folder))
