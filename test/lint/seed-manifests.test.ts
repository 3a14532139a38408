import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { findingsIn } from "./lint-text.ts";

const FOLDER = new URL("../fixtures/seed-manifests/", import.meta.url);

/** `severity rule line` of what is found in a manifest that is looked at alone. */
function found(name: string): readonly string[] {
  const text = readFileSync(new URL(name, FOLDER), "utf8");
  return findingsIn({ [name]: text }, { namespace: "guestbook" }).map(
    ({ severity, rule, line }) => `${severity} ${rule} ${line}`,
  );
}

describe("manifests of well-known articles", () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    // Refused by the API server: a mapping or a text where it wants a list.
    "guestbook-deny-all.yaml": ["error invalid 8"],
    "guestbook-allow-ui-to-api.yaml": ["error invalid 12"],
    "guestbook-allow-api-to-db.yaml": ["error invalid 12"],
    "guestbook-allow-monitoring.yaml": ["error invalid 9"],
    "guestbook-allow-using-ip.yaml": ["error invalid 9"],
    "guide-default-deny-ingress.yaml": ["info no-default-deny-egress 5"],
    "guide-default-deny-all.yaml": [],
    "guide-api-allow.yaml": ["info no-default-deny-ingress 5", "info no-default-deny-egress 5"],
    // The backend may call the database, and cannot ask for its address.
    "guide-backend-policy.yaml": [
      "info no-default-deny-ingress 5",
      "info no-default-deny-egress 5",
      "warning missing-dns 21",
    ],
  };

  for (const name of readdirSync(FOLDER))
    it(`${name} has what is wrong with it found`, () => {
      assert.deepEqual(found(name), expected[name]);
    });
});
