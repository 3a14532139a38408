import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from "node:fs";
import { codeOf, messageOf } from "./system-error.ts";

/** The largest file that is read, in MiB: manifests of a whole cluster are a few. */
const MOST_MIB = 32;
const MOST_BYTES = MOST_MIB * 2 ** 20;
const TOO_LARGE = `it has more than ${MOST_MIB} MiB, which is no scenario and no manifest`;

/** What a shell hands over as an open pipe, such as `<(helm template .)`; it has a writer. */
const INHERITED = /^\/dev\/(?:stdin|fd\/(\d+))$/;

/**
 * The text of a file of bounded size. Waits for nothing but a pipe that the shell has opened.
 *
 * @throws Error whose message says in a line what is wrong with the file, without naming it.
 */
export function readTextFile(path: string): string {
  const inherited = INHERITED.exec(path);
  if (inherited !== null) return readWhole(Number(inherited[1] ?? 0));
  const fd = open(path);
  try {
    refuseOthers(fstatSync(fd));
    return readWhole(fd);
  } finally {
    closeSync(fd);
  }
}

/** Opening a pipe in the usual way waits for a writer. */
function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new Error(whyNot(path, error), { cause: error });
  }
}

function whyNot(path: string, error: unknown): string {
  switch (codeOf(error)) {
    case "ENOENT":
      return isLink(path) ? "it is a link to nothing" : "there is no such file";
    case "ENXIO":
      return "it is a socket, and not a file";
    case "ELOOP":
      return "it is a link that leads back to itself";
    case "EMFILE":
    case "ENFILE":
      return "too many files are open: raise the limit (ulimit -n)";
    default:
      return messageOf(error);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function refuseOthers(stats: Stats): void {
  if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}, and not a file`);
  if (stats.size > MOST_BYTES) throw new Error(TOO_LARGE);
}

/** What it is that is no file. */
export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

/** Some files do not say how large they are. */
function readWhole(fd: number): string {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    const count = readSync(fd, chunk);
    if (count === 0) return Buffer.concat(chunks).toString();
    size += count;
    if (size > MOST_BYTES) throw new Error(TOO_LARGE);
    chunks.push(chunk.subarray(0, count));
  }
}
