import type { Reason } from '../../../judgement.ts'
import { hostOf, isLocalHost } from '../paths/hosts.ts'
import { block, shown, warn } from '../reasons.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { isProduction, isTrial, lineOf, readings } from './site.ts'
import { statementReasons } from './sql.ts'
import type { RuleTable } from './rule-table.ts'

const sqlValued = names(
  'c e h H p P U u d D f v Q S command execute host port user username dbname database file query password protocol',
)

/** Programs that speak to databases. */
export const databaseRules: RuleTable = {
  'psql mysql mariadb sqlite3 sqlcmd clickhouse clickhouse-client cockroach usql pgcli mycli duckdb sqlplus bq isql snowsql trino cqlsh':
    sql,
  'dropdb dropuser': (call) =>
    dropped(
      call,
      optionsOf(call.args, { valued: sqlValued })
        .operands.map(({ text }) => text)
        .join(' '),
    ),
  mysqladmin: (call) => (/(?:^| )(?:drop|flush-\w+|shutdown)\b/.test(lineOf(call)) ? dropped(call, lineOf(call)) : []),
  'redis-cli valkey-cli keydb-cli': redis,
  'mongo mongosh': mongo,
  'mongorestore pg_restore': (call) =>
    /--(?:drop|clean)|(?:^| )-c\b/.test(lineOf(call))
      ? [warn('overwrites-data', `replaces what is in the database: ${shown(lineOf(call))}`)]
      : [],
  'rails rake bin/rails artisan prisma sequelize sequelize-cli knex typeorm alembic manage.py supabase drizzle-kit flyway liquibase mix goose dbmate hasura convex':
    migration,
  'npx bunx pnpm yarn npm bundle php python python3 uv poetry docker': (call) => wrappedMigration(call),
  'etcdctl consul nomad': (call) =>
    /(?:^| )(?:del|delete|stop|purge)\b.*(?:--prefix|-recurse|-purge|"" )/.test(lineOf(call))
      ? [block('destroys-infrastructure', `deletes shared data: ${shown(lineOf(call))}`)]
      : [],
  'kafka-topics kafka-topics.sh rabbitmqctl rabbitmqadmin': (call) =>
    /--delete|(?:^| )(?:reset|delete_vhost|purge_queue|force_reset)\b/.test(lineOf(call))
      ? [gradeOf(call, `deletes a queue: ${shown(lineOf(call))}`)]
      : [],
  'influx influxd cypher-shell': (call) =>
    /drop database|bucket delete|detach delete/i.test(lineOf(call))
      ? [gradeOf(call, `deletes a database: ${shown(lineOf(call))}`)]
      : [],
}

/** Nothing of value is where it is tried out; everything is in production. */
function gradeOf(call: Call, message: string): Reason {
  return isTrial(lineOf(call)) && !isProduction(call) ? warn('destroys-data', message) : block('destroys-data', message)
}

function dropped(call: Call, name: string): readonly Reason[] {
  return call.args.some(({ text }) => /^--(?:help|version)$/.test(text))
    ? []
    : [gradeOf(call, `deletes a database: ${shown(name)}`)]
}

function sql(call: Call): readonly Reason[] {
  const { values, operands } = optionsOf(call.args, { valued: sqlValued, singleDash: call.program === 'bq' })
  const given = ['c', 'command', 'e', 'execute', 'Q', 'q', 'query'].flatMap((name) => values.get(name) ?? [])
  const inline = /^(?:sqlite3|duckdb|bq|clickhouse)$/.test(call.program) ? operands.slice(1) : []
  const text =
    [...given, ...inline].map((word) => word.text).join(';\n') +
    (call.stdin?.text === undefined ? '' : `;\n${call.stdin.text}`)
  if (operands[0]?.text === ':memory:') return []
  const opened = call.program === 'sqlite3' ? readings(operands.slice(0, 1), call, 'takes') : []
  if (opened.length > 0) return opened
  if (call.program === 'bq' && /(?:^| )rm\b/.test(lineOf(call)))
    return [gradeOf(call, `deletes tables: ${shown(lineOf(call))}`)]
  return statementReasons(text, isRemote(call), isProduction(call))
}

