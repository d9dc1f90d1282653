/** A third-party program, modelled on a public one. */
export interface ForeignProgram {
  readonly title: string;
  /** Declares the resources; with `wrong`, with the mistakes. */
  readonly declare: (wrong: boolean) => void;
  /** The messages for the mistakes, by policy. */
  readonly mistakes: Readonly<Record<string, readonly string[]>>;
}
