import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type ExplainFlags, explainCommand } from "../../../src/cli/commands/explain-command.ts";
import { InputError } from "../../../src/cli/input-error.ts";
import { SHOP } from "../manifests.ts";
import { netverdict, withFiles } from "../terminal.ts";

const path = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

async function explain(flow: string, flags: ExplainFlags = {}, file = "scenarios/guestbook.yaml") {
  let text = "";
  const stream = {
    write: (more: string): void => {
      text += more;
    },
  };
  const exitCode = await explainCommand([path(file), flow], flags, {
    env: {},
    stdout: stream,
    stderr: stream,
  });
  return { text, exitCode };
}

/** The message with which bad input is refused. */
async function refusal(flow: string, flags: ExplainFlags = {}): Promise<string> {
  const error = await explain(flow, flags).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InputError);
  return error.message;
}

describe("the explain command, of manifests", () => {
  async function shop(flow: string, ...flags: readonly string[]) {
    let ended = { code: -1, stdout: "", stderr: "" };
    await withFiles({ "app.yaml": SHOP }, async (folder) => {
      ended = await netverdict("explain", folder, flow, ...flags);
    });
    return ended;
  }

  it("says which policy decides about their pods and Services, and what they lack", async () => {
    const { code, stdout, stderr } = await shop("default/web -> default/db:9187");
    assert.equal(code, 0);
    assert.match(stdout, /db:9187 is denied\n.*default\/only-web selects it/s);
    assert.match(stderr, /^note: no Namespace is declared for default/);
    assert.match(
      (await shop("default/web -> default/db:5432 via cluster-ip")).stdout,
      /is allowed\n\nendpoint default\/db:5432: allowed/,
    );
  });

  it("answers for every port by every address where none is named", async () => {
    const { stdout } = await shop("default/web -> default/db");
    assert.match(stdout, /\ndefault\/web -> default\/db is allowed in some ways: 3 of 4\n/);
    const pods = await shop("default/web -> default/db via pod-ip");
    assert.match(pods.stdout, /\ndefault\/web -> default\/db is allowed on some ports: 1 of 2\n/);
    for (const answer of [":5432 is allowed", ":9187 is denied", ":5432 via cluster-ip is allowed"])
      assert.ok(stdout.includes(`default/web -> default/db${answer}\n`), answer);
  });

  it("takes the namespace of what names none, and no step", async () => {
    assert.match((await shop("s/web -> s/db:sql via pod-ip", "--namespace", "s")).stdout, /is allowed/);
    const { code, stderr } = await shop("default/web -> default/db:sql", "--step", "1");
    assert.deepEqual(
      [code, stderr],
      [2, "--step and --grep choose within scenarios, and these are manifests\n"],
    );
  });
});

describe("the explain command", () => {
  it("explains a denial in the last step, which is a success", async () => {
    const { text, exitCode } = await explain("guestbook/ui -> guestbook/db:5432");
    assert.equal(exitCode, 0);
    assert.match(text, /^guestbook, step 3: only the declared conversations\n/);
    assert.match(text, /ui -> guestbook\/db:5432 is denied/);
    assert.match(text, /assumed addresses: guestbook\/ui 10\./);
  });

  it("takes a step by its number or its name", async () => {
    for (const step of ["1", "without policies every pod reaches every pod"])
      assert.match((await explain("guestbook/ui -> guestbook/db", { step })).text, /is allowed/);
    assert.match((await explain("guestbook/ui -> guestbook/db", { step: "2" })).text, /step 2: deny all/);
  });

  it("takes a port by its name, and its protocol from there", async () => {
    assert.match((await explain("guestbook/ui -> guestbook/api:dns")).text, /api:5353\/UDP is/);
  });

  it("fills in the addresses that policies leave open", async () => {
    const file = "scenarios/conformance/k-35-egress-except-an-address.yaml";
    const { text } = await explain("x/a -> x/b:80", {}, file);
    assert.match(text, /(10\.\d+\.\d+\.\d+) is in the except \1\/32/);
  });

  it("answers for every port that the target serves where none is named", async () => {
    const { text } = await explain("guestbook/ui -> guestbook/api");
    assert.match(text, /\nguestbook\/ui -> guestbook\/api is allowed on all 2 ports\n\n/);
    assert.match(text, /\nguestbook\/ui -> guestbook\/api:8080 is allowed\n.*api:5353\/UDP is allowed\n/s);
    const closed = await explain("guestbook/ui -> guestbook/api", { step: "2" });
    assert.match(closed.text, /allowed on none of 2 ports/);
  });

  it("says which steps there are", async () => {
    assert.match(await refusal("x -> y", { step: "4" }), /no step "4"\n {2}the steps are\n {4}1: without/);
    assert.match(await refusal("x -> y", { step: "deny al" }), /did you mean "deny all"\?/);
  });

  it("says which cells there are", async () => {
    assert.match(
      await refusal("guestbook/ui to guestbook/db"),
      /is no flow\n.*a flow is written: x\/a -> y\/b:80/,
    );
    assert.match(await refusal("guestbook/iu -> guestbook/db"), /did you mean "guestbook\/ui"\?/);
    assert.match(
      await refusal("guestbook/ui -> nowhere/at-all"),
      /cells end at: guestbook\/ui, guestbook\/api, guestbook\/db/,
    );
    assert.match(await refusal("guestbook/ui -> guestbook/ui"), /only with loopback: true/);
    assert.match(
      await refusal("guestbook/ui -> guestbook/api:9 via service"),
      /there are\n.*:8080\n.*:5353\/UDP$/,
    );
  });
});
