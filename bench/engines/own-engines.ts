import type { Engine } from "widthwise";
import type { Output } from "widthwise/engine";
import { createBunEngine } from "widthwise/engine/bun";
import { createVipsEngine } from "widthwise/engine/vips";

const THREAD = { threads: 1, idleMs: 3_600_000 } as const;
const ENGINES: Readonly<Record<string, () => Engine>> = {
	bun: createBunEngine,
	vips: () => createVipsEngine(THREAD),
	squoosh: () => createVipsEngine({ ...THREAD, encoder: "squoosh" }),
};

const [name = ""] = process.argv.slice(-1);
const engine = ENGINES[name]?.();

/**
 * Renders with the engine that the process's last argument names.
 *
 * @throws {Error} if there is no such engine
 *
 * @example
 * const webp = await render(mezzanine, { width: 400, height: 267, format: "webp", quality: 78 });
 */
export async function render(source: Uint8Array, output: Output): Promise<Uint8Array> {
	const [picture] = (await engine?.render(source, [output])) ?? [];
	if (picture) return picture.bytes;
	throw new Error(`Unknown engine: ${name}`);
}
