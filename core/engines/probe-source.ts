import { byteSource } from "../formats/bytes/byte-source.ts";
import type { Probe } from "../formats/container/container.ts";
import { probeImage } from "../formats/probe.ts";
import { unreadable } from "./outputs.ts";

/**
 * What the container of an engine's source says.
 *
 * @throws {WidthwiseError} `unreadable-image` for whatever is wrong with it.
 * @example
 * const { hasAlpha } = await probeOrUnreadable(source);
 */
export async function probeOrUnreadable(source: Uint8Array): Promise<Probe> {
	try {
		return await probeImage(byteSource(source));
	} catch (error) {
		throw unreadable(error);
	}
}
