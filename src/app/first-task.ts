import type { Settings } from '../config/settings.ts'
import { firstTask } from '../prompts/task.ts'
import type { Place } from './place.ts'
import { taskFileOf } from './prompts.ts'
import { refuseTask, taskGuard } from './task-guard.ts'

/** The task at the start of a run, from its file or the command line; throws if it can't be sent. */
export async function taskOf({ workspace }: Place, settings: Settings): Promise<string> {
  const guard = await taskGuard(settings)
  const file = taskFileOf(workspace, settings, guard)
  if (file) return firstTask(file)
  const text = settings.promptText ?? ''
  refuseTask(guard, text)
  return text
}
