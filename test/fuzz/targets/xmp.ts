import { readBlocks } from "../blocks.ts";

/** Reads an XMP packet. */
export async function fuzz(data: Uint8Array): Promise<void> {
	await readBlocks({ xmp: new Uint8Array(data) });
}
