import assert from "node:assert/strict";
import type { Addresses, PodRef } from "../../../src/model/index.ts";
import { addressBook } from "../../../src/policy/engine/address-book.ts";
import { pod } from "../../model/build.ts";

const a = pod("x/a");
const target = pod("x/b");
const addresses: Addresses = new Map<PodRef, readonly string[]>([
  ["x/a", ["fd00::1", "10.0.0.1", "10.0.0.2"]],
  ["x/b", ["10.0.0.3", "fd00::3"]],
]);

describe("the address of a pod in a connection", () => {
  it("is its first of the family in which the target is dialed", () => {
    const book = addressBook(addresses);
    const said = (family?: "ipv4" | "ipv6") => book.addressIn(a, { target, family })?.toString();
    assert.deepEqual([said(), said("ipv4"), said("ipv6")], ["10.0.0.1", "10.0.0.1", "fd00::1"]);
  });

  it("is parsed once, however many connections there are", () => {
    const book = addressBook(addresses);
    const asked = { target, family: undefined };
    assert.equal(book.addressIn(a, asked), book.addressIn(a, asked));
  });

  it("is asked for in vain where nobody gave one", () => {
    const book = addressBook(new Map());
    assert.throws(
      () => book.addressIn(a, { target, family: "ipv4" }),
      /the address of pod x\/a is not known, so that no ipBlock can be matched against it/,
    );
  });
});
