import assert from "node:assert/strict";
import { join } from "node:path";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const FILES = { "a.yaml": scenarioText("good"), "b.yaml": scenarioText("bad", { wrong: true }) };

describe("the predict command", () => {
  it("shows what the policies of a scenario mean", async () => {
    await withFiles(FILES, async (folder) => {
      const { code, stdout } = await netverdict("predict", join(folder, "a.yaml"));
      assert.equal(code, 0);
      assert.match(stdout, /^a: what its policies mean; no cluster was asked\n\nStep 1: first\n/);
      assert.match(stdout, /a: 2 cells: the policies mean what it declares\n/);
    });
  });

  it("fails if a scenario declares something else, and of several shows only such", async () => {
    await withFiles(FILES, async (folder) => {
      const { code, stdout } = await netverdict("predict", folder);
      assert.equal(code, 1);
      assert.match(stdout, /^b: what its policies mean/);
      assert.match(
        stdout,
        /declared deny, predicted allow\n {4}no policy selects either pod\n {6}x\/a -> x\/b:80\n/,
      );
      assert.match(stdout, /\n2 scenarios, 4 cells: not as declared in b\n$/);
    });
  });

  it("says on which assumed addresses it rests where a block may hold pods or not, and only there", async () => {
    const withBlock = (cidr: string): string =>
      `${scenarioText("s").split("steps:")[0]}policies:
  - metadata: { name: p, namespace: x }
    spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: "${cidr}" } }] }] }
expect: { default: predicted }
`;
    const predicted = async (cidr: string): Promise<string> => {
      let text = "";
      await withFiles({ "a.yaml": withBlock(cidr) }, async (folder) => {
        text = (await netverdict("predict", join(folder, "a.yaml"))).stdout;
      });
      return text;
    };
    assert.match(
      await predicted("10.0.0.0/8"),
      /\n\nnote: blocks were matched against assumed addresses: x\/a 10\.\S+, x\/b 10\.\S+\n\n/,
    );
    for (const cidr of ["0.0.0.0/0", "$" + "{ip(x/b)}/32"])
      assert.doesNotMatch(await predicted(cidr), /note:/);
  });

  it("refuses what is for a cluster where there is none, and what is for files where there are none", async () => {
    for (const [message, ...args] of [
      ["--kubeconfig needs --context NAME", "a.yaml", "--kubeconfig", "f"],
      ["--grep is for scenario files", "--context", "c", "--grep", "x"],
      ["--shard is for scenario files", "--context", "c", "--shard", "1/2"],
      ["predict needs manifests, scenario files"],
    ] as const) {
      const { code, stderr } = await netverdict("predict", ...args);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^${message}`));
    }
  });
});
