export type Level = "info" | "warn" | "error";

/** One event in the log: a line of JSON. */
export interface Note {
  readonly level: Level;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Writes a note to standard output, with the fields for time and level of Lambda's JSON logs. */
export function log(note: Note): void {
  const line = { timestamp: new Date().toISOString(), ...note, level: note.level.toUpperCase() };
  process.stdout.write(`${JSON.stringify(line)}
`);
}
