/** The flags of `netverdict doctor`, as commander hands them over. */
export interface DoctorFlags {
  readonly context: string;
  readonly kubeconfig?: string;
  readonly image?: string;
  readonly imagePullSecret?: readonly string[];
  readonly nodeSelector?: readonly string[];
  readonly nodes?: number;
  /** In seconds. */
  readonly timeout?: number;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** More nodes than this take longer than anybody waits. */
export const DEFAULT_NODES = 20;

/** In seconds, for all but removing, which is waited for. */
export const DEFAULT_TIMEOUT = 30;
