const figures: [string, string][] = [];

/** Notes something measured, for the table at the end of the run. */
export function figure(name: string, value: string): void {
  figures.push([name, value]);
}

/** All that was measured since the last call, as a table; empty if nothing was. */
export function renderFigures(): string {
  const width = Math.max(0, ...figures.map(([name]) => name.length));
  const rows = figures.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  figures.length = 0;
  return rows.length === 0 ? "" : ["  Measured on this machine", ...rows, ""].join("\n");
}
