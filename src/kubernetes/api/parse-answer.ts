import { TransportError } from "./api-error.ts";

const MOST_SHOWN = 80;

/**
 * The object in an answer of the API server. Something between it and us may have cut the answer or given one of its own, such as
 * a page to log in: asking again may help.
 *
 * @param asked - what was asked for, as in `GET /api/v1/nodes`.
 * @throws TransportError when it is no object, or an empty one, which the API never answers.
 */
export function parseAnswer<T>(asked: string, text: string): T {
  const answer = parseJson(text);
  if (typeof answer === "object" && answer !== null && Object.keys(answer).length > 0) return answer as T;
  const shown = text === "" ? "nothing" : JSON.stringify(text.slice(0, MOST_SHOWN));
  throw new TransportError(`${asked}: the answer is not the API server's, or not whole: ${shown}`, true);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is no object either; the caller says so.
    return undefined;
  }
}
