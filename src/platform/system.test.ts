import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { sampleSystem } from './system.ts'

test('a sample holds plausible figures of the machine, the volume and ralph itself', () => {
  const { cpu, memory, disk, ralph } = sampleSystem(tmpdir())
  expect(cpu.cores).toBeGreaterThan(0)
  expect(cpu.load).toBeGreaterThanOrEqual(0)
  expect(memory.freeBytes).toBeGreaterThan(0)
  expect(memory.totalBytes).toBeGreaterThan(memory.freeBytes)
  expect(disk?.totalBytes).toBeGreaterThanOrEqual(disk?.freeBytes ?? Infinity)
  expect(ralph.memoryBytes).toBeGreaterThan(1_000_000)
  expect(ralph.cpuMs).toBeGreaterThan(0)
})

test('a workspace that is gone leaves out its disk and nothing else', () => {
  const sample = sampleSystem('/nowhere/at/all')
  expect(sample).not.toHaveProperty('disk')
  expect(sample.memory.totalBytes).toBeGreaterThan(0)
})
