import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import { isTrial } from './site.ts'

/** What is wrong with SQL that is run at once. Comments do not count; a statement is judged by its first words. */
export function statementReasons(text: string, isRemote: boolean, isProduction: boolean): readonly Reason[] {
  const sql = text.slice(0, 65_536)
  const bare = sql.replace(/--[^\n]*|\/\*[^*]{0,4000}\*\//g, ' ')
  const isGrave = isRemote || isProduction
  return bare
    .split(';')
    .slice(0, 500)
    .flatMap((statement) => reasons(statement.trim(), isGrave))
}

function reasons(statement: string, isGrave: boolean): readonly Reason[] {
  if (/^\\!|^\.(?:shell|system)\b/.test(statement))
    return [block('runs-shell', `runs a shell from the database: ${shown(statement)}`)]
  if (
    /\b(?:copy\b[^;]*\b(?:to|from)\s+program|xp_cmdshell|sys_exec|sys_eval|into\s+(?:outfile|dumpfile)|lo_export|pg_execute_server_program)\b/i.test(
      statement,
    )
  )
    return [block('runs-shell', `runs a program or writes a file from the database: ${shown(statement)}`)]
  if (/^(?:drop|undrop)\s+(?:database|schema|keyspace|catalog|owned|role|user|tablespace)\b/i.test(statement))
    return [
      isTrial(statement) && !isGrave
        ? warn('destroys-data', `deletes a database: ${shown(statement)}`)
        : block('destroys-data', `deletes a database: ${shown(statement)}`),
    ]
  const isLoss =
    /^(?:drop\s+table|truncate\b|alter\s+table\b[^;]*\bdrop\s+column)/i.test(statement) ||
    (/^delete\s+from\b/i.test(statement) && !/\bwhere\b/i.test(statement)) ||
    /^delete\s+from\b.*\bwhere\s+(?:1\s*=\s*1|true)\b/is.test(statement) ||
    (/^update\b/i.test(statement) && !/\bwhere\b/i.test(statement))
  if (!isLoss) return []
  return [
    isGrave
      ? block('destroys-data', `deletes data on another machine: ${shown(statement)}`)
      : warn('destroys-data', `deletes data: ${shown(statement)}`),
  ]
}
