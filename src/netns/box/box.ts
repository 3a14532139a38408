import { ClusterError } from "../../cluster/port.ts";
import { DeadlineExceeded, within } from "../../system/deadline.ts";
import { endingWithUs } from "./ending-with-us.ts";
import { inNamespace } from "./in-namespace.ts";
import { type Program, startProgram } from "./program.ts";
import { firstCommand, scriptLimitMs } from "./script-limit.ts";
import { type Shell, shellOn } from "./shell.ts";

export interface BoxOptions {
  /** The directories of programs, as in PATH; also within the box. */
  readonly path: string;
  /** Without a user namespace only root can make the others. */
  readonly userNamespace: boolean;
}

/** What a script is for, and what ends it before its time. */
export interface ScriptOptions {
  /** What is waited for, for a sentence: `the rules of the nodes`. */
  readonly purpose: string;
  readonly signal: AbortSignal;
  /** In ms; derived from the script by default. */
  readonly limitMs?: number;
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
  readonly #program: Program;
  readonly #userNamespace: boolean;
  readonly #shell: Shell;
  /** Of the first process, on this machine; 0 until it is known. */
  #pid = 0;
  #closed: Promise<void> | undefined;

  constructor({ path, userNamespace }: BoxOptions) {
    const user = userNamespace ? ["--user", "--map-root-user"] : [];
    this.#userNamespace = userNamespace;
    this.#program = startProgram(endingWithUs(["unshare", ...user, ...NAMESPACES, "--", "sh"]), path);
    this.#shell = shellOn(this.#program);
  }

  /**
   * Resolves when the box can be used.
   *
   * @param needs - files that must be readable from within.
   * @throws ClusterError with what stood in the way.
   */
  async boot(needs: readonly string[], signal: AbortSignal): Promise<void> {
    const options = { purpose: "the namespaces of the box", signal };
    this.#pid = Number(await this.run(FIRST_PROCESS, options));
    await this.run([MOUNTS, ...needs.map(requireReadable)].join("\n"), options);
  }

  /**
   * Runs a script and resolves with its output. What is late or aborted takes the box with it, since no other script can
   * run before.
   *
   * @throws ClusterError with the output if a command failed, and if the script is late; the reason of the signal.
   */
  async run(
    script: string,
    { purpose, signal, limitMs = scriptLimitMs(script) }: ScriptOptions,
  ): Promise<string> {
    const failure = `${purpose}: the script that begins with '${firstCommand(script)}' did not end`;
    try {
      return await within(limitMs, failure, signal, () => this.#shell.run(script));
    } catch (error) {
      if (error instanceof ClusterError) throw error;
      const reason =
        error instanceof DeadlineExceeded
          ? new ClusterError(error.message, { cause: error })
          : new ClusterError("the box was given up");
      this.#shell.abandon(reason);
      this.#kill();
      throw error instanceof DeadlineExceeded ? reason : error;
    }
  }

  /** Why nothing runs in it any more; undefined as long as it is open. */
  get ended(): string | undefined {
    return this.#shell.ended?.message;
  }

  /** The command that runs `argv` in one of the box's network namespaces. */
  commandIn(netns: string, argv: readonly string[]): readonly string[] {
    return endingWithUs(inNamespace({ pid: this.#pid, userNamespace: this.#userNamespace, netns }, argv));
  }

  /** Ends every process in the box; resolves when they have gone. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#program.stdin.end();
    this.#kill();
    try {
      await this.#end();
    } catch {
      // It may have been stopped once more; what becomes of it now is what counts.
      this.#program.kill("SIGKILL");
      await this.#end();
    }
  }

  /** @throws ClusterError if that takes too long. */
  async #end(): Promise<void> {
    const { signal } = new AbortController();
    try {
      await within(CLOSE_LIMIT_MS, "the box did not end", signal, () => this.#program);
    } catch (error) {
      throw new ClusterError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }

  /** With the first process the kernel ends all others, and `unshare` ends after the last of them. */
  #kill(): void {
    if (this.#program.exitCode !== null || this.#program.signalCode !== null) return;
    if (this.#pid === 0) {
      this.#program.kill("SIGKILL");
      return;
    }
    killIfAlive(this.#pid);
    // It may have been stopped, or have stopped itself with the shell.
    this.#program.kill("SIGCONT");
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
