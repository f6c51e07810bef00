// Search as one types: words of the text, codes, numbers, and pinyin — initials,
// whole syllables, or both mixed; every reading of a character counts.
'use strict'
var Search = (function () {
  var letter = /^[a-z']+$/

  // prepare reads the entries once: {text, more, …} with what is searched.
  function prepare(entries, readings) {
    return entries.map(function (entry) {
      var sounds = [], masks = []
      var text = entry.text.toLowerCase()
      for (var i = 0; i < text.length; i++) {
        var c = text[i]
        var said = readings[c] || (/[a-z0-9]/.test(c) ? [c] : undefined)
        if (!said) continue
        var mask = 0
        for (var k = 0; k < said.length; k++) {
          var n = said[k].charCodeAt(0) - 97
          if (n >= 0 && n < 26) mask |= 1 << n
        }
        sounds.push(said)
        masks.push(mask)
      }
      return { entry: entry, text: text, more: (entry.more || '').toLowerCase(), sounds: sounds, masks: masks }
    })
  }

  // goes tells whether the letters q from p on can be said by the characters from i on.
  function goes(sounds, i, q, p) {
    if (p >= q.length) return true
    if (i >= sounds.length) return false
    for (var k = 0; k < sounds[i].length; k++) {
      var said = sounds[i][k], same = 0
      while (same < said.length && p + same < q.length && said[same] === q[p + same]) same++
      if (same === 0) continue
      if (p + same === q.length) return true
      if (same === said.length && goes(sounds, i + 1, q, p + same)) return true
      if (same >= 2 && said[1] === 'h' && said.length > 2 && goes(sounds, i + 1, q, p + 2)) return true
      if (goes(sounds, i + 1, q, p + 1)) return true
    }
    return false
  }

  // spoken is the place at which the letters are said, -1 for nowhere.
  function spoken(row, q) {
    var bit = 1 << (q.charCodeAt(0) - 97)
    for (var i = 0; i < row.masks.length; i++) if (row.masks[i] & bit && goes(row.sounds, i, q, 0)) return i
    return -1
  }

  // worth is how well a row answers one word: the less the better, -1 not at all.
  function worth(row, word) {
    if (row.entry.code && row.entry.code.toLowerCase() === word) return 0
    if (row.entry.code && row.entry.code.toLowerCase().indexOf(word) === 0) return 1
    var at = row.text.indexOf(word)
    if (at >= 0) return at === 0 ? 2 : 3
    if (row.more.indexOf(word) >= 0) return 4
    if (!letter.test(word)) return -1
    at = spoken(row, word.replace(/'/g, ''))
    return at < 0 ? -1 : at === 0 ? 5 : 6
  }

  // find returns the entries that answer all words, the best first.
  function find(rows, text, most) {
    var words = text.toLowerCase().trim().split(/[\s,，、]+/).filter(function (w) { return w !== '' && w !== "'" })
    if (words.length === 0) return { total: 0, list: [] }
    var hits = []
    for (var i = 0; i < rows.length; i++) {
      var sum = 0
      for (var k = 0; k < words.length && sum >= 0; k++) {
        var w = worth(rows[i], words[k])
        sum = w < 0 ? -1 : sum + w
      }
      if (sum >= 0) hits.push([sum, i])
    }
    hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] })
    return { total: hits.length, list: hits.slice(0, most).map(function (h) { return rows[h[1]].entry }) }
  }
  return { prepare: prepare, find: find }
})()
if (typeof module !== 'undefined') module.exports = Search
