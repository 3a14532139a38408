import assert from "node:assert/strict";
import { explainForbidden } from "../../../src/netns/box/explain-forbidden.ts";

const refused = new Error("unshare: failed\nOperation not permitted");

async function explained(root: boolean, settings: Readonly<Record<string, string>>): Promise<string> {
  const { message } = await explainForbidden(refused, { root, setting: async (file) => settings[file] });
  return message;
}

describe("the explanation of a box that could not be made", () => {
  it("is one line with the reason and the setting that forbids user namespaces", async () => {
    assert.equal(
      await explained(false, { "kernel/apparmor_restrict_unprivileged_userns": "1" }),
      "cannot make network namespaces here (unshare: failed; Operation not permitted): " +
        "run as root, or allow it: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    );
    assert.match(
      await explained(false, { "user/max_user_namespaces": "0" }),
      /user\.max_user_namespaces=10000$/,
    );
  });

  it("is that no more processes may be started, where that is the reason, and no advice about namespaces", async () => {
    const { message } = await explainForbidden(
      new Error("unshare: fork failed: Resource temporarily unavailable"),
      { root: true, setting: async () => undefined },
    );
    assert.equal(
      message,
      "the local cluster cannot start: no more processes may be started here " +
        "(see ulimit -u, and pids.max of the container)",
    );
  });

  it("advises to run as root when no setting forbids it", async () => {
    assert.match(await explained(false, { "user/max_user_namespaces": "96365" }), /: run as root$/);
  });

  it("does not advise root to become root", async () => {
    assert.match(
      await explained(true, { "user/max_user_namespaces": "0" }),
      /: a container must be privileged/,
    );
  });
});
