// Which page stands in the frame: each address has its own, made anew when one comes to
// it, but a form stays when what it saved is given an address.
import { readonly, ref } from 'vue'
import type { Router } from 'vue-router'

const count = ref(0)
let given = ''

/** Changes when another page is to stand in the frame. */
export const page = readonly(count)

/** To be called once, before the first page. */
export function followPages(router: Router): void {
  router.afterEach((to, from, failure) => {
    if (!failure && to.path !== from.path && to.path !== given) count.value += 1
  })
}

/** Gives the page that stands another address: whoever goes on typing in it is not disturbed. */
export async function giveAddress(router: Router, path: string): Promise<void> {
  given = path
  try {
    await router.replace(path)
  } finally {
    given = ''
  }
}
