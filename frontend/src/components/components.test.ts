// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ChoiceBar from './ChoiceBar.vue'
import OptionPicker from './OptionPicker.vue'
import ToggleBar from './ToggleBar.vue'

describe('filling by keyboard', () => {
  it('switches matters by their number and keeps the order of the form', async () => {
    const choices = [{ id: 11, name: '甲', short: '甲' }, { id: 12, name: '乙', short: '乙' }, { id: 13, name: '丙', short: '丙' }]
    const bar = mount(ToggleBar, { props: { choices, label: '督导事项', modelValue: [] as number[], 'onUpdate:modelValue': (v: number[]) => bar.setProps({ modelValue: v }) } })
    await bar.trigger('keydown', { key: '3' })
    await bar.trigger('keydown', { key: '1' })
    expect(bar.props('modelValue')).toEqual([11, 13])
    await bar.trigger('keydown', { key: '3' })
    expect(bar.props('modelValue')).toEqual([11])
    await bar.trigger('keydown', { key: '0' })
    expect(bar.props('modelValue')).toEqual([11, 12, 13])
  })

  it('chooses one by number and by arrows, around the end', async () => {
    const choices = ['上午', '下午', '全天'].map((s) => ({ value: s, title: s }))
    const bar = mount(ChoiceBar, { props: { choices, label: '时段', modelValue: '上午', 'onUpdate:modelValue': (v: string | number) => bar.setProps({ modelValue: v }) } })
    await bar.trigger('keydown', { key: '3' })
    expect(bar.props('modelValue')).toBe('全天')
    await bar.trigger('keydown', { key: 'ArrowRight' })
    expect(bar.props('modelValue')).toBe('上午')
  })

  it('picks a school by initials with Enter, and leaves it alone when nothing was typed', async () => {
    const options = [
      { id: 1, name: '第一小学', pinyin: 'dyxx diyixiaoxue' }, { id: 2, name: '青石镇小学', pinyin: 'qszxx qingshizhenxiaoxue' },
    ]
    const picker = mount(OptionPicker, { props: { options, label: '学校', modelValue: 1, 'onUpdate:modelValue': (v: number) => picker.setProps({ modelValue: v }) } })
    const input = picker.find('input')
    await input.trigger('focus')
    await input.trigger('keydown', { key: 'Enter' })
    expect(picker.props('modelValue')).toBe(1)
    await input.setValue('qsz')
    await input.trigger('keydown', { key: 'Enter' })
    expect(picker.props('modelValue')).toBe(2)
    expect(input.element.value).toBe('青石镇小学')
  })

  it('does not take the Enter that ends a word in an input method', async () => {
    const options = [{ id: 2, name: '青石镇小学', pinyin: 'qszxx' }]
    const picker = mount(OptionPicker, { props: { options, label: '学校', modelValue: 0 } })
    const input = picker.find('input')
    await input.setValue('qsz')
    await input.trigger('keydown', { key: 'Enter', isComposing: true })
    expect(picker.emitted('update:modelValue')).toBeUndefined()
  })
})
