// 视图: a name for the filters, the order and the columns of a list. They lie with
// the records; which one was used last is remembered on this PC.
import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import { useLocalStorage } from '@vueuse/core'
import { lists } from '@/api'
import type { ListView } from '@/api'
import { attempt, tell } from './feedback'
import type { ColumnState } from './useColumns'

/** A list as it is to be seen again. */
export interface ViewState extends ColumnState {
  /** The filters as they stand in the address, the search under q. */
  query: Record<string, string>
  sort: string
  desc: boolean
}

export interface Views {
  list: ShallowRef<ListView[]>
  current: ComputedRef<ListView | undefined>
  /** The list is no longer as its view has it. */
  changed: ComputedRef<boolean>
  /** Opens the view used last where the address asks for nothing else. */
  start: () => Promise<void>
  read: () => Promise<void>
  use: (view: ListView | undefined) => void
  save: (name: string, id?: number) => Promise<void>
  rename: (view: ListView, name: string) => Promise<void>
  drop: (view: ListView) => Promise<void>
  /** The filters were taken off: the view is left. */
  left: () => void
}

const empty: ViewState = { query: {}, sort: '', desc: false, hidden: [], order: [], widths: {} }

function stateOf(view: ListView): ViewState {
  return { ...empty, ...(JSON.parse(view.body) as Partial<ViewState>) }
}

const sameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const sorted = (r: Record<string, unknown>) => Object.entries(r).sort(([a], [b]) => a.localeCompare(b))
function same(a: ViewState, b: ViewState): boolean {
  return sameText(sorted(a.query), sorted(b.query)) && a.sort === b.sort && a.desc === b.desc && sameText([...a.hidden].sort(), [...b.hidden].sort()) &&
    sameText(a.order, b.order) && sameText(sorted(a.widths), sorted(b.widths))
}

/** now is the list as it stands, apply makes it so. */
export function useViews(name: string, now: () => ViewState, apply: (state: ViewState) => void, usual: () => void): Views {
  const list = shallowRef<ListView[]>([])
  const last = useLocalStorage(`dudao.view.${name}`, 0)
  const current = computed(() => list.value.find((v) => v.id === last.value))
  const changed = computed(() => current.value !== undefined && !same(stateOf(current.value), now()))

  async function read(): Promise<void> {
    list.value = await attempt(() => lists.Views(name)) ?? []
  }

  async function start(): Promise<void> {
    if (last.value === 0) return void read()
    await read()
    const view = current.value
    if (!view) last.value = 0
    else if (Object.keys(now().query).length === 0) apply({ ...now(), query: stateOf(view).query })
  }

  function use(view: ListView | undefined): void {
    last.value = view?.id ?? 0
    if (view) apply(stateOf(view))
    else usual()
  }

  async function save(title: string, id = 0): Promise<void> {
    const saved = await attempt(() => lists.SaveView({ id, list: name, name: title, body: JSON.stringify(now()), updatedAt: '' }))
    if (!saved) return
    await read()
    last.value = saved.id
    tell(`已保存视图“${saved.name}”`)
  }

  async function rename(view: ListView, title: string): Promise<void> {
    if (await attempt(() => lists.SaveView({ ...view, name: title }))) await read()
  }

  async function drop(view: ListView): Promise<void> {
    if (!(await attempt(async () => { await lists.DropView(view.id); return true }))) return
    await read()
    tell(`已删除视图“${view.name}”，按 Ctrl+Z 可以找回`)
  }

  const left = () => { if (current.value && Object.keys(stateOf(current.value).query).length > 0) last.value = 0 }
  return { list, current, changed, start, read, use, save, rename, drop, left }
}
