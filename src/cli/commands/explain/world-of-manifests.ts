import { VIAS } from "../../../model/index.ts";
import { assumedAddresses } from "../../../predict.ts";
import { applicationState } from "../../loading/application/application-state.ts";
import type { ManifestInput } from "../../loading/application/read-input.ts";
import { inputTitle } from "../input-title.ts";
import { defaultNamespace } from "../predict-manifests-command.ts";
import type { ExplainedWorld } from "./explained-world.ts";

/**
 * The world that manifests make.
 *
 * @param namespace - of what names none.
 * @throws InputError if they are not sound, or make no pods.
 */
export function worldOfManifests(
  path: string,
  manifests: ManifestInput,
  namespace: readonly string[] | undefined,
): ExplainedWorld {
  const { state, notes } = applicationState(manifests, defaultNamespace(namespace));
  return {
    state,
    addresses: assumedAddresses(state.pods),
    kinds: { loopback: true, via: VIAS, families: [] },
    where: inputTitle([path]),
    leftOut: notes,
    assumedAddresses: true,
  };
}
