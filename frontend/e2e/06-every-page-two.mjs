// The second half of all pages.
import { walk } from './everyPage.mjs'

export const data = 'hostile'

export default (scene) => walk(1, scene)
