// Compares each file of the chosen folder with the list of when it was made.
'use strict'
;(function () {
  var piece = 4 << 20
  var unlisted = ['资料/manifest.js', '.督导台账.json'] // the list itself, and the program's own note
  var at = function (id) { return document.getElementById(id) }
  var list = (window.MANIFEST || { files: {} }).files
  var names = Object.keys(list)
  var run = 0
  at('count').textContent = names.length + ' 个'
  if (!window.MANIFEST) at('progress').textContent = '缺少“资料/manifest.js”，无法校验：这份材料不完整，请向督导室重新要一份。'

  // below takes the folder's own name off, whichever folder was chosen.
  function below(files) {
    var out = {}, roots = {}
    for (var i = 0; i < files.length; i++) {
      var path = (files[i].webkitRelativePath || files[i].name).normalize('NFC')
      var cut = path.indexOf('/')
      roots[path.slice(0, cut)] = true
      out[path.slice(cut + 1)] = files[i]
    }
    return out
  }

  function sum(file, mine, said) {
    var s = Sha256(), from = 0
    return new Promise(function (done, fail) {
      var next = function () {
        if (mine !== run) return fail(new Error('stopped'))
        if (from >= file.size) return done(s.hex())
        var reader = new FileReader()
        reader.onload = function () {
          var bytes = new Uint8Array(reader.result)
          s.add(bytes)
          from += bytes.length
          said(bytes.length)
          if (bytes.length === 0) return done(s.hex())
          next()
        }
        reader.onerror = function () { fail(reader.error) }
        reader.readAsArrayBuffer(file.slice(from, from + piece))
      }
      next()
    })
  }

  function show(faults, seen) {
    at('result').hidden = false
    at('faults').hidden = faults.length === 0
    var body = at('faults').tBodies[0]
    body.textContent = ''
    faults.forEach(function (f) {
      var row = body.insertRow()
      row.insertCell().textContent = f[0]
      row.insertCell().textContent = f[1]
    })
    at('verdict').className = faults.length ? 'bad' : 'good'
    at('verdict').textContent = faults.length ? '有 ' + faults.length + ' 处与清单不符' : '全部一致：' + seen + ' 个文件都没有改动'
    at('verdict').tabIndex = -1
    at('verdict').focus()
  }

  function check(files) {
    var mine = ++run
    var have = below(files)
    var faults = [], done = 0, total = 0, last = 0
    names.forEach(function (n) { if (have[n]) total += have[n].size })
    if (!have['开始.html'] && !have['资料/manifest.js']) {
      at('progress').textContent = '选的不是这份材料的文件夹：里面没有“开始.html”。请重新选择。'
      return
    }
    at('result').hidden = true
    at('bar').hidden = at('stop').hidden = false
    var said = function (n) {
      done += n
      var now = Date.now()
      if (now - last < 100 && done < total) return
      last = now
      at('bar').value = total ? done / total : 1
      at('progress').textContent = '已校验 ' + Math.round(done / 1048576) + ' / ' + Math.round(total / 1048576) + ' MB'
    }
    var work = names.reduce(function (before, name) {
      return before.then(function () {
        var file = have[name]
        if (!file) return void faults.push([name, '缺少'])
        if (file.size !== list[name].bytes) {
          said(file.size)
          return void faults.push([name, '改动过：大小应为 ' + list[name].bytes + ' 字节，现为 ' + file.size])
        }
        return sum(file, mine, said).then(function (hex) { if (hex !== list[name].sha256) faults.push([name, '改动过：内容与清单不符']) },
          function (e) { if (mine !== run) throw e; faults.push([name, '读不出来，请检查 U 盘']) })
      })
    }, Promise.resolve())
    work.then(function () {
      Object.keys(have).forEach(function (n) { if (!list[n] && unlisted.indexOf(n) < 0 && n.split('/').pop() !== '.DS_Store') faults.push([n, '多出来的：清单里没有']) })
      var own = have['资料/manifest.js']
      return own ? sum(own, mine, function () {}).then(function (hex) { at('print').textContent = hex }) : void (at('print').textContent = '缺少清单文件')
    }).then(function () {
      at('progress').textContent = '校验完成'
      show(faults, names.length)
    }).catch(function () { at('progress').textContent = '已停止' }).then(function () { if (mine === run) at('bar').hidden = at('stop').hidden = true })
  }

  at('folder').addEventListener('change', function () {
    var files = Array.prototype.slice.call(this.files)
    this.value = '' // so that the same folder can be chosen again
    if (files.length > 0) check(files)
  })
  at('stop').addEventListener('click', function () {
    run++
    at('bar').hidden = at('stop').hidden = true
    at('progress').textContent = '已停止'
  })
})()
