import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byteSource } from "../../../core/formats/bytes/byte-source.ts";
import { probeImage } from "../../../core/formats/probe.ts";
import { withoutProfile } from "../../../core/formats/profile.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { corpusBytes, corpusFiles, corpusPath } from "../../corpus.ts";
import { requires } from "../../requirements.ts";

const KEEP = { orientation: "keep" } as const;
const DROP = { orientation: "drop" } as const;
const CREDITED = {
	...KEEP,
	credit: { artist: "Ada Byron", copyright: "© Ada Byron" },
} as const;
/** What exiftool may find in a file that was stripped with these. */
const KEPT = ["IFD0 Orientation", "IFD0 Artist", "IFD0 Copyright"];
const strippable = corpusFiles("photos").filter((name) => /\.(jpg|png|webp|avif|gif)$/.test(name));
const exiftool = Bun.which("exiftool");

const strippedPhotos = new Map<string, Promise<Uint8Array>>();

/** Strips a photo but for its orientation and a credit; each is stripped once. */
function stripped(name: string): Promise<Uint8Array> {
	const made =
		strippedPhotos.get(name) ?? corpusBytes("photos", name).then((b) => strip(b, CREDITED));
	strippedPhotos.set(name, made);
	return made;
}

type Row = { readonly width: number; readonly height: number; readonly orientation: number };

async function manifest(): Promise<ReadonlyMap<string, Row>> {
	const text = await Bun.file(corpusPath("photos", "manifest.tsv")).text();
	const [head = "", ...lines] = text.trim().split("\n");
	const columns = head.split("\t");
	return new Map(
		lines.map((line) => {
			const cells = line.split("\t");
			const number = (name: string): number => Number(cells[columns.indexOf(name)] || 1);
			const [width, height] = [number("width"), number("height")];
			return [cells[0] ?? "", { width, height, orientation: number("orientation") }];
		}),
	);
}

