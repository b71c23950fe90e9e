/** Pixels of the largest mezzanine. */
export const MAX_PIXELS: number = 2560 * 1920;

/** Bytes that a cut may take: a Worker has 128 MB, of which its program takes a part. */
export const MAX_CUT_BYTES = 110e6;
