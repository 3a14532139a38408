import { ApiError } from "../../../src/kubernetes/api/api-error.ts";
import type { ApiCall, ApiServer } from "../../../src/kubernetes/api/api-server.ts";
import { ServerPresence } from "../../../src/kubernetes/api/server-presence.ts";
import { systemClock } from "../../../src/system/clock.ts";

/** An API server that answers these paths, whatever their query; all else is forbidden. */
export function answering(answers: Readonly<Record<string, unknown>>): ApiServer {
  const answer = async ({ path }: ApiCall): Promise<unknown> => {
    const found = answers[path.split("?")[0] ?? ""];
    if (found !== undefined) return found;
    const facts = { status: 403, reason: "Forbidden", answer: "no", retryAfterMs: undefined };
    throw new ApiError(`GET ${path}: 403 Forbidden: no`, facts);
  };
  return {
    credentials: {
      context: "c",
      server: new URL("http://c"),
      authorize: async () => ({ headers: {} }),
    },
    presence: new ServerPresence({ clock: systemClock }),
    request: answer as ApiServer["request"],
    text: answer as ApiServer["text"],
    serverTime: () => 0,
    close: () => undefined,
  };
}
