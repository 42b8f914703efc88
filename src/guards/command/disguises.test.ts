import { expect, test } from 'vitest'
import { judgeCommand } from './judge-command.ts'

const place = { workspace: '/home/dev/shop', home: '/home/dev' }
const verdict = (command: string) => judgeCommand(command, place).verdict

/** The same command, told differently; and its harmless twin, which must not be mistaken for it. */
test.each([
  ['wrappers', 'sudo -u x env A=1 timeout -k 1 5 nice -n 5 rm -rf ~', 'timeout -k 1 5 nice -n 5 rm -rf dist'],
  ['sh -c', "bash -lc 'rm -rf ~'", "bash -lc 'rm -rf dist'"],
  ['quotes in words', 'r"m" -r\'f\' ~', 'r"m" -r\'f\' dist'],
  ['ANSI-C quotes', "$'\\x72m' -rf ~", "$'\\x72m' -rf dist"],
  ['IFS', 'rm${IFS}-rf${IFS}/', 'rm${IFS}-rf${IFS}dist'],
  ['braces', '{rm,-rf,/}', '{rm,-rf,dist}'],
  ['variables', 'a=rm; b=/; $a -rf $b', 'a=rm; b=dist; $a -rf $b'],
  ['arrays', 'a=(rm -rf /); "${a[@]}"', 'a=(rm -rf dist); "${a[@]}"'],
  ['parameter operations', 'x=xrmx; ${x:1:2} -rf ~', 'x=xrmx; ${x:1:2} -rf dist'],
  ['functions', 'f() { rm -rf "$1"; }; f /', 'f() { rm -rf "$1"; }; f dist'],
  ['aliases', "alias c='rm -rf'; c /", "alias c='rm -rf'; c dist"],
  ['substitutions', '$(echo rm) -rf `echo /`', '$(echo rm) -rf `echo dist`'],
  ['eval', 'eval "rm -rf" /', 'eval "rm -rf" dist'],
  ['here-documents', 'sh <<E\nrm -rf /\nE', 'sh <<E\nrm -rf dist\nE'],
  ['here-strings', 'sh <<< "rm -rf /"', 'sh <<< "rm -rf dist"'],
  ['pipes into a shell', 'printf "rm -rf %s" / | sh', 'printf "rm -rf %s" dist | sh'],
  ['process substitution', 'source <(echo rm -rf /)', 'source <(echo rm -rf dist)'],
  ['rev and tr', "echo '/ gs- zs' | tr zsg mrf | rev | sh", 'echo tsid eltit | rev | cat'],
  ['xargs', 'echo / | xargs rm -rf', 'echo dist | xargs rm -rf'],
  ['xargs with sh', "echo / | xargs -I{} sh -c 'rm -rf {}'", "echo dist | xargs -I{} sh -c 'rm -rf {}'"],
  ['find -exec', 'find / -exec rm -rf {} +', "find . -name '*.o' -exec rm -rf {} +"],
  ['loops', 'for d in / /etc; do rm -rf "$d"; done', 'for d in a b; do rm -rf "$d"; done'],
  ['a changed folder', 'cd / && rm -rf *', 'cd /tmp/x && rm -rf *'],
  ['a written script', 'echo rm -rf / > a.sh; sh a.sh', 'echo rm -rf dist > a.sh; sh a.sh'],
  ['a link', 'ln -s / l; rm -rf l/etc', 'ln -s / l; rm l'],
  ['python', 'python3 -c "import shutil; shutil.rmtree(\'/\')"', 'python3 -c "import shutil; shutil.rmtree(\'dist\')"'],
  ['python with a shell', 'python3 -c "import os; os.system(\'rm -rf /\')"', 'python3 -c "print(\'rm -rf /\')"'],
  ['node', "node -e \"require('fs').rmSync('/etc')\"", "node -e \"require('fs').rmSync('dist')\""],
  ['perl', 'perl -e \'system("rm -rf /")\'', 'perl -e \'print "rm -rf /"\''],
  ['ruby', "ruby -e '`rm -rf /`'", "ruby -e 'puts 1'"],
  ['awk', 'awk \'BEGIN { system("rm -rf /") }\'', "awk '/system\\(\"rm -rf/ { print }' a.txt"],
  ['a pattern for a name', '/bin/r? -rf ~', 'ls /bin/r?'],
  ['another machine', "ssh host 'rm -rf /'", "ssh host 'ls /'"],
])('%s', (_, hostile, honest) => {
  expect(verdict(hostile)).toBe('block')
  expect(verdict(honest)).toBe('allow')
})
