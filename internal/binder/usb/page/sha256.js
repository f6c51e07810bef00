// SHA-256 (FIPS 180-4), written out: a page opened from a disk is not given the
// browser's own. Sha256() takes bytes piece by piece.
'use strict'
var Sha256 = (function () {
  var K = new Int32Array(64)
  var START = new Int32Array(8)
  // The constants are the fractions of the roots of the first primes.
  ;(function () {
    var fraction = function (x) { return ((x - Math.floor(x)) * 4294967296) | 0 }
    for (var n = 2, i = 0; i < 64; n++) {
      var prime = true
      for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break }
      if (!prime) continue
      if (i < 8) START[i] = fraction(Math.sqrt(n))
      K[i++] = fraction(Math.pow(n, 1 / 3))
    }
  })()

  function Sum() {
    this.h = new Int32Array(START)
    this.w = new Int32Array(64)
    this.rest = new Uint8Array(64)
    this.held = 0
    this.length = 0
  }

  Sum.prototype.block = function (b, at) {
    var w = this.w, h = this.h, i, x, y
    for (i = 0; i < 16; i++, at += 4) w[i] = (b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]
    for (i = 16; i < 64; i++) {
      x = w[i - 15]
      y = w[i - 2]
      w[i] = (w[i - 16] + w[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0
    }
    var a = h[0], c1 = h[1], c2 = h[2], d = h[3], e = h[4], f = h[5], g = h[6], z = h[7]
    for (i = 0; i < 64; i++) {
      x = (z + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
      y = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & c1) ^ (a & c2) ^ (c1 & c2))) | 0
      z = g; g = f; f = e; e = (d + x) | 0; d = c2; c2 = c1; c1 = a; a = (x + y) | 0
    }
    h[0] += a; h[1] += c1; h[2] += c2; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += z
  }

  Sum.prototype.add = function (bytes) {
    var at = 0
    this.length += bytes.length
    while (at < bytes.length) {
      if (this.held === 0 && bytes.length - at >= 64) {
        this.block(bytes, at)
        at += 64
        continue
      }
      var take = Math.min(64 - this.held, bytes.length - at)
      this.rest.set(bytes.subarray(at, at + take), this.held)
      this.held += take
      at += take
      if (this.held === 64) {
        this.block(this.rest, 0)
        this.held = 0
      }
    }
    return this
  }

  Sum.prototype.hex = function () {
    var bits = this.length * 8
    var tail = new Uint8Array(this.held < 56 ? 64 - this.held : 128 - this.held)
    tail[0] = 0x80
    for (var i = 0, n = bits; i < 7; i++, n = Math.floor(n / 256)) tail[tail.length - 1 - i] = n % 256
    this.add(tail)
    var out = ''
    for (i = 0; i < 8; i++) out += ('0000000' + (this.h[i] >>> 0).toString(16)).slice(-8)
    return out
  }
  return function () { return new Sum() }
})()
if (typeof module !== 'undefined') module.exports = Sha256
