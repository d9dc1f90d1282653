import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { endianness } from "node:os";

/** Open TCP sockets of this process's network namespace. A peer may use an IPv6 socket for an IPv4 address. */
const TABLES = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

/** The kernel can skip an entry while other connections come and go. */
const ATTEMPTS = 3;

const ROOT_USER = 0;

/** One end of a connection. */
interface End {
  /** IPv4. */
  readonly address: string;
  readonly port: number;
}

/**
 * The ends of a connection in the format of the kernel's table: each 32-bit word in the machine's byte order.
 */
function entryOf(peer: End, own: End, isMapped: boolean): string {
  const word = (bytes: readonly number[]): string =>
    Buffer.from(endianness() === "LE" ? [...bytes].reverse() : bytes).toString("hex");
  const prefix = isMapped ? "0".repeat(16) + word([0, 0, 0xff, 0xff]) : "";
  const end = ({ address, port }: End): string =>
    `${prefix}${word(address.split(".").map(Number))}:${port.toString(16).padStart(4, "0")}`;
  return ` ${end(peer)} ${end(own)} `.toUpperCase();
}

/**
 * The user id of the process at the peer's end of a connection, by the text of /proc/net/tcp or tcp6.
 * Undefined without an open socket: the kernel shows closed ones as root's, without an inode.
 */
export function findUser(table: string, peer: End, own: End): number | undefined {
  for (const isMapped of [false, true]) {
    const start = table.indexOf(entryOf(peer, own, isMapped));
    if (start < 0) continue;
    const fields = table
      .slice(start, start + 500)
      .split("\n", 1)[0]!
      .trim()
      .split(/\s+/);
    const [user, , inode] = fields.slice(6);
    return inode === undefined || inode === "0" ? undefined : Number(user);
  }
  return undefined;
}

/**
 * Whether a connection comes from this process's user or from root. Always true without a kernel table of
 * sockets with their users, that is, except on Linux.
 */
export function isOwnUser({ remoteAddress, remotePort, localAddress, localPort }: Socket): boolean {
  if (process.platform !== "linux") return true;
  // A peer that has already closed its end has no address.
  if (!remoteAddress || !remotePort || !localAddress || !localPort) return false;
  const peer = { address: remoteAddress, port: remotePort };
  const own = { address: localAddress, port: localPort };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const table of TABLES) {
      const user = findUser(read(table), peer, own);
      if (user !== undefined) return user === ROOT_USER || user === process.geteuid!();
    }
  }
  return false;
}

/** Empty without IPv6, as its table is missing. */
function read(table: string): string {
  try {
    return readFileSync(table, "latin1");
  } catch {
    return "";
  }
}
