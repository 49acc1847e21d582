// A certified OpenID provider (panva's oidc-provider) with a few made-up people, for the tests of logging in. Run by tests/sso/oidc.py:
//
//   STYR_TEST_KEY=<private key as JWK> node oidc.mjs <port> <redirect uri> <post-logout redirect uri>
//
// Nobody types anything: the address of the interaction answers at once for the person that the "user" cookie names. Keys, codes and sessions live in memory.

import http from "node:http";

import Provider from "oidc-provider"; // warns of its store and its terms in memory: that is what we want

const [port, redirectUri, logoutUri] = process.argv.slice(2);
const jwks = { keys: [JSON.parse(process.env.STYR_TEST_KEY)] };
const issuer = `http://127.0.0.1:${port}`;

const PEOPLE = {
  controller: { preferred_username: "controller", given_name: "Controller", family_name: "Exempel", email: "controller@styr.example", email_verified: true, groups: ["Ekonomi", "Alla"] },
  nykomling: { preferred_username: "nykomling@styr.example", given_name: "Nykomling", family_name: "Exempel", email: "nykomling@styr.example", groups: [] },
  overifierad: { preferred_username: "", given_name: "Okänd", family_name: "Exempel", email: "controller@styr.example", email_verified: false },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "sala-styr",
      client_secret: "only-for-tests-only-for-tests-only-for-tests",
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [logoutUri],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  claims: { openid: ["sub"], profile: ["preferred_username", "given_name", "family_name"], email: ["email", "email_verified"], groups: ["groups"] },
  scopes: ["openid", "profile", "email", "groups"],
  jwks,
  cookies: { keys: ["only for tests"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
});

const cookie = (request, name) => new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? "")?.[1] ?? "";

const interact = async (request, response) => {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const user = cookie(request, "user");
  if (!(user in PEOPLE)) {
    return provider.interactionFinished(request, response, { error: "access_denied", error_description: "cancelled" });
  }
  if (prompt.name === "login") return provider.interactionFinished(request, response, { login: { accountId: user } });
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
};

const answer = provider.callback();
http
  .createServer((request, response) => {
    if (request.url.startsWith("/interaction/")) interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
    else answer(request, response);
  })
  .listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
