import assert from "node:assert/strict";
import { imageName, imageVersion } from "../../../src/kubernetes/network-plugin/image-version.ts";

describe("an image's name", () => {
  it("has neither registry nor tag nor digest", () => {
    assert.equal(imageName("quay.io:443/calico/node:v3.30.0@sha256:01"), "calico/node");
    assert.equal(imageName("calico/node"), "calico/node");
    assert.equal(imageName("localhost/own/kube-router:1"), "own/kube-router");
    assert.equal(imageName("kube-router:v2"), "kube-router");
  });
});

describe("an image's version", () => {
  it("is its tag where that is one", () => {
    assert.equal(imageVersion("registry:5000/calico/node:v3.30.0"), "3.30.0");
    assert.equal(imageVersion("cilium:v1.19.2@sha256:01"), "1.19.2");
    assert.equal(imageVersion("kindnetd:v20240813-c6f155d6"), "20240813-c6f155d6");
  });

  it("is not told by other tags, a registry's port or nothing", () => {
    for (const image of ["a:1", "a:latest", "a", "host:5000/a", "a@sha256:01"])
      assert.equal(imageVersion(image), undefined, image);
  });
});
