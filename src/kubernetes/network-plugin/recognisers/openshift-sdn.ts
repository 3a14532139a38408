import { ALWAYS, type Recogniser } from "../recogniser.ts";

export const openshiftSdn: Recogniser = {
  name: "openshift-sdn",
  title: "OpenShift SDN",
  image: /(^|\/)sdn$/,
  isAgent: ({ namespace, name }) => namespace === "openshift-sdn" && name === "sdn",
  connects: ALWAYS,
  enforces: ALWAYS,
  dataplane: () => "Open vSwitch",
};
