/**
 * How all programs start and stop.
 *
 * @module
 */
export { cannotListen } from "./cannot-listen.ts";
export { print } from "./print.ts";
export { settingsOrExit } from "./settings-or-exit.ts";
export { shutDownOnSignal } from "./shutdown.ts";
