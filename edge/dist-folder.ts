import { fileURLToPath } from "node:url";

/** The folder for what is built; has a slash at its end. */
export const DIST: string = fileURLToPath(new URL("dist/", import.meta.url));
