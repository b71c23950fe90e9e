/**
 * The interface of engines, for authors of others than those in `widthwise/engine/*`.
 *
 * @module
 */
export type { EncodedImage, Encoder, Engine, Output, RawImage, RenderOptions } from "./engine.ts";
