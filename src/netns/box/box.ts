import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { ClusterError } from "../../cluster/port.ts";
import { type Shell, shellOn } from "./shell.ts";
import { within } from "./within.ts";

export interface BoxOptions {
  /** The directories of programs, as in PATH; also within the box. */
  readonly path: string;
  /** Without a user namespace only root can make the others. */
  readonly userNamespace: boolean;
}

const NAMESPACES = ["--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL"];

/** The subshell's parent, as the machine's /proc numbers it, is the first process. */
const FIRST_PROCESS = "read -r self name state parent rest </proc/self/stat && echo $parent";

/** An own /proc for its processes and sysctls; an own /run, since `ip netns` keeps files there. */
const MOUNTS = "mount -t proc proc /proc && mount -t tmpfs tmpfs /run && mkdir /run/netns";

const CLOSE_LIMIT_MS = 5_000;

/**
 * A mount, network and PID namespace of our own, within a user namespace where one may be made. Its first process is a
 * shell that ends when our process does, however that ends; then the kernel removes everything that was in the box.
 * No link leads out of it.
 */
export class Box {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #userNamespace: boolean;
  readonly #shell: Shell;
  readonly #gone: Promise<void>;
  /** Of the first process, on this machine; 0 until it is known. */
  #pid = 0;
  #closed: Promise<void> | undefined;

  constructor({ path, userNamespace }: BoxOptions) {
    const user = userNamespace ? ["--user", "--map-root-user"] : [];
    this.#userNamespace = userNamespace;
    this.#child = spawn("unshare", [...user, ...NAMESPACES, "--", "sh"], {
      cwd: "/",
      env: { PATH: path },
      // Ctrl-C goes to the terminal's whole process group, but a box is closed in order.
      detached: true,
    });
    this.#gone = new Promise((resolve) => this.#child.once("close", () => resolve()));
    this.#shell = shellOn(this.#child);
  }

  /**
   * Resolves when the box can be used.
   *
   * @param needs - files that must be readable from within.
   * @throws ClusterError with what stood in the way.
   */
  async boot(needs: readonly string[]): Promise<void> {
    this.#pid = Number(await this.#shell.run(FIRST_PROCESS));
    await this.#shell.run([MOUNTS, ...needs.map(requireReadable)].join("\n"));
  }

  /**
   * Runs a script and resolves with its output.
   *
   * @throws ClusterError with the output if a command failed.
   */
  run(script: string): Promise<string> {
    return this.#shell.run(script);
  }

  /** The command that runs `argv` in one of the box's network namespaces. */
  commandIn(netns: string, argv: readonly string[]): readonly string[] {
    return within({ pid: this.#pid, userNamespace: this.#userNamespace, netns }, argv);
  }

  /** Ends every process in the box; resolves when they have gone. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#child.stdin.end();
    this.#kill();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new ClusterError(`the box did not end within ${CLOSE_LIMIT_MS} ms`);
      timer = setTimeout(reject, CLOSE_LIMIT_MS, error);
    });
    await Promise.race([this.#gone, late]).finally(() => clearTimeout(timer));
  }

  /** With the first process the kernel ends all others, and `unshare` ends after the last of them. */
  #kill(): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    if (this.#pid === 0) this.#child.kill("SIGKILL");
    else killIfAlive(this.#pid);
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function requireReadable(file: string): string {
  const path = `'${file.replaceAll("'", "'\\''")}'`;
  return `test -r ${path} || { echo "cannot read" ${path}; exit 1; }`;
}
