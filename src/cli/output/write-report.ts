import { constants, createWriteStream, fstatSync, openSync, type Stats, statSync } from "node:fs";
import { Socket } from "node:net";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type AnyReport, ofAnyReport } from "../../report/index.ts";
import { messageOf } from "../../system/system-error.ts";
import type { ReportFile } from "./report-files.ts";

/** Characters that are written at a time. */
const BATCH = 65_536;

/** How long a pipe may take nothing before its reader is given up, in ms. */
const PATIENCE_MS = 30_000;

/**
 * Writes each report by itself, so that one that cannot be written costs no other.
 *
 * @returns a sentence for each that could not be written.
 */
export async function writeReports(
  files: readonly ReportFile[],
  outcome: AnyReport,
  patienceMs = PATIENCE_MS,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { reporter, path } of files) {
    try {
      await pipeline(
        Readable.from(batches(ofAnyReport(outcome, reporter))),
        openForWriting(path, patienceMs),
      );
    } catch (error) {
      const why = messageOf(error);
      failures.push(`cannot write the report ${reporter.name}=${path}: ${why}`);
    }
  }
  return failures;
}

/** A pipe is opened without waiting for a reader, and given up if it is not read. */
function openForWriting(path: string, patienceMs: number): Writable {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFIFO() !== true) return createWriteStream(path, { flags: isStdout(stats) ? "a" : "w" });
  const socket = new Socket({ fd: openPipe(path), readable: false, writable: true });
  return socket.setTimeout(patienceMs, () => socket.destroy(new Error("nobody reads this pipe")));
}

function openPipe(path: string): number {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw isNoReader(error) ? new Error("nobody reads this pipe") : error;
  }
}

function isNoReader(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENXIO";
}

/** Whether stdout goes to this very file: then the report follows what is there already. */
function isStdout(stats: Stats | undefined): boolean {
  if (stats === undefined) return false;
  const { dev, ino } = fstatSync(process.stdout.fd);
  return stats.dev === dev && stats.ino === ino;
}

/** Pieces joined to what is worth a write. */
function* batches(pieces: Iterable<string>): Generator<string> {
  let batch = "";
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = "";
  }
  yield batch;
}
