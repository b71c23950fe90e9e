import { type Blocks, NO_BLOCKS } from "../../core/formats/container/container.ts";
import { type PhotoMetadata, readMetadata } from "../../core/metadata/read.ts";
import { mustHold } from "./finds.ts";

const MAX_TEXT = 2000;

/** Reads the metadata of a photo that has these blocks. It must never throw, and what it reads is bounded. */
export async function readBlocks(blocks: Partial<Blocks>): Promise<void> {
	const empty = new Uint8Array(0);
	const metadata = await readMetadata({
		bytes: empty,
		pictureBytes: 0,
		probe: () => {
			throw new Error("Metadata needs no probe");
		},
		strip: () => empty,
		blocks: () => ({ ...NO_BLOCKS, ...blocks }),
	});
	const { keywords, position } = metadata;
	const texts = [...keywords, ...textsOf(metadata)];
	mustHold(
		texts.every((text) => text.length > 0 && text.length <= MAX_TEXT),
		"texts have 1 to 2000 characters",
	);
	mustHold(keywords.length <= 100, "a photo has at most 100 keywords");
	const isOnEarth = position === null || Math.abs(position.latitude) <= 90;
	mustHold(isOnEarth, "a position is on the earth");
}

function textsOf({ camera, lens, title, caption, artist, copyright }: PhotoMetadata): string[] {
	return [camera, lens, title, caption, artist, copyright].flatMap((text) => text ?? []);
}
