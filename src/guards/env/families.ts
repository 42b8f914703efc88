import * as harmless from './harmless-values.ts'

/** Variables of one kind, and what a stranger could do with them. The first that fits a name decides. */
export interface Family {
  readonly rule: string
  /** After the name: "LD_PRELOAD makes programs load code that…". */
  readonly does: string
  readonly names: RegExp
  /** Of those names, ordinary settings. */
  readonly except?: RegExp
  readonly isHarmless?: (value: string) => boolean
  /** Its name alone says nothing yet: projects set it in honest ways as often as not. */
  readonly needsValue?: true
}

const loads = (names: RegExp, more: Partial<Family> = {}): Family => ({
  rule: 'env-interpreter',
  does: 'makes an interpreter or a build tool run or load what it names',
  names,
  ...more,
})
const starts = (names: RegExp, more: Partial<Family> = {}): Family => ({
  rule: 'env-helper',
  does: 'names a program, or a configuration that names one, for other programs to start',
  names,
  ...more,
})
const leads = (names: RegExp, more: Partial<Family> = {}): Family => ({
  rule: 'env-endpoint',
  does: 'sends requests, and the credentials in them, to another host',
  names,
  ...more,
})

const editors = 'vi|vim|nvim|nano|pico|emacs|emacsclient|micro|hx|helix|ed|code|subl|true|false|:'
const pagers = 'cat|less|more|most|bat|delta|never'
const browsers =
  'none|false|true|chrome|chromium|firefox|safari|edge|opera|brave|webkit|google chrome|google-chrome|msedge|headless|open|xdg-open'