requires("corpus").describe("real photos", () => {
	test("probe returns the sizes and orientations that libvips reads", async () => {
		const rows = await manifest();
		expect(rows.size).toBeGreaterThan(20);
		for (const [name, row] of rows) {
			// libvips reports a HEIC upright.
			if (name.endsWith(".heic")) continue;
			const found = await probeImage(byteSource(await corpusBytes("photos", name)));
			expect({ name, ...found }).toMatchObject({ name, ...row });
		}
	});

	test("probe counts frames and finds alpha", async () => {
		const of = async (name: string) => probeImage(byteSource(await corpusBytes("photos", name)));
		expect(await of("rotating-earth.gif")).toMatchObject({ frames: 44 });
		expect(await of("animation-lossy.webp")).toMatchObject({ hasAlpha: true });
		expect(await of("weld-16bit.png")).toMatchObject({ frames: 1, hasAlpha: false });
	});

	test("a HEIC is probed and its metadata is read, but it is not stripped", async () => {
		const bytes = await corpusBytes("photos", "iphone13promax-p3-orient6.heic");
		expect(await probeImage(byteSource(bytes))).toMatchObject({
			...{ type: "heic", width: 4032, height: 3024, orientation: 6, hasAlpha: false },
		});
		expect(await readMetadata(bytes)).toMatchObject({ camera: "Apple iPhone 13 Pro Max" });
		expect(await codeOfAsync(() => strip(bytes, KEEP))).toBe("unsupported-format");
		expect(await codeOfAsync(() => verify(bytes))).toBe("unsupported-format");
	});

	test.each(strippable)(
		"%s contains no metadata once stripped, and has the same orientation",
		async (name) => {
			const bytes = await corpusBytes("photos", name);
			const dropped = await strip(bytes, DROP);
			expect(await verify(dropped, DROP)).toEqual([]);
			expect(dropped.length).toBeLessThanOrEqual(bytes.length);
			const kept = await stripped(name);
			expect(await verify(kept, CREDITED)).toEqual([]);
			const before = await probeImage(byteSource(bytes));
			expect(await probeImage(byteSource(kept))).toEqual(before);
		},
	);

	test.each([
		["photos", "cmyk-5d3-orient6.jpg"],
		["photos", "iphone13mini-p3-gainmap.jpg"],
		["photos", "rhythm-huge-xmp.jpg"],
		["photos", "weld-16bit.png"],
		["hostile", "mislabelled--looks-like-svg.webp"],
	] as const)(
		"the pixels of %s/%s decode to the same colours once stripped",
		async (folder, name) => {
			const bytes = await corpusBytes(folder, name);
			const pixels = async (of: Uint8Array) =>
				withoutProfile(await new Bun.Image(of).resize(300, 200).png().bytes(), "png");
			expect(await pixels(await strip(bytes, KEEP))).toEqual(await pixels(bytes));
		},
	);

	test("the metadata of known photos is read correctly", async () => {
		const of = async (name: string) => readMetadata(await corpusBytes("photos", name));
		expect(await of("canon-5d3-22mp-iptc-xmp-srgb.jpg")).toMatchObject({
			...{ camera: "Canon EOS 5D Mark III", lens: "EF24-70mm f/2.8L USM", artist: null },
			...{ exposure: 0.005, aperture: 2.8, iso: 1000, focalLength: 35 },
			...{ takenAt: "2016-01-12T15:33:28", position: null },
		});
		expect((await of("google-pixel-gps-12mp.jpg")).position?.latitude).toBeCloseTo(50.2996, 4);
		expect((await of("iphone6-hdr-gps.jpg")).position?.longitude).toBeCloseTo(-3.72475, 5);
		expect((await of("motorola-g9-empty-gps-16mp.jpg")).position).toBeNull();
		expect((await of("leica-t-orient8-gps-16mp.jpg")).position).toBeNull();
		expect((await of("nokia83-pano-gps.jpg")).takenAt).toBe("2022-08-14T14:12:31+03:00");
		expect((await of("leica-t-orient8-gps-16mp.jpg")).camera).toBe("Leica T (Typ 701)");
	});

	requires("exiftool").test("exiftool finds no metadata in stripped files", async () => {
		const folder = await mkdtemp(join(tmpdir(), "stripped-"));
		try {
			for (const name of strippable) await Bun.write(join(folder, name), await stripped(name));
			const { stdout } = Bun.spawnSync([exiftool ?? "exiftool", "-a", "-G1", "-s", "-r", folder]);
			const groups =
				/^(ExifTool|System|File|Composite|JFIF|Adobe|PNG|RIFF|QuickTime|Meta|ICC[_-].*)$/;
			const left = stdout
				.toString()
				.split("\n")
				.map((line) => /^\[(\S+)\]\s+(\w+)/.exec(line))
				.filter((tag) => tag !== null)
				.filter(([, group, tag]) => group !== "GIF" || tag === "Comment")
				.filter(([, group = "", tag]) => !groups.test(group) && !KEPT.includes(`${group} ${tag}`));
			expect(left.map(([line]) => line)).toEqual([]);
			for (const tag of ["Orientation", "Artist", "Copyright"]) {
				expect(stdout.toString()).toContain(tag);
			}
		} finally {
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	});
});

requires("corpus").describe("hostile files", () => {
	test.each(corpusFiles("hostile"))(
		"%s is probed, stripped and verified, or refused with a WidthwiseError",
		async (name) => {
			const bytes = await corpusBytes("hostile", name);
			const probed = await codeOfAsync(() => probeImage(byteSource(bytes)));
			await readMetadata(bytes);
			const stripping = strip(bytes, KEEP);
			const refusal = await codeOfAsync(() => stripping);
			await codeOfAsync(() => verify(bytes, KEEP));
			if (refusal === "") expect(await verify(await stripping, KEEP)).toEqual([]);
			const isWhole = !/max_size|subtract-with|hopper_bad/.test(name);
			if (probed === "" && /jpg|png|webp$/.test(name)) expect(refusal === "").toBe(isWhole);
		},
	);

	const refusals: readonly (readonly [code: string, pattern: RegExp])[] = [
		["truncated-file", /^truncated.*jpg$|huge_\w+_chunk|tiff-dos/],
		["empty-file", /empty/],
		["unsupported-format", /^(mislabelled--(pdf|svg)|bomb.*\.ico)/],
		["not-an-image", /html|bpg|svgz|xlfn|xs2|xs7/],
		["unreadable-image", /null_height|missing-(sos|frame)|xc9n|xd3n|xdtn|huffman-codes/],
	];

	test.each(refusals)("probe refuses with %s the files that match %p", async (code, pattern) => {
		const names = corpusFiles("hostile").filter((name) => pattern.test(name));
		expect(names).not.toHaveLength(0);
		for (const name of names) {
			const bytes = await corpusBytes("hostile", name);
			const found = await codeOfAsync(() => probeImage(byteSource(bytes)));
			expect({ name, code: found }).toEqual({ name, code });
		}
	});
});
