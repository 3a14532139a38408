import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { WebSocket } from "ws";
import { keepAlive } from "../../../src/kubernetes/exec/keep-alive.ts";
import { type SteppedClock, steppedClock } from "../../system/stepped-clock.ts";

const HOUR_MS = 3_600_000;

describe("keeping a connection alive", () => {
  let clock: SteppedClock;
  let socket: EventEmitter & { isPaused: boolean; pings: number; answers: boolean; ping(): void };
  let deaths: string[];
  let stop: () => void;
  beforeEach(() => {
    clock = steppedClock();
    deaths = [];
    socket = Object.assign(new EventEmitter(), {
      isPaused: false,
      pings: 0,
      answers: true,
      ping() {
        socket.pings++;
        if (socket.answers) socket.emit("pong");
      },
    });
    const pace = { pingMs: 5_000, deadMs: 15_000, clock };
    stop = keepAlive(socket as unknown as WebSocket, pace, (reason) => deaths.push(reason));
  });
  afterEach(() => stop());

  it("pings at its pace for as long as a run waits, and takes the answers for life", async () => {
    await clock.advance(HOUR_MS / 10);
    assert.equal(socket.pings, HOUR_MS / 10 / 5_000);
    assert.deepEqual(deaths, []);
  });

  it("gives a peer up that is silent, once", async () => {
    socket.answers = false;
    await clock.advance(15_000);
    assert.deepEqual(deaths, []);
    await clock.advance(60_000);
    assert.deepEqual(deaths, ["no answer to pings for 15 s"]);
    assert.equal(socket.pings, 3);
  });

  it("takes whatever comes for life", async () => {
    socket.answers = false;
    for (let count = 0; count < 10; count++) {
      await clock.advance(10_000);
      socket.emit("message");
    }
    assert.deepEqual(deaths, []);
  });

  it("does not count the silence of a peer that is not read", async () => {
    socket.answers = false;
    socket.isPaused = true;
    await clock.advance(60_000);
    assert.deepEqual(deaths, []);
    socket.isPaused = false;
    await clock.advance(15_000);
    assert.deepEqual(deaths, [], "the time while it was not read counts for nothing");
    await clock.advance(5_000);
    assert.equal(deaths.length, 1);
  });

  it("says when it cannot ping", async () => {
    socket.ping = () => {
      throw new Error("no socket");
    };
    await clock.advance(5_000);
    assert.deepEqual(deaths, ["it could not be pinged: Error: no socket"]);
  });

  it("ends when it is stopped", async () => {
    stop();
    await clock.advance(60_000);
    assert.deepEqual([socket.pings, deaths.length, clock.waiting], [0, 0, 0]);
  });
});
