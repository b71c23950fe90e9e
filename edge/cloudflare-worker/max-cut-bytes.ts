/** Bytes that a cut may take: a Worker has 128 MB, of which its program and what it sends take a part. */
export const MAX_CUT_BYTES = 110e6;
