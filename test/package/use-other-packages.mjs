// Runs in a project that has the packed package. Uses the packages that are named as parameters; prints as
// JSON, by their names, a picture in base64, or the code and the message of the error.
import { readFile } from "node:fs/promises";

const TASKS = {
	/** A JPEG of 16 x 16 red pixels. */
	async squoosh() {
		const { createSquooshEncoder } = await import("widthwise/engine/squoosh");
		const encoder = createSquooshEncoder();
		const rgba = new Uint8Array(16 * 16 * 4).map((_, i) => (i % 4 === 0 || i % 4 === 3 ? 255 : 0));
		return encoder
			.encode({ width: 16, height: 16, rgba }, "jpeg", 90)
			.finally(() => encoder.close());
	},
	/** `photo.heic` as a WebP of 48 x 32 pixels. */
	async heic() {
		const { createVipsEngine } = await import("widthwise/engine/vips");
		const engine = createVipsEngine({ threads: 1 });
		return render(engine, "photo.heic", 48, 32).finally(() => engine.close());
	},
};

async function render(engine, path, width, height) {
	const output = { width, height, format: "webp", quality: 90 };
	const [webp] = await engine.render(await readFile(path), [output]);
	return webp.bytes;
}

const results = {};
for (const name of process.argv.slice(2)) {
	results[name] = await TASKS[name]().then(
		(bytes) => Buffer.from(bytes).toString("base64"),
		({ code, message }) => `${code}: ${message}`,
	);
}
process.stdout.write(JSON.stringify(results));
