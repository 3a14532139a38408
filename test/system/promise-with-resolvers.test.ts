import assert from "node:assert/strict";
import { promiseWithResolvers } from "../../src/system/promise-with-resolvers.ts";

describe("a promise that is settled from outside", () => {
  it("is fulfilled with the first value, whatever comes after it", async () => {
    const { promise, resolve, reject } = promiseWithResolvers<number>();
    resolve(1);
    resolve(2);
    reject(new Error("late"));
    assert.equal(await promise, 1);
  });

  it("is rejected with the first reason", async () => {
    const { promise, resolve, reject } = promiseWithResolvers<number>();
    reject(new Error("first"));
    resolve(1);
    await assert.rejects(promise, /first/);
  });
});
