/** PEM (RFC 7468): DER as lines of base64 between two marks. */
export const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`

/** Everything with this label in a text, in its order. */
export const derOf = (label: string, text: string): Buffer[] =>
  [...text.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'))].map(([, body = '']) => Buffer.from(body, 'base64'))
