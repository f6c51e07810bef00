// The inspection material as a page: the tree of points at the left, one point at
// the right, papers and photos in front. All data is in data.js; nothing is fetched.
'use strict'
;(function () {
  var D = window.DUDAO
  var at = function (id) { return document.getElementById(id) }
  if (!D) {
    at('title').textContent = '缺少“资料/data.js”，目录显示不出来：请把整个文件夹一起拷贝，再打开。'
    return
  }

  // el makes an element: its class after a dot, properties, children.
  function el(what, props, children) {
    var parts = what.split('.'), e = document.createElement(parts[0])
    if (parts.length > 1) e.className = parts.slice(1).join(' ')
    Object.keys(props || {}).forEach(function (k) {
      if (k === 'on') e.addEventListener('click', props.on)
      else if (k in e && k !== 'role') e[k] = props[k]
      else e.setAttribute(k, props[k])
    })
    ;(children || []).forEach(function (c) { if (c) e.appendChild(typeof c === 'string' ? document.createTextNode(c) : c) })
    return e
  }
  var join = function (list, by) { return list.filter(Boolean).join(by || '　') }
  var url = function (path) { return path.split('/').map(encodeURIComponent).join('/') }
  var size = function (n) { return n < 1048576 ? Math.max(1, Math.round(n / 1024)) + ' KB' : (n / 1048576).toFixed(1) + ' MB' }
  var num = function (n) { return String(Math.round(n * 100) / 100) }

  // ---- the lines: parents, children, sums
  var lines = D.lines, items = D.items
  ;(function () {
    var above = []
    lines.forEach(function (x, i) {
      x.at = i
      x.kids = []
      above.length = x.level - 1
      x.up = above.length ? above[above.length - 1] : -1
      if (x.up >= 0) lines[x.up].kids.push(i)
      above.push(i)
    })
    for (var i = lines.length - 1; i >= 0; i--) {
      var x = lines[i]
      x.full = x.points || 0
      x.got = x.self
      x.scored = x.self !== null && x.self !== undefined ? 1 : 0
      x.count = x.point ? 1 : 0
      if (x.point) continue
      x.got = null
      x.kids.forEach(function (k) {
        var y = lines[k]
        x.full += y.full
        x.count += y.count
        x.scored += y.scored
        if (y.got !== null && y.got !== undefined) x.got = (x.got || 0) + y.got
      })
    }
  })()
  var states = { 已审核: 'done', 已自评: 'scored', 未自评: 'open', 不适用: 'none' }
  // A sum is worth saying only of scores out of known points.
  function score(x) {
    var got = x.got === null || x.got === undefined ? '' : num(x.got)
    if (x.full > 0) return got === '' ? num(x.full) + '分' : got + ' / ' + num(x.full)
    return x.point ? got : ''
  }

  // ---- what can be opened, in the order of the page
  function opened(item) {
    return items[item].parts.map(function (p, k) { return { item: item, part: k, p: p } })
  }
  var shots = []
  items.forEach(function (x, i) { opened(i).forEach(function (o) { if (o.p.kind === 'photo') shots.push(o) }) })

  // ---- the tree
  var nodes = []
  function fold(i, open) {
    var x = lines[i]
    if (!x.kids.length) return
    nodes[i].setAttribute('aria-expanded', open)
    nodes[i].querySelector('ul').hidden = !open
    nodes[i].querySelector('.fold').textContent = open ? '▾' : '▸'
  }
  function branch(i) {
    var x = lines[i], down = x.kids.length > 0
    var node = el('div.node' + (x.point ? '' : '.heading'), { style: '--in:' + (x.level - 1), on: function (e) {
      if (down && e.target.className === 'fold') return fold(i, nodes[i].getAttribute('aria-expanded') !== 'true')
      if (down) fold(i, true)
      go('#p/' + i)
    } }, [el('span.fold', { 'aria-hidden': 'true' }, [down ? '▾' : '']), el('span.code', {}, [x.code]), el('span.text', {}, [x.name]), el('span.score', {}, [score(x)]),
      x.point ? el('span.dot.' + states[x.state], { title: x.state }) : null])
    var li = el('li', { role: 'treeitem', tabIndex: -1, 'aria-label': join([x.code, x.name, score(x), x.point ? x.state : '']), 'aria-selected': 'false' }, [node])
    nodes[i] = li
    if (down) {
      li.setAttribute('aria-expanded', 'true')
      li.appendChild(el('ul', { role: 'group' }, x.kids.map(branch)))
    }
    return li
  }
  lines.forEach(function (x, i) { if (x.up < 0) at('tree').appendChild(branch(i)) })
  if (nodes.length) nodes[0].tabIndex = 0
  if (lines.length > 80) lines.forEach(function (x, i) { if (x.level > 1) fold(i, false) })

  function shown() { return nodes.filter(function (n) { return n.offsetParent !== null }) }
  function step(to) {
    if (!to) return
    nodes.forEach(function (n) { n.tabIndex = -1 })
    to.tabIndex = 0
    to.focus()
    if (to.firstChild.scrollIntoView) to.firstChild.scrollIntoView({ block: 'nearest' })
  }
  at('tree').addEventListener('keydown', function (e) {
    var i = nodes.indexOf(document.activeElement)
    if (i < 0) return
    var list = shown(), place = list.indexOf(nodes[i]), x = lines[i], open = nodes[i].getAttribute('aria-expanded') === 'true'
    if (e.key === 'ArrowDown') step(list[place + 1])
    else if (e.key === 'ArrowUp') step(list[place - 1])
    else if (e.key === 'Home') step(list[0])
    else if (e.key === 'End') step(list[list.length - 1])
    else if (e.key === 'ArrowRight') { if (x.kids.length && !open) fold(i, true); else step(nodes[x.kids[0]]) }
    else if (e.key === 'ArrowLeft') { if (x.kids.length && open) fold(i, false); else if (x.up >= 0) step(nodes[x.up]) }
    else if (e.key === 'Enter' || e.key === ' ') go('#p/' + i)
    else return
    e.preventDefault()
  })

  // ---- the pages
  function sheet(head, children) { return el('section.sheet', {}, [el('h2', {}, [head])].concat(children)) }
  function texts(text) { return text.split('\n').map(function (t) { return el('p', {}, [t]) }) }

  function shot(o, where) {
    var x = items[o.item], caption = o.p.title || x.title
    return el('li', {}, [el('button.shot', { type: 'button', title: caption, on: function () { go(where + '/' + o.item + '/' + o.part) } },
      [el('span.frame', {}, [el('img', { src: url(o.p.small), alt: caption, loading: 'lazy' })]), el('span.cap', {}, [caption])])])
  }

  function card(i, where) {
    var x = items[i], all = opened(i)
    var photos = all.filter(function (o) { return o.p.kind === 'photo' }), papers = all.filter(function (o) { return o.p.kind !== 'photo' })
    var slip = all.length > 0 && all.every(function (o) { return o.p.kind === 'slip' })
    var tag = all.length === 0 ? ['paper', '纸质'] : slip ? ['slip', '查阅'] : papers.length === 0 ? ['photo', '照片'] : ['pdf', papers[0].p.kind === 'file' ? '文件' : 'PDF']
    var parts = el('ul.parts', {}, papers.map(function (o) {
      return el('li', {}, [el('button.part.' + o.p.kind, { type: 'button', on: function () { go(where + '/' + i + '/' + o.part) } },
        [el('span.t', {}, [o.p.title || x.title]), el('span.s', {}, [o.p.kind === 'slip' ? '请现场查阅' : join([o.p.pages ? o.p.pages + ' 页' : '', size(o.p.bytes)], ' · ')])])])
    }))
    return el('li.card', {}, [
      el('div.card-head', {}, [el('span.tag.' + tag[0], {}, [tag[1]]),
        el('div.words', {}, [el('b', {}, [x.title]), el('div.meta', {}, [join([x.number, x.author, x.date, x.flaw])]), all.length === 0 ? el('div.meta', {}, [x.place ? '只有纸质件，请到现场查阅。' : '没有电子件。']) : null]),
        el('div.place', {}, [x.place])]),
      papers.length ? parts : null,
      photos.length ? el('ul.shots', {}, photos.map(function (o) { return shot(o, where) })) : null])
  }

  function crumbs(x) {
    var list = []
    for (var i = x.up; i >= 0; i = lines[i].up) list.unshift(el('a', { href: '#p/' + i }, [join([lines[i].code, lines[i].name], ' ')]))
    var out = el('nav.crumbs', { 'aria-label': '位置' }, [el('a', { href: '#' }, ['总览'])])
    list.forEach(function (a) { out.appendChild(document.createTextNode(' › ')); out.appendChild(a) })
    return out
  }

  function pointPage(i) {
    var x = lines[i], where = '#p/' + i, out = [crumbs(x)]
    out.push(el('div.point-head', {}, [el('h1', {}, [el('span.code', {}, [x.code]), x.name])]))
    if (!x.point) {
      out.push(chips([['分值', x.full > 0 ? num(x.full) : ''], ['自评', x.full > 0 && x.got !== null ? num(x.got) : ''], ['考核点', String(x.count)], ['已自评', x.scored + ' / ' + x.count]], x))
      if (x.requirement) out.push(sheet('考核要求', texts(x.requirement)))
      out.push(table(x.kids))
      return out
    }
    out.push(chips([['分值', x.points ? num(x.points) : ''], ['自评得分', x.self === null || x.self === undefined ? '' : num(x.self)], ['负责人', x.person]], x))
    if (x.requirement) out.push(sheet('考核要求', texts(x.requirement)))
    if (x.scoring) out.push(sheet('评分细则', texts(x.scoring)))
    if (x.deduction) out.push(sheet('扣分说明', texts(x.deduction)))
    if (x.live) out.push(live(x.live))
    if (x.gaps && x.gaps.length) out.push(sheet('缺项', x.gaps.map(function (g) { return el('p.gap', {}, [g]) })))
    var used = {}, list = []
    ;(x.needs || []).forEach(function (n) {
      if (!n.items.length) return
      list.push(el('h3.need', {}, [n.name]))
      list.push(el('ul.cards', {}, n.items.map(function (k) { used[k] = true; return card(k, where) })))
    })
    var rest = x.items.filter(function (k) { return !used[k] })
    if (rest.length) {
      if (list.length) list.push(el('h3.need', {}, ['其他材料']))
      list.push(el('ul.cards', {}, rest.map(function (k) { return card(k, where) })))
    }
    out.push(el('h2.part-head', {}, ['佐证材料（' + x.items.length + ' 件）']))
    if (!x.items.length) out.push(el('p.muted', {}, ['这个考核点没有放入材料。']))
    return out.concat(list)
  }

  function chips(list, x) {
    var out = list.filter(function (c) { return c[1] }).map(function (c) { return el('li', {}, [c[0] + ' ', el('b', {}, [c[1]])]) })
    if (x.veto) out.push(el('li.veto', {}, ['一票否决']))
    if (x.point) out.push(el('li.' + states[x.state], {}, [x.state]))
    return el('ul.chips', {}, out)
  }

  function live(v) {
    var out = [el('p', {}, [el('b', {}, [v.text]), v.basis ? '　' + v.basis : ''])]
    if (v.rows.length) {
      out.push(el('details', {}, [el('summary', {}, ['没有达到的（' + v.rows.length + '）']), el('table', {}, [el('thead', {}, [el('tr', {}, v.head.map(function (h) { return el('th', {}, [h]) }))]),
        el('tbody', {}, v.rows.map(function (r) { return el('tr', {}, r.map(function (c) { return el('td', {}, [c]) })) }))])]))
    }
    return sheet('实时数据（' + v.name + '）', out)
  }

  var pointed = lines.some(function (x) { return x.full > 0 })
  function table(list) {
    var heads = ['编码', '名称', '分值', '自评', '材料', '状态'].map(function (h, k) { return h === '分值' && !pointed ? null : el('th' + (k > 1 && k < 5 ? '.num' : ''), {}, [h]) })
    return sheet('指标', [el('table.whole', {}, [el('thead', {}, [el('tr', {}, heads)]),
      el('tbody', {}, list.map(function (i) {
        var x = lines[i]
        return el('tr' + (x.point ? '' : '.heading'), {}, [el('td', {}, [x.code]), el('td', {}, [el('a', { href: '#p/' + i }, [x.name])]), pointed ? el('td.num', {}, [x.full > 0 ? num(x.full) : '']) : null,
          el('td.num', {}, [x.point || x.full > 0 ? (x.got === null || x.got === undefined ? '' : num(x.got)) : '']), el('td.num', {}, [x.point ? String(x.items.length) : '']), el('td', {}, [x.point ? x.state : ''])])
      }))])])
  }

  function frontPage() {
    var points = lines.filter(function (x) { return x.point })
    var tops = lines.filter(function (x) { return x.up < 0 })
    var full = tops.reduce(function (n, x) { return n + x.full }, 0), got = tops.reduce(function (n, x) { return n + (x.got || 0) }, 0)
    var files = items.reduce(function (n, x) { return n + x.parts.length }, 0), boxes = [[points.length, '考核点'], [items.length, '件佐证材料'], [files - shots.length, '个文件']]
    if (shots.length) boxes.push([shots.length, '张照片'])
    if (full > 0) boxes.unshift([num(got) + ' / ' + num(full), '自评得分'])
    else boxes.push([points.filter(function (x) { return x.scored }).length, '点已自评'])
    return [el('div.title-page', {}, [el('h1', {}, [D.title]), el('p.muted', {}, [join([D.subject, D.year, D.office])])]),
      el('div.front', {}, boxes.map(function (b) { return el('div', {}, [el('b', {}, [String(b[0])]), el('span', {}, [b[1]])]) })),
      sheet('说明', [].concat(
        D.watermark ? [el('p', {}, [D.watermark])] : [],
        [el('p', {}, ['制作日期 ' + D.madeOn + '，遮盖级别：' + D.level + '。' + (D.expiresOn ? '请在 ' + D.expiresOn + ' 前使用，到期交回督导室或删除，不要复制、不要上传到网络。' : '不要复制、不要上传到网络。')])],
        D.level === '内部' ? [] : [el('p', {}, ['电话、身份证号和投诉人信息已遮盖；含个人信息的原件请按盒号、件号在现场查阅。'])],
        D.source ? [el('p.muted', {}, ['指标来源：' + D.source])] : [],
        [el('p.muted.no-print', {}, ['左边选指标，右边看材料；按 / 检索，↑↓ 选择，Enter 打开，Esc 关闭。材料有没有改动，在“校验”里核对。'])])),
      table(lines.map(function (x, i) { return i }))]
  }

  function photoPage() {
    return [el('div.point-head', {}, [el('h1', {}, ['照片（' + shots.length + ' 张）'])]), shots.length ? el('ul.shots', {}, shots.map(function (o) { return shot(o, '#photos') })) : el('p.muted', {}, ['没有照片。'])]
  }

  // ---- the viewer
  var list = [], place = 0, back = '', before = null
  function view(all, i, from) {
    list = all
    place = i
    back = from
    var o = all[i], x = items[o.item], p = o.p, body = at('viewer-body'), href = url(p.path)
    if (at('viewer').hidden) before = document.activeElement
    at('viewer-title').textContent = p.title || x.title
    at('viewer-about').textContent = join([x.title !== p.title ? x.title : '', x.number, x.date, x.place, (i + 1) + ' / ' + all.length])
    at('viewer-open').href = href
    at('earlier').disabled = i === 0
    at('later').disabled = i === all.length - 1
    body.textContent = ''
    if (p.kind === 'photo') body.appendChild(el('figure', {}, [el('img', { src: href, alt: p.title || x.title }), el('figcaption', {}, [join([p.title || x.title, p.date])])]))
    else if (p.kind === 'file') body.appendChild(el('div.other', {}, [el('p', {}, ['这是 Word 或 Excel 文件，浏览器里看不了。']), el('p', {}, [el('a', { href: href, download: p.path.split('/').pop() }, ['打开“' + p.path.split('/').pop() + '”'])])]))
    else body.appendChild(el('iframe', { src: href, title: p.title || x.title }))
    at('viewer').hidden = false
    at('viewer-close').focus()
  }
  function unview() {
    if (at('viewer').hidden) return
    at('viewer').hidden = true
    at('viewer-body').textContent = ''
    if (before && document.contains(before)) before.focus()
    else at('main').focus()
  }
  var turn = function (by) { var o = list[place + by]; if (o) replace(back + '/' + o.item + '/' + o.part) }
  at('earlier').addEventListener('click', function () { turn(-1) })
  at('later').addEventListener('click', function () { turn(1) })
  at('viewer-close').addEventListener('click', function () { go(back) })

  // ---- where we are: #, #photos, #p/LINE, and behind either /ITEM/PART
  function go(hash) { if (location.hash === hash || (hash === '#' && !location.hash)) route(); else location.hash = hash }
  function replace(hash) { location.replace(hash) }
  var now = null
  function route() {
    var parts = location.hash.slice(1).split('/'), of = parts[0] === 'p' ? 'p/' + parts[1] : parts[0], rest = parts.slice(of ? of.split('/').length : 1)
    var line = parts[0] === 'p' ? lines[Number(parts[1])] : undefined
    if (now !== of) {
      now = of
      var content = line ? pointPage(line.at) : of === 'photos' ? photoPage() : frontPage()
      at('main').textContent = ''
      at('main').appendChild(el('div.page', {}, content))
      at('main').scrollTop = 0
      nodes.forEach(function (n, i) {
        var is = line !== undefined && line.at === i
        n.firstChild.classList.toggle('at', is)
        n.setAttribute('aria-selected', is)
      })
      if (line) {
        for (var up = line.up; up >= 0; up = lines[up].up) fold(up, true)
        nodes.forEach(function (n) { n.tabIndex = -1 })
        nodes[line.at].tabIndex = 0
        nodes[line.at].firstChild.scrollIntoView({ block: 'nearest' })
      }
      document.title = (line ? join([line.code, line.name], ' ') + ' - ' : '') + D.title
    }
    var all = line ? [].concat.apply([], line.items.map(opened)) : shots
    var i = rest.length > 1 ? all.findIndex(function (o) { return o.item === Number(rest[0]) && o.part === Number(rest[1]) }) : -1
    if (i >= 0) view(all, i, '#' + of)
    else unview()
  }
  window.addEventListener('hashchange', route)

  // ---- search
  var input = at('find'), found = at('found'), hits = [], chosen = 0
  var first = {}
  lines.forEach(function (x) { x.items.forEach(function (k) { if (!(k in first)) first[k] = x.at }) })
  var entries = []
  lines.forEach(function (x, i) { entries.push({ text: join([x.code, x.name], ' '), code: x.code, tag: x.point ? '指标' : '类别', more: x.requirement, name: join([x.code, x.name], ' '), about: x.point ? x.items.length + ' 件材料　' + x.state : '', to: '#p/' + i }) })
  items.forEach(function (x, i) {
    if (!(i in first)) return
    var where = '#p/' + first[i], to = where + (x.parts.length ? '/' + i + '/0' : '')
    var line = lines[first[i]], about = join([x.number, x.date, join([line.code, line.name], ' '), x.place])
    entries.push({ text: x.title, more: join([x.number, x.author, x.date, x.place], ' '), tag: '材料', name: x.title, about: about, to: to })
    x.parts.forEach(function (p, k) {
      if (p.title && p.title !== x.title) entries.push({ text: p.title, more: x.number, tag: p.kind === 'photo' ? '照片' : '文件', name: p.title, about: join([x.title, p.date]), to: where + '/' + i + '/' + k })
    })
  })
  var rows = null
  var most = 60
  function look() {
    rows = rows || Search.prepare(entries, D.readings)
    var began = performance.now(), got = Search.find(rows, input.value, most)
    window.searchedIn = performance.now() - began
    hits = got.list
    chosen = 0
    found.textContent = ''
    hits.forEach(function (h, i) {
      found.appendChild(el('div.row', { role: 'option', id: 'hit' + i, on: function () { take(i) } },
        [el('span.tag' + (h.tag === '照片' ? '.photo' : ''), {}, [h.tag]), el('div', {}, [el('b', {}, [h.name]), el('span', {}, [h.about])])]))
    })
    var typed = input.value.trim() !== ''
    if (typed) found.appendChild(el('div.sum', { role: 'status' }, [got.total === 0 ? '没有找到。少打几个字，或用拼音首字母再试。' : '共 ' + got.total + ' 条' + (got.total > most ? '，先列 ' + most + ' 条' : '') + '　↑↓ 选择　Enter 打开']))
    found.hidden = !typed
    input.setAttribute('aria-expanded', typed)
    mark()
  }
  function mark() {
    for (var i = 0; i < hits.length; i++) found.children[i].setAttribute('aria-selected', i === chosen)
    if (hits.length) {
      input.setAttribute('aria-activedescendant', 'hit' + chosen)
      found.children[chosen].scrollIntoView({ block: 'nearest' })
    } else input.removeAttribute('aria-activedescendant')
  }
  function shut() {
    found.hidden = true
    input.setAttribute('aria-expanded', 'false')
  }
  function take(i) {
    if (!hits[i]) return
    shut()
    input.blur()
    go(hits[i].to)
  }
  input.addEventListener('input', function (e) { if (!e.isComposing) look() })
  input.addEventListener('compositionend', look)
  input.addEventListener('focus', function () { if (input.value.trim() !== '') look() })
  input.addEventListener('keydown', function (e) {
    if (e.isComposing) return
    if (e.key === 'ArrowDown' && hits.length) chosen = Math.min(hits.length - 1, chosen + 1)
    else if (e.key === 'ArrowUp' && hits.length) chosen = Math.max(0, chosen - 1)
    else if (e.key === 'Enter') return take(chosen)
    else if (e.key === 'Escape') { e.stopPropagation(); if (found.hidden) { input.value = ''; input.blur() } else shut(); return }
    else return
    e.preventDefault()
    mark()
  })
  document.addEventListener('mousedown', function (e) { if (!e.target.closest('.find')) shut() })
  document.addEventListener('keydown', function (e) {
    if (e.isComposing || e.ctrlKey || e.altKey || e.metaKey) return
    if (!at('viewer').hidden) {
      if (e.key === 'Escape') go(back)
      else if (e.key === 'ArrowLeft') turn(-1)
      else if (e.key === 'ArrowRight') turn(1)
      else if (e.key === 'Tab') keepIn(e)
      return
    }
    if (e.key === '/' && document.activeElement !== input) {
      e.preventDefault()
      input.focus()
      input.select()
    } else if (e.key === 'Escape' && location.hash) go('#')
  })
  // keepIn keeps the tab key within the open viewer.
  function keepIn(e) {
    var can = Array.prototype.filter.call(at('viewer').querySelectorAll('button, a[href], iframe'), function (x) { return !x.disabled })
    var last = can[can.length - 1], to = e.shiftKey && document.activeElement === can[0] ? last : !e.shiftKey && document.activeElement === last ? can[0] : null
    if (to) { e.preventDefault(); to.focus() }
  }
  at('print').addEventListener('click', function () { window.print() })

  // ---- watermark
  // Papers and photos bear it themselves; this one is the page's own.
  function ink() {
    var text = D.watermark.replace(/[<>&]/g, ' '), wide = Math.max(260, text.length * 15)
    return 'url("data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="' + wide + '" height="190"><text x="10" y="150" transform="rotate(-22 10 150)" font-family="Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="16">' + text + '</text></svg>') + '")'
  }
  if (D.watermark) at('mark').style.backgroundImage = ink()

  // ---- begin
  at('title').textContent = D.title
  at('about').textContent = join([D.subject, D.year, D.level === '内部' ? '内部' : '供' + D.level + '使用', D.madeOn + ' 制作'])
  at('to-photos').hidden = shots.length === 0
  var today = new Date(), day = today.getFullYear() + '-' + ('0' + (today.getMonth() + 1)).slice(-2) + '-' + ('0' + today.getDate()).slice(-2)
  if (D.expiresOn && day > D.expiresOn) {
    at('expired').hidden = false
    at('expired').textContent = '这份材料的使用期限（' + D.expiresOn + '）已过，请交回督导室或删除。'
  }
  route()
})()
