import { type WrongConfig, wrong } from "./wrong-config";

const door = {
  entry: { kind: "haproxy" },
  backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
};

export const WRONG_IMAGES: readonly WrongConfig[] = [
  wrong(
    "no image stays",
    { config: { ...door, image: { keep: 0 } } },
    `
  holdfast:image.keep = 0
    must be a whole number from 1 to 100
    fix: write 1, the nearest`,
  ),
  wrong(
    "images end before they are deprecated",
    { config: { ...door, image: { graceDays: -1 } } },
    `
  holdfast:image.graceDays = -1
    must be a whole number from 0 to 365
    fix: write 0, the nearest`,
  ),
  wrong(
    "an image is built of another system",
    { config: { ...door, image: { release: "2" } } },
    `
  holdfast:image.release = "2"
    must be a release of Amazon Linux 2023, or a pattern such as 2023.*
    fix: write a value such as 2023.* or 2023.9.20251110.1`,
  ),
  wrong(
    "an image is built with a kernel that AMIs have no name for",
    { config: { ...door, image: { kernel: "default" } } },
    `
  holdfast:image.kernel = "default"
    must be a kernel version of Amazon Linux 2023
    fix: write a value such as 6.12 or 6.1`,
  ),
  wrong(
    "an image is built for no nodes",
    { config: { image: {} } },
    `
  holdfast:image
    builds an image for proxy nodes, but the front door has none
    fix: remove image, or choose a front door with nodes`,
  ),
  wrong(
    "an image is built and another one named",
    { config: { ...door, entry: { kind: "haproxy", image: "ami-0123456789abcdef0" }, image: {} } },
    `
  holdfast:entry.image = "ami-0123456789abcdef0"
    cannot be combined with the section image, which builds an image
    fix: remove one of the two`,
  ),
];
