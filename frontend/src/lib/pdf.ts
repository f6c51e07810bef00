// The PDFs that the program made, drawn by pdf.js. The legacy build is for
// WebView2 on PCs that were not updated for years.
import type * as PdfJs from 'pdfjs-dist'
import type { PDFDocumentProxy, PDFWorker, RenderTask } from 'pdfjs-dist'

export interface PdfFile {
  url: string
  pages: number
  /** In points, one for each page. */
  sizes: { width: number; height: number }[]
  draw: (page: number, canvas: HTMLCanvasElement, width: number) => Promise<void>
  close: () => Promise<void>
}

interface Library {
  lib: typeof PdfJs
  worker: PDFWorker
}

let library: Promise<Library> | undefined

// The library is large: it is fetched with the first preview, not with the window. Its
// worker is ours: one of its own it would end with each paper, and refuse the next until then.
function pdfjs(): Promise<Library> {
  library ??= (async () => {
    const [lib, worker] = await Promise.all([
      import('pdfjs-dist/legacy/build/pdf.mjs'),
      import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
    ])
    return { lib, worker: lib.PDFWorker.create({ port: new worker.default() }) }
  })()
  return library
}

export async function openPdf(url: string): Promise<PdfFile> {
  const { lib, worker } = await pdfjs()
  const response = await fetch(url)
  if (!response.ok) throw new Error('预览已经过期')
  const data = new Uint8Array(await response.arrayBuffer())
  const doc = await lib.getDocument({ data, worker, isEvalSupported: false }).promise
  const sizes = []
  for (let n = 1; n <= doc.numPages; n++) {
    const view = (await doc.getPage(n)).getViewport({ scale: 1 })
    sizes.push({ width: view.width, height: view.height })
  }
  const running = new WeakMap<HTMLCanvasElement, RenderTask>()
  return {
    url,
    pages: doc.numPages,
    sizes,
    draw: (page, canvas, width) => draw(doc, page, canvas, width, running),
    close: () => doc.destroy(),
  }
}

async function draw(
  doc: PDFDocumentProxy, n: number, canvas: HTMLCanvasElement, width: number, running: WeakMap<HTMLCanvasElement, RenderTask>,
): Promise<void> {
  const page = await doc.getPage(n)
  const scale = (width / page.getViewport({ scale: 1 }).width) * Math.min(window.devicePixelRatio || 1, 2)
  const viewport = page.getViewport({ scale })
  running.get(canvas)?.cancel()
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  const task = page.render({ canvas, viewport })
  running.set(canvas, task)
  try {
    await task.promise
  } catch (reason) {
    if (!(reason instanceof Error) || reason.name !== 'RenderingCancelledException') throw reason
  }
}
