import { names } from './options.ts'

/** Options of curl and its like that take the next argument. */
export const webValued = names(
  'o d F H u A e b c x X T K E m w r z y Y C D Q P output data data-raw data-binary data-urlencode form header user user-agent referer cookie cookie-jar proxy request upload-file config cert max-time connect-timeout retry retry-delay retry-max-time write-out range resolve cacert capath key url json output-dir proto proto-redir proto-default tls-max ciphers interface limit-rate max-redirs noproxy dns-servers doh-url connect-to netrc-file oauth2-bearer unix-socket speed-limit speed-time dump-header time-cond url-query preproxy socks5 form-string pinnedpubkey data-ascii post-data post-file body-data body-file method output-document tries timeout',
)
