import type { Amount, Fault } from "./fault.ts";

/** A fault of which there can be more or less. `make` is given how much, and the same as text: `2 s`, `30 %`. */
export function withAmount(
  usual: Omit<Amount, "of">,
  make: (value: number, text: string) => Omit<Fault, "amount">,
): Fault {
  const of = (value: number): Fault => {
    const fault = make(value, amountText({ ...usual, value }));
    return { ...fault, amount: { ...usual, value, of: (other) => named(of(other)) } };
  };
  return of(usual.value);
}

function named(fault: Fault): Fault {
  const amount = fault.amount && amountText(fault.amount).replace(" ", "");
  return { ...fault, name: `${fault.name}=${amount}` };
}

/** `900 ms`, `2 s` or `30 %`. */
export function amountText({ unit, value }: Pick<Amount, "unit" | "value">): string {
  return unit === "ms" && value >= 1_000 ? `${value / 1_000} s` : `${value} ${unit}`;
}
