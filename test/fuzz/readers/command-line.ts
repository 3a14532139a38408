import fc from "fast-check";
import { InputError } from "../../../src/cli/input-error.ts";
import { plantedFrom } from "../../../src/cli/options/fault-option.ts";
import { FAULTS } from "../../../src/netns/index.ts";
import { mutatedText } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { carriedOutOnFiles } from "../refusal.ts";
import { withFile } from "./files.ts";

const GUESTBOOK = "scenarios/guestbook.yaml";

const FLOWS = [
  "guestbook/ui -> guestbook/db:5432",
  "guestbook/ui -> guestbook/api:5353/UDP via pod-ip over ipv6",
  "guestbook/ui->guestbook/api",
];

/** The cell of which `explain` is asked. */
export const flowReader: Reader = {
  name: "flow",
  inputs: mutatedText(FLOWS),
  read: async (flow) => {
    await carriedOutOnFiles("explain", GUESTBOOK, "--", flow);
    await carriedOutOnFiles("explain", GUESTBOOK, FLOWS[0] ?? "", `--step=${flow}`);
  },
};

const PATTERNS = [
  "*.yaml",
  "**/*.yaml",
  "[a-z]?.yaml",
  "{a,b}.yaml",
  "!(a).yaml",
  "a\\*.yaml",
  "folder/",
  "../*",
];

/** A path or a pattern of paths, in a folder of its own. */
export const pathReader: Reader = {
  name: "paths",
  inputs: mutatedText(PATTERNS).filter((path) => !/^[/~]|\.\.|proc|dev/.test(path)),
  read: (path) =>
    withFile("a.yaml", "name: a\n", async (_, folder) => {
      await carriedOutOnFiles("check", "--", `${folder}/${path}`);
      await carriedOutOnFiles("lint", "--", `${folder}/${path}`);
      await carriedOutOnFiles("predict", "--json", "--", `${folder}/${path}`);
    }),
};

/** Flags of `run`, each with what it usually is. The report is not written: there is nothing to run with `--list`. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  grep: ["guestbook", "^a+$", "(?<name>x)"],
  tag: ["udp", "a+!b"],
  shard: ["1/3"],
  jobs: ["2"],
  "max-cells": ["100"],
  report: ["junit=/tmp/x.xml", "json=x.json"],
  "namespace-suffix": ["-twin"],
  "node-selector": ["a=b,c=d", "kubernetes.io/hostname=n"],
};

export const flagReader: Reader = {
  name: "flags",
  inputs: fc
    .constantFrom(...Object.entries(FLAGS))
    .chain(([flag, samples]) => mutatedText(samples).map((text) => `${flag}=${text}`)),
  read: async (flag) => {
    await carriedOutOnFiles("run", GUESTBOOK, "--list", `--${flag}`);
  },
};

/** A bug that is to be planted, by name and place, and with how much of it. */
export const faultReader: Reader = {
  name: "faults",
  inputs: mutatedText(FAULTS.flatMap(({ name }) => [name, `${name}:node-1`, `${name}:guestbook/ui`])),
  read: (fault) => {
    try {
      plantedFrom(fault, FAULTS);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  },
};
