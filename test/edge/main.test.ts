import { expect, test } from "bun:test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publish } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { createFolderStore } from "widthwise/store/folder";
import { uprightOriginal } from "../photos/originals.ts";
import { readPixels } from "../pictures/read.ts";
import { requires } from "../requirements.ts";
import { makeTiedFolder, startTied } from "../services/tied-process.ts";
import { nodes } from "./nodes.ts";
import { PHOTO } from "./urls.ts";

const main = fileURLToPath(new URL("../../edge/main.ts", import.meta.url));
const [_release] = nodes;

/** Starts the command; resolves to its address as soon as it prints it. */
async function startCommand(dataDir: string, ...words: readonly string[]) {
	const program = ["env", `DATA_DIR=${dataDir}`, "WIDTH_BUCKETS=300,600"];
	const command = startTied([...program, process.execPath, main, ...words]);
	const ended = command.exited.then(() => true);
	for (;;) {
		const [, url] = /is at (http:\S+)/.exec(command.output()) ?? [];
		if (url) return { ...command, url };
		if (await Promise.race([ended, Bun.sleep(20)])) throw new Error(command.output());
	}
}

requires("node22").describe("npm run edge", () => {
	test("stands in front of the server's folder, at three places, and ends when told to", async () => {
		const folder = await makeTiedFolder("edge");
		const store = createFolderStore({ folder: join(folder.path, "public") });
		const engine = createInProcessVipsEngine({ maxPixels: 10e6 });
		await publish(PHOTO, uprightOriginal(), { store, engine, maxPixels: 10e6, credit: null });
		await engine.close();
		const edge = await startCommand(folder.path, "--port", "0", "--pops", "3");
		try {
			const places: (string | null)[] = [];
			for (const width of [290, 300, 299]) {
				const response = await fetch(`${edge.url}/media/${PHOTO}/a.jpg?width=${width}`);
				places.push(response.headers.get("x-amz-cf-pop"));
				expect(await readPixels(await response.bytes())).toMatchObject({ width: 300 });
			}
			expect(places).toEqual(["LOCAL0", "LOCAL1", "LOCAL2"]);
			expect(await store.head(`photos/${PHOTO}/w300.jpeg`)).toMatchObject({
				contentType: "image/jpeg",
			});
		} finally {
			await edge.end("TERM");
			await folder.remove();
		}
		await expect(fetch(edge.url)).rejects.toThrow();
	}, 30_000);

	test("says what is wrong with its words", async () => {
		await expect(startCommand("/nowhere", "--pops", "none")).rejects.toThrow("--pops: 1 or more");
		await expect(startCommand("/nowhere", "--port", "x")).rejects.toThrow("--port");
		await expect(startCommand("/nowhere", "--colour")).rejects.toThrow("--colour");
	});
});
