const figures: [string, string][] = [];

/** Records a figure, for the table at the end of the run. */
export function figure(name: string, value: string): void {
  figures.push([name, value]);
}

/** All figures since the last call, as a table; empty if there are none. */
export function renderFigures(): string {
  const width = Math.max(0, ...figures.map(([name]) => name.length));
  const rows = figures.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  figures.length = 0;
  return rows.length === 0 ? "" : ["  Measured on this machine", ...rows, ""].join("\n");
}
