// Compiles a Typst file to a PDF. Usage: node typst.mjs PACKAGE FONTS FILE OUT
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const [, , root, fonts, file, out] = process.argv
const { NodeCompiler } = createRequire(`${root}/package.json`)('@myriaddreamin/typst-ts-node-compiler')
const compiler = NodeCompiler.create({ workspace: dirname(file), fontArgs: [{ fontPaths: [fonts] }] })
writeFileSync(out, compiler.pdf({ mainFilePath: file }))
