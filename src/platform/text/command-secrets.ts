import { isStandIn, isWordOfTheTrade, looksPassword, looksPlainPassword, looksSecret } from './secret-looks.ts'
import type { CredentialForm, PlacedForm } from './secret-ranges.ts'

/** A word of a command line, quoted or not. */
const word =
  /(?:"(?=[^"\n]{3,128}")|'(?=[^'\n]{3,128}')|(?=[^\s"'$<-]))(?<secret>(?<=")[^"\n]{3,128}|(?<=')[^'\n]{3,128}|[^\s"'`;|<>()\\]{3,128})/

interface Argument {
  readonly programs: RegExp
  /** Sticky: the option, and the password in the group `secret` at the end. */
  readonly option: RegExp
  readonly accepts: (password: string) => boolean
}

const argument = (programs: RegExp, option: RegExp): Argument => ({
  programs: new RegExp(`\\b(?:${programs.source})\\b`),
  option: new RegExp(`(?:${option.source})${word.source}`, 'y'),
  accepts: isGiven,
})

function isGiven(text: string): boolean {
  return !isStandIn(text) && !/^(?:\d{1,5}$|\$|-)/.test(text)
}

const login =
  /\s(?:-u|-a|--auth|--user|--proxy-user|-U)[ =]{0,3}["']?[^\s"':]{0,128}["']?:["']?(?<secret>[^\s"'`;|<>()\\]{3,256})/y

