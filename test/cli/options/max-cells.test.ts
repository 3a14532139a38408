import assert from "node:assert/strict";
import { join } from "node:path";
import { deployment } from "../manifests.ts";
import { netverdict, withFiles } from "../terminal.ts";

const COMMANDS = [["run", "--cluster", "memory"], ["check"], ["predict"]] as const;

function scenarioOf(pods: number): string {
  const declared = Array.from({ length: pods }, (_, index) => `  x/p${index}: { ports: [80] }\n`);
  return `name: many\nnamespaces: { x: {} }\npods:\n${declared.join("")}expect: { default: allow }\n`;
}

describe("--max-cells", function () {
  this.timeout(120_000);

  for (const [name = "", ...flags] of COMMANDS) {
    it(`keeps ${name} from 100 million cells, which it counts without making them`, async () => {
      await withFiles({ "many.yaml": scenarioOf(10_000) }, async (folder) => {
        const file = join(folder, "many.yaml");
        const { code, stderr } = await netverdict(name, file, ...flags);
        assert.equal(code, 2);
        assert.equal(
          stderr,
          `${file}: 99,990,000 cells, which take about 9 h 16 min to measure, and --max-cells allows 500,000\n  declare fewer pods or ports, or allow them with --max-cells 99990000\n`,
        );
      });
    });

    it(`is what ${name} allows, and no more`, async () => {
      await withFiles({ "few.yaml": scenarioOf(3) }, async (folder) => {
        const file = join(folder, "few.yaml");
        assert.equal((await netverdict(name, file, ...flags, "--max-cells", "6")).code, 0);
        const { code, stderr } = await netverdict(name, file, ...flags, "--max-cells", "5");
        assert.equal(code, 2);
        assert.match(stderr, /6 cells, .* --max-cells allows 5\n/);
      });
    });
  }

  it("comes before rules and tables are compared with that many cells", async () => {
    const rules = "expect: { rules: [deny x/p1 -> x/p2:80, allow * -> x/p1, allow x/p3 -> *:81] }\n";
    await withFiles({ "many.yaml": scenarioOf(10_000).replace(/expect:.*\n/, rules) }, async (folder) => {
      const { code, stderr } = await netverdict("check", join(folder, "many.yaml"));
      assert.equal(code, 2);
      assert.match(stderr, /x\/p3 -> \*:81.*\n/);
      assert.match(stderr, /1 problem; nothing was created/);
    });
  });

  it("counts the cells of all scenarios that were chosen, and of no others", async () => {
    const files = { "a.yaml": scenarioOf(3), "b.yaml": scenarioOf(3).replace("many", "other") };
    await withFiles(files, async (folder) => {
      const all = await netverdict("predict", folder, "--max-cells", "11");
      assert.match(all.stderr, /: 12 cells, .*\n {2}choose fewer scenarios with --grep, --tag or --shard/);
      assert.equal((await netverdict("predict", folder, "--max-cells", "11", "--grep", "other")).code, 0);
    });
  });

  it("holds for manifests too, and for scenarios that are to be written of them", async () => {
    const app = ["a", "b", "c"].map((name) => deployment(name, { http: 80 })).join("");
    await withFiles({ "app.yaml": app }, async (folder) => {
      for (const command of ["predict", "init"]) {
        const { code, stderr } = await netverdict(command, join(folder, "app.yaml"), "--max-cells", "5");
        assert.equal(code, 2);
        assert.match(stderr, /app\.yaml: 6 cells, and --max-cells allows 5\n/);
        assert.equal((await netverdict(command, join(folder, "app.yaml"), "--max-cells", "6")).code, 0);
      }
    });
  });

  it("says beforehand how long a large run takes", async () => {
    const waiting = scenarioOf(2).replace("expect:", "timeouts: { probe: 30s }\nexpect:");
    await withFiles({ "slow.yaml": waiting }, async (folder) => {
      const file = join(folder, "slow.yaml");
      const { stdout } = await netverdict("check", file);
      assert.match(stdout, /many: 2 pods, 1 step, 2 cells, about 2 min 0 s\n$/);
      const { stderr } = await netverdict("run", file, "--cluster", "memory");
      assert.match(stderr, /^2 cells: measuring takes about 2 min 0 s\n/);
    });
  });

  for (const wrong of ["0", "-1", "1e6", "many", "1".repeat(400)])
    it(`is no ${wrong.slice(0, 9)}`, async () => {
      const { code, stderr } = await netverdict("check", "scenarios/guestbook.yaml", "--max-cells", wrong);
      assert.equal(code, 2);
      assert.match(stderr, /^--max-cells .*: write a whole number from 1\n$/);
    });
});
