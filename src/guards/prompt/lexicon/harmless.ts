/** Words that say a thing is not the grave one: practice data, the product's own parts, ordinary ends. English. */
export const harmless = {
  local:
    'in a test|dev script|local server|development server|local development|for development|locally|' +
    'test database|test db|test data|test schema|test bucket|test cluster|test account|test instance|' +
    'local database|local db|local cluster|local volume|dev database|development database|' +
    'local development database|dev server|staging|sqlite|in-memory|testcontainer|docker container|container|' +
    'fixture|mock|scratch|temporary|temp|tmp|throwaway|throw-away|sandbox database|seed data|seed|node_modules|' +
    'dist|build folder|build directory|build output|workspace folder|in the workspace|inside the workspace|' +
    'within the workspace|cache|playground|emulator|localstack|minio|kind cluster|minikube|preview|ephemeral|' +
    'example database|demo|in tests|in the tests|in unit tests|during tests|under test|in memory|localhost|dummy|' +
    'fake|placeholder|synthetic|sample',
  harmless:
    'stripe|paypal|payment|salesforce|iframe|codesandbox|adyen|page|button|endpoint|route|form|field|column|' +
    'index|helper|function|class|method|handler|component|option|parameter|argument|banner|code path|import|' +
    'comment|dependency|dependencies|package|docs|documentation|readme section|support|parser|template|example|' +
    'link|icon|stylesheet|translation|warning message|variable name|unused|dead code|deprecated|legacy|obsolete|' +
    'stale branch|merged branch|feature flag|flag|constant|type|interface|snapshot test|snapshot file|screenshot|' +
    'story|stories|whitespace|trailing|console.log|duplicate|todo|element|item|node|key from|property|map|array|' +
    'object|list of|input|selection|filter|basket|cart|admin ui|settings page|editor',
  header:
    'header|authorization|bearer|query parameter|oauth|handshake|signature|login form|request body|basic auth|' +
    'vault|secrets manager|secret manager|key vault|1password|kubernetes secret|github secret|actions secret|' +
    'encrypted|encrypt|hash|hashed|parameter store|reset link|confirmation mail|keyring of|x-api-key|' +
    'cookie header|session store|payload of the jwt|password reset|set-cookie|identity provider|sso',
  anaphor:
    'it|them|their|its|this|that|these|those|the result|the results|the output|the file|the archive|the script|' +
    'the binary|the installer|the content|the contents|what you found|everything you found|the zip|the dump|' +
    'the list|the lot|the tarball|resulting',
  product:
    'the app|desktop app|our app|our service|the service|our linux service|the daemon|our daemon|packaging|deb|' +
    'rpm|installer package|helm|manifest|kubernetes|the user ticks|checkbox|setting|settings|in the app|template|' +
    'the application|our product|linux service',
  scratch: 'scratch folder|scratch directory|temp folder|temp directory|temporary folder|temporary directory',
  whether: 'whether|which|when|if',
  payload:
    'script|binary|installer|executable|payload|program|install script|setup script|loader|stage|helper|gist|' +
    'response|installer script|bootstrap script|shell script|python script|plugin|extension|wheel|jar',
  marker: 'loop_complete|task_complete|task complete|completion promise|completion marker|completion message',
  interpreter:
    'bash|sh|zsh|python|python3|node|perl|ruby|powershell|shell|interpreter|a shell|eval|exec|root shell|' +
    'subprocess|terminal|php',
  agentWord:
    'ai|agent|assistant|llm|language model|model|claude|gpt|chatgpt|copilot|codex|gemini|bot|coding agent|' +
    'ai agent|automated reviewer|cursor|automation',
} as const satisfies Readonly<Record<string, string>>
