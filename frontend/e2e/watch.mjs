// What a scenario must not leave behind: exceptions and console errors of the page.

/** Collects the page's complaints into the list it returns. */
export function watchPage(page) {
  const faults = []
  page.on('pageerror', (e) => faults.push(`exception: ${e.message}`))
  page.on('console', (m) => { if (m.type() === 'error') faults.push(`console: ${m.text()} (${m.location().url})`) })
  return faults
}
