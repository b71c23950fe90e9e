import { cpuUsage } from "node:process";
import type { Engine, ImageFormat } from "widthwise";
import type { Output } from "widthwise/engine";
import { createBunEngine } from "widthwise/engine/bun";
import { createVipsEngine } from "widthwise/engine/vips";
import { costsOf, predictRender } from "widthwise/internal";
import { cutSize } from "widthwise/photo";
import { createProgress } from "../harness/progress.ts";
import type { Table } from "../harness/table.ts";
import { makeSources, type Source } from "./sources.ts";

/** Runs before the measured ones: WebAssembly is compiled anew while it is slow. */
const WARM_UP_RUNS = 2;
const RUNS = 3;

/** A prediction may be wrong by this factor, either way. */
const MAX_FACTOR = 2;

type Case = { readonly engine: Engine; readonly source: Source; readonly output: Output };

/**
 * Compares the predicted processor time of renders with the measured one: decoding of each format, and
 * cuts of each format and size, by both engines of a server.
 *
 * @example
 * console.log(formatTable(await measurePredictions(photo)));
 */
export async function measurePredictions(photo: Uint8Array): Promise<Table> {
	const vips = createVipsEngine({ threads: 1, timeoutMs: 600_000 });
	const progress = createProgress();
	try {
		const sources = await makeSources(photo, vips);
		const rows: (readonly string[])[] = [];
		const ratios: number[] = [];
		for (const its of casesOf(sources, vips, createBunEngine())) {
			const name = describe(its);
			progress.show(`cost: ${name}`);
			const { source, output, engine } = its;
			const { seconds } = predictRender(source.probe, [output], costsOf(engine));
			const measured = await measure(its);
			ratios.push(seconds / measured);
			rows.push([name, milliseconds(seconds), milliseconds(measured), ratioOf(seconds, measured)]);
		}
		progress.done();
		const within = ratios.filter((ratio) => ratio < MAX_FACTOR && ratio > 1 / MAX_FACTOR).length;
		const found = `${within} of ${ratios.length} within a factor of ${MAX_FACTOR}`;
		return {
			title: `Predicted cost of renders, processor time (${found})`,
			head: ["render", "predicted", "measured", "ratio"],
			rows,
			samples: { "predicted / measured": ratios },
		};
	} finally {
		await vips.close();
	}
}

function casesOf(sources: readonly Source[], vips: Engine, bun: Engine): readonly Case[] {
	const decodes = sources.map((source) => cut(vips, source, 64, "jpeg"));
	const [master] = sources.filter(({ name }) => name === "a master");
	const mezzanine = sources.at(-1);
	if (!master || !mezzanine) throw new Error("There is nothing to cut from");
	const cuts = (engine: Engine, format: ImageFormat): readonly Case[] => [
		cut(engine, mezzanine, 320, format),
		cut(engine, mezzanine, 640, format),
		cut(engine, mezzanine, 1280, format),
		cut(engine, master, 1600, format),
		cut(engine, master, 2560, format),
	];
	return [
		...decodes,
		...(["jpeg", "webp", "avif"] as const).flatMap((format) => cuts(vips, format)),
		...(["jpeg", "webp"] as const).flatMap((format) => cuts(bun, format)),
	];
}

function cut(engine: Engine, source: Source, width: number, format: ImageFormat): Case {
	return { engine, source, output: { ...cutSize(source.size, width), format, quality: 78 } };
}

/** Returns the least seconds of processor time. */
async function measure({ engine, source, output }: Case): Promise<number> {
	let least = Number.POSITIVE_INFINITY;
	for (let run = -WARM_UP_RUNS; run < RUNS; run++) {
		const before = cpuUsage();
		await engine.render(source.bytes, [output]);
		const { user, system } = cpuUsage(before);
		if (run >= 0) least = Math.min(least, (user + system) / 1e6);
	}
	return least;
}

function describe({ engine, source, output }: Case): string {
	return `${engine.name}: ${source.name} to ${output.width} px, ${output.format.toUpperCase()}`;
}

function milliseconds(seconds: number): string {
	return `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms`;
}

function ratioOf(predicted: number, measured: number): string {
	return `${(predicted / measured).toFixed(2)}x`;
}
