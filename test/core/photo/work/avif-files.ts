import {
	avif,
	box,
	ICC_PROPERTY,
	plainWith,
	type TestReference,
} from "../../../containers/avif.ts";
import { big } from "../../../containers/bytes.ts";
import type { HostileFiles } from "./hostile-files.ts";
import { repeated } from "./repeated.ts";

const SMALL_BOX = new Uint8Array(8);

const items = (count: number, properties: readonly number[] = []) =>
	Array.from({ length: count }, (_, index) => ({
		id: 100 + index,
		type: "av01",
		bytes: new Uint8Array(4),
		properties,
	}));

/** References in a row, from each item to the next. */
const chain = (count: number, type: string, isForward: boolean): readonly TestReference[] =>
	Array.from({ length: count }, (_, index) => {
		const [from, to] = [index === 0 ? 1 : 99 + index, 100 + index];
		return isForward ? ([type, from, to] as const) : ([type, to, from] as const);
	});

/** A picture whose location has many extents, each of all that is in the file. */
function overlapping(count: number): Uint8Array {
	const file = avif(plainWith({ inMeta: [new Uint8Array(0)] }));
	const text = Buffer.from(file).toString("latin1");
	const at = text.indexOf("iloc");
	const extents = repeated(count, big(0, 4), big(0, 4));
	const iloc = box(
		"iloc",
		big(0x01_00_00_00, 4),
		big(0x4400, 2),
		big(1, 2),
		big(1, 2),
		big(0, 4),
		big(count, 2),
		extents,
	);
	const size = new DataView(file.buffer).getUint32(at - 4);
	const metaAt = text.indexOf("meta") - 4;
	const grown = Buffer.concat([file.subarray(0, at - 4), iloc, file.subarray(at - 4 + size)]);
	grown.writeUInt32BE(grown.readUInt32BE(metaAt) + iloc.length - size, metaAt);
	return grown;
}

export const AVIF_FILES: HostileFiles = {
	"AVIF of boxes": (n) => avif(plainWith({ before: [repeated(n, box("mdat", SMALL_BOX))] })),
	"AVIF of boxes in its meta box": (n) =>
		avif(plainWith({ inMeta: [repeated(n, box("free", SMALL_BOX))] })),
	"AVIF of properties": (n) =>
		avif(plainWith({ properties: [repeated(n, box("colr", "nclx", SMALL_BOX))] })),
	"AVIF of profiles": (n) => avif(plainWith({ properties: [repeated(n >> 3, ICC_PROPERTY)] })),
	"AVIF of tiles in a row, and of boxes": (n) =>
		avif(
			plainWith({
				items: items(n),
				before: [repeated(n, box("mdat", SMALL_BOX))],
				references: chain(n, "dimg", true),
			}),
		),
	"AVIF of alpha planes in a row": (n) =>
		avif(plainWith({ items: items(n, [4]), references: chain(n, "auxl", false) })),
	"AVIF of references": (n) =>
		avif(plainWith({ references: Array.from({ length: n }, () => ["cdsc", 1, 2] as const) })),
	"AVIF of overlapping extents": overlapping,
};
