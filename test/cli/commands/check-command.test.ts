import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { checkCommand } from "../../../src/cli/commands/check-command.ts";
import { deployment } from "../manifests.ts";
import { netverdict, withFiles } from "../terminal.ts";

const path = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url));
const sound = path("scenarios/guestbook.yaml");
const broken = path("test/fixtures/scenarios/broken-seeds.yaml");

function check(...files: readonly string[]): string {
  let stdout = "";
  const stream = {
    write: (text: string): void => {
      stdout += text;
    },
  };
  try {
    assert.equal(checkCommand(files, {}, { env: {}, stdout: stream, stderr: stream }), 0);
    return stdout;
  } catch (error) {
    return `${stdout}${error}`;
  }
}

describe("the check command", () => {
  it("says what a sound file holds", () => {
    assert.match(check(sound), /guestbook\.yaml: guestbook: 4 pods, 3 steps, 45 cells\n$/);
  });

  it("takes folders, and says how much there is in all", () => {
    const text = check(path("scenarios/conformance/services"));
    assert.match(text, /k-01[^\n]*: \d+ pods, \d+ steps?, \d+ cells\n/);
    assert.match(text, /\n\d+ files: \d+ scenarios, \d+ cells\n$/);
  });

  it("goes on after a file with problems, and reports all of them", () => {
    const text = check(broken, sound, path("nowhere.yaml"));
    assert.match(text, /guestbook: 4 pods/);
    assert.match(text, /InputError: .*"from" must be a list/s);
    assert.match(text, /cannot read the scenario: .*nowhere\.yaml/);
  });

  it("tells notes about a sound file before what it holds", () => {
    const text = check(path("test/fixtures/scenarios/service-without-endpoints.yaml"));
    assert.match(
      text,
      /endpoints\.yaml:4:58 note: x\/none has no endpoints: .*\n.*\n {2} +\^\n {2}hint: no pod of x has app=nobody\n/,
    );
    assert.match(text, /service without endpoints: 2 pods, 1 step, 4 cells\n$/);
  });

  it("names what of the manifests has no place in the scenario's world, once each", async () => {
    const files = {
      "s.yaml": "name: s\nmanifests: [app.yaml]\nexpect: { default: predicted }\n",
      "app.yaml": `${deployment("web", { http: 80 })}${deployment("db", { sql: 5432 })}
apiVersion: x.example/v1
kind: Thing
metadata: { name: t }
`,
    };
    await withFiles(files, async (folder) => {
      const { stdout } = await netverdict("check", folder);
      assert.deepEqual(stdout.split("\n").slice(1, 4), [
        "  note: what names no namespace in app.yaml is in default".replace("app.yaml", `${folder}/app.yaml`),
        "  note: no Namespace is declared for default: made without labels but its name",
        "  note: Thing (x.example) is left out, the pods that it may make are not known: t",
      ]);
    });
  });
});
