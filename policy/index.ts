import { serve } from "./engine/serve";
import { Pack } from "./pack";
import { version } from "./package.json";
import { ALL_POLICIES } from "./policies";

const about = {
  name: "holdfast",
  version,
  displayName: "Holdfast",
  description:
    "Multi-AZ, cost, address and security rules for systems with fixed addresses on AWS.",
  provider: "aws",
};

serve(about, new Pack(ALL_POLICIES)).then(
  // The engine reads the port from the first line.
  ({ port }) => console.log(`${port}`),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
