import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { InputError } from "../../src/cli/input-error.ts";
import { program } from "../../src/cli/program.ts";

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. Bad input is exit code 2, with its message on stderr. */
export async function netverdict(...args: readonly string[]): Promise<Ended> {
  const written = { stdout: [] as string[], stderr: [] as string[] };
  const terminal = {
    env: {},
    stdout: { write: (text: string) => written.stdout.push(text) },
    stderr: { write: (text: string) => written.stderr.push(text) },
  };
  let code = 0;
  try {
    const root = program("0.0.0", terminal, (exitCode) => {
      code = exitCode;
    });
    await root.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    code = 2;
    written.stderr.push(error.message);
  }
  return { code, stdout: written.stdout.join(""), stderr: written.stderr.join("") };
}

/** A folder with these files for the time of a test. */
export async function withFiles(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => void | Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-cli-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A scenario of two pods and two cells; its rule is what the policies do not mean if `wrong`. */
export function scenarioText(name: string, { tags = "", wrong = false, namespace = "x" } = {}): string {
  return [
    `name: ${name}`,
    `tags: [${tags}]`,
    `namespaces: { ${namespace}: {} }`,
    `pods: { ${namespace}/a: { ports: [80] }, ${namespace}/b: { ports: [80] } }`,
    "steps:",
    "  - name: first",
    `    expect: { default: ${wrong ? "deny" : "allow"} }`,
    "",
  ].join("\n");
}
