import { isStandIn, isWordOfTheTrade, looksPassword, looksPlainPassword, looksSecret } from './secret-looks.ts'
import type { CredentialForm } from './secret-ranges.ts'

/** A word of a command line, quoted or not. */
const word =
  /(?:"(?=[^"\n]{3,128}")|'(?=[^'\n]{3,128}')|(?=[^\s"'$<-]))(?<secret>(?<=")[^"\n]{3,128}|(?<=')[^'\n]{3,128}|[^\s"'`;|<>()\\]{3,128})/

/** What a program takes as a password in a place of its own; the program stands before it on the same line. */
const argument = (starts: readonly string[], programs: RegExp, option: RegExp): CredentialForm => ({
  name: 'argument',
  starts,
  pattern: new RegExp(`(?<=\\b(?:${programs.source})\\b[^\\n;]{0,160})(?:${option.source})${word.source}`, 'y'),
  accepts: isGiven,
})

function isGiven(text: string): boolean {
  return !isStandIn(text) && !/^(?:\d{1,5}$|\$|-)/.test(text)
}

/** Passwords on command lines, known by the program that takes them. */
export const commandSecrets: readonly CredentialForm[] = [
  // `mysql -pPASSWORD` has no blank: with one it asks, and a database follows.
  argument([' -p'], /mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mariadb-admin/, / -p/),
  argument([' -p'], /sshpass/, / -p ?/),
  argument(
    [' -p'],
    /docker(?: |-)login|podman login|mongo(?:sh|dump|restore|export|import)?|helm registry login|oras login|crane auth login|skopeo login|az(?: \w{2,16}){1,4}|oc login|cf login|heroku login|nuget push/,
    / -p /,
  ),
  argument([' -a '], /redis-cli/, / -a /),
  argument([' -P '], /sqlcmd|bcp|zip|unzip|wpctl|mosquitto_(?:pub|sub)/, / -P /),
  argument([' -w '], /ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami|ldappasswd/, / -w /),
  argument([' -p'], /7z[azr]?|unrar|rar/, / -p/),
  argument(['-pass'], /openssl/, /-pass(?:in|out)? (?:pass|env):/),
  argument(['pass:'], /openssl/, /pass:/),
  argument(
    ['-storepass ', '-keypass ', '-srcstorepass ', '-deststorepass ', '-destkeypass '],
    /keytool|jarsigner/,
    /-\w{0,12}pass /,
  ),
  argument([' --body', ' -b '], /gh secret set/, / (?:--body|-b)[ =]/),
  argument([' /user:', ' /USER:'], /net use/, / \/(?:user|USER):[\w\\.-]{1,64} /),
  argument([' --passphrase '], /gpg2?/, / --passphrase /),
  argument([' -U '], /smbclient|rpcclient|net/, / -U ["']?[\w\\.-]{1,64}%/),
  {
    name: 'argument',
    starts: ['| chpasswd', '|chpasswd'],
    pattern: /(?=\| ?chpasswd)/y,
    before: /(?<=:)[^\s:"'|]{4,128}["']? ?$/,
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
    name: 'login',
    starts: [' -u', ' -a ', ' --auth', ' --user', ' --proxy-user', ' -U '],
    pattern:
      /(?<=\b(?:curl|http|xh|https|wget|svn|hg|ab|siege|docker|influx|httpie)\b(?:[^\n]|\\\n){0,400})\s(?:-u|-a|--auth|--user|--proxy-user|-U)[ =]{0,3}["']?[^\s"':]{0,128}["']?:["']?(?<secret>[^\s"'`;|<>()\\]{3,256})/y,
    accepts: (text) => isGiven(text) && !/^\/\//.test(text) && !isWordOfTheTrade(text) && !/^(.)\1*$/.test(text),
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
    pattern: /identified (?:with \w{1,40} )?(?:by|as) (?:password )?["'](?<secret>[^"'\n]{3,128})(?=["'])/iy,
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