/** Another host than this one is named, in an option or an address. */
function isRemote(call: Call): boolean {
  if (call.setting === 'container' || /^(?:sqlite3|duckdb)$/.test(call.program)) return false
  const { values, operands } = optionsOf(call.args, { valued: sqlValued })
  const hosts = ['h', 'host', 'H', 'S'].flatMap((name) => values.get(name) ?? []).map(({ text }) => text)
  const urls = [...operands, ...(values.get('d') ?? []), ...(values.get('dbname') ?? [])]
    .map(({ text }) => text)
    .filter((text) => /:\/\//.test(text))
  const all = [...hosts, ...urls.map((url) => hostOf(url) ?? '')]
  return all.some((host) => !isLocalHost(host) && /\./.test(host))
}

function redis(call: Call): readonly Reason[] {
  const line = `${lineOf(call)}\n${call.stdin?.text ?? ''}`
  if (/(?:^|\s)(?:flushall|shutdown|debug segfault)\b/i.test(line))
    return [block('destroys-data', `deletes everything in redis: ${shown(lineOf(call))}`)]
  if (/(?:^|\s)config set (?:dir|dbfilename)\b|(?:^|\s)(?:slaveof|replicaof|module load)\b/i.test(line))
    return [block('persists', `makes redis write or load a file: ${shown(lineOf(call))}`)]
  return /(?:^|\s)flushdb\b/i.test(line)
    ? [
        isRemote(call) || isProduction(call)
          ? block('destroys-data', `deletes a redis database: ${shown(line)}`)
          : warn('destroys-data', `deletes a redis database: ${shown(lineOf(call))}`),
      ]
    : []
}

function mongo(call: Call): readonly Reason[] {
  const text = `${lineOf(call)}\n${call.stdin?.text ?? ''}`
  if (/dropDatabase\s*\(|dropAllUsers|shutdownServer/.test(text))
    return [gradeOf(call, `deletes a database: ${shown(lineOf(call))}`)]
  if (/\.(?:deleteMany|remove)\s*\(\s*\{\s*\}|\.drop\s*\(/.test(text))
    return [
      isRemote(call) || isProduction(call)
        ? block('destroys-data', `deletes a collection: ${shown(lineOf(call))}`)
        : warn('destroys-data', `deletes a collection: ${shown(lineOf(call))}`),
    ]
  return []
}

const resets =
  /(?:^|[\s/])(?:db:(?:drop|reset|purge|wipe|truncate_all|drop:all|schema:load)|migrate:(?:fresh|reset)|db:wipe|migrate reset|db push --force-reset|db push .*--accept-data-loss|db:drop:\w+|migrate:undo:all|migrate:rollback --all|schema:drop|downgrade base|flush --no-input|flush --noinput|reset_db|db reset|ecto\.(?:drop|reset)|drop-all|dropAll)(?:\s|$)/

function migration(call: Call): readonly Reason[] {
  const line = `${lineOf(call)} `
  if (
    !resets.test(line) &&
    !/^(?:clean|drop|down)\b/.test(/^(?:flyway|liquibase|dbmate|goose)$/.test(call.program) ? line : '')
  )
    return []
  return [
    isProduction(call) || /--linked|--env[= ]prod/.test(line)
      ? block('destroys-data', `deletes a production database: ${shown(line)}`)
      : warn('destroys-data', `deletes the database of the project: ${shown(line)}`),
  ]
}

function wrappedMigration(call: Call): readonly Reason[] {
  return /(?:^|[\s/])(?:prisma|rails|rake|artisan|sequelize(?:-cli)?|knex|typeorm|alembic|manage\.py|supabase|drizzle-kit)\s/.test(
    `${lineOf(call)} `,
  ) &&
    call.program !== 'docker' &&
    !/^(?:npx|bunx|bundle|uv|poetry)$/.test(call.program)
    ? migration(call)
    : []
}
