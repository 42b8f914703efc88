/*
 * What makes a variable of a dangerous family harmless: values that can neither name code nor a host. Whatever is not
 * known to be harmless is not.
 */

type IsHarmless = (value: string) => boolean

/** Every word of a list of options is one of these. */
function onlyOptions(...patterns: readonly RegExp[]): IsHarmless {
  return (value) => value.split(/\s+/).every((word) => word === '' || patterns.some((pattern) => pattern.test(word)))
}

/** Memory, warnings, source maps: what an application tells node of itself. */
export const harmlessNodeOptions = onlyOptions(
  /^--(?:max[-_](?:old|semi)[-_]space[-_]size(?:-percentage)?|stack-trace-limit|max-http-header-size)(?:=\d+)?$/,
  /^--(?:unhandled-rejections|dns-result-order|disable-warning)(?:=[\w:]+)?$/,
  /^--(?:trace-(?:warnings|deprecation|uncaught)|no-(?:warnings|deprecation)|throw-deprecation|enable-source-maps)$/,
  /^--(?:experimental-(?:vm-modules|strip-types|transform-types|global-webcrypto)|openssl-legacy-provider|expose-gc)$/,
  /^--no-(?:experimental-fetch|network-family-autoselection|experimental-strip-types)$/,
  /^(?:\d+|ipv4first|verbatim|strict|warn)$/,
)

export const harmlessJavaOptions = onlyOptions(
  /^-X(?:m[sxn]|ss)\d+[kKmMgG]?$/,
  /^-XX:[+-](?:Use[A-Za-z0-9]+|HeapDumpOnOutOfMemoryError|ExitOnOutOfMemoryError|AlwaysPreTouch|DisableExplicitGC)$/,
  /^-XX:(?:Initial|Max|Min)(?:RAMPercentage|MetaspaceSize|HeapSize|RAM)=[\d.]+[kKmMgG%]?$/,
  /^-XX:(?:TieredStopAtLevel|MaxGCPauseMillis|ActiveProcessorCount)=\d+$/,
  /^-D(?:file\.encoding|user\.(?:timezone|language|country)|java\.awt\.headless|spring\.profiles\.active)=[\w/.,+-]*$/,
  /^-D(?:java\.net\.preferIPv4Stack|org\.gradle\.(?:daemon|parallel|caching|workers\.max))=\w*$/,
  /^(?:-ea|-server|--no-daemon|-B|--batch-mode|-ntp|--no-transfer-progress|-T\d*C?)$/,
)

export const harmlessRubyOptions = onlyOptions(
  /^(?:-w|-W[\d:]?[\w:-]*|--(?:yjit|jit|(?:en|dis)able=[\w,-]+)|-E[\w:-]+)$/,
)

export const harmlessGoFlags = onlyOptions(
  /^-(?:mod=(?:mod|vendor|readonly)|v|x|race|trimpath|short|(?:count|p)=\d+|tags=[\w,]+|(?:buildvcs|timeout)=\w+)$/,
)

export const harmlessMakeFlags = onlyOptions(
  /^-{0,2}(?:j\d*|\d+|s|k|w|silent|no-print-directory|keep-going|jobs(?:=\d+)?|output-sync\w*)$/,
)

export const harmlessErlangOptions = onlyOptions(
  /^(?:-kernel|shell_history|enabled|disabled|\+\w{1,4}|\d+|true|false|-smp|auto|enable)$/,
)

const rustOptions = onlyOptions(
  /^-[DWAF][\w:-]*$/,
  /^[a-z_]+(?:::[a-z_]+)?$/,
  /^(?:-C)?(?:debuginfo|opt-level|target-cpu|target-feature|lto|strip|panic|overflow-checks|codegen-units)?(?:=[\w+,-]+)?$/,
  /^(?:-C)?(?:debug-assertions|embed-bitcode|instrument-coverage)(?:=\w+)?$/,
  /^--cfg(?:=\w+)?$|^--cap-lints(?:=\w+)?$/,
)

export const harmlessRustFlags: IsHarmless = (value) =>
  rustOptions(value) && !/linker|link-arg|sysroot|codegen-backend/.test(value)

