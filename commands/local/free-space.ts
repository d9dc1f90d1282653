import { statfs } from "node:fs/promises";

/** The space for the largest stack's state, its backup, its history and the account, in one command. */
const NEEDED_MB = 50;

const MB = 1024 * 1024;

type Free = (folder: string) => Promise<{ readonly bavail: number; readonly bsize: number }>;

/** Throws with a remedy if a disk has too little space to write the state. */
export async function requireFreeSpace(folder: string, free: Free = statfs): Promise<void> {
  const { bavail, bsize } = await free(folder);
  const freeMb = Math.floor((bavail * bsize) / MB);
  if (freeMb >= NEEDED_MB) return;
  throw new Error(
    `${folder}: the disk has ${freeMb} MB free. A command needs ${NEEDED_MB} MB, so that the state ` +
      `can be written. Free ${NEEDED_MB - freeMb} MB or more on that disk (\`df -h ${folder}\`) and run the command again`,
  );
}
