/**
 * Resizes one photo, without a store.
 *
 * @module
 */
export { FITS, type Fit } from "./fitted-size.ts";
export { resize, resizeAll } from "./resize.ts";
export type { ResizeAllOptions, ResizeOptions, ResizeOutput } from "./resize-options.ts";
