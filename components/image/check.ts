import type { Problem } from "../settings/problem";
import type { EntrySettings } from "../front-door/settings";
import type { ImageSettings } from "./settings";
import { validateCount } from "../settings/validate-value";

/** Finds what is wrong with the `image` section in itself. */
export function validateImage({ release, keep, graceDays }: ImageSettings): Problem[] {
  const problems = [
    ...validateCount("image.keep", keep, 1, 100),
    ...validateCount("image.graceDays", graceDays, 0, 365),
  ];
  if (!/^2023\.[0-9.]*\*?$/.test(release)) {
    problems.push({
      path: "image.release",
      given: release,
      problem: "is no release of Amazon Linux 2023, nor a pattern of one",
      remedy: "write 2023.*, or a whole release such as 2023.9.20251110.1",
    });
  }
  return problems;
}

/** Finds nodes that do not get the image, or get another one. */
export function validateImageTogether(entry: EntrySettings | undefined): Problem[] {
  if (entry?.kind !== "haproxy" && entry?.kind !== "addressPair") {
    return [
      {
        path: "image",
        problem: "builds an image of proxy nodes, and there are none",
        remedy: "take image out, or choose entry kind haproxy or addressPair",
      },
    ];
  }
  if (entry.image === undefined) return [];
  return [
    {
      path: "entry.image",
      given: entry.image,
      problem: "names an image, and the section image builds one",
      remedy: "take one of them out",
    },
  ];
}
