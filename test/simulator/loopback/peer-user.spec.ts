import assert from "node:assert/strict";
import { endianness } from "node:os";
import { findUser } from "../../../simulator/loopback/peer-user";

const PEER = { address: "127.0.0.1", port: 0xc001 };
const OWN = { address: "127.0.0.1", port: 0x1f90 };

const HEADER =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const REST = "00000000:00000000 00:00000000 00000000";

/** A line of the table, as a little-endian kernel writes it. */
const line = (local: string, remote: string, user: number, inode: number): string =>
  `   7: ${local} ${remote} 01 ${REST}  ${user}        0 ${inode} 1 0000000054 20 4 30 10 -1\n`;

const LOOPBACK = "0100007F";
const MAPPED = "0000000000000000FFFF00000100007F";

describe("user of a peer", function () {
  before(function () {
    if (endianness() !== "LE") this.skip();
  });

  it("is that of the peer's end of the connection, not of this one", () => {
    const table =
      HEADER +
      line(`${LOOPBACK}:1F90`, `${LOOPBACK}:C001`, 1000, 11) +
      line(`${LOOPBACK}:C001`, `${LOOPBACK}:1F91`, 1001, 12) +
      line(`${LOOPBACK}:C001`, `${LOOPBACK}:1F90`, 65534, 13);
    assert.equal(findUser(table, PEER, OWN), 65534);
    assert.equal(findUser(table, OWN, PEER), 1000);
  });

  it("is found for an IPv6 socket that is connected to an IPv4 address", () => {
    const table = HEADER + line(`${MAPPED}:C001`, `${MAPPED}:1F90`, 1000, 11);
    assert.equal(findUser(table, PEER, OWN), 1000);
  });

  it("is unknown once the peer has closed its socket, which the kernel shows as root's", () => {
    const table = HEADER + line(`${LOOPBACK}:C001`, `${LOOPBACK}:1F90`, 0, 0);
    assert.equal(findUser(table, PEER, OWN), undefined);
  });

  it("is unknown for a connection that is not listed", () => {
    assert.equal(findUser(HEADER, PEER, OWN), undefined);
    assert.equal(findUser("", PEER, OWN), undefined);
  });
});
