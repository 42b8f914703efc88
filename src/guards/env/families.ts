import { familyFinder, type Family } from './family.ts'
import * as harmless from './harmless-values.ts'
import { helperFamilies, interpreterFamilies, registryFamilies } from './tool-families.ts'

const ralph: Family = {
  rule: 'env-ralph',
  does: 'sets limits and guards of ralph, which are the operator’s',
  names: 'RALPH_*',
}

const loader: Family = {
  rule: 'env-loader',
  does: 'makes programs load code that they were not built with',
  names: `LD_* DYLD_* _RLD* LIBPATH SHLIB_PATH GLIBC_TUNABLES GCONV_PATH LOCPATH NLSPATH LOCALDOMAIN RES_OPTIONS HOSTALIASES
    RESOLV_HOST_CONF GTK_MODULES GTK_PATH GTK_EXE_PREFIX GIO_MODULE_DIR GIO_EXTRA_MODULES QT_PLUGIN_PATH
    QT_QPA_PLATFORM_PLUGIN_PATH GST_PLUGIN_PATH VK_LAYER_PATH VK_ADD_LAYER_PATH VK_ICD_FILENAMES VK_DRIVER_FILES
    LIBGL_DRIVERS_PATH OPENSSL_CONF OPENSSL_CONF_INCLUDE OPENSSL_MODULES OPENSSL_ENGINES OCL_ICD_* PKCS11_* LIBMYSQL_*`,
  // LaunchDarkly's.
  except: `LD_SDK* LD_CLIENT* LD_ENV* LD_API* LD_MOBILE* LD_PROJECT* LD_FLAG* LD_USER* LD_RELAY* LD_BASE* LD_STREAM* LD_EVENTS*
    LD_ACCESS*`,
}

const shell: Family = {
  rule: 'env-shell',
  does: 'makes shells and what they start find or run something else',
  names: `BASH_ENV BASH_FUNC_* BASH_LOADABLES_PATH BASH_XTRACEFD BASH_ALIASES BASH_CMDS ZDOTDIR PROMPT_COMMAND PS0 PS4
    SHELLOPTS BASHOPTS IFS PATH HOME CDPATH FPATH fpath fish_user_paths fish_function_path EXECIGNORE GLOBIGNORE HISTFILE
    INPUTRC MAILPATH COMSPEC ComSpec PATHEXT PSModulePath USERPROFILE TERMCAP TERMINFO TERMINFO_DIRS TERMPATH ZSH
    ZSH_CUSTOM DIRENV_CONFIG DIRENV_BASH STARSHIP_CONFIG XDG_CONFIG_HOME XDG_CONFIG_DIRS XDG_DATA_HOME XDG_DATA_DIRS
    XDG_STATE_HOME XDG_RUNTIME_DIR XDG_BIN_HOME CONFIG_SHELL`,
}

