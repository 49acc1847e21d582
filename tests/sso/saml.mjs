// A SAML provider (auth0's samlp) with a few made-up people, for the tests of logging in. Run by tests/access/test_saml.py:
//
//   STYR_TEST_SAML='{"key", "cert", "otherKey", "otherCert"}' node saml.mjs <port> <where answers are sent>
//
// Nobody types anything: the page answers at once for the person that the "user" cookie names, with the fault that the "fault" cookie names
// and, where there is a "groups" cookie, in those groups ("many": so many that they are not told). The metadata are at /metadata. Without a question (/sso without SAMLRequest) it answers unasked.

import http from "node:http";

import samlp from "samlp";

const [port, answers] = process.argv.slice(2);
const { key, cert, otherKey, otherCert } = JSON.parse(process.env.STYR_TEST_SAML);
const issuer = `http://127.0.0.1:${port}/metadata`;
const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const groups = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";

const PEOPLE = {
  controller: { [`${claims}/name`]: "controller", [`${claims}/givenname`]: "Controller", [`${claims}/surname`]: "Exempel", [groups]: ["Ekonomi", "Skola"] },
  nykomling: { [`${claims}/name`]: "nykomling@styr.example", [`${claims}/givenname`]: "Nykomling", [`${claims}/surname`]: "Exempel", [`${claims}/emailaddress`]: "nykomling@styr.example" },
};

const FAULTS = {
  key: { key: otherKey, cert: otherCert },
  unsigned: { signAssertion: false },
  envelope: { signAssertion: false, signResponse: true },
  sha1: { signatureAlgorithm: "rsa-sha1", digestAlgorithm: "sha1" },
  expired: { lifetimeInSeconds: -3600 },
  audience: { audience: "https://annan.example" },
  "no-audience": { audience: undefined },
  recipient: { recipient: "https://annan.example/svar/" },
  "no-recipient": { recipient: undefined },
  destination: { destination: "https://annan.example/svar/" },
  issuer: { issuer: "https://annan.example" },
  question: { inResponseTo: "ONELOGIN_0000000000000000000000000000000000000000" },
  unasked: { inResponseTo: undefined },
  transient: { nameIdentifierFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
  refused: { samlStatusCode: "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed" },
};

const GROUPS = {
  many: { [groups]: undefined, "http://schemas.microsoft.com/claims/groups.link": "https://graph.example/groups" },
  economy: { [groups]: ["Ekonomi"] },
};

const cookie = (request, name) => new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? "")?.[1] ?? "";

const asked = (request) => new Promise((done, failed) => samlp.parseRequest(request, {}, (error, data) => (error ? failed(error) : done(data ?? {}))));

const said = (options, user) => new Promise((done, failed) => samlp.getSamlResponse(options, user, (error, xml) => (error ? failed(error) : done(xml))));

const answer = async (request) => {
  const question = await asked(request);
  const user = cookie(request, "user");
  const profile = { getClaims: () => ({ ...PEOPLE[user], ...GROUPS[cookie(request, "groups")] }), getNameIdentifier: () => ({ nameIdentifier: `id-of-${user}` }) };
  const options = {
    issuer,
    key,
    cert,
    audience: question.issuer ?? request.query.audience,
    recipient: answers,
    destination: answers,
    inResponseTo: question.id,
    lifetimeInSeconds: 300,
    signatureAlgorithm: "rsa-sha256",
    digestAlgorithm: "sha256",
    nameIdentifierFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    profileMapper: () => profile,
    ...FAULTS[cookie(request, "fault")],
  };
  const xml = await said(options, PEOPLE[user]);
  return `<form method="post" action="${answers}"><input name="SAMLResponse" value="${Buffer.from(xml).toString("base64")}"></form>`;
};

const metadata = samlp.metadata({ issuer, cert, redirectEndpointPath: "/sso", postEndpointPath: "/sso" });

http
  .createServer((request, response) => {
    const url = new URL(request.url, `http://127.0.0.1:${port}`);
    request.protocol = "http";
    request.query = Object.fromEntries(url.searchParams);
    response.set = (name, value) => response.setHeader(name, value);
    response.send = (body) => response.end(body);
    if (url.pathname === "/metadata") metadata(request, response);
    else answer(request).then((page) => response.setHeader("Content-Type", "text/html").end(page), (error) => response.writeHead(500).end(String(error.stack)));
  })
  .listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
