// ECharts with only what is drawn here, in the colours of the program.
import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import type { Spread } from '@/api'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

const ink = '#1f4e79'
const grey = '#4d545c'
const line = '#dcd8cf'

export function draw(box: HTMLElement): EChartsType {
  return init(box, undefined, { renderer: 'svg' })
}

function text(size: number) {
  return { color: grey, fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily }
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
