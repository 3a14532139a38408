import type { Check } from "../check.ts";

/** Reasons of container states that say that an image did not come (the kubelet's pkg/kubelet/images). */
const NO_IMAGE = /ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|RegistryUnavailable/;

/** That the agents ran shows that the image is there, or can be pulled, and starts Node. */
export const image: Check = {
  id: "image",
  examine: ({ image, enforcement }) => {
    const subject = "probe image";
    if ("value" in enforcement)
      return [{ subject, status: "ok", what: `${image} starts on every node that was tried` }];
    if (!NO_IMAGE.test(enforcement.unknown))
      return [{ subject, status: "unknown", what: `it was not found out whether ${image} can be pulled` }];
    return [
      {
        subject,
        status: "broken",
        what: `${image} cannot be pulled`,
        why: enforcement.unknown,
        advice:
          "Name one with --image that starts Node 20 or newer, and --image-pull-secret if it takes one.",
      },
    ];
  },
};
