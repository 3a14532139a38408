import assert from "node:assert/strict";
import { imageFacts } from "../../../src/kubernetes/session/image-facts.ts";
import { fakeCluster } from "../fakes/fake-cluster.ts";
import { runningStatus } from "../fakes/fake-objects.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("the image in reports", () => {
  it("is what it was called, and what ran", () => {
    const image = { name: `node:24@${DIGEST}`, ids: ["node@sha256:b"] };
    assert.deepEqual(imageFacts(image.name, image.ids), { image });
  });

  it("is noted in a sentence if it was named without a digest", () => {
    const { note } = imageFacts("node:24", ["node@sha256:b", "node@sha256:c"]);
    assert.equal(
      note,
      "the probe image node:24 has no digest and may be another tomorrow; what ran is node@sha256:b and node@sha256:c",
    );
    assert.match(imageFacts("node:24", []).note ?? "", /which one ran is not known$/);
    assert.match(imageFacts("node@sha256:short", []).note ?? "", /has no digest/);
  });

  it("is what the nodes say that the agents run from, each once", async () => {
    const made = await fakeCluster();
    try {
      made.fake.objects.podStatus = (name, ip) => ({
        ...runningStatus(name, ip),
        containerStatuses: [
          { name: "agent", imageID: `node@${DIGEST}`, ready: true, restartCount: 0, state: { running: {} } },
        ],
      });
      const world = { namespaces: [], pods: [], services: [] };
      await using session = await made
        .cluster({ image: "node:24" })
        .open(world, new AbortController().signal);
      assert.deepEqual(session.facts.image, { name: "node:24", ids: [`node@${DIGEST}`] });
      assert.match(session.facts.note ?? "", /the probe image node:24 has no digest/);
    } finally {
      await made.close();
    }
  });
});
