/** A program of others, after the shape of a public one. */
export interface ForeignProgram {
  readonly title: string;
  /** Declares the resources; with `wrong`, with the mistakes. */
  readonly declare: (wrong: boolean) => void;
  /** What the policies say of the mistakes, by policy. */
  readonly mistakes: Readonly<Record<string, readonly string[]>>;
}
