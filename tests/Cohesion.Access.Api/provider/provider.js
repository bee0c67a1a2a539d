// A certified OpenID provider for the tests, on its own port: node provider.js PORT SITE-OF-COHESION. It ends when its standard input does.
// Who signs in as "expired@…" gets an expired id token, as "other-key@…" one that another key has signed, and so on: see faults.
import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, site] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const client = { id: 'cohesion', secret: 'a-secret-of-the-tests' };
const stranger = newKey();
let key = newKey();
let handle = makeProvider();

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey, kid: randomUUID() };
}

const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function token(header, payload, signature) {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${signature(input)}`;
}

const signedBy = (by) => (input) => sign('sha256', Buffer.from(input), by.privateKey).toString('base64url');
const resigned = (change, by = key) => (header, payload) => token(header, { ...payload, ...change(payload) }, signedBy(by));

const faults = {
  'other-key': (header, payload) => token(header, payload, signedBy(stranger)),
  unsigned: (header, payload) => token({ ...header, alg: 'none' }, payload, () => ''),
  // the public key taken for a shared secret, the old trick against verifiers that believe the header
  'key-as-secret': (header, payload) => token({ ...header, alg: 'HS256' }, payload, (input) =>
    createHmac('sha256', createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' })).update(input).digest('base64url')),
  'client-secret': (header, payload) => token({ alg: 'HS256' }, payload, (input) => createHmac('sha256', client.secret).update(input).digest('base64url')),
  'other-audience': (header, payload) => resigned(() => ({ aud: 'somebody-else' }))(header, payload),
  'other-party': (header, payload) => resigned(() => ({ aud: [client.id, 'somebody-else'], azp: 'somebody-else' }))(header, payload),
  'other-issuer': (header, payload) => resigned(() => ({ iss: 'https://elsewhere.example' }))(header, payload),
  'other-nonce': (header, payload) => resigned(() => ({ nonce: 'another' }))(header, payload),
  'no-nonce': (header, payload) => resigned(() => ({ nonce: undefined }))(header, payload),
  expired: (header, payload) => resigned(({ iat }) => ({ iat: iat - 7200, exp: iat - 3600 }))(header, payload),
  endless: (header, payload) => resigned(() => ({ exp: undefined }))(header, payload),
};

const read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

function makeProvider() {
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...key.privateKey.export({ format: 'jwk' }), kid: key.kid, alg: 'RS256', use: 'sig' }] },
    clients: [{
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [`${site}/access/sign-in/back/school`],
      post_logout_redirect_uris: [`${site}/access/signed-out`],
      response_types: ['code'],
    }],
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    // "silent-…" tells its address only to who asks the user-info endpoint, as a provider that follows the standard closely does for everybody
    conformIdTokenClaims: false,
    findAccount: (_, login) => ({
      accountId: login,
      claims: (use) => ({
        sub: login,
        ...(use === 'id_token' && login.startsWith('silent') ? {} : { email: login.toUpperCase(), email_verified: !login.startsWith('unverified') }),
        name: `Pat ${login.split('@')[0]}`,
      }),
    }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route === 'token' && ctx.body?.id_token) {
      const [header, payload] = ctx.body.id_token.split('.').slice(0, 2).map(read);
      const fault = faults[payload.sub.split('@')[0]];
      if (fault) ctx.body = { ...ctx.body, id_token: fault(header, payload) };
    }
  });
  return provider.callback();
}

createServer((request, response) => {
  if (request.method === 'POST' && request.url === '/rotate') {
    key = newKey();
    handle = makeProvider();
    response.end(key.kid);
  } else {
    handle(request, response);
  }
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));

process.stdin.on('end', () => process.exit()).resume();
