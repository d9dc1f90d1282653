/** The listeners that only check health are above this port. */
export const TEST_PORTS = { first: 9443, last: 9999 };

/** The colours' are the first two. */
export const COLOR_TEST_PORTS = new Map([
  ["blue", 9443],
  ["green", 9444],
]);

/**
 * The port of the listener by which a colour or another endpoint is checked before clients get it. It
 * follows from the key alone: an endpoint that comes or goes moves no other one's listener.
 */
export function testPort(key: string): number {
  const known = COLOR_TEST_PORTS.get(key);
  if (known !== undefined) return known;
  const first = TEST_PORTS.first + COLOR_TEST_PORTS.size;
  let hash = 0;
  for (const character of key) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return first + (hash % (TEST_PORTS.last - first + 1));
}
