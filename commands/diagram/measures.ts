import type { BoxAddress, Box, Picture, DrawnSubnet, DrawnVpc } from "./picture";

export const TITLE_SIZE = 13;
export const TEXT_SIZE = 12;
export const LINE = 16;
export const CHIP = 20;
export const CHIP_GAP = 4;
/** Padding from the edge of a VPC, zone or subnet to its label and its contents. */
export const GAP = 12;
const PADDING = 12;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

/** An upper bound of a text's width in common sans-serif fonts: the reader's font is not known. */
export const textWidth = (text: string, size: number, isBold = false): number =>
  text.length * size * (isBold ? 0.66 : 0.6);

export const addressText = ({ key, ip }: BoxAddress): string =>
  ip === undefined ? key : `${key} ${ip}`;

export const chipWidth = (address: BoxAddress): number =>
  Math.ceil(textWidth(addressText(address), TEXT_SIZE) + 16);

export const vpcTitle = ({ name, isExisting }: DrawnVpc): string =>
  `${isExisting ? "existing VPC" : "VPC"} ${name}`;

export function vpcLabel(vpc: DrawnVpc, { vpcs, peerings }: Picture): readonly string[] {
  const peers = peerings
    .filter(({ to }) => to === vpc.id)
    .flatMap(({ from }) => vpcs.filter(({ id }) => id === from))
    .map((peer) => `peered with ${peer.name}`);
  return [vpcTitle(vpc), ...(vpc.cidr === "" ? [] : [vpc.cidr]), ...peers];
}

export const subnetLabel = ({ isPublic, cidr }: DrawnSubnet): readonly string[] => [
  isPublic ? "public subnet" : "private subnet",
  cidr,
];

/** The size of a box for its stacked texts and addresses. */
export function boxSize({ title, details, addresses }: Box): Size {
  const content = Math.max(
    textWidth(title, TITLE_SIZE, true),
    ...details.map((line) => textWidth(line, TEXT_SIZE)),
    ...addresses.map(chipWidth),
  );
  return {
    // Even, so that lines from the middle are straight.
    width: 2 * Math.ceil(content / 2 + PADDING),
    height: 16 + LINE * (1 + details.length) + addresses.length * (CHIP + CHIP_GAP),
  };
}
