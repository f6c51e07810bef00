// The sizes in which what is put up can be printed; what stands behind @ in the paper's id.

/** The sheets of the 责任区公示图. */
export const mapSizes = [
  { at: '', title: 'A4' },
  { at: '@297x420', title: 'A3 竖' },
  { at: '@420x297', title: 'A3 横' },
]

export const plateSizes = [
  { at: '', title: '按设置的尺寸' },
  { at: '@420x297', title: 'A3 横 420×297 毫米' },
  { at: '@297x420', title: 'A3 竖 297×420 毫米' },
  { at: '@600x400', title: '600×400 毫米' },
  { at: '@900x600', title: '900×600 毫米' },
]
