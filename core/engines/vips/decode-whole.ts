import { walkWholeJpeg } from "../../formats/jpeg/whole.ts";
import type { ImageType } from "../../formats/tables/input.ts";
import { unreadable } from "../outputs.ts";

/** What makes the decoder fail. */
export type FailOn = "warning" | "error";

type Decode<T> = (source: Uint8Array, failOn: FailOn) => T;

/**
 * Decodes a picture and refuses one that lacks pixels. The decoder of JPEG passes over codes that are
 * none, often without a warning, and paints stripes in their place; so the codes are walked before.
 *
 * A single output is a variant: its source was walked when it was published. The caller may have walked
 * the source of several (`isWalked`). Then only a warning leads to the walk, because the decoder warns of a
 * missing end and of bytes between codes, too.
 *
 * @throws {WidthwiseError} `unreadable-image`; also whatever `decode` throws
 *
 * @example
 * const image = decodeWhole(job, (source, failOn) => decode(source, { fail_on: failOn }));
 */
export function decodeWhole<T>(
	job: {
		readonly source: Uint8Array;
		readonly type: ImageType;
		readonly outputs: readonly unknown[];
		readonly isWalked?: boolean | undefined;
	},
	decode: Decode<T>,
): T {
	const { source, type, outputs, isWalked = outputs.length <= 1 } = job;
	if (type !== "jpeg") return decode(source, "error");
	if (!isWalked) return decodeWalked(source, decode);
	try {
		return decode(source, "warning");
	} catch (warning) {
		if (!(warning instanceof WebAssembly.Exception)) throw warning;
		return decodeWalked(source, decode);
	}
}

function decodeWalked<T>(source: Uint8Array, decode: Decode<T>): T {
	const { state, bytes } = walkWholeJpeg(source);
	if (state === "damaged" || state === "incomplete") throw unreadable();
	return decode(bytes, "error");
}
