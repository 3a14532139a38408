/** What happens to the machine on which netverdict itself runs. */
import { fileURLToPath } from "node:url";
import { type FaultCase, MOMENTS, nothingToHeal, sleep } from "../lab/fault-case.ts";

const JUMP = fileURLToPath(new URL("../hands/clock-jump.mjs", import.meta.url));

const jumped = (name: string, hours: number, fault: string): FaultCase => ({
  name,
  fault,
  where: "5 s after the beginning",
  disrupts: false,
  by: "direct",
  strike: async () => nothingToHeal,
  environment: { NODE_OPTIONS: `--import ${JUMP}`, NETVERDICT_CLOCK_JUMP_MS: `${hours * 3_600_000}` },
});

export const RUNNER_CASES: readonly FaultCase[] = [
  jumped("clock-forwards", 24, "the clock of the machine that runs netverdict jumps a day forwards"),
  jumped("clock-backwards", -24, "the clock of the machine that runs netverdict jumps a day back"),
  {
    name: "runner-suspended-20s",
    fault: "netverdict itself is stopped for 20 s (SIGSTOP), as when a laptop sleeps",
    where: "while step 2 is measured",
    when: MOMENTS.step2,
    disrupts: false,
    by: "direct",
    strike: async ({ pid }) => {
      process.kill(pid, "SIGSTOP");
      await sleep(20_000);
      process.kill(pid, "SIGCONT");
      return nothingToHeal;
    },
  },
  {
    name: "report-disk-full",
    fault: "the disk is full when one of the reports is written",
    where: "at the end",
    disrupts: false,
    by: "direct",
    strike: async () => nothingToHeal,
    args: ["--report", "junit=/dev/full"],
  },
];
