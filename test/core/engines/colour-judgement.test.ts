import { expect, test } from "bun:test";
import { chunk, iccChunk } from "../../containers/png.ts";
import { CHART_SIDE, chartPng, chrm, cicp, gama, nclxAvif } from "../../pictures/coded-colours.ts";
import { colourDifference } from "../../pictures/colour-difference.ts";
import { builtInProfile } from "../../pictures/painter.ts";
import { requires } from "../../requirements.ts";
import { vips } from "../engine.ts";
import { type ShownColours, showCharts } from "./shown-charts.ts";

/** A chart in a file, and whether it is HDR, which each program maps by its own taste. */
type Row = {
	readonly name: string;
	readonly type: "image/avif" | "image/png";
	readonly bytes: Uint8Array;
	readonly isHdr: boolean;
};

/** Code points of primaries and transfers, as in `nclx` and `cICP`. */
const SDR = [
	...[
		[1, 13],
		[1, 1],
		[1, 8],
		[1, 4],
		[1, 5],
		[1, 7],
		[2, 8],
	],
	...[
		[12, 13],
		[12, 8],
		[12, 4],
		[9, 13],
		[9, 14],
		[9, 8],
		[9, 4],
	],
	...[
		[4, 4],
		[5, 6],
		[6, 6],
		[7, 7],
		[11, 13],
		[22, 13],
	],
];
const DEEP = [
	[1, 8],
	[12, 13],
	[9, 14],
];
const HDR = [
	[9, 16],
	[9, 18],
	[12, 16],
];

const D65 = [0.3127, 0.329] as const;
const P3 = chrm(...D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06);
const ADOBE = chrm(...D65, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06);
const PRO_PHOTO = chrm(0.3457, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001);

const CHUNKS: Readonly<Record<string, readonly Uint8Array[]>> = {
	"no chunks": [],
	"gAMA 1": [gama(1)],
	"gAMA of an old Mac": [gama(0.55556)],
	"gAMA of sRGB": [gama(0.45455)],
	"gAMA 0.35": [gama(0.35)],
	"gAMA and P3's cHRM": [gama(0.45455), P3],
	"gAMA and Adobe RGB's cHRM": [gama(0.45455), ADOBE],
	"gAMA and ProPhoto's cHRM": [gama(0.55556), PRO_PHOTO],
	"cHRM without gAMA": [P3],
	"sRGB before gAMA": [chunk("sRGB", Uint8Array.of(0)), gama(1)],
	"iCCP before gAMA": [iccChunk(builtInProfile("p3")), gama(1)],
	"cICP before iCCP": [cicp(1, 8), iccChunk(builtInProfile("p3"))],
};

function rows(): readonly Row[] {
	const png = { type: "image/png", isHdr: false } as const;
	const avif = { type: "image/avif", isHdr: false } as const;
	const coded = (points: readonly (readonly number[])[], isHdr: boolean): readonly Row[] =>
		points.flatMap(([p = 0, t = 0]) => [
			{ ...avif, isHdr, name: `AVIF ${p}/${t}`, bytes: nclxAvif(p, t) },
			{ ...png, isHdr, name: `PNG ${p}/${t}`, bytes: chartPng([cicp(p, t)]) },
		]);
	const deep = DEEP.flatMap(([p = 0, t = 0]) => [
		{ ...avif, name: `AVIF ${p}/${t}, 10 bits`, bytes: nclxAvif(p, t, 10) },
		{ ...png, name: `PNG ${p}/${t}, 16 bits`, bytes: chartPng([cicp(p, t)], 16) },
	]);
	const chunks = Object.entries(CHUNKS).map(([name, chunks]) => ({
		...{ ...png, name: `PNG, ${name}`, bytes: chartPng(chunks) },
	}));
	return [...coded(SDR, false), ...deep, ...chunks, ...coded(HDR, true)];
}

/** Renders a chart nearly without loss; its fields are the blocks of a JPEG. */
async function rendered(bytes: Uint8Array): Promise<Uint8Array> {
	const size = { width: CHART_SIDE, height: CHART_SIDE };
	const output = { ...size, format: "jpeg", quality: 100, fullChroma: true } as const;
	const [picture] = await vips.render(bytes, [output]);
	return picture?.bytes ?? new Uint8Array();
}

function meanDifference(ours: ShownColours, theirs: ShownColours): number {
	const differences = ours.map((colour, i) => colourDifference(colour, theirs[i] ?? []));
	return differences.reduce((sum, value) => sum + value, 0) / differences.length;
}

requires("chromium").describe("the colours of variants", () => {
	test("are those that Chromium shows of the originals", async () => {
		const table = rows();
		const ours = await Promise.all(table.map(({ bytes }) => rendered(bytes)));
		const shown = await showCharts([
			...table,
			...ours.map((bytes) => ({ bytes, type: "image/jpeg" })),
		]);
		const found = table.map(({ name, isHdr }, i) => {
			const [theirs, our] = [shown[i], shown[table.length + i]];
			if (!theirs || !our) throw new Error(`${name} is not shown`);
			return { name, isHdr, difference: meanDifference(our, theirs) };
		});
		const sdr = found.filter(({ isHdr }) => !isHdr);
		expect(sdr.length).toBeGreaterThanOrEqual(40);
		expect(sdr.filter(({ difference }) => difference > 1)).toEqual([]);
		// Each program maps HDR by its own curve; without any, PQ differs by 15.
		expect(found.filter(({ difference }) => difference > 8)).toEqual([]);
	});
});
