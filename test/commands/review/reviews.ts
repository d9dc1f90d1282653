import type { Preview, Review, StackReview } from "../../../commands/review/stack-review";

type Previewed = Extract<StackReview, { kind: "previewed" }>;

const NOTHING: Preview = {
  addresses: { lost: [], released: [], added: [], moved: [], kept: [] },
  changes: [],
  unchanged: 10,
  violations: [],
  outputs: [],
  notices: [],
  errors: [],
};

/** A previewed stack, with only the given changes. */
export const previewed = (
  stack: string,
  {
    addresses,
    ...more
  }: Partial<Omit<Previewed, "addresses">> & {
    addresses?: Partial<Preview["addresses"]>;
  } = {},
): Previewed => ({
  kind: "previewed",
  settings: [],
  stack,
  isNew: false,
  ...NOTHING,
  ...more,
  addresses: { ...NOTHING.addresses, ...addresses },
});

export const reviewOf = (...stacks: StackReview[]): Review => ({
  base: "main",
  commit: "0123456789abcdef0123456789abcdef01234567",
  stacks,
});

export const address = (key: string) => ({ key, holder: `node-${key}` });

export const mandatory = {
  level: "mandatory",
  policy: "aws-x",
  resource: "",
  message: "the port should be closed",
} as const;

export const advisory = { ...mandatory, level: "advisory" } as const;
