import { parseBytes } from "../bytes/parse.ts";
import type { HeifFormat } from "./heif-format.ts";
import { walkHeif } from "./walk.ts";

/**
 * Whether the colours of the primary picture are multiplied by its alpha (`prem`: MIAF, ISO/IEC 23000-22,
 * 7.3.5.2). Decoders leave them so.
 *
 * @param bytes the whole file; only read
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * if (isPremultiplied(avif, AVIF_FORMAT)) divideByAlpha();
 */
export function isPremultiplied(bytes: Uint8Array, format: HeifFormat): boolean {
	const { meta, primary } = parseBytes(bytes, walkHeif(bytes.length, format));
	return meta.references.some(({ type, from }) => type === "prem" && from === primary.id);
}
