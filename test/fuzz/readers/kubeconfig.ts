import fc from "fast-check";
import { stringify } from "yaml";
import { loadCredentials } from "../../../src/kubernetes/api/kubeconfig.ts";
import { mutatedText, mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { orClusterError } from "../refusal.ts";
import { withFile } from "./files.ts";
import { asText } from "./scenario.ts";

const TREE = {
  apiVersion: "v1",
  kind: "Config",
  "current-context": "c",
  contexts: [
    { name: "c", context: { cluster: "k", user: "u", namespace: "n" } },
    { name: "d", context: { cluster: "k" } },
  ],
  clusters: [
    {
      name: "k",
      cluster: {
        server: "https://127.0.0.1:1",
        "certificate-authority-data": "AAAA",
        "insecure-skip-tls-verify": false,
        "tls-server-name": "k",
        "proxy-url": "http://127.0.0.1:1",
      },
    },
  ],
  users: [
    {
      name: "u",
      user: {
        token: "t",
        username: "u",
        password: "p",
        "client-certificate-data": "AAAA",
        "client-key-data": "AAAA",
      },
    },
  ],
};

/** A program that a kubeconfig names is started: none may come of chance. */
const STARTS_PROGRAMS = /exec|auth/i;

export const kubeconfigReader: Reader = {
  name: "kubeconfig",
  readsYaml: true,
  inputs: fc.oneof(mutatedText([stringify(TREE), JSON.stringify(TREE)]), asText(mutatedTree([TREE]))),
  read: (text) =>
    withFile("config", text, (kubeconfig) =>
      orClusterError(async () => {
        const credentials = loadCredentials({ context: "c", kubeconfig }, {});
        if (!STARTS_PROGRAMS.test(text.replaceAll("certificate-authority", "")))
          await credentials.authorize();
      }),
    ),
};
