import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { markedProcesses } from "./marked-processes.ts";
import { needsBox } from "./needs-box.ts";
import { until } from "./until.ts";

const PROGRAM = fileURLToPath(new URL("./opens-a-cluster.ts", import.meta.url));

const root = process.getuid?.() === 0;
/** What stands before the command that opens a cluster, and why it cannot stand there. */
const users: readonly {
  readonly name: string;
  readonly prefix: readonly string[];
  readonly skip?: string;
}[] = [
  { name: "as the user that we are", prefix: [] },
  {
    name: "as an ordinary user",
    prefix: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
    ...(root ? {} : { skip: "we are one already" }),
  },
  {
    name: "as root where user namespaces are forbidden",
    prefix: [
      ...["unshare", "--user", "--map-root-user", "sh", "-c"],
      ...['echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"', "sh"],
    ],
  },
];

/** When the process is killed: as soon as it has said a word, or as soon as it has such a process. */
const phases: readonly { readonly name: string; readonly said: string; readonly process: string }[] = [
  { name: "when the box has just been made", said: "opening", process: "unshare --" },
  { name: "while the agents start", said: "opening", process: "agent.mjs" },
  { name: "while its DNS starts", said: "opening", process: "dns.mjs" },
  { name: "while it probes", said: "probing", process: "agent.mjs" },
  { name: "while it closes", said: "closing", process: "" },
];

/** What a run could leave behind on the machine itself. */
function traces(): Readonly<Record<string, unknown>> {
  const names = existsSync("/run/netns") ? readdirSync("/run/netns") : [];
  const links = execFileSync("ip", ["-oneline", "link"], { encoding: "utf8" });
  return {
    namespaces: names.filter((name) => /^(node|pod)-\d/.test(name)),
    links: links.match(/(?<=^\d+: )(node|pod)-\d+/gm),
    tables: root && execFileSync("nft", ["list", "tables"], { encoding: "utf8" }).match(/.*netverdict.*/g),
  };
}

describe("a process that opened a local cluster and was killed", () => {
  let folder: string;
  let child: ChildProcess | undefined;
  before(needsBox);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "netverdict-test-"));
    chmodSync(folder, 0o777);
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  users.forEach(({ name: user, prefix, skip }, userIndex) => {
    phases.forEach(({ name: phase }, phaseIndex) => {
      it(`leaves nothing behind ${phase}, ${user}`, async function () {
        if (skip !== undefined) {
          console.log(`      skipped: ${skip}`);
          this.skip();
        }
        const before = traces();
        const marker = `/netverdict-marker-${process.pid}-${userIndex}-${phaseIndex}`;
        do {
          child?.kill("SIGKILL");
          child = open(prefix, marker);
        } while (!(await reaches(child, phases[phaseIndex] ?? assert.fail(), marker)));
        const ended = once(child, "exit");
        assert.ok(child.kill("SIGKILL"));
        assert.deepEqual(await ended, [null, "SIGKILL"]);
        await until(
          () => markedProcesses(marker).length === 0,
          () => `there is still ${JSON.stringify(markedProcesses(marker))}`,
        );
        assert.deepEqual(traces(), before);
      });
    });
  });

  /** Every process of the run has the marker in its environment: its search path begins with it. */
  function open(prefix: readonly string[], marker: string): ChildProcess {
    const [file = "", ...argv] = [...prefix, process.execPath, "--import=tsx", PROGRAM];
    const env = { PATH: `${marker}:${process.env.PATH}`, TMPDIR: folder };
    return spawn(file, argv, { env, stdio: ["ignore", "pipe", "pipe"] });
  }
});

/** Waits until it is in a phase; false if that was over before it was looked at, as on a busy machine. */
async function reaches(
  child: ChildProcess,
  { said, process: wanted }: (typeof phases)[number],
  marker: string,
): Promise<boolean> {
  const words = heard(child);
  const isThere = () => markedProcesses(marker).some(({ command }) => command.includes(wanted));
  const isOver = () => words().trimEnd().split("\n").at(-1) !== said;
  await until(
    () => words().includes(said),
    () => `it has not said '${said}' but '${words()}'`,
  );
  await until(
    () => isThere() || isOver(),
    () => `no '${wanted}' among ${JSON.stringify(markedProcesses(marker))}, which said '${words()}'`,
  );
  return isThere() && !isOver();
}

function heard({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
  }
  return () => text;
}
