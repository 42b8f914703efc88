import { expect, test } from 'vitest'
import { proxyEnvironment } from './network-environment.ts'

const proxy = 'http://127.0.0.1:3128'

test('every spelling of the variables names the relay, whatever the operator has', () => {
  const env = proxyEnvironment(['example.org'], { HTTPS_PROXY: 'http://user:word@proxy.example:8080' })
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])
    expect(env[name]).toBe(proxy)
  expect(JSON.stringify(env)).not.toContain('word')
})

test('names of the inside are asked directly, unless the operator listed them', () => {
  expect(proxyEnvironment(['example.org'], {})).toMatchObject({
    NO_PROXY: 'localhost,127.0.0.1,::1,0.0.0.0',
    no_proxy: 'localhost,127.0.0.1,::1,0.0.0.0',
  })
  expect(proxyEnvironment(['model.localhost:80', '127.0.0.1'], {})).toMatchObject({ NO_PROXY: '::1,0.0.0.0' })
  expect(proxyEnvironment(['*.localhost'], {})).toMatchObject({ NO_PROXY: '127.0.0.1,::1,0.0.0.0' })
})

test('settings for git and Java are added to those that are there', () => {
  const given = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c', JAVA_TOOL_OPTIONS: '-Xmx1g' }
  const env = { ...given, ...proxyEnvironment([], given) }
  expect(env).toMatchObject({
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'a.b',
    GIT_CONFIG_KEY_1: 'http.proxy',
    GIT_CONFIG_VALUE_1: proxy,
    JAVA_TOOL_OPTIONS: expect.stringMatching(/^-Xmx1g -Dhttp\.proxyHost=127\.0\.0\.1 .*-Dhttps\.proxyPort=3128$/),
  })
  expect(proxyEnvironment([], { GIT_CONFIG_COUNT: 'x' })).toMatchObject({
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.proxy',
  })
})
