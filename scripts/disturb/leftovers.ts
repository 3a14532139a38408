import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { systemClock } from "../../src/system/clock.ts";
import { argvOf, markedProcesses, type Process, survivorsOf } from "./processes.ts";

/** How long the kernel may take to end what belonged to a run that has ended. */
const PATIENCE_MS = 10_000;

/** Where a run could leave something. */
export interface Traces {
  /** In the environment of each of its processes. */
  readonly marker: string;
  /** Those that were seen while it ran. */
  readonly seen: Iterable<Process>;
  /** Its folder for temporary files, and what is to be there at the end. */
  readonly folder: string;
  readonly expected: readonly string[];
}

/** What a run has left behind, in sentences; its processes are given a moment to end. */
export async function leftovers({ marker, seen, folder, expected }: Traces): Promise<{
  readonly processes: readonly Process[];
  readonly sentences: readonly string[];
}> {
  const end = performance.now() + PATIENCE_MS;
  let processes = alive(marker, seen);
  while (processes.length > 0 && performance.now() < end) {
    await systemClock.wait(50);
    processes = alive(marker, seen);
  }
  const files = readdirSync(folder).filter((name) => !expected.includes(name));
  const sentences = [
    ...processes.map(
      (each) => `process ${each.pid} (${each.state}): ${argvOf(each).join(" ").slice(0, 120)}`,
    ),
    ...files.map((name) => `file ${name}`),
    ...onMachine().map((thing) => `of the machine: ${thing}`),
  ];
  return { processes, sentences };
}

function alive(marker: string, seen: Iterable<Process>): readonly Process[] {
  const all = [...survivorsOf(seen), ...markedProcesses(marker).filter(({ state }) => state !== "Z")];
  return [...new Map(all.map((each) => [each.pid, each])).values()];
}

/** What a local cluster would have left if it had not been in a box of its own: named as it names them. */
function onMachine(): readonly string[] {
  const names = existsSync("/run/netns") ? readdirSync("/run/netns") : [];
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return [
    ...names.filter((name) => /^(node|pod)-\d/.test(name)).map((name) => `network namespace ${name}`),
    ...mounts.filter((mount) => / \/run\/netns\/(node|pod)-\d/.test(mount)).map((mount) => `mount ${mount}`),
    ...matches("ip", ["-oneline", "link"], /(?<=^\d+: )(node|pod)-\d+\S*/gm).map((link) => `link ${link}`),
    ...tables().map((table) => `nftables ${table}`),
  ];
}

/** Only root may look at them, and only root could have made one here. */
function tables(): readonly string[] {
  return process.getuid?.() === 0 ? matches("nft", ["list", "tables"], /.*netverdict.*/g) : [];
}

function matches(program: string, args: readonly string[], pattern: RegExp): readonly string[] {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  return execFileSync(program, args, { encoding: "utf8", env }).match(pattern) ?? [];
}
