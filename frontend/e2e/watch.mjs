// What must not happen on any page: exceptions, console errors, calls to the network.

/** Collects the page's complaints into the list it returns. */
export function watchPage(page, address) {
  const faults = []
  page.on('pageerror', (e) => faults.push(`exception: ${e.message}`))
  page.on('console', (m) => { if (m.type() === 'error') faults.push(`console: ${m.text()} (${m.location().url})`) })
  page.on('request', (r) => {
    if (!r.url().startsWith(address) && !/^(data|blob):/.test(r.url())) faults.push(`network: asked for ${r.url()}`)
  })
  return faults
}
