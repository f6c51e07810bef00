// ECharts with only what is drawn here, in the colours of the program.
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import type { Spread, MonthTrend, ZoneState } from '@/api'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

const ink = '#1f4e79'
const pale = '#b9cadb'
const grey = '#4d545c'
const line = '#dcd8cf'

export function draw(box: HTMLElement): EChartsType {
  return init(box, undefined, { renderer: 'svg' })
}

function text(size: number) {
  return { color: grey, fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily }
}

/** Visited and not yet visited schools of each zone. */
export function coverageOption(zones: readonly ZoneState[], size: number): EChartsCoreOption {
  return {
    animation: false,
    textStyle: text(size),
    grid: { left: 4, right: 44, top: 30, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: text(size), data: ['已督导', '未督导'] },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, textStyle: { fontSize: size } },
    xAxis: { type: 'value', minInterval: 1, axisLabel: text(size), splitLine: { lineStyle: { color: line } } },
    yAxis: { type: 'category', inverse: true, data: zones.map((z) => z.zone), axisLabel: text(size), axisTick: { show: false } },
    series: [
      { name: '已督导', type: 'bar', stack: 'all', barMaxWidth: 22, data: zones.map((z) => z.visited), color: ink, label: { show: true, color: '#fff', fontSize: size, formatter: nonZero } },
      {
        name: '未督导', type: 'bar', stack: 'all', barMaxWidth: 22, data: zones.map((z) => z.schools - z.visited), color: pale,
        label: { show: true, color: '#22262b', fontSize: size, formatter: nonZero },
      },
    ],
  }
}

function nonZero(p: { value?: unknown }): string {
  return p.value === 0 ? '' : String(p.value)
}

/** One bar for each label. */
export function barOption(labels: readonly string[], values: readonly number[], name: string, size: number): EChartsCoreOption {
  return {
    animation: false,
    textStyle: text(size),
    grid: { left: 4, right: 10, top: 18, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', textStyle: { fontSize: size } },
    xAxis: { type: 'category', data: labels, axisLabel: text(size), axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: text(size), splitLine: { lineStyle: { color: line } } },
    series: [{ name, type: 'bar', barMaxWidth: 22, data: values, color: ink, label: { show: true, position: 'top', fontSize: size, formatter: nonZero } }],
  }
}

/** The visits of each month beside those of the year before. */
export function trendOption(trend: readonly MonthTrend[], size: number): EChartsCoreOption {
  return {
    animation: false,
    textStyle: text(size),
    grid: { left: 4, right: 10, top: 30, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: text(size) },
    tooltip: { trigger: 'axis', textStyle: { fontSize: size } },
    xAxis: { type: 'category', data: trend.map((t) => `${Number(t.month.slice(5))}月`), axisLabel: text(size), axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: text(size), splitLine: { lineStyle: { color: line } } },
    series: [
      { name: '本年督导次数', type: 'bar', barMaxWidth: 22, data: trend.map((t) => t.visits), color: ink },
      { name: '上年同月', type: 'line', data: trend.map((t) => t.lastYear), color: '#a8322a', symbol: 'circle', symbolSize: 6, lineStyle: { width: 1.5, type: 'dashed' } },
    ],
  }
}

/** The mean scores of some sets of units. */
export function measureOption(rows: readonly Spread[], size: number): EChartsCoreOption {
  return {
    animation: false,
    textStyle: text(size),
    grid: { left: 4, right: 10, top: 24, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, textStyle: { fontSize: size } },
    xAxis: { type: 'category', data: rows.map((m) => m.name), axisLabel: text(size), axisTick: { show: false } },
    yAxis: { type: 'value', axisLabel: text(size), splitLine: { lineStyle: { color: line } } },
    series: [{ name: '平均分', type: 'bar', barMaxWidth: 34, data: rows.map((m) => m.mean), color: ink, label: { show: true, position: 'top', color: grey, fontSize: size } }],
  }
}
