import type { WebpChunk } from "./walk.ts";

/**
 * Selects the chunks that decode to one picture, the whole file's or a frame's: the first VP8 with at
 * most one ALPH before it, or the first VP8L (RFC 9649, 2.7.1.2 and 2.7.1.3).
 *
 * @param chunks in the order of the file
 *
 * @returns one or two chunks; none if there is no picture
 *
 * @example
 * pictureChunks(layout.chunks).map(({ type }) => type); // ["ALPH", "VP8 "]
 */
export function pictureChunks(chunks: readonly WebpChunk[]): readonly WebpChunk[] {
	const at = chunks.findIndex(({ type }) => type === "VP8 " || type === "VP8L");
	const picture = chunks[at];
	if (!picture) return [];
	if (picture.type === "VP8L") return [picture];
	const alpha = chunks.slice(0, at).filter(({ type }) => type === "ALPH");
	return [...alpha.slice(0, 1), picture];
}
