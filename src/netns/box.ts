import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { ClusterError } from "../cluster/port.ts";

/**
 * User, mount, network and PID namespaces around everything of a local cluster. The first process in it reads our pipe
 * and ends with it: when we end, even by SIGKILL, the kernel ends that process and with it every process, namespace,
 * mount and table in the box.
 */
export interface Box {
  /** Runs a shell script in the box. Throws ClusterError with what it said if it fails. */
  run(script: string, signal: AbortSignal): Promise<string>;
  /** Starts a command in one of the box's network namespaces; its streams are ours. */
  start(netns: string, command: readonly string[]): ChildProcessWithoutNullStreams;
  /** Ends the box; resolves when all that was in it is gone. Idempotent. */
  close(): Promise<void>;
}

/** An ordinary user's PATH lacks the folders of `ip` and `nft`. */
const ENV = { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` };

const NAMESPACES = ["--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL"];
const USER_NAMESPACE = ["--user", "--map-root-user"];

/** Says its process id as the host sees it, makes a /run of its own and waits for the end of our pipe. */
const FIRST_PROCESS = `
missing=
for command in ip nft nsenter; do command -v $command >/dev/null || missing="$missing $command"; done
[ -z "$missing" ] || { echo "missing$missing"; exit 1; }
read -r pid rest </proc/self/stat
mount -t proc proc /proc && mount -t tmpfs tmpfs /run && mkdir /run/netns || exit 1
echo "ready $pid"
read -r never
`;

/**
 * Opens a box: in a user namespace, or as plain root where the kernel forbids those.
 *
 * @throws ClusterError that says what this machine lacks.
 */
export async function openBox(signal: AbortSignal): Promise<Box> {
  signal.throwIfAborted();
  const isRoot = process.getuid?.() === 0;
  try {
    return await enter([...USER_NAMESPACE, ...NAMESPACES], ["--user", "--preserve-credentials"], signal);
  } catch (error) {
    if (!(error instanceof NoUserNamespaces) || !isRoot) throw error;
    return await enter(NAMESPACES, [], signal);
  }
}

/** The kernel, or what confines us, forbids user namespaces. */
class NoUserNamespaces extends ClusterError {}

async function enter(unshare: readonly string[], user: readonly string[], signal: AbortSignal): Promise<Box> {
  const outer = spawn("unshare", [...unshare, "sh", "-c", FIRST_PROCESS], { env: ENV });
  const gone = ended(outer);
  try {
    const pid = await firstProcessId(outer, gone, signal);
    return new NamespaceBox(outer, gone, ["--target", pid, ...user, "--mount", "--net", "--pid"]);
  } catch (error) {
    outer.stdin.end();
    await gone;
    throw error;
  }
}

/** Resolves with what stderr said when the process has ended or could not start. */
function ended(child: ChildProcessWithoutNullStreams): Promise<string> {
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  // Writing to a box that has just ended is answered by its end, which is awaited.
  child.stdin.on("error", () => undefined);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(said.trim()));
  });
}

async function firstProcessId(
  child: ChildProcessWithoutNullStreams,
  gone: Promise<string>,
  signal: AbortSignal,
): Promise<string> {
  const lines = createInterface({ input: child.stdout });
  const first = once(lines, "line", { signal }).then(([line]) => String(line));
  first.catch(() => undefined);
  const line = await Promise.race([first, gone.then((said) => `failed ${said}`)]);
  const [word, ...rest] = line.split(" ");
  if (word === "ready" && rest[0] !== undefined) return rest[0];
  if (word === "missing") throw new ClusterError(missing(rest));
  const said = rest.join(" ");
  if (said.includes("ENOENT")) throw new ClusterError(missing(["unshare"]));
  throw new NoUserNamespaces(
    `the local cluster needs namespaces, and this machine does not let us make them (${said}): run as root, or allow user namespaces`,
  );
}

function missing(commands: readonly string[]): string {
  return `the local cluster needs ${commands.join(", ")}: apt-get install iproute2 nftables util-linux`;
}

class NamespaceBox implements Box {
  readonly #outer: ChildProcessWithoutNullStreams;
  readonly #gone: Promise<string>;
  readonly #enter: readonly string[];

  constructor(outer: ChildProcessWithoutNullStreams, gone: Promise<string>, enter: readonly string[]) {
    this.#outer = outer;
    this.#gone = gone;
    this.#enter = enter;
  }

  async run(script: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const result = await execa("nsenter", [...this.#enter, "sh", "-es"], {
      input: script,
      env: ENV,
      cancelSignal: signal,
      reject: false,
    });
    signal.throwIfAborted();
    if (result.failed)
      throw new ClusterError(
        `a command of the local cluster failed: ${result.stderr || result.shortMessage}`,
      );
    return result.stdout;
  }

  start(netns: string, command: readonly string[]): ChildProcessWithoutNullStreams {
    return spawn("nsenter", [...this.#enter, "nsenter", `--net=/run/netns/${netns}`, ...command], {
      env: ENV,
    });
  }

  async close(): Promise<void> {
    this.#outer.stdin.end();
    await this.#gone;
  }
}
