import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { runCli } from "../../src/cli/run-cli.ts";

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as the command does. */
export async function netverdict(...args: readonly string[]): Promise<Ended> {
  const [stdout, stderr] = [captured(), captured()];
  const parts = { env: {}, stdout: stdout.stream, stderr: stderr.stream };
  const code = await runCli(args, parts, "0.0.0");
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A stream that keeps what is written to it. */
export function captured(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
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
