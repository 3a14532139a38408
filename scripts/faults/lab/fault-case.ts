import type { ClusterUnderTest } from "../hands/cluster-under-test.ts";
import type { FaultProxy } from "../proxy/fault-proxy.ts";

/** A fault and the moment at which it strikes a run of the guestbook. */
export interface FaultCase {
  readonly name: string;
  /** What breaks, and when, for the table. */
  readonly fault: string;
  readonly where: string;
  /** What the run says on stderr when it strikes; absent: it is there from the beginning. */
  readonly when?: RegExp;
  /** Whether others who use the cluster are hit too. */
  readonly disrupts: boolean;
  /** How the run reaches the API server. */
  readonly by: "proxy" | "direct" | "untrusted certificate" | "TLS to a port without";
  readonly strike: (blow: Blow) => Promise<Heal>;
  /** Arguments and environment of the run besides the usual. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a fault may lay hands on. */
export interface Blow {
  readonly cluster: ClusterUnderTest;
  readonly proxy: FaultProxy;
  /** A pod of the guestbook as it is called in this run. */
  readonly pod: (name: string) => string;
  /** The process of the run. */
  readonly pid: number;
}

/** Ends what still lasts when the run has ended. */
export type Heal = () => Promise<void>;

export const nothingToHeal: Heal = async () => undefined;

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The moments of a run. */
export const MOMENTS = {
  creating: /^creating /m,
  control: /^control: /m,
  canary: /^canary: /m,
  step2: /^step 2\/3 /m,
  step3: /^step 3\/3 /m,
  removing: /^removing /m,
} as const;

/** A case of hands on the cluster; while step 2 is measured unless it says otherwise. */
export type HandCase = Pick<FaultCase, "name" | "fault" | "strike"> &
  Partial<Pick<FaultCase, "where" | "when">>;

/** When hands strike unless a case says otherwise. */
export const IN_STEP_2 = { where: "while step 2 is measured", when: MOMENTS.step2 } as const;

/** The probe pod that is hit, or whose node is. */
export const DB = "guestbook/db";
