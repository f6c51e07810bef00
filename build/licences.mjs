// Lists what the program is made of — the Go modules that are linked into the
// Windows programs, the npm packages that the page and the papers take along — with the
// licence of each, and writes the licences' texts into one file. Fails for a
// part that has no licence file, or one whose licence is not known as permissive.
// Usage: node build/licences.mjs FILE
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// A sentence that only this licence has, in texts whose blanks are made one.
const known = [
  ['Apache-2.0', /Apache License,? Version 2\.0/i],
  ['MPL-2.0', /Mozilla Public License Version 2\.0/i],
  ['OFL-1.1', /SIL OPEN FONT LICENSE Version 1\.1/i],
  ['ISC', /Permission to use, copy, modify, and\/or distribute this software for any purpose with or without fee/i],
  ['MIT', /Permission is hereby granted, free of charge, to any person obtaining a copy/i],
  ['BSD-3-Clause', /Redistribution and use in source and binary forms[\s\S]*(Neither the name|The names? of)/i],
  ['BSD-2-Clause', /Redistribution and use in source and binary forms/i],
  ['Unlicense', /This is free and unencumbered software released into the public domain/i],
]

function goModules() {
  const seen = new Set()
  for (const tags of ['desktop,production,sqlite_fts5,wv2runtime.error', 'sqlite_fts5']) {
    const out = execFileSync('go', ['list', '-deps', '-tags', tags, '-f', '{{with .Module}}{{.Path}} {{with .Replace}}{{.Version}}{{else}}{{.Version}}{{end}} {{.Dir}} {{.Main}}{{end}}', '.'], {
      encoding: 'utf8', env: { ...process.env, GOOS: 'windows', GOARCH: 'amd64', CC: 'x86_64-w64-mingw32-gcc' },
    })
    for (const line of out.split('\n')) if (line && !line.endsWith(' true')) seen.add(line)
  }
  return [...seen].map((line) => line.split(' ')).map(([name, version, dir]) => ({ name, version, dir }))
}

// The packages below the page's own, from npm's lock file.
function npmPackages() {
  const lock = JSON.parse(readFileSync('frontend/package-lock.json', 'utf8')).packages
  const list = []
  for (const [path, p] of Object.entries(lock)) {
    const name = path.replace(/^.*node_modules\//, '')
    if (path && !p.optional && (!p.dev || name.startsWith('@expo-google-fonts/'))) list.push({ name, version: p.version, dir: join('frontend', path), says: p.license })
  }
  return list
}

function licenceOf(part) {
  const files = readdirSync(part.dir, { withFileTypes: true }).filter((f) => f.isFile() && /^(licen[cs]e|copying)/i.test(f.name))
  const text = files.map((f) => readFileSync(join(part.dir, f.name), 'utf8').trim()).join('\n\n')
  const named = known.find(([, mark]) => mark.test(text.replace(/\s+/g, ' ')))?.[0]
  return { ...part, text, licence: named ?? part.says }
}

const parts = [...goModules(), ...npmPackages()].map(licenceOf).sort((a, b) => (a.name < b.name ? -1 : 1))
const permissive = new Set([...known.map(([name]) => name), '0BSD'])
const bad = parts.filter((p) => !permissive.has(p.licence))
if (bad.length || !parts.length) {
  console.error(`no licence known as permissive: ${bad.map((p) => `${p.name} ${p.version} (${p.licence ?? 'none'})`).join(', ')}`)
  process.exit(1)
}
const rule = '='.repeat(72)
writeFileSync(process.argv[2], [
  'Software that 督导台账 contains, and the licences under which it does.', '',
  ...parts.map((p) => `${p.name} ${p.version}: ${p.licence}`),
  ...parts.flatMap((p) => ['', rule, `${p.name} ${p.version}`, rule, '', p.text || `${p.licence}, as its package says; it brings no text of its own.`]), '',
].join('\r\n'))
const sums = {}
for (const p of parts) sums[p.licence] = (sums[p.licence] ?? 0) + 1
console.log(`${parts.length} parts: ${Object.entries(sums).sort().map(([k, n]) => `${k} ${n}`).join(', ')}`)