export const harmlessPytestOptions = onlyOptions(
  /^(?:-[qvxsn]{1,3}|-n\d*|auto|\d+)$/,
  /^--(?:color|tb|maxfail|durations|cov-report|timeout|capture|log-level|numprocesses|dist|reruns)(?:=[\w-]+)?$/,
  /^--(?:strict-markers|verbose|quiet|lf|ff|sw)$/,
)

/** A category that is not built in is imported, and importing runs. */
export const harmlessPythonWarnings: IsHarmless = (value) =>
  value
    .split(',')
    .every((part) => /^\s*(?:default|error|always|module|once|ignore|all)(?:::[A-Za-z]{0,40})?\s*$/.test(part))

export const terraformOptions = onlyOptions(
  /^-(?:no-color|compact-warnings|input=false|parallelism=\d+|lock-timeout=\d+\w?)$/,
)

/** Compilers may load plugins, and run whatever stands for their own parts. */
export const harmlessCompilerFlags: IsHarmless = (value) =>
  !/-f(?:pass-)?plugin|-B|-wrapper|-specs|-fuse-ld|(?:^|\s)@|[`$;|&]|-Xclang|-load/.test(value)

/** A compiler by its name, perhaps behind a cache, or where systems have theirs. */
export const plainCompiler: IsHarmless = (value) =>
  systemProgram(value) || /^(?:(?:s?ccache|distcc) )?[A-Za-z][\w.+-]{0,60}(?: -[\w=+-]{1,60}){0,9}$/.test(value)

/** A well-known program by its bare name, with options: no path, and no shell's doing. */
function plainProgram(names: string): IsHarmless {
  const pattern = new RegExp(`^(?:${names})(?: {1,4}-{1,2}[\\w=-]{1,60}){0,9}$`, 'i')
  return (value) => value === '' || pattern.test(value)
}

export const plainEditor = plainProgram(
  'n?vim?|vi|nano|pico|emacs|emacsclient|micro|hx|helix|ed|code|subl|true|false|:',
)
export const plainPager = plainProgram('cat|less|more|most|bat|delta|never|off|false')
export const plainBrowser = plainProgram(
  'none|false|true|google[ -]chrome|chrome|chromium|firefox|safari|edge|msedge|opera|brave|webkit|headless|open|xdg-open',
)

/** A program where systems have theirs, or none. */
export const systemProgram: IsHarmless = (value) =>
  value === '' ||
  (/^\/(?:usr|bin|sbin|opt|Applications|snap|nix\/store)\/[\w.@+ /-]{1,500}$/.test(value) && !value.includes('..'))

/** A folder where systems and people have their tools: not here, and not where everybody may write. */
export const toolFolder: IsHarmless = (value) =>
  /^(?:\/(?:usr|opt|nix|Library|home|Users|root)\/|(?:~|\$HOME|\$\{HOME\})\/)[\w./@+-]{1,500}$/.test(value) &&
  !value.includes('..')

/** This machine. */
export const isLoopback: IsHarmless = (value) =>
  /^(?:[a-z]{2,10}:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)(?::\d{1,5})?(?:\/[\w./-]*)?$/i.test(
    value,
  )

/** This machine, or a neighbour by a name that means something only in one's own network: a service of docker compose. */
export const isNearby: IsHarmless = (value) =>
  isLoopback(value) || /^https?:\/\/[a-z][\w-]{0,60}(?::\d{1,5})?(?:\/[\w./-]{0,100})?$/i.test(value)

export const onlyLoopback: IsHarmless = (value) =>
  value.split(/[\s,]+/).every((host) => host === '' || /^(?:\.?localhost|127\.0\.0\.(?:1|0\/8)|\[?::1\]?)$/i.test(host))

export const isSwitch: IsHarmless = (value) => /^(?:0|1|true|false|yes|no|on|off|)$/i.test(value)
export const isTurnedOn: IsHarmless = (value) => /^(?:1|true|yes|on)$/i.test(value)

/** A word that says how, not a path that says what. */
export const plainWord: IsHarmless = (value) => /^[\w-]{0,40}$/.test(value)
