import { readBlocks } from "../blocks.ts";

/** Reads the Photoshop segments of a JPEG, with IPTC. */
export async function fuzz(data: Uint8Array): Promise<void> {
	await readBlocks({ iptc: new Uint8Array(data) });
}
