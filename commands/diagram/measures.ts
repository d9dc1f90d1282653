import type { Address, Box } from "./picture";

/** Boxes stand on multiples of this many pixels, and lines run halfway between two: neither covers the other. */
export const GRID = 16;

export const TITLE_SIZE = 13;
export const TEXT_SIZE = 12;
export const LINE = 16;
export const CHIP = 20;
export const CHIP_GAP = 4;
const PADDING = 12;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const toGrid = (length: number): number => Math.ceil(length / GRID) * GRID;

/** At least as wide as a text is in any usual font without serifs: the fonts of its readers are not known. */
export const textWidth = (text: string, size: number, isBold = false): number =>
  text.length * size * (isBold ? 0.66 : 0.6);

export const addressText = ({ key, ip }: Address): string =>
  ip === undefined ? key : `${key} ${ip}`;

export const chipWidth = (address: Address): number =>
  Math.ceil(textWidth(addressText(address), TEXT_SIZE) + 16);

/** What a box needs; an odd multiple of the grid, so that a line can leave from its middle. */
export function boxWidth(box: Box): number {
  const content = Math.max(
    textWidth(box.title, TITLE_SIZE, true),
    ...box.details.map((line) => textWidth(line, TEXT_SIZE)),
    ...box.addresses.map(chipWidth),
  );
  const width = toGrid(content + 2 * PADDING);
  return width % (2 * GRID) === 0 ? width + GRID : width;
}

/** @param perRow how many addresses stand side by side */
export function boxHeight(box: Box, perRow: number): number {
  const rows = Math.ceil(box.addresses.length / perRow);
  return toGrid(16 + LINE * (1 + box.details.length) + rows * (CHIP + CHIP_GAP));
}
