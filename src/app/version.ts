import packageJson from '../../package.json' with { type: 'json' }

/** ralph's own version. */
export const version: string = packageJson.version