const shells: readonly Family[] = [
  shell,
  { ...shell, names: 'ENV', isHarmless: harmless.plainWord },
  { ...shell, names: 'PS1 PS2 PS3', isHarmless: (value) => !/\$\(|`/.test(value), needsValue: true },
  { ...shell, names: 'SHELL', isHarmless: (value) => /^(?:\/usr)?(?:\/local)?\/bin\/(?:ba|z|da|fi|k)?sh$/.test(value) },
]

const git: Family = {
  rule: 'env-git',
  does: 'makes git run programs, trust servers or look elsewhere',
  names: 'GIT_*',
  except: `GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
    GIT_TERMINAL_PROMPT GIT_OPTIONAL_LOCKS GIT_MERGE_AUTOEDIT GIT_LFS_SKIP_SMUDGE GIT_ADVICE GIT_FLUSH GIT_ICASE_PATHSPECS
    GIT_LITERAL_PATHSPECS GIT_*COMMIT GIT_COMMIT_* GIT_*SHA GIT_SHA1 GIT_SHA_* GIT_*BRANCH GIT_BRANCH_* GIT_*TAG GIT_TAG_*
    GIT_REF GIT_*_REF GIT_REF_NAME GIT_REV GIT_REVISION GIT_HASH GIT_*VERSION GIT_DEPTH GIT_STRATEGY GIT_SUBMODULE_STRATEGY
    GIT_SUBMODULE_DEPTH GIT_CLEAN_FLAGS GIT_REPO GIT_REPO_* GIT_REPOSITORY GIT_REPOSITORY_* GIT_ORG GIT_OWNER GIT_URL
    GIT_REMOTE_URL GIT_USER GIT_USERNAME GIT_USER_* GIT_NAME GIT_EMAIL GIT_TOKEN GIT_PASSWORD GIT_PAT GIT_ACCESS_TOKEN
    GIT_PROVIDER GIT_MESSAGE`,
}

const gits: readonly Family[] = [
  { ...git, names: 'GIT_EDITOR GIT_SEQUENCE_EDITOR', isHarmless: harmless.plainEditor },
  { ...git, names: 'GIT_PAGER', isHarmless: harmless.plainPager },
  {
    ...git,
    names: 'GIT_TRACE GIT_TRACE_* GIT_TRACE2 GIT_CURL_VERBOSE GIT_PROGRESS_DELAY',
    isHarmless: harmless.isSwitch,
  },
  git,
]

const proxy: Family = {
  rule: 'env-proxy',
  does: 'leads requests through, or past, another host',
  names: `HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY SOCKS_PROXY SOCKS4_PROXY SOCKS5_PROXY WS_PROXY WSS_PROXY RSYNC_PROXY
    GRPC_PROXY AUTO_PROXY GOPHER_PROXY http_proxy https_proxy all_proxy ftp_proxy rsync_proxy socks_proxy ws_proxy wss_proxy
    auto_proxy grpc_proxy SOCKS_SERVER PIP_PROXY CARGO_HTTP_PROXY NODE_USE_ENV_PROXY CGI_HTTP_PROXY GLOBAL_AGENT_*_PROXY
    npm_config_proxy npm_config_http_proxy npm_config_https_proxy npm_config_noproxy NPM_CONFIG_PROXY NPM_CONFIG_HTTP_PROXY
    NPM_CONFIG_HTTPS_PROXY NPM_CONFIG_NOPROXY YARN_HTTP_PROXY YARN_HTTPS_PROXY OPENAI_PROXY`,
}

const proxies: readonly Family[] = [
  proxy,
  { ...proxy, names: 'NO_PROXY no_proxy', isHarmless: harmless.onlyLoopback },
  {
    ...proxy,
    names: 'PROXY',
    isHarmless: (value) => harmless.isSwitch(value) || harmless.isLoopback(value),
    needsValue: true,
  },
]

const tls: Family = {
  rule: 'env-tls',
  does: 'changes whom programs believe to be who they say they are',
  names: `NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA SSL_CERT_FILE SSL_CERT_DIR *_CA_BUNDLE CURL_HOME CURL_SSL_BACKEND
    SSLKEYLOGFILE PYTHONHTTPSVERIFY DENO_CERT DENO_TLS_CA_STORE HTTPLIB2_CA_CERTS NIX_SSL_CERT_FILE PIP_CERT CARGO_HTTP_CAINFO
    GRPC_DEFAULT_SSL_ROOTS_FILE_PATH CODEX_CA_CERTIFICATE PERL_LWP_SSL_* HTTPS_CA_FILE HTTPS_CA_DIR HEX_CACERTS_PATH
    HEX_UNSAFE_* QWEN_TLS_INSECURE`,
}

const agent: Family = {
  rule: 'env-agent',
  does: 'gives a coding agent other settings: what it may do, where it looks, whom it asks',
  names: `CLAUDE_* CLAUDECODE CODEX_* COPILOT_* GITHUB_COPILOT_* GEMINI_CLI_* GEMINI_SANDBOX* GEMINI_SYSTEM_MD
    GEMINI_TELEMETRY_* OPENCODE_* QWEN_CODE_* QWEN_HOME QWEN_SANDBOX* QWEN_*SYSTEM_MD QWEN_RUNTIME_DIR KIRO_* AMAZON_Q_*
    CURSOR_AGENT_* AIDER_* GOOSE_* CLINE_* AMP_SETTINGS_FILE AMP_TOOLBOX PI_CODING_AGENT_* PI_PACKAGE_DIR IS_SANDBOX
    ANTHROPIC_CONFIG_DIR ANTHROPIC_CUSTOM_HEADERS ANTHROPIC_UNIX_SOCKET ANTHROPIC_PROFILE ANTHROPIC_BETAS
    OPENAI_CUSTOM_HEADERS OPENAI_DEFAULT_HEADERS`,
  except: '*_KEY *_TOKEN *_MODEL *_MODEL_NAME *_MAX_TOKENS *_TEMPERATURE *_TIMEOUT *_TIMEOUT_MS *_VERSION',
}

const endpoint: Family = {
  rule: 'env-endpoint',
  does: 'sends requests, and the credentials in them, to another host',
  names: `AMP_URL HF_ENDPOINT HF_HUB_URL HF_MIRROR OPENAI_API_BASE CODE_ASSIST_ENDPOINT DASHSCOPE_PROXY_BASE_URL
    ${addresses(
      `ANTHROPIC AZURE_AI AZURE_OPENAI BEDROCK CEREBRAS CLAUDE CODEX COHERE COPILOT DASHSCOPE DEEPSEEK FIREWORKS GEMINI
      GOOGLE_GEMINI GOOGLE_GENAI GOOGLE_VERTEX GROQ HUGGINGFACE KIMI LITELLM MINIMAX MISTRAL MOONSHOT NVIDIA OPENAI OPENROUTER
      PERPLEXITY QWEN REPLICATE SAMBANOVA TOGETHER VERTEX VERTEXAI VOYAGE XAI ZAI ZHIPU`,
    )}
    AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_EC2_METADATA_SERVICE_ENDPOINT* AWS_CONTAINER_CREDENTIALS_*
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE AWS_WEB_IDENTITY_TOKEN_FILE AWS_CREDENTIAL_PROCESS AWS_CLI_ALIAS_FILE AWS_DATA_PATH
    BOTO_CONFIG BOTO_PATH CLOUDSDK_CONFIG CLOUDSDK_PYTHON* CLOUDSDK_API_ENDPOINT_OVERRIDES_* CLOUDSDK_AUTH_* CLOUDSDK_PROXY_*
    GCE_METADATA_HOST GCE_METADATA_IP AZURE_AUTHORITY_HOST AZURE_CONFIG_DIR AZURE_EXTENSION_DIR GH_HOST GH_CONFIG_DIR
    GITLAB_HOST KUBECONFIG HELM_PLUGINS HELM_CONFIG_HOME HELM_DATA_HOME HELM_REPOSITORY_CONFIG`,
}

const endpoints: readonly Family[] = [
  endpoint,
  {
    ...endpoint,
    names: addresses('AI LLAMA LLM LMSTUDIO LM_STUDIO LOCALAI LOCAL_LLM MODEL OLLAMA VLLM'),
    isHarmless: harmless.isNearby,
    needsValue: true,
  },
  { ...endpoint, names: 'AWS_ENDPOINT_URL AWS_ENDPOINT_URL_*', isHarmless: harmless.isNearby },
  {
    ...endpoint,
    names: 'DOCKER_HOST DOCKER_CONFIG DOCKER_CONTEXT DOCKER_CERT_PATH DOCKER_CLI_PLUGIN* CONTAINER_HOST BUILDKIT_HOST',
    isHarmless: (value) => /^unix:\/\/\/(?:var\/)?run\/docker\.sock$|^tcp:\/\/docker:237[56]$|^default$/.test(value),
  },
]

/** How SDKs name the address of a service. */
function addresses(services: string): string {
  const ends = [
    'BASE_URL',
    'BASEURL',
    'API_BASE',
    'API_BASE_URL',
    'ENDPOINT',
    'API_URL',
    'URL',
    'HOST',
    'API_HOST',
    'GATEWAY',
  ]
  const list = services.split(/\s+/).filter((service) => service !== '')
  return list.flatMap((service) => [`${service}_*_BASE_URL`, ...ends.map((end) => `${service}_${end}`)]).join(' ')
}

let find: ((name: string) => Family | undefined) | undefined

/** What a variable's name says it can do; undefined for an ordinary one. */
export function familyOf(name: string): Family | undefined {
  find ??= familyFinder([
    ralph,
    loader,
    ...shells,
    ...gits,
    ...proxies,
    tls,
    { ...tls, names: 'NODE_TLS_REJECT_UNAUTHORIZED', isHarmless: harmless.isTurnedOn },
    agent,
    ...endpoints,
    ...registryFamilies,
    ...helperFamilies,
    ...interpreterFamilies,
  ])
  return find(name)
}
