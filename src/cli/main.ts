#!/usr/bin/env node
import packageJson from "../../package.json" with { type: "json" };
import { forTerminal } from "../safe-text/index.ts";
import { isCleanedUp } from "./end-on-defect.ts";
import { describeError, runCli } from "./run-cli.ts";

// Node's own exit code for these is 1, which means that a verdict failed.
process.on("uncaughtException", (error) => {
  const { message, code } = describeError(error);
  process.stderr.write(`${forTerminal(message, { colors: false, live: false })}\n`);
  if (!isCleanedUp()) process.exit(code);
});

process.exitCode = await runCli(process.argv.slice(2), process, packageJson.version);
