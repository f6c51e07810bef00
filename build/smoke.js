// Runs inside the real window: walks the main pages and opens a visit. Each
// page must show, under its own heading, text that only the backend knows; a
// chart must be drawn, and the report's preview must have ink on it.
;(async () => {
  const lookAgainMs = 20
  const oftenMs = 4
  const until = async (what, seen, again = lookAgainMs) => {
    for (const end = Date.now() + 40_000; Date.now() < end;) {
      const found = seen()
      if (found) return found
      await new Promise((r) => setTimeout(r, again))
    }
    throw new Error(`no ${what}; the page says: ${document.body.innerText.slice(0, 300)}`)
  }
  const painted = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))
  const heading = () => document.querySelector('main h1')?.innerText ?? ''
  const main = () => document.querySelector('main').innerText
  const inked = (canvas) => {
    if (!canvas || canvas.width === 0) return false
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] < 128) return true
    return false
  }
  try {
    // What is timed is asked often, and of the document alone: to read the screen would make it lay itself out.
    await until('office name in the side bar', () => document.querySelector('.side .office')?.textContent.includes('示例县'), oftenMs)
    window.runtime.EventsEmit('smoke:side')
    const { navigationStart, domContentLoadedEventStart } = performance.timing
    window.runtime.EventsEmit('smoke:times', { 'page asked for': navigationStart, 'scripts run': domContentLoadedEventStart })
    await until('figures on the first page', () => document.querySelector('main .figures')?.textContent.match(/\d/), oftenMs)
    await painted()
    window.runtime.EventsEmit('smoke:shown')
    await until('the schools of the year', () => document.querySelectorAll('main .heat [role=gridcell]').length > 100)
    for (const [page, title, proof] of [
      ['/schools', '学校', '示例县第一小学'],
      ['/inspectors', '督学', '王示䶮'],
      ['/zones', '责任区', '第一责任区'],
      ['/findings', '问题整改', 'WT2026-'],
      ['/reports', '报表', '督导任务'],
      ['/visits', '督导记录', 'JL2026-'],
    ]) {
      location.hash = page
      await until(`${proof} on ${page}`, () => heading() === title && main().includes(proof))
    }
    location.hash = '/schools/1/dossier'
    await until('a drawn chart', () => document.querySelectorAll('main .chart svg path').length > 10)
    location.hash = '/reports'
    await until('the first page of the preview', () => [...document.querySelectorAll('main .page-frame canvas')].some(inked))
    location.hash = '/visits/1'
    await until('the form of the first visit', () => /^督导记录 \S/.test(heading()) && [...document.querySelectorAll('textarea')].some((t) => t.value.length > 50))
    window.runtime.EventsEmit('smoke', '')
  } catch (e) {
    window.runtime.EventsEmit('smoke', String(e.message ?? e))
  }
})()
