import type { Known, NetworkPlugin, PodExamination, Survey } from "../kubernetes/index.ts";
import type { EnforcementFacts } from "./enforcement/enforcement-facts.ts";

/** All that was found out of a cluster, for the checks to judge. */
export interface DoctorFacts {
  readonly survey: Survey;
  /** By measuring; unknown if no pod could be asked. */
  readonly enforcement: Known<EnforcementFacts>;
  /** One pod on each node that was tried. */
  readonly examinations: Known<readonly PodExamination[]>;
  /** Of the probe pods. */
  readonly image: string;
  /** How many nodes were to be tried at most, if somebody said so. */
  readonly mostNodes?: number;
  /** What is known of network plugins, of whichever; their files. */
  readonly deviations: readonly KnownDeviations[];
  /** What could not be removed, as sentences. */
  readonly leftover?: string;
}

/** A file of known deviations. */
export interface KnownDeviations {
  readonly file: string;
  readonly count: number;
  /** Whether it is about this plugin, in this version; `unsure` where a plugin's version is not known. */
  readonly fits: (plugin: NetworkPlugin) => "fits" | "unsure" | "no";
}
