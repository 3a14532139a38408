import assert from "node:assert/strict";
import { proxyFor } from "../../../src/kubernetes/api/proxy.ts";

const PROXY = "http://proxy:3128";
const proxied = (server: string, noProxy = "") =>
  proxyFor(new URL(server), { HTTPS_PROXY: PROXY, NO_PROXY: noProxy }) === PROXY;

describe("the proxy of the environment", () => {
  it("is none when none is named", () => {
    assert.equal(proxyFor(new URL("https://k8s.example.com"), {}), undefined);
  });

  it("is the one for the server's scheme, in either case of the name", () => {
    const environment = { https_proxy: "secure:1", HTTP_PROXY: "http://plain:2" };
    assert.equal(proxyFor(new URL("https://k8s.example.com"), environment), "http://secure:1");
    assert.equal(proxyFor(new URL("http://k8s.example.com"), environment), "http://plain:2");
  });

  it("is never used for loopback", () => {
    for (const host of ["localhost", "127.0.0.1", "127.8.8.8", "[::1]"])
      assert.ok(!proxied(`https://${host}:6443`));
  });

  for (const [noProxy, server, expected] of [
    ["*", "https://k8s.example.com", false],
    ["k8s.example.com", "https://k8s.example.com", false],
    ["example.com", "https://k8s.example.com", false],
    [".example.com", "https://k8s.example.com", false],
    ["*.example.com", "https://k8s.example.com", false],
    ["ample.com", "https://k8s.example.com", true],
    ["other.org, k8s.example.com", "https://K8S.example.com", false],
    ["k8s.example.com:6443", "https://k8s.example.com:6443", false],
    ["k8s.example.com:6443", "https://k8s.example.com", true],
    ["10.0.0.0/8", "https://10.1.2.3:6443", false],
    ["10.0.0.0/8", "https://11.1.2.3:6443", true],
    ["fd00::/8", "https://[fd00::1]:6443", false],
    ["fd00::1", "https://[fd00::1]:6443", false],
    ["10.1.2.3", "https://10.1.2.3", false],
    ["2.3", "https://10.1.2.3", true],
    ["10.0.0.0/99, nonsense/8", "https://10.1.2.3", true],
    ["", "https://k8s.example.com", true],
  ] as const)
    it(`${expected ? "is used" : "is not used"} for ${server} when NO_PROXY is '${noProxy}'`, () => {
      assert.equal(proxied(server, noProxy), expected);
    });
});
