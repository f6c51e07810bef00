// The first half of all pages.
import { walk } from './everyPage.mjs'

export default (scene) => walk(0, scene)
