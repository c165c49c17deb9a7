import type { Profile } from '../../model/config.ts';

/** The HoopAI platform, as its public documentation describes it. Nothing else in the package knows the platform. */
export const hoopai: Profile = {
  name: 'hoopai',
  baseUrl: { variable: 'base_url', value: 'https://services.leadconnectorhq.com' },
  auth: { type: 'bearer', token: 'access_token' },
  openOperations: ['POST /oauth/token'],
  variables: [
    {
      name: 'location_id',
      description: 'Id of the location (sub-account) that requests work in.',
      secret: false,
      value: '',
      fills: ['locationId', 'location_id'],
      fillsWhen: [{ name: 'altId', sibling: 'altType', only: 'location' }],
    },
  ],
  headers: [{ name: 'Authorization', action: 'drop' }],
  rateLimit: { requests: 100, perMs: 10_000, perDay: 200_000 },
  traceField: 'traceId',
};
