import { join } from 'node:path'
import type { Environment } from '../agent.ts'
import { hostsNamed, isOn } from './environment-endpoints.ts'
import { baseFolders, folderNamed, inside } from './environment-places.ts'

/**
 * A cloud that some CLIs can ask for their model instead of their vendor. Once the operator has switched one of them
 * over, the cloud's own variables and logins are that agent's key; nobody else's, and not before.
 */
export interface Cloud {
  /** Any of them being on is the operator's word. */
  readonly switches: readonly string[]
  readonly variables: readonly string[]
  state(home: string, env: Environment): readonly string[]
  /** Of `state`: may name programs that fetch a login, so that writing them is running something. */
  settings(home: string, env: Environment): readonly string[]
  hosts(env: Environment): readonly string[]
}

const aws: Cloud = {
  switches: ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_MANTLE', 'CLAUDE_CODE_USE_ANTHROPIC_AWS', 'AMAZON_Q_SIGV4'],
  variables: ['AWS_*'],
  state: (home, env) => [join(home, '.aws'), ...awsFiles(home, env)],
  settings: awsFiles,
  hosts: (env) => [
    ...hostsNamed(env, 'ANTHROPIC_BEDROCK_BASE_URL', 'ANTHROPIC_BEDROCK_MANTLE_BASE_URL', 'ANTHROPIC_AWS_BASE_URL'),
    'sts.amazonaws.com',
    // Not all of Amazon's: a stranger's bucket has a name there, too.
    ...regions(env).flatMap((region) =>
      ['bedrock-runtime', 'bedrock', 'bedrock-mantle', 'sts', 'oidc', 'portal.sso', 'q', 'codewhisperer'].map(
        (service) => `${service}.${region}.amazonaws.com`,
      ),
    ),
  ],
}

function awsFiles(home: string, env: Environment): readonly string[] {
  const folder = join(home, '.aws')
  return [
    folderNamed(env, 'AWS_CONFIG_FILE', join(folder, 'config')),
    folderNamed(env, 'AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials')),
  ]
}

function regions(env: Environment): readonly string[] {
  const named = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION'].flatMap(
    (name) => env[name] ?? [],
  )
  const known = named.filter((region) => /^[a-z]{2,3}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/.test(region))
  return known.length > 0 ? [...new Set(known)] : ['us-east-1']
}

const google: Cloud = {
  switches: [
    'CLAUDE_CODE_USE_VERTEX',
    'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
    'GOOGLE_GENAI_USE_VERTEXAI',
    'GOOGLE_GENAI_USE_GCA',
    'GEMINI_CLI_USE_COMPUTE_ADC',
  ],
  variables: [
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GOOGLE_CLOUD_*',
    'GCLOUD_PROJECT',
    'CLOUDSDK_CONFIG',
    'CLOUDSDK_CORE_PROJECT',
    'CLOUD_ML_REGION',
    'VERTEX_REGION_*',
    'GCE_METADATA_HOST',
    'GCE_METADATA_IP',
  ],
  state: googleFiles,
  settings: googleFiles,
  hosts: (env) => [
    ...hostsNamed(env, 'ANTHROPIC_VERTEX_BASE_URL', 'GOOGLE_VERTEX_BASE_URL', 'GCE_METADATA_HOST'),
    'oauth2.googleapis.com',
    'sts.googleapis.com',
    'iamcredentials.googleapis.com',
    'metadata.google.internal',
    'aiplatform.googleapis.com',
    'aiplatform.us.rep.googleapis.com',
    'aiplatform.eu.rep.googleapis.com',
    ...locations(env).map((location) => `${location}-aiplatform.googleapis.com`),
  ],
}

function googleFiles(home: string, env: Environment): readonly string[] {
  const folder = folderNamed(env, 'CLOUDSDK_CONFIG', join(baseFolders(home, {}).config, 'gcloud'))
  const login = join(folder, 'application_default_credentials.json')
  return [folderNamed(env, 'GOOGLE_APPLICATION_CREDENTIALS', login)]
}

function locations(env: Environment): readonly string[] {
  const named = Object.entries(env).flatMap(([name, value]) =>
    /^(?:CLOUD_ML_REGION|GOOGLE_CLOUD_(?:LOCATION|REGION)|VERTEX_REGION_\w+)$/.test(name) ? (value ?? []) : [],
  )
  return [...new Set(named.filter((location) => /^[a-z]{2,20}-[a-z]{2,20}\d{1,2}$/.test(location)))]
}

const azure: Cloud = {
  switches: ['CLAUDE_CODE_USE_FOUNDRY'],
  variables: ['AZURE_*'],
  state: azureFiles,
  settings: (home, env) => azureFiles(home, env).flatMap((folder) => inside(folder, ['config', 'cliextensions'])),
  hosts: (env) => [
    ...hostsNamed(env, 'ANTHROPIC_FOUNDRY_BASE_URL', 'AZURE_AUTHORITY_HOST'),
    ...(/^[A-Za-z0-9-]{1,63}$/.test(env['ANTHROPIC_FOUNDRY_RESOURCE'] ?? '')
      ? [`${env['ANTHROPIC_FOUNDRY_RESOURCE']}.services.ai.azure.com`]
      : []),
    'login.microsoftonline.com',
  ],
}

function azureFiles(home: string, env: Environment): readonly string[] {
  return [folderNamed(env, 'AZURE_CONFIG_DIR', join(home, '.azure'))]
}

/** Not a model's, but lent in the same way: where the operator wants to have measurements, and the key for it. */
const telemetry: Cloud = {
  switches: ['CLAUDE_CODE_ENABLE_TELEMETRY'],
  variables: ['OTEL_*'],
  state: () => [],
  settings: () => [],
  hosts: (env) =>
    hostsNamed(
      env,
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
      'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    ),
}

/** The clouds that an agent was switched to, of whose switches `isOwn` knows the agent's. */
export function cloudsOf(env: Environment, isOwn: (variable: string) => boolean): readonly Cloud[] {
  return [aws, google, azure, telemetry].filter(({ switches }) =>
    switches.some((variable) => isOwn(variable) && isOn(env[variable])),
  )
}
