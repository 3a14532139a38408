import assert from "node:assert/strict";
import { requireTools, toolPath } from "../../../src/netns/box/tools.ts";

describe("the programs that a box needs", () => {
  it("are named with their packages when they are missing", () => {
    assert.throws(() => requireTools("/nowhere"), {
      name: "ClusterError",
      message:
        "the local cluster needs ip, nft, unshare, nsenter, setpriv, mount, not found here; " +
        "install: apt-get install iproute2 nftables util-linux mount",
    });
  });

  it("are also looked for where ordinary users do not look", () => {
    assert.equal(toolPath("/opt/bin:/usr/bin"), "/opt/bin:/usr/bin:/usr/sbin:/sbin:/usr/bin:/bin");
    assert.equal(toolPath(""), "/usr/sbin:/sbin:/usr/bin:/bin");
  });
});
