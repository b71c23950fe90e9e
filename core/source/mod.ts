/**
 * The interface of sources, for authors of others than those in `widthwise/source/*`.
 *
 * @module
 */
export type { Source, SourceImage } from "./source.ts";
