/**
 * How all programs start and stop.
 *
 * @module
 */
export { settingsOrExit } from "./settings-or-exit.ts";
export { shutDownOnSignal } from "./shutdown.ts";
