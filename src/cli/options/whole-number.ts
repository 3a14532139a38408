import { InputError } from "../input-error.ts";

/** Reads the value of a flag that is a whole number from 1. */
export function wholeNumber(flag: string): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1)
      throw new InputError(`${flag} ${text}: write a number from 1`);
    return number;
  };
}
