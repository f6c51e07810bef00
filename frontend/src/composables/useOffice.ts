// What every page needs to know of the office: its settings, its matters, and
// who and what can be picked. Read once, read again when something was saved.
import { reactive, shallowRef, watch } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import { alerts, history, home, inspectors, onEvent, schools, settings, zones } from '@/api'
import type { AlertCount, HomePage, InspectorOption, LastAction, Matter, SchoolOption, Settings, ZoneCard } from '@/api'
import { liveOn, today } from '@/lib/dates'
import { early } from '@/lib/early'
import { monthAt } from '@/lib/months'

interface Office {
  settings: Settings | undefined
  schools: SchoolOption[]
  inspectors: InspectorOption[]
  matters: Matter[]
  zones: ZoneCard[]
  home: HomePage | undefined
  alerts: AlertCount | undefined
  last: LastAction | undefined
  savedAt: string
}

export const office = reactive<Office>({
  settings: undefined, schools: [], inspectors: [], matters: [], zones: [], home: undefined, alerts: undefined, last: undefined, savedAt: '',
})

const changes = shallowRef(0)
const restMs = 250
let counting = 0

/** The report month that today counts to; in the sample county the last one with visits. */
export function thisMonth(): string {
  return office.home?.month ?? monthAt(today(), office.settings?.monthBoundary ?? 0)
}

export async function readOffice(): Promise<void> {
  await Promise.all([
    settings.Get().then((s) => { office.settings = s }),
    settings.Matters().then((m) => { office.matters = m }),
    schools.Options().then((s) => { office.schools = s }),
    inspectors.Options().then((p) => { office.inspectors = p }),
    readZones(),
    home.Get({ month: '' }).then((h) => {
      office.home = h
      liveOn(h.sample ? h.today.day : '')
    }),
    history.Last().then((l) => { office.last = l }),
  ])
}

/** What the frame and the first page need, asked for as soon as the page runs. */
export const firstOffice = early(readOffice)
export const firstGlance = early(() => home.Glance({ span: '' }))

/** Counts what is to be done; apart, because it looks all records over and no page waits for it. */
export async function countAlerts(): Promise<void> {
  const mine = ++counting
  const count = await alerts.Count()
  if (mine === counting) office.alerts = count // an older count may come after a newer one
}

async function readZones(): Promise<void> {
  const versions = await zones.Versions()
  const day = today()
  const now = versions.find((v) => v.validFrom <= day && (v.validTo === '' || day < v.validTo)) ?? versions[0]
  office.zones = now ? (await zones.Get(now.id)).zones : []
}

/** Reads everything again, where the program itself sends no news. */
export const readAgain = useDebounceFn(async () => {
  await readOffice()
  changes.value += 1
  await countAlerts()
}, restMs)

/** Follows the program's own news; to be called once by the window's frame. */
export function followOffice(): () => void {
  const stop = [
    onEvent<LastAction>('saved', () => {
      office.savedAt = new Date().toISOString()
      void readAgain()
    }),
    onEvent('day', () => void readAgain()), // what is due today was due yesterday
  ]
  return () => stop.forEach((end) => end())
}

/** Runs when something was saved, undone or imported anywhere, or another day has begun. */
export function onChanged(work: () => void): void {
  watch(changes, work)
}

export function matterName(id: number): string {
  const m = office.matters.find((x) => x.id === id)
  return m ? m.short || m.name : ''
}

/** The months that have visits, newest first, and always the current one. */
export async function readMonths(months: () => Promise<string[]>): Promise<string[]> {
  const found = await months()
  return [...new Set([thisMonth(), ...found])].sort().reverse()
}

