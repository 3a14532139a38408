import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiServer } from "../../../src/kubernetes/api/api-server.ts";
import { loadCredentials } from "../../../src/kubernetes/api/kubeconfig.ts";
import type { Environment } from "../../../src/kubernetes/api/proxy.ts";
import { fakeApiServer } from "../fakes/fake-api-server.ts";

const STAGING = `
apiVersion: v1
kind: Config
clusters:
  - { name: c1, cluster: { server: "https://staging.example.com:6443" } }
  - { name: far, cluster: { server: "http://k8s.invalid" } }
  - { name: plain, cluster: { server: "http://127.0.0.1:8001" } }
users:
  - { name: u1, user: { token: secret } }
  - { name: broken, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: /nonexistent/plugin } } }
  - { name: waiting, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: cat } } }
  - { name: fine, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin } } }
contexts:
  - { name: fine-plugin, context: { cluster: c1, user: fine } }
  - { name: staging, context: { cluster: c1, user: u1 } }
  - { name: proxied, context: { cluster: far } }
  - { name: plain, context: { cluster: plain } }
  - { name: lost, context: { cluster: elsewhere, user: u1 } }
  - { name: nobody, context: { cluster: c1, user: ghost } }
  - { name: plugin, context: { cluster: c1, user: broken } }
  - { name: waiting-plugin, context: { cluster: c1, user: waiting } }
current-context: staging
`;

describe("a kubeconfig", () => {
  let directory = "";
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "netverdict-"));
    const plugin = join(directory, "plugin");
    const status = { token: "from-plugin", expirationTimestamp: "2999-01-01T00:00:00Z" };
    const credential = JSON.stringify({
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status,
    });
    writeFileSync(plugin, `#!/bin/sh\necho once >> '${directory}/started'\necho '${credential}'\n`, {
      mode: 0o755,
    });
    writeFileSync(join(directory, "staging"), STAGING.replace("./plugin", plugin));
    writeFileSync(join(directory, "nonsense"), "just a line");
    writeFileSync(
      join(directory, "contexts-only"),
      "contexts: [{ name: split, context: { cluster: c1, user: u1 } }]",
    );
  });
  after(() => rmSync(directory, { recursive: true }));

  const load = (context: string, file = "staging", environment: Environment = {}) =>
    loadCredentials({ context, kubeconfig: join(directory, file) }, environment);

  it("gives the server and the credentials of a context", async () => {
    const credentials = load("staging");
    assert.equal(credentials.server.href, "https://staging.example.com:6443/");
    assert.equal((await credentials.authorize()).headers.Authorization, "Bearer secret");
  });

  it("has no default context, not even the current one", () => {
    assert.throws(
      () => load(""),
      /no context given; .*known contexts in .*staging: fine-plugin, staging, proxied/,
    );
  });

  it("lists the known contexts when one is unknown", () => {
    assert.throws(
      () => load("stagging"),
      /unknown context 'stagging' \(known contexts in .*: fine-plugin, staging/,
    );
  });

  it("says which file is missing", () => {
    assert.throws(() => load("staging", "absent"), /no kubeconfig: .*absent does not exist/);
  });

  it("finds no contexts in a file that is none", () => {
    assert.throws(
      () => load("staging", "nonsense"),
      /unknown context 'staging' \(known contexts in .*: none\)/,
    );
  });

  it("says what a context names that is not there", () => {
    assert.throws(() => load("lost"), /names the cluster 'elsewhere', which is not there/);
    assert.throws(() => load("nobody"), /names the user 'ghost', who is not there/);
  });

  it("may be spread over the files of $KUBECONFIG, of which some may be missing", () => {
    const files = ["absent", "contexts-only", "staging"].map((file) => join(directory, file)).join(":");
    const { server } = loadCredentials({ context: "split" }, { KUBECONFIG: files });
    assert.equal(server.hostname, "staging.example.com");
  });

  it("may name a server without TLS and a context without a user", async () => {
    assert.deepEqual((await load("plain").authorize()).headers, {});
  });

  it("starts a credential plugin once, however many calls come together", async () => {
    const credentials = load("fine-plugin");
    const headers = await Promise.all(Array.from({ length: 10 }, () => credentials.authorize()));
    assert.ok(headers.every(({ headers }) => headers.Authorization === "Bearer from-plugin"));
    assert.equal(readFileSync(join(directory, "started"), "utf8"), "once\n");
  });

  it("says that a credential plugin failed, and for which context", async () => {
    await assert.rejects(
      load("plugin").authorize(),
      /no credentials for context 'plugin': the program '\/nonexistent\/plugin' could not be started \(ENOENT\)$/,
    );
  });

  it("does not wait for ever for a credential plugin that waits for input", async () => {
    const impatient = {
      context: "waiting-plugin",
      kubeconfig: join(directory, "staging"),
      limits: { credentialsMs: 300 },
    };
    await assert.rejects(
      loadCredentials(impatient, {}).authorize(),
      /no credentials for context 'waiting-plugin': the program 'cat' did not end within 0.3 s$/,
    );
  });

  it("reaches the server through the environment's proxy", async () => {
    const fake = await fakeApiServer();
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request, client: Socket) => {
      asked.push(request.url ?? "");
      const { port } = new URL(fake.url);
      const server = connect(Number(port), "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
      server.pipe(client).pipe(server);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const credentials = load("proxied", "staging", { HTTP_PROXY: `http://127.0.0.1:${port}` });
    const api = apiServer(credentials);
    const text = await api.text({ method: "GET", path: "/version" }, new AbortController().signal);
    assert.match(text, /fake/);
    assert.deepEqual(asked, ["k8s.invalid:80"]);
    api.close();
    await fake.close();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
});