/** By whom they are read: ralph, the system, shells, agents, the network, and then one tool after another. */
export const families: readonly Family[] = [
  { rule: 'env-ralph', does: 'sets limits and guards of ralph, which are the operator’s', names: /^RALPH_/ },
  {
    rule: 'env-loader',
    does: 'makes programs load code that they were not built with',
    names:
      /^(?:LD_|DYLD_|_RLD)|^(?:LIBPATH|SHLIB_PATH|GLIBC_TUNABLES|GCONV_PATH|LOCPATH|NLSPATH|LOCALDOMAIN|RES_OPTIONS|HOSTALIASES|RESOLV_HOST_CONF|GTK_(?:MODULES|PATH|EXE_PREFIX)|GIO_(?:MODULE_DIR|EXTRA_MODULES)|QT_PLUGIN_PATH|QT_QPA_PLATFORM_PLUGIN_PATH|GST_PLUGIN_PATH|VK_(?:LAYER_PATH|ADD_LAYER_PATH|ICD_FILENAMES|DRIVER_FILES)|LIBGL_DRIVERS_PATH|OPENSSL_(?:CONF|CONF_INCLUDE|MODULES|ENGINES)|OCL_ICD_\w+|PKCS11_\w+|NSS_\w+)$/,
    // LaunchDarkly's.
    except: /^LD_(?:SDK|CLIENT|ENV|API|MOBILE|PROJECT|FLAG|USER|RELAY|BASE|STREAM|EVENTS|ACCESS)_?|^NSS_SSL/,
  },
  {
    rule: 'env-shell',
    does: 'makes shells and what they start find or run something else',
    names:
      /^(?:BASH_(?:ENV|FUNC_.*|LOADABLES_PATH|XTRACEFD|ALIASES|CMDS|STARTUP)|ZDOTDIR|PROMPT_COMMAND|PS[04]|SHELLOPTS|BASHOPTS|IFS|PATH|HOME|CDPATH|FPATH|fpath|fish_(?:function|user)_paths?|fish_function_path|EXECIGNORE|GLOBIGNORE|HISTFILE|INPUTRC|MAILPATH|COMSPEC|ComSpec|PATHEXT|PSModulePath|USERPROFILE|APPDATA|TERMCAP|TERMINFO|TERMINFO_DIRS|TERMPATH|DIRENV_(?:CONFIG|BASH)|STARSHIP_CONFIG|ZSH|ZSH_CUSTOM|XDG_(?:CONFIG_HOME|CONFIG_DIRS|DATA_HOME|DATA_DIRS|STATE_HOME|RUNTIME_DIR|BIN_HOME)|GCONV_\w+)$/,
  },
  { ...shell(/^ENV$/), isHarmless: harmless.plainWord },
  { ...shell(/^PS[123]$/), isHarmless: (value) => !/\$\(|`/.test(value), needsValue: true },
  { ...shell(/^SHELL$/), isHarmless: (value) => /^(?:\/usr)?(?:\/local)?\/bin\/(?:ba|z|da|fi|k)?sh$/.test(value) },
  { ...git(/^GIT_(?:EDITOR|SEQUENCE_EDITOR|PAGER)$/), isHarmless: harmless.plainProgram(`${editors}|${pagers}`) },
  { ...git(/^GIT_(?:TRACE\w*|CURL_VERBOSE|PROGRESS_DELAY)$/), isHarmless: harmless.isSwitch },
  {
    rule: 'env-git',
    does: 'makes git run programs, trust servers or look elsewhere',
    names: /^GIT_/,
    except:
      /^GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|TERMINAL_PROMPT|OPTIONAL_LOCKS|MERGE_AUTOEDIT|LFS_SKIP_SMUDGE|ADVICE|FLUSH|ICASE_PATHSPECS|LITERAL_PATHSPECS|(?:LATEST_|BUILD_|CURRENT_|DEFAULT_|RELEASE_|MAIN_|BASE_|TARGET_|PREVIOUS_|SHORT_)?(?:COMMIT|SHA\d?|BRANCH|TAG|REF|REV|REVISION|HASH|VERSION)(?:_\w+)?|DEPTH|STRATEGY|SUBMODULE_STRATEGY|SUBMODULE_DEPTH|CLEAN_FLAGS|REPO|REPO_(?:NAME|OWNER|URL)|REPOSITORY|REPOSITORY_(?:NAME|OWNER|URL)|ORG|OWNER|URL|REMOTE_URL|USER|USERNAME|USER_(?:NAME|EMAIL)|NAME|EMAIL|TOKEN|PASSWORD|PAT|ACCESS_TOKEN|PROVIDER|MESSAGE)$/,
  },
  {
    rule: 'env-proxy',
    does: 'leads requests through, or past, another host',
    names:
      /^(?:GLOBAL_AGENT_|npm_config_|NPM_CONFIG_|YARN_|CARGO_|SYSTEM_|MAVEN_|PIP_|BUNDLE_|DOCKER_)?(?:HTTPS?|ALL|FTP|SOCKS[45]?|WSS?|RSYNC|GRPC|AUTO|GOPHER)_?PROXY$|^(?:https?|all|ftp|rsync|socks[45]?|wss?)_proxy$|^(?:SOCKS_SERVER|PIP_PROXY|AUTO_PROXY|CARGO_HTTP_PROXY|NODE_USE_ENV_PROXY|CGI_HTTP_PROXY|npm_config_(?:https_)?proxy|NPM_CONFIG_(?:HTTPS_)?PROXY)$/,
  },
  {
    ...proxy(/^(?:GLOBAL_AGENT_)?NO_PROXY$|^no_proxy$|^(?:npm_config_no|NPM_CONFIG_NO)_?proxy$/i),
    isHarmless: harmless.onlyLoopback,
  },
  {
    ...proxy(/^PROXY$/),
    isHarmless: (value) => harmless.isSwitch(value) || harmless.isLoopback(value),
    needsValue: true,
  },
  {
    rule: 'env-tls',
    does: 'changes whom programs believe to be who they say they are',
    names:
      /^(?:NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|SSL_CERT_(?:FILE|DIR)|CURL_(?:CA_BUNDLE|HOME|SSL_BACKEND)|\w+_CA_?BUNDLE|REQUESTS_CA_BUNDLE|SSLKEYLOGFILE|PYTHONHTTPSVERIFY|DENO_(?:CERT|TLS_CA_STORE)|HTTPLIB2_CA_CERTS|NIX_SSL_CERT_FILE|GRPC_DEFAULT_SSL_ROOTS_FILE_PATH|CODEX_CA_CERTIFICATE|PERL_LWP_SSL_\w+|HTTPS_CA_(?:FILE|DIR)|RUBY_SSL_\w+|ELIXIR_\w*CACERTS?\w*|HEX_(?:CACERTS_PATH|UNSAFE_\w+)|SSL_(?:NO_VERIFY|VERIFY_NONE)|CURL_INSECURE|WGET_INSECURE|QWEN_TLS_INSECURE)$/,
  },
  { ...tls(/^NODE_TLS_REJECT_UNAUTHORIZED$/), isHarmless: harmless.isTurnedOn },
  {
    rule: 'env-agent',
    does: 'gives a coding agent other settings: what it may do, where it looks, whom it asks',
    names:
      /^(?:CLAUDE|CODEX|COPILOT|GITHUB_COPILOT|GEMINI_CLI|OPENCODE|QWEN_CODE|KIRO|CURSOR_AGENT|AIDER|GOOSE|CLINE|AMAZON_Q|PI_CODING_AGENT)_\w+$|^(?:CLAUDECODE|IS_SANDBOX|GEMINI_(?:SANDBOX|SYSTEM_MD|SANDBOX_\w+|TELEMETRY_\w+)|QWEN_(?:HOME|SANDBOX|SANDBOX_\w+|SYSTEM_MD|RUNTIME_DIR|WRITE_SYSTEM_MD)|AMP_(?:SETTINGS_FILE|TOOLBOX)|PI_PACKAGE_DIR|MCP_CONFIG\w*|ANTHROPIC_(?:CONFIG_DIR|CUSTOM_HEADERS|UNIX_SOCKET|PROFILE|BETAS)|OPENAI_(?:CUSTOM|DEFAULT)_HEADERS)$/,
    except: /_(?:API_?KEY|TOKEN|MODEL|MODEL_NAME|MAX_TOKENS|TEMPERATURE|TIMEOUT(?:_MS)?|VERSION)$/,
  },
  leads(
    /^(?:ANTHROPIC|CLAUDE|OPENAI|AZURE_OPENAI|AZURE_AI|GEMINI|GOOGLE_GEMINI|GOOGLE_GENAI|GOOGLE_VERTEX|VERTEX|VERTEXAI|BEDROCK|DASHSCOPE|QWEN|DEEPSEEK|MISTRAL|GROQ|XAI|OPENROUTER|COPILOT|CODEX|MOONSHOT|KIMI|MINIMAX|ZAI|ZHIPU|TOGETHER|FIREWORKS|COHERE|PERPLEXITY|CEREBRAS|HF|HUGGINGFACE|HF_INFERENCE|REPLICATE|CODE_ASSIST|LITELLM|AI_GATEWAY|NVIDIA|VOYAGE|SAMBANOVA)(?:_\w+)?_(?:BASE_?URLS?|API_BASE(?:_URL)?|ENDPOINTS?|API_URL|URL|URI|HOST|API_HOST|PROXY_URL|GATEWAY)$/,
  ),
  leads(/^(?:AMP_URL|OPENAI_API_BASE|OPENAI_PROXY|HF_HUB_URL|HF_MIRROR)$/),
  leads(
    /^(?:OLLAMA|LLM|AI|LLAMA|LMSTUDIO|LM_STUDIO|VLLM|LOCALAI|MODEL|LOCAL_LLM)(?:_\w+)?_(?:BASE_?URL|API_BASE|HOST|ENDPOINT|API_URL|URL)$/,
    {
      isHarmless: harmless.isNearby,
      needsValue: true,
    },
  ),
  leads(/^AWS_ENDPOINT_URL(?:_\w+)?$/, { isHarmless: harmless.isNearby }),
  leads(
    /^AWS_(?:CONFIG_FILE|SHARED_CREDENTIALS_FILE|EC2_METADATA_SERVICE_ENDPOINT\w*|CONTAINER_CREDENTIALS_\w+|CONTAINER_AUTHORIZATION_TOKEN_FILE|WEB_IDENTITY_TOKEN_FILE|CREDENTIAL_PROCESS|CLI_ALIAS_FILE|DATA_PATH)$|^(?:BOTO_CONFIG|BOTO_PATH|CLOUDSDK_(?:CONFIG|PYTHON\w*|API_ENDPOINT_OVERRIDES_\w+|AUTH_\w+|PROXY_\w+)|GCE_METADATA_(?:HOST|IP)|AZURE_(?:AUTHORITY_HOST|CONFIG_DIR|EXTENSION_DIR))$/,
  ),
  leads(/^DOCKER_(?:HOST|CONFIG|CONTEXT|CERT_PATH|CLI_PLUGIN\w*)$|^(?:CONTAINER_HOST|BUILDKIT_HOST|PODMAN_\w*HOST)$/, {
    isHarmless: (value) => /^unix:\/\/\/(?:var\/)?run\/docker\.sock$|^tcp:\/\/docker:237[56]$|^default$/.test(value),
  }),
  leads(/^(?:GH_HOST|GH_CONFIG_DIR|GITLAB_HOST|KUBECONFIG|HELM_(?:PLUGINS|CONFIG_HOME|DATA_HOME|REPOSITORY_CONFIG))$/),
  leads(
    /^npm_config_|^NPM_CONFIG_|^(?:YARN|PIP|UV|PDM|CARGO|BUN_CONFIG|PNPM_CONFIG|COREPACK_NPM|RUSTUP|HOMEBREW|BUNDLE|POETRY_REPOSITORIES|CONDA|COMPOSER|NUGET|HEX|MIX|JSPM|ELECTRON|PUPPETEER|PLAYWRIGHT|NVM_NODEJS|NODEJS_ORG|SASS_BINARY|CYPRESS)_\w*(?:REGISTRY|INDEX|INDEX_URL|MIRROR|DOMAIN|SERVER|SITE|DOWNLOAD_HOST|DOWNLOAD_BASE_URL|INSTALL_BINARY|UPDATE_ROOT|CONFIG\w*|LINKS|SOURCE\w*|RC_FILENAME|YARN_PATH|PLUGINS)\w*$|^(?:NUGET_PACKAGES|HEX_MIRROR|HEX_REPOS_KEY|CONDARC|MAMBARC|GOPROXY|GOSUMDB|GONOSUMCHECK|GOINSECURE|NVM_NODEJS_ORG_MIRROR|FNM_NODE_DIST_MIRROR|N_NODE_MIRROR|VOLTA_FEATURE_\w+|RUBYGEMS_HOST|GEM_(?:HOST|SOURCE|SPEC_CACHE)|CPAN\w*|PERL_CPANM_OPT|PIP_(?:CERT|CLIENT_CERT|CONFIG_FILE|CONSTRAINT|REQUIREMENT|TARGET|PREFIX|USER|PYTHON|TRUSTED_HOST|FIND_LINKS|PRE|EDITABLE|SRC|GLOBAL_OPTION|BUILD_OPTION|CONFIG_SETTINGS)|UV_(?:PYTHON|FIND_LINKS|INSECURE_HOST|KEYRING_PROVIDER|OVERRIDE|CONSTRAINT|BUILD_CONSTRAINT|PROJECT_ENVIRONMENT|TOOL_DIR|TOOL_BIN_DIR))$/,
    {
      rule: 'env-registry',
      does: 'makes package managers install from somewhere else, or run something else',
      except:
        /^(?:npm_config_|NPM_CONFIG_)(?:LOG_?LEVEL|CACHE|FUND|AUDIT|AUDIT_LEVEL|PROGRESS|UPDATE_NOTIFIER|COLOR|LEGACY_PEER_DEPS|STRICT_PEER_DEPS|ENGINE_STRICT|SAVE_EXACT|SAVE_PREFIX|PREFER_OFFLINE|OFFLINE|YES|UNICODE|PACKAGE_LOCK|FETCH_RETRIES|FETCH_TIMEOUT|MAXSOCKETS|PRODUCTION|OMIT|INCLUDE|SPIN|DEPTH|SHAMEFULLY_HOIST)$|_(?:TOKEN|PASSWORD|USERNAME)$|^(?:PIP_ROOT_USER_ACTION|BUNDLE_(?:PATH|FROZEN|DEPLOYMENT|WITHOUT|JOBS|RETRY|CLEAN)|UV_INDEX_STRATEGY|HOMEBREW_NO_\w+|CONDA_(?:DEFAULT_ENV|ENV\w*)|COMPOSER_ROOT_VERSION|CYPRESS_(?:BASE_URL|RECORD_KEY)|PLAYWRIGHT_(?:BASE_URL|TEST_BASE_URL)|CARGO_REGISTRIES_CRATES_IO_PROTOCOL|POETRY_VIRTUALENVS_\w+)$/i,
      isHarmless: (value) =>
        /^(?:https:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org\/simple|proxy\.golang\.org|index\.crates\.io|rubygems\.org|nodejs\.org\/dist)\/?(?:,direct)?|direct|sum\.golang\.org)$/.test(
          value,
        ),
    },
  ),
  starts(
    /^(?:[A-Z0-9]+_)*ASKPASS(?:_REQUIRE)?$|^(?:LESSOPEN|LESSCLOSE|LESSEDIT|LESSKEY\w*|LESSSECURE_ALLOW|SSH_(?:AUTH_SOCK|AGENT_PID|SK_PROVIDER|PKCS11_HELPER|SK_HELPER)|RSYNC_RSH|CVS_RSH|SVN_SSH|HGRCPATH|HG_\w*PATH|RIPGREP_CONFIG_PATH|FZF_(?:DEFAULT|CTRL_[TR]|ALT_C)_(?:COMMAND|OPTS|OPTS_FILE)|GREP_OPTIONS|TAR_OPTIONS|TAPE|ZIPOPT|UNZIPOPT|WGETRC|NETRC|PSQLRC|PGPASSFILE|PGSERVICEFILE|PGSYSCONFDIR|LIBMYSQL_\w+|MYSQL_(?:HOME|TEST_LOGIN_FILE)|GNUPGHOME|KRB5_\w+|SCREENRC|VIMINIT|EXINIT|GVIMINIT|VIMRUNTIME|MYVIMRC|EMACSLOADPATH|NMAPDIR|TF_CLI_CONFIG_FILE|TERRAFORM_CONFIG|PACKER_(?:PLUGIN_PATH|CONFIG\w*)|ANSIBLE_(?:CONFIG|LIBRARY|\w*PLUGINS?|MODULE_UTILS|SSH_\w+|VAULT_PASSWORD_FILE)|CCACHE_(?:PREFIX\w*|COMPILER|CONFIGPATH|PATH)|DISTCC_HOSTS|XAUTHORITY|SUDO_(?:EDITOR|PROMPT)|POSIXLY_SHELL|CONFIG_SHELL|MAKESHELL|BATS_LIB_PATH|CORE_PATTERN|GDBINIT|STRACE_OPTS|PKEXEC_\w+|SYSTEMD_\w*(?:PATH|EDITOR|PAGER)|DBUS_\w+_ADDRESS|AT_SPI_\w+)$/,
  ),
  starts(
    /^(?:(?:KUBE|GH|SVN|HG|REACT|LAUNCH|BUNDLER|GEM|PSQL|FC|SUDO|JJ|GLAB|ZK|DJANGO)_)?(?:EDITOR|VISUAL)$|^HGEDITOR$/,
    {
      isHarmless: harmless.plainProgram(editors),
    },
  ),
  starts(/^(?:(?:GH|GLAB|AWS|PSQL|MAN|SYSTEMD|BAT|DELTA|MYSQL|HG|JJ|BUNDLER)_?)?PAGER$/, {
    isHarmless: harmless.plainProgram(pagers),
  }),
  starts(/^BROWSER$/, { isHarmless: (value) => new RegExp(`^(?:${browsers})?$`, 'i').test(value) }),
  starts(
    /^(?:CHROME_(?:BIN|PATH)|PUPPETEER_EXECUTABLE_PATH|GOOGLE_CHROME_(?:BIN|SHIM)|FIREFOX_BIN|EDGE_BIN|CHROMEDRIVER_PATH|ELECTRON_OVERRIDE_DIST_PATH)$/,
    {
      isHarmless: harmless.systemProgram,
      needsValue: true,
    },
  ),
  starts(/^LESS$/, { isHarmless: (value) => /^[-FRXSiMKqQ ]*$/.test(value), needsValue: true }),
  ...interpreters(),
]

function interpreters(): readonly Family[] {
  return [
    loads(/^(?:NODE|BUN)_OPTIONS$/, { isHarmless: harmless.harmlessNodeOptions }),
    loads(
      /^(?:JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|JDK_JAVAC_OPTIONS|MAVEN_(?:OPTS|ARGS|CMD_LINE_ARGS|CONFIG|BASEDIR)|GRADLE_OPTS|SBT_OPTS|ANT_(?:OPTS|ARGS)|CATALINA_OPTS|KOTLIN_\w*OPTS|SCALA_OPTS|LEIN_JVM_OPTS|KARAF_OPTS|JBOSS_\w*OPTS)$/,
      { isHarmless: harmless.harmlessJavaOptions },
    ),
    loads(/^(?:JAVA_OPTS|JAVA_ARGS|JVM_OPTS|JVM_ARGS|JAVA_OPTIONS|GRADLE_ARGS|DEFAULT_JVM_OPTS)$/, {
      isHarmless: harmless.harmlessJavaOptions,
      needsValue: true,
    }),
    loads(
      /^(?:NODE_(?:PATH|REPL_EXTERNAL_MODULE|REPL_HISTORY|ICU_DATA|COMPILE_CACHE|REDIRECT_WARNINGS|V8_COVERAGE|CHANNEL_FD|BINARY|GYP_\w+|PRESERVE_SYMLINKS_MAIN|INSPECT\w*)|npm_(?:node_)?execpath|ELECTRON_RUN_AS_NODE|ELECTRON_\w*PATH|TS_NODE_(?:COMPILER|REQUIRE|CWD)|VSCODE_INSPECTOR_OPTIONS|BUN_(?:INSPECT\w*|PRELOAD)|DENO_(?:NPM_\w+|CONFIG)|NODE_UNIQUE_ID|NYC_CONFIG\w*|CLASSPATH|GROOVY_CONF|CORECLR_\w+|COR_\w+|DOTNET_(?:STARTUP_HOOKS|ADDITIONAL_DEPS|SHARED_STORE|HOST_PATH)|MSBUILD\w*PATH|MSBuildSDKsPath)$/,
    ),
    loads(/^PYTHON[A-Z]*$/, {
      except:
        /^PYTHON(?:UNBUFFERED|DONTWRITEBYTECODE|IOENCODING|UTF8|HASHSEED|FAULTHANDLER|TRACEMALLOC|ASYNCIODEBUG|DEVMODE|OPTIMIZE|NOUSERSITE|SAFEPATH|VERBOSE|MALLOC|DEBUG|COERCECLOCALE|WARNDEFAULTENCODING|INTMAXSTRDIGITS|LEGACYWINDOWSSTDIO|NODEBUGRANGES|WARNINGS|PROFILEIMPORTTIME|DUMPREFS)?$/,
    }),
    // A category that is not built in is imported, and importing runs.
    loads(/^PYTHONWARNINGS$/, {
      isHarmless: (value) =>
        /^(?:(?:default|error|always|module|once|ignore|all)(?:::?[A-Za-z]{0,30})?[\s,]*){1,9}$/.test(value),
    }),
    loads(
      /^(?:PYTEST_PLUGINS|COVERAGE_PROCESS_START|IPYTHONDIR|JUPYTER_(?:CONFIG_DIR|CONFIG_PATH|PATH|DATA_DIR)|PYLINTRC|MYPYPATH|PIPENV_PIPFILE|VIRTUALENV_\w+|PYTHON_(?:PATH|EXECUTABLE|CONFIGURE_OPTS)|PYENV_(?:ROOT|HOOK_PATH)|NUMBA_\w*PATH|FLASK_ENV_FILE|CELERY_LOADER)$/,
    ),
    loads(/^PYTEST_ADDOPTS$/, { isHarmless: harmless.harmlessPytestOptions }),
    loads(/^PYTHON_KEYRING_BACKEND$/, { isHarmless: (value) => /^keyring\.backends\.[\w.]{1,60}$/.test(value) }),
    loads(/^MPLBACKEND$/, { isHarmless: (value) => !value.startsWith('module:'), needsValue: true }),
    loads(/^PERL(?:5|LIB|_)\w*$|^PERLIO$|^PERLLIB$/, {
      except: /^PERL_(?:BADLANG|UNICODE|VERSION|HASH_SEED|ENV|SIGNALS)$/,
    }),
    loads(/^RUBYOPT$/, { isHarmless: harmless.harmlessRubyOptions }),
    loads(
      /^(?:RUBY(?:LIB|PATH|SHELL|LIB_PREFIX)|GEM_(?:PATH|HOME)|BUNDLE_(?:USER_\w+|PLUGINS|BIN_PATH|BIN|SHEBANG|APP_CONFIG)|BUNDLER_ORIG_\w+|RBENV_(?:HOOK_PATH|DIR)|IRBRC|PRYRC|RAILS_\w*PATH_OVERRIDE|SPEC_OPTS_FILE)$/,
    ),
    loads(/^BUNDLE_GEMFILE$/, { isHarmless: (value) => /^(?!.*\.\.)[\w][\w./-]*$/.test(value), needsValue: true }),
    loads(
      /^(?:PHPRC|PHP_INI_SCAN_DIR|PHP_(?:PEAR_\w+|AUTOLOAD_\w+)|COMPOSER_(?:HOME|BIN_DIR|VENDOR_DIR)|LUA_(?:INIT|PATH|CPATH)(?:_\w+)?|LUAROCKS_CONFIG\w*|R_(?:PROFILE|PROFILE_USER|ENVIRON|ENVIRON_USER|LIBS|LIBS_USER|LIBS_SITE|HOME|DEFAULT_PACKAGES)|TCLLIBPATH|TCL_LIBRARY|TK_LIBRARY|JULIA_(?:LOAD_PATH|DEPOT_PATH|BINDIR|PKG_SERVER)|GUILE_\w*PATH|OCAMLPATH|CAML_LD_LIBRARY_PATH|OCAMLRUNPARAM|GHC_(?:PACKAGE_PATH|ENVIRONMENT)|AWKPATH|AWKLIBPATH|ERL_LIBS|ERL_INETRC|ELIXIR_PATH|MIX_(?:PATH|ARCHIVES|EXS|REBAR\w*)|SBCL_HOME|OCTAVE_\w*PATH|GAP_\w*PATH|SWIPL_\w+|RACKET_\w+|PLTCOLLECTS)$/,
    ),
    loads(/^(?:ERL_(?:FLAGS|AFLAGS|ZFLAGS)|ELIXIR_ERL_OPTIONS)$/, { isHarmless: harmless.harmlessErlangOptions }),
    loads(/^CARGO_\w+$/, {
      except:
        /^CARGO_(?:TERM_\w+|INCREMENTAL|NET_(?:RETRY|OFFLINE|GIT_FETCH_WITH_CLI)|PROFILE_\w+|PKG_\w+|MANIFEST_DIR|BUILD_(?:JOBS|TARGET)|REGISTRY_TOKEN|REGISTRIES_\w+_TOKEN|REGISTRIES_CRATES_IO_PROTOCOL|TARGET_DIR|HTTP_(?:MULTIPLEXING|TIMEOUT)|CACHE_\w+|VERSION|UNSTABLE_SPARSE_REGISTRY|LOG)$/,
    }),
    loads(
      /^(?:RUSTC|RUSTDOC|RUSTC_(?:WRAPPER|WORKSPACE_WRAPPER|LINKER|BOOTSTRAP|LOG_FILE)|RUSTFMT|CLIPPY_CONF_DIR|RUSTUP_(?:HOME|TOOLCHAIN_PATH))$/,
      { isHarmless: harmless.plainProgram('sccache|cachepot|1|0') },
    ),
    loads(/^RUST(?:DOC)?FLAGS$/, { isHarmless: harmless.harmlessRustFlags, needsValue: true }),
    loads(/^GOFLAGS$/, { isHarmless: harmless.harmlessGoFlags }),
    loads(
      /^(?:GOROOT|GOENV|GOTOOLDIR|GOBIN|GOWORK|GOVCS|GCCGO|GOCACHEPROG|GOAUTH|GOPACKAGESDRIVER|GO_EXTLINK_ENABLED)$/,
      { isHarmless: (value) => harmless.toolFolder(value) || value === 'off' },
    ),
    loads(/^GOTOOLCHAIN$/, {
      isHarmless: (value) => /^(?:local|auto|path|go1[\w.]{1,12}(?:\+auto)?)$/.test(value),
      needsValue: true,
    }),
    loads(
      /^MAKEFILES$|^(?:GNU)?MAKE_\w*SHELL$|^CMAKE_(?:TOOLCHAIN_FILE|PROJECT_\w*INCLUDE\w*|PREFIX_FILE)$|^(?:DEBUGINFOD_URLS|GCC_EXEC_PREFIX|COMPILER_PATH|CCC_OVERRIDE_OPTIONS|LLVM_CONFIG_PATH)$/,
    ),
    loads(/^(?:MAKEFLAGS|GNUMAKEFLAGS|MFLAGS)$/, { isHarmless: harmless.harmlessMakeFlags, needsValue: true }),
    loads(
      /^(?:CC|CXX|CPP|LD|AR|AS|NM|RANLIB|FC|HOSTCC|CC_FOR_BUILD|LINKER|OBJC|GCC|CLANG|MAKE|PYTHON_BIN|NODE_BIN|CMAKE_\w+_COMPILER(?:_LAUNCHER)?)$/,
      {
        isHarmless: (value) =>
          harmless.systemProgram(value) ||
          /^(?:(?:s?c?cache|distcc) )?[A-Za-z][\w+-]*(?:-[\w.]+)?(?: -[\w=+-]+)*$/.test(value),
        needsValue: true,
      },
    ),
    loads(/^(?:C|CXX|CPP|LD|OBJC|F|FF|CGO_\w*)FLAGS$/, {
      isHarmless: harmless.harmlessCompilerFlags,
      needsValue: true,
    }),
    loads(
      /^(?:JAVA|JDK|JRE|GRADLE|MAVEN|M2|ANT|SCALA|KOTLIN|GROOVY|ANDROID|ANDROID_SDK|ANDROID_NDK|FLUTTER|VOLTA|PNPM|NVM|RUSTUP|PYENV|RBENV|NODENV|PIPX|MIX|BUN|DENO|SDKMAN|CUDA|HADOOP|SPARK)_(?:HOME|ROOT|DIR|INSTALL)$|^DOTNET_ROOT$|^GRADLE_USER_HOME$/,
      {
        isHarmless: harmless.toolFolder,
        needsValue: true,
      },
    ),
  ]
}

function shell(names: RegExp): Family {
  return { rule: 'env-shell', does: 'makes shells and what they start find or run something else', names }
}

function git(names: RegExp): Family {
  return { rule: 'env-git', does: 'makes git run programs, trust servers or look elsewhere', names }
}

function proxy(names: RegExp): Family {
  return { rule: 'env-proxy', does: 'leads requests through, or past, another host', names }
}

function tls(names: RegExp): Family {
  return { rule: 'env-tls', does: 'changes whom programs believe to be who they say they are', names }
}
