import { columns, counted } from "../../report/index.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";

/** `netverdict faults`: what `run --fault` can plant, a line each. */
export async function faultsCommand({ stdout }: Terminal): Promise<number> {
  const { amountText, FAULTS } = await import("../../netns/index.ts");
  const rows = FAULTS.map(({ name, amount, title, seen }) => [
    amount === undefined ? name : `${name}[=${amountText(amount).replace(" ", "")}]`,
    title,
    seen,
  ]);
  const lines = [
    ...columns([["fault", "what the cluster does wrong", "seen as"], ...rows]),
    "",
    `${counted(FAULTS.length, "fault")}; netverdict run PATH --fault NAME, NAME:NODE (such as node-1) or NAME:NAMESPACE/POD`,
    "where an amount is given, another may be planted: NAME=AMOUNT, such as loss=5% or late=500ms:node-1",
    "",
  ];
  stdout.write(lines.join("\n"));
  return EXIT.passed;
}
