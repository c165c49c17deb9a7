/** One value and one test for each `format` that means something to a JSON reader. Unknown formats allow any text. */
export const FORMATS: { readonly [format: string]: { readonly sample: string; readonly test: RegExp } } = {
  'date-time': {
    sample: '2026-01-15T09:30:00.000Z',
    test: /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)$/,
  },
  date: { sample: '2026-01-15', test: /^\d{4}-\d\d-\d\d$/ },
  time: { sample: '09:30:00Z', test: /^\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?$/ },
  duration: { sample: 'PT30M', test: /^P[\dYMWDTHS.]{2,40}$/ },
  email: { sample: 'ana.lopez@example.com', test: /^[^\s@]{1,64}@[^\s@]{1,255}$/ },
  hostname: { sample: 'api.example.com', test: /^[A-Za-z0-9.-]{1,253}$/ },
  uri: { sample: 'https://example.com/path', test: /^[A-Za-z][A-Za-z0-9+.-]{0,30}:\S{0,4000}$/ },
  url: { sample: 'https://example.com/path', test: /^[A-Za-z][A-Za-z0-9+.-]{0,30}:\S{0,4000}$/ },
  'uri-reference': { sample: '/path', test: /^\S{0,4000}$/ },
  uuid: {
    sample: '6f1c2a9e-4b7d-4e55-9c3a-0d8e7f615b24',
    test: /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/,
  },
  ipv4: { sample: '203.0.113.10', test: /^\d{1,3}(\.\d{1,3}){3}$/ },
  ipv6: { sample: '2001:db8::10', test: /^[0-9A-Fa-f:.]{2,45}$/ },
  byte: { sample: 'U2FtcGxl', test: /^[A-Za-z0-9+/=_\s-]*$/ },
  'json-pointer': { sample: '/path', test: /^(\/[^/]*)*$/ },
};

/** Formats that an example need not match to be useful, but that have a value of their own. */
export const SOFT_SAMPLES: { readonly [format: string]: string } = {
  password: 'your-password',
  binary: '',
  regex: '^[a-z]+$',
  phone: '+14155550123',
  currency: 'USD',
  'country-code': 'US',
};
