import type { ClientReply } from "../../../commands/drill/lab/client";

/** The impact of a fault on a steady load. */
export interface Outage {
  readonly requests: number;
  /** Requests without a valid response within 3 s. */
  readonly lost: number;
  /** Longest time without a response. */
  readonly ms: number;
}

export function outageIn(replies: readonly ClientReply[]): Outage {
  const answered = replies
    .filter(({ status }) => status === 200)
    .map(({ sentAt, milliseconds }) => sentAt + milliseconds)
    .sort((one, other) => one - other);
  const gaps = answered.slice(1).map((at, index) => at - answered[index]!);
  return {
    requests: replies.length,
    lost: replies.length - answered.length,
    ms: Math.max(...gaps),
  };
}

export const renderOutage = ({ requests, lost, ms }: Outage): string =>
  `${(ms / 1000).toFixed(2)} s without an answer; ${lost} of ${requests} requests lost`;
