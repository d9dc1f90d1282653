/*
 * Run by refresh.spec.ts with little memory: reads a price list of 90,000 products, whose one wanted
 * product comes last, and prints its price and how many MB were read.
 */
import { builtInBook } from "../../cost/price-book";
import { refreshFrom } from "../../commands/prices/refresh";
import { asStream, priceList } from "./price-list";

const NAT = {
  sku: "NAT",
  usagetype: "EUC1-NatGateway-Hours",
  regionCode: "eu-central-1",
  ranges: [["0", "0.05"]],
} as const;

let bytes = 0;
function* counted(): Generator<string> {
  for (const piece of priceList("AmazonEC2", [NAT], 90_000)) {
    bytes += piece.length;
    yield piece;
  }
}

void refreshFrom(asStream(counted()), builtInBook, ["eu-central-1"]).then(({ found }) => {
  const after = found.find(({ key }) => key === "nat-hour")?.after;
  process.stdout.write(JSON.stringify({ after, megabytes: Math.round(bytes / 1e6) }));
});
