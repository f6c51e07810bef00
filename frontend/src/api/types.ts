// What crosses between the program and the page, under the names the pages use.
// All but the events are generated from the Go types.
import type { desk, office, paper, report, store } from '../../wailsjs/go/models'

export type AlertCount = office.AlertCount
export type AlertRule = office.AlertRule
export type Appointment = office.Appointment
export type Assignment = office.Assignment
export type Attachment = office.Attachment
export type Checkpoint = office.Checkpoint
export type Check = office.Check
export type Complaint = office.Complaint
export type ComplaintStatistics = office.ComplaintStatistics
export type Figure = office.Figure
export type Finding = office.Finding
export type Inquiry = office.Inquiry
export type Inspector = office.Inspector
export type ImportResult = office.ImportResult
export type Layout = office.Layout
export type LessonObservation = office.LessonObservation
export type Matter = office.Matter
export type NameQuestion = office.NameQuestion
export type PaperForm = office.PaperForm
export type PaperSetting = office.PaperSetting
export type RowVerdict = office.RowVerdict
export type Notice = office.Notice
export type NoticeKind = office.NoticeKind
export type Practice = office.Practice
export type Round = office.Round
export type Rule = office.Rule
export type School = office.School
export type Step = office.Step
export type StepLimit = office.StepLimit
export type StepRule = office.StepRule
export type SheetColumn = office.SheetColumn
export type Settings = office.Settings
export type Term = office.Term
export type Visit = office.Visit
export type Zone = office.Zone
export type ZoneVersion = office.ZoneVersion

export type ActionRow = store.ActionRow
export type AlertRow = store.AlertRow
export type AssignmentRow = store.AssignmentRow
export type ComplaintRow = store.ComplaintRow
export type Draft = store.Draft
export type FindingRow = store.FindingRow
export type ImportRecord = store.ImportRecord
export type HistoryRow = store.HistoryRow
export type Hit = store.Hit
export type InspectorOption = store.InspectorOption
export type InspectorRow = store.InspectorRow
export type LastAction = store.LastAction
export type LessonRow = store.LessonRow
export type ListQuery = store.ListQuery
export type NoticeDraft = store.NoticeDraft
export type NoticeIssue = store.NoticeIssue
export type NoticeRow = store.NoticeRow
export type NoticeStep = store.NoticeStep
export type PracticeRow = store.PracticeRow
export type RoundInput = store.RoundInput
export type SchoolOption = store.SchoolOption
export type SchoolRow = store.SchoolRow
export type SearchResult = store.SearchResult
export type TrashRow = store.TrashRow
export type UndoResult = store.UndoResult
export type VisitRow = store.VisitRow

export type AlertGroup = desk.AlertGroup
export type AlertPage = desk.AlertPage
export type AlertRuleRow = desk.AlertRuleRow
export type ComplaintForm = desk.ComplaintForm
export type DataFolder = desk.DataFolder
export type FigureRecords = desk.FigureRecords
export type FindingCase = desk.FindingCase
export type Form = desk.OfferedForm
export type Gathered = desk.Gathered
export type HomePage = desk.HomePage
export type ImportInput = desk.ImportInput
export type ImportOutcome = desk.ImportOutcome
export type ImportTable = desk.ImportTable
export type InspectorForm = desk.InspectorForm
export type IssuedReport = desk.IssuedReport
export type MatchedPhoto = desk.MatchedPhoto
export type MatchedScan = desk.MatchedScan
export type MonthLook = desk.MonthLook
export type MonthPapers = desk.MonthPapers
export type MonthReport = desk.MonthReport
export type MonthTrend = desk.MonthTrend
export type PatternExample = desk.PatternExample
export type NoticeForm = desk.NoticeForm
export type PreviewFile = desk.PreviewFile
export type SchoolForm = desk.SchoolForm
export type Spans = desk.Spans
export type SheetTop = desk.SheetTop
export type TemplateCheck = desk.TemplateCheck
export type TemplateForm = desk.TemplateForm
export type VisitDefaults = desk.VisitDefaults
export type VisitForm = desk.VisitForm
export type ZoneBoard = desk.ZoneBoard
export type ZoneCard = desk.ZoneCard
export type ZoneMove = desk.ZoneMove
export type ZoneSchool = desk.ZoneSchool
export type ZoneState = desk.ZoneState

export type ReportPart = report.Part
export type ReportTable = report.ScreenTable
export type StandIn = paper.StandIn

export interface ProgressEvent {
  job: string; title: string; done: number; total: number; secondsLeft: number; finished: boolean
}
