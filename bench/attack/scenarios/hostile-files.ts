import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { distinctCopy } from "../../harness/photo.ts";
import { ROOT } from "../../harness/processes.ts";

const CORPUS = join(ROOT, "../shared/corpus");
const FOLDERS = ["hostile", "failing", "photos"] as const;
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * The files of the corpus beside the checkout, and drawn ones; a good photo follows each, to show that
 * the next one is unaffected.
 *
 * @param photo a JPEG, to be damaged
 * @param count files at most, the drawn ones first
 *
 * @returns `missing` says so if there is no corpus
 *
 * @example
 * const { files } = await hostileFiles(photo, 100);
 */
export async function hostileFiles(
	photo: Uint8Array,
	count: number,
): Promise<{
	readonly files: readonly Uint8Array<ArrayBuffer>[];
	readonly missing: readonly string[];
}> {
	const paths = (await Promise.all(FOLDERS.map(pathsIn))).flat();
	const found = await Promise.all(paths.map((path) => Bun.file(path).bytes()));
	const bad = [...drawn(photo), ...found.map((bytes) => Uint8Array.from(bytes))].slice(0, count);
	const files = bad.flatMap((file, index) => [file, distinctCopy(photo, 5000 + index)]);
	return { files, missing: paths.length === 0 ? ["skipped: there is no corpus"] : [] };
}

async function pathsIn(folder: string): Promise<readonly string[]> {
	const names = await readdir(join(CORPUS, folder)).catch(() => []);
	return names
		.filter((name) => !/\.(?:md|txt|tsv)$/.test(name))
		.map((name) => join(CORPUS, folder, name));
}

/** A cut photo, noise behind a photo's head, a PNG of 12,000 texts, and one that claims to be enormous. */
function drawn(photo: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
	const noise = Uint8Array.from(photo, (byte, index) =>
		index < 600 ? byte : (index * 7919) & 255,
	);
	const texts = Array.from({ length: 12_000 }, (_, i) => chunk("tEXt", text(`Comment\0${i}`)));
	return [
		photo.slice(0, photo.length >> 1),
		noise,
		concat([SIGNATURE, header(64, 64), ...texts, chunk("IEND", text(""))]),
		concat([SIGNATURE, header(60_000, 60_000), chunk("IDAT", text("x")), chunk("IEND", text(""))]),
	];
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function header(width: number, height: number): Uint8Array {
	const data = new DataView(new ArrayBuffer(13));
	data.setUint32(0, width);
	data.setUint32(4, height);
	data.setUint16(8, 0x0802);
	return chunk("IHDR", new Uint8Array(data.buffer));
}

/** PNG, 5.3. */
function chunk(type: string, data: Uint8Array): Uint8Array {
	const body = concat([text(type), data]);
	const numbers = new DataView(new ArrayBuffer(8));
	numbers.setUint32(0, data.length);
	numbers.setUint32(4, crc32(body));
	const [length, crc] = [new Uint8Array(numbers.buffer, 0, 4), new Uint8Array(numbers.buffer, 4)];
	return concat([length, body, crc]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(Buffer.concat(parts));
}