/** What programs take as a password in a place of its own. */
const makeArguments = (): readonly Argument[] => [
  // `mysql -pPASSWORD` has no blank: with one it asks, and a database follows.
  argument(/mysql(?:dump|admin|import)?|mariadb(?:-dump|-admin)?|7z[azr]?|unrar|rar/, / -p/),
  argument(/sshpass/, / -p ?/),
  argument(
    /docker(?: |-)login|podman login|mongo(?:sh|dump|restore|export|import)?|(?:helm registry|oras|crane auth|skopeo|oc|cf|heroku) login|az(?: \w{2,16}){1,4}|nuget push/,
    / -p /,
  ),
  argument(/redis-cli/, / -a /),
  argument(/sqlcmd|bcp|zip|unzip|mosquitto_(?:pub|sub)/, / -P /),
  argument(/ldap(?:search|add|modify|delete|whoami|passwd)/, / -w /),
  argument(/openssl/, /(?: -pass(?:in|out)?)? ["']?pass:/),
  argument(/keytool|jarsigner/, / -(?:src|dest)?(?:store|key)pass /),
  argument(/gh secret set/, / (?:--body|-b)[ =]/),
  argument(/net use/, / \/(?:user|USER):[\w\\.-]{1,64} /),
  argument(/gpg2?/, / --passphrase /),
  argument(/smbclient|rpcclient|net/, / -U ["']?[\w\\.-]{1,64}%/),
  {
    programs: /\b(?:curl|https?|xh|wget|svn|hg|ab|siege|influx|httpie)\b/,
    option: login,
    accepts: (text) => isGiven(text) && !text.startsWith('//') && !isWordOfTheTrade(text) && !/^(.)\1*$/.test(text),
  },
]

const longestCommand = 300

interface Commands {
  readonly all: readonly Argument[]
  /** Any of the programs: most lines have none. */
  readonly anyProgram: RegExp
}

let made: Commands | undefined

/** Made when it is first needed. */
function commands(): Commands {
  if (made) return made
  const all = makeArguments()
  made = { all, anyProgram: new RegExp(all.map(({ programs }) => programs.source).join('|'), 'g') }
  return made
}

let searched = { text: '', last: -Infinity, next: -1 }

/** Whether one of the programs stands not far before a place. Goes through a text once, however often it is asked. */
function followsProgram(text: string, at: number): boolean {
  const { anyProgram } = commands()
  if (searched.text !== text || searched.last >= at) searched = { text, last: -Infinity, next: -1 }
  while (searched.next < at) {
    anyProgram.lastIndex = searched.next + 1
    searched.last = searched.next === -1 ? -Infinity : searched.next
    searched.next = anyProgram.exec(text)?.index ?? Infinity
  }
  return at - searched.last <= longestCommand
}

const argumentOfProgram: PlacedForm = {
  starts: [
    ' -p',
    ' -a',
    ' -P ',
    ' -w ',
    ' -storepass ',
    ' -keypass ',
    ' -srcstorepass ',
    ' -deststorepass ',
    ' -destkeypass ',
    ' pass:',
    ' --body',
    ' -b',
    ' /user:',
    ' /USER:',
    ' --passphrase ',
    ' -U ',
    ' -u',
    ' --user',
    ' --proxy-user',
    ' --auth',
  ],
  find(text, at) {
    if (!followsProgram(text, at)) return undefined
    const before = commandBefore(text, at)
    for (const { programs, option, accepts } of commands().all) {
      option.lastIndex = at
      const match = programs.test(before) ? option.exec(text) : null
      const secret = match?.groups?.['secret'] ?? ''
      const end = at + (match?.[0].length ?? 0)
      if (secret !== '' && accepts(secret)) return { start: end - secret.length, end, name: 'argument' }
    }
    return undefined
  },
}

/** What stands before a place in its command, lines that go on after a backslash among it. */
function commandBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - longestCommand), at)
  let from = before.length
  do from = Math.max(before.lastIndexOf('\n', from - 1), before.lastIndexOf(';', from - 1))
  while (from > 0 && before[from - 1] === '\\')
  return before.slice(from + 1)
}

/** Passwords on command lines, known by the program that takes them. */
export const commandSecrets: readonly (CredentialForm | PlacedForm)[] = [
  argumentOfProgram,
  {
    name: 'argument',
    starts: ['| chpasswd', '|chpasswd'],
    pattern: /(?=\| ?chpasswd)/y,
    before: /(?<=:)[^\s:"'|[\]]{4,128}["']? ?$/,
    accepts: () => true,
  },
  {
    name: 'argument',
    starts: ['| sudo -S', '|sudo -S', '| sudo --stdin', '| passwd --stdin', '| docker login', '| gh auth login'],
    pattern: /(?=\|)/y,
    before: /(?<=\b(?:echo|printf) (?:-n |'%s' |"%s" )?["']?)[^\s"'|$]{4,256}["']? ?$/,
    accepts: () => true,
  },
  {
    // The key of an API as the user, without a password.
    name: 'login',
    starts: [' -u ', ' --user '],
    pattern: / (?:-u|--user) ["']?(?<secret>[^\s"':$]{10,256})(?=:(?:["'\s]|$))/y,
    accepts: looksSecret,
  },
  {
    name: 'login',
    starts: [' -u '],
    pattern: / -u {1,3}["']?[\w.@-]{1,64}:(?<secret>[^\s"'`,;&|<>(){}[\]\\]{6,96})/y,
    accepts: looksPassword,
  },
  {
    name: 'login',
    starts: ['IDENTIFIED ', 'identified '],
    pattern:
      /(?:IDENTIFIED |(?<=\buser [^\n]{1,80})identified )(?:with \w{1,40} )?(?:by|as) (?:password )?["'](?<secret>[^"'\n]{3,128})(?=["'])/iy,
    accepts: (text) => !isStandIn(text),
  },
  {
    name: 'login',
    starts: ['SecureString '],
    pattern: /SecureString (?:-String )?["'](?<secret>[^"'\n]{4,128})(?=["'])/y,
    accepts: (text) => !isStandIn(text),
  },
  {
    name: 'login',
    starts: ['htpasswd '],
    pattern:
      /htpasswd (?:-\w{1,8} ){0,4}-\w{0,6}b\w{0,6} (?:-\w{1,8} ){0,2}(?:[\w./-]{1,128} )?[\w.@-]{1,64} ["']?(?<secret>[^\s"';|&]{4,128})/y,
    accepts: looksPlainPassword,
  },
]
