/*
 * What makes a variable of a dangerous family harmless: values that can neither name code nor a host. Whatever is not
 * known to be harmless is not.
 */

type IsHarmless = (value: string) => boolean

/** Every word of a list of options is one of these. */
const onlyOptions =
  (pattern: RegExp): IsHarmless =>
  (value) =>
    value.split(/\s+/).every((word) => word === '' || pattern.test(word))

/** Memory, warnings, source maps: what an application tells node or Java of itself. */
export const harmlessNodeOptions = onlyOptions(
  /^(?:--(?:max[-_](?:old|semi)[-_]space[-_]size(?:-percentage)?|stack-trace-limit|max-http-header-size|unhandled-rejections|trace-warnings|trace-deprecation|trace-uncaught|no-warnings|no-deprecation|throw-deprecation|enable-source-maps|experimental-vm-modules|experimental-strip-types|experimental-transform-types|experimental-global-webcrypto|no-experimental-fetch|no-network-family-autoselection|openssl-legacy-provider|expose-gc|dns-result-order|disable-warning|report-on-fatalerror)(?:=[\w:]*)?|\d+|ipv4first|verbatim|strict|warn)$/,
)

export const harmlessJavaOptions = onlyOptions(
  /^(?:-X(?:m[sxn]|ss)\d+[kKmMgG]?|-XX:[+-]Use[A-Za-z0-9]+|-XX:(?:Initial|Max|Min)(?:RAMPercentage|MetaspaceSize|HeapSize|RAM)=[\d.]+[kKmMgG%]?|-XX:[+-](?:HeapDumpOnOutOfMemoryError|ExitOnOutOfMemoryError|AlwaysPreTouch|DisableExplicitGC)|-XX:(?:TieredStopAtLevel|MaxGCPauseMillis|ActiveProcessorCount)=\d+|-D(?:file\.encoding|user\.(?:timezone|language|country)|java\.awt\.headless|spring\.profiles\.active|java\.net\.preferIPv4Stack|org\.gradle\.(?:daemon|parallel|caching|workers\.max))=[\w/.,+-]*|-ea|-server|--no-daemon|-B|--batch-mode|-ntp|--no-transfer-progress|-T\d*C?)$/,
)

export const harmlessRubyOptions = onlyOptions(
  /^(?:-w|-W[\d:]?[\w:-]*|--(?:yjit|jit|enable=[\w,-]+|disable=[\w,-]+)|-E[\w:-]+)$/,
)
export const harmlessGoFlags = onlyOptions(
  /^-(?:mod=(?:mod|vendor|readonly)|v|x|race|trimpath|count=\d+|p=\d+|tags=[\w,]+|buildvcs=\w+|timeout=\w+|short)$/,
)
export const harmlessMakeFlags = onlyOptions(
  /^-{0,2}(?:j\s?\d*|\d+|s|k|silent|no-print-directory|keep-going|jobs(?:=\d+)?|output-sync\w*|w)$/,
)
export const harmlessErlangOptions = onlyOptions(
  /^(?:-kernel|shell_history|enabled|disabled|\+\w{1,4}|\d+|true|false|-smp|auto|enable)$/,
)
export const harmlessRustFlags: IsHarmless = (value) =>
  onlyOptions(
    /^(?:-[DWAF]|-[DWAF][\w:-]+|[a-z_:-]+|-C|(?:-C)?(?:debuginfo|opt-level|target-cpu|target-feature|lto|strip|panic|overflow-checks|debug-assertions|codegen-units|embed-bitcode|instrument-coverage)(?:=[\w+,-]+)?|--cfg(?:=\S+)?|--cap-lints=?\w*)$/,
  )(value) && !/linker|link-arg|sysroot|codegen-backend/.test(value)
export const harmlessPytestOptions = onlyOptions(
  /^(?:-[qvxsn]{1,3}|-n\d*|auto|\d+|--(?:color|tb|maxfail|durations|cov-report|timeout|strict-markers|verbose|quiet|lf|ff|sw|capture|log-level|numprocesses|dist|reruns)(?:=[\w-]+)?)$/,
)
/** Compilers may load plugins, and run whatever stands for their own parts. */
export const harmlessCompilerFlags: IsHarmless = (value) =>
  !/-f(?:pass-)?plugin|-B|-wrapper|-specs|-fuse-ld|(?:^|\s)@|[`$;|&]|-Xclang|-load/.test(value)

/** A well-known program by its bare name, with options: no path, and no shell's doing. */
export const plainProgram =
  (names: string): IsHarmless =>
  (value) =>
    new RegExp(`^(?:${names})(?: +-{1,2}[\\w=-]+)*$`).test(value) || value === ''

/** A program where systems have theirs, or none. */
export const systemProgram: IsHarmless = (value) =>
  /^(?:\/(?:usr|bin|sbin|opt|Applications|snap|nix\/store)(?:\/[\w.@+ -]+)+)?$/.test(value) && !value.includes('..')

/** A folder where systems and people have their tools: not here, and not where everybody may write. */
export const toolFolder: IsHarmless = (value) =>
  /^(?:\/(?:usr|opt|nix|Library|home|Users|root)\/|(?:~|\$HOME|\$\{HOME\})\/)[\w./@+-]+$/.test(value) &&
  !value.includes('..')

const loopbackName = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)`
const loopback = new RegExp(`^(?:[a-z]{2,10}://)?${loopbackName}(?::\\d{1,5})?(?:/[\\w./-]*)?$`, 'i')

/** This machine. */
export const isLoopback: IsHarmless = (value) => loopback.test(value)

/** This machine, or a neighbour by a name that means something only in one's own network: a service of docker compose. */
export const isNearby: IsHarmless = (value) =>
  isLoopback(value) || /^https?:\/\/[a-z][\w-]{0,60}(?::\d{1,5})?\/?$/i.test(value)

export const onlyLoopback: IsHarmless = (value) =>
  value.split(/[\s,]+/).every((host) => host === '' || /^(?:\.?localhost|127\.0\.0\.(?:1|0\/8)|\[?::1\]?)$/i.test(host))

export const isSwitch: IsHarmless = (value) => /^(?:0|1|true|false|yes|no|on|off|)$/i.test(value)
/** A word that says how, not a path that says what. */
export const plainWord: IsHarmless = (value) => /^[\w-]{0,40}$/.test(value)
export const isTurnedOn: IsHarmless = (value) => /^(?:1|true|yes|on)$/i.test(value)
