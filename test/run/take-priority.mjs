import { constants, setPriority } from "node:os";

// For tests that measure time, beside others that compute. Processes that they start inherit it. Only root may.
try {
  setPriority(constants.priority.PRIORITY_HIGH);
} catch (error) {
  if (!["EACCES", "EPERM"].includes(error.info?.code)) throw error;
}
