/**
 * The handler for a site's images, and the types of its options.
 *
 * @module
 */
export type { Qualities } from "../delivery/check-options.ts";
export type { Engines } from "../delivery/cut-engines.ts";
export type { ImageAnswer, ImageOrigin, OnAnswered } from "../delivery/deliver.ts";
export type { ClientOf } from "../delivery/wait-for.ts";
export type { Inspection, Inspector } from "../photo/inspection/inspector.ts";
export { createImageHandler, type ImageHandler } from "./image-handler.ts";
export type { ImageHandlerOptions } from "./image-handler-options.ts";
