// The desk as the pages use it: one object per screen.
import * as Alerts from '../../wailsjs/go/desk/Alerts'
import * as Backups from '../../wailsjs/go/desk/Backups'
import * as Checklists from '../../wailsjs/go/desk/Checklists'
import * as Assessments from '../../wailsjs/go/desk/Assessments'
import * as Archive from '../../wailsjs/go/desk/Archive'
import * as Binders from '../../wailsjs/go/desk/Binders'
import * as Standards from '../../wailsjs/go/desk/Standards'
import * as Evaluations from '../../wailsjs/go/desk/Evaluations'
import * as Evidence from '../../wailsjs/go/desk/Evidence'
import * as Complaints from '../../wailsjs/go/desk/Complaints'
import * as Contacts from '../../wailsjs/go/desk/Contacts'
import * as Disposals from '../../wailsjs/go/desk/Disposals'
import * as Dossiers from '../../wailsjs/go/desk/Dossiers'
import * as Gaps from '../../wailsjs/go/desk/Gaps'
import * as Spots from '../../wailsjs/go/desk/Spots'
import * as Files from '../../wailsjs/go/desk/Files'
import * as Findings from '../../wailsjs/go/desk/Findings'
import * as Grid from '../../wailsjs/go/desk/Grid'
import * as Health from '../../wailsjs/go/desk/Health'
import * as History from '../../wailsjs/go/desk/History'
import * as Home from '../../wailsjs/go/desk/Home'
import * as Imports from '../../wailsjs/go/desk/Imports'
import * as Inspections from '../../wailsjs/go/desk/Inspections'
import * as Inspectors from '../../wailsjs/go/desk/Inspectors'
import * as Jobs from '../../wailsjs/go/desk/Jobs'
import * as Lessons from '../../wailsjs/go/desk/Lessons'
import * as Lists from '../../wailsjs/go/desk/Lists'
import * as Loans from '../../wailsjs/go/desk/Loans'
import * as Meetings from '../../wailsjs/go/desk/Meetings'
import * as Messages from '../../wailsjs/go/desk/Messages'
import * as Notices from '../../wailsjs/go/desk/Notices'
import * as Papers from '../../wailsjs/go/desk/Papers'
import * as Plans from '../../wailsjs/go/desk/Plans'
import * as Practices from '../../wailsjs/go/desk/Practices'
import * as Publications from '../../wailsjs/go/desk/Publications'
import * as Reports from '../../wailsjs/go/desk/Reports'
import * as Schools from '../../wailsjs/go/desk/Schools'
import * as Scores from '../../wailsjs/go/desk/Scores'
import * as Schemes from '../../wailsjs/go/desk/Schemes'
import * as Outgoing from '../../wailsjs/go/desk/Outgoing'
import * as Trial from '../../wailsjs/go/desk/Trial'
import * as Setup from '../../wailsjs/go/desk/Setup'
import * as Manual from '../../wailsjs/go/desk/Manual'
import * as Search from '../../wailsjs/go/desk/Search'
import * as Security from '../../wailsjs/go/desk/Security'
import * as Settings from '../../wailsjs/go/desk/Settings'
import * as Soundness from '../../wailsjs/go/desk/Soundness'
import * as Stocktakes from '../../wailsjs/go/desk/Stocktakes'
import * as Teams from '../../wailsjs/go/desk/Teams'
import * as Sheets from '../../wailsjs/go/desk/Sheets'
import * as Templates from '../../wailsjs/go/desk/Templates'
import * as Tenures from '../../wailsjs/go/desk/Tenures'
import * as Trainings from '../../wailsjs/go/desk/Trainings'
import * as Tray from '../../wailsjs/go/desk/Tray'
import * as Uploads from '../../wailsjs/go/desk/Uploads'
import * as Usb from '../../wailsjs/go/desk/Usb'
import * as Visits from '../../wailsjs/go/desk/Visits'
import * as Zones from '../../wailsjs/go/desk/Zones'
import { guarded } from './bridge'

export type * from './types'
export { copyText } from './clipboard'
export { hasBackend, OfficeError, officeError, onEvent, onFilesDropped, onFilesUntaken, onShut } from './bridge'

export const visits = guarded(Visits)
export const schools = guarded(Schools)
export const inspectors = guarded(Inspectors)
export const imports = guarded(Imports)
export const grid = guarded(Grid)
export const zones = guarded(Zones)
export const lessons = guarded(Lessons)
export const findings = guarded(Findings)
export const settings = guarded(Settings)
export const backups = guarded(Backups)
export const health = guarded(Health)
export const home = guarded(Home)
export const search = guarded(Search)
export const history = guarded(History)
export const reports = guarded(Reports)
export const files = guarded(Files)
export const jobs = guarded(Jobs)
export const papers = guarded(Papers)
export const alerts = guarded(Alerts)
export const templates = guarded(Templates)
export const sheets = guarded(Sheets)
export const complaints = guarded(Complaints)
export const notices = guarded(Notices)
export const practices = guarded(Practices)
export const tenures = guarded(Tenures)
export const trainings = guarded(Trainings)
export const plans = guarded(Plans)
export const contacts = guarded(Contacts)
export const meetings = guarded(Meetings)
export const publications = guarded(Publications)
export const uploads = guarded(Uploads)
export const dossiers = guarded(Dossiers)
export const teams = guarded(Teams)
export const messages = guarded(Messages)
export const assessments = guarded(Assessments)
export const schemes = guarded(Schemes)
export const inspections = guarded(Inspections)
export const checklists = guarded(Checklists)
export const scores = guarded(Scores)
export const archive = guarded(Archive)
export const standards = guarded(Standards)
export const evaluations = guarded(Evaluations)
export const evidence = guarded(Evidence)
export const usb = guarded(Usb)
export const tray = guarded(Tray)
export const binders = guarded(Binders)
export const gaps = guarded(Gaps)
export const spots = guarded(Spots)
export const stocktakes = guarded(Stocktakes)
export const loans = guarded(Loans)
export const disposals = guarded(Disposals)
export const soundness = guarded(Soundness)
export const security = guarded(Security)
export const outgoing = guarded(Outgoing)
export const trial = guarded(Trial)
export const setup = guarded(Setup)
export const manual = guarded(Manual)

/** The address of a picture of the manual. */
export function manualPicture(name: string): string {
  return `/files/manual/${name}.jpg`
}
export const lists = guarded(Lists)

/** The address of an attachment's bytes. */
export function attachmentURL(id: number, size: 'thumb' | 'full'): string {
  return `/files/attachment/${id}?size=${size}`
}
