import { expect, test } from "bun:test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publish } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { createFolderStore } from "widthwise/store/folder";
import { until } from "../patience.ts";
import { encodedQuadrants } from "../pictures/painter.ts";
import { readPixels } from "../pictures/read.ts";
import { requires } from "../requirements.ts";
import { makeTiedFolder, startTied } from "../services/tied-process.ts";
import { nodes } from "./nodes.ts";
import { PHOTO } from "./urls.ts";

const main = fileURLToPath(new URL("../../edge/main.ts", import.meta.url));
const [{ needs }] = nodes;

/** Starts the command; resolves when it has printed its URL, rejects with its output if it ends. */
async function startCommand(dataDir: string, ...args: readonly string[]) {
	const program = ["env", `DATA_DIR=${dataDir}`, "WIDTH_BUCKETS=300,600"];
	const command = startTied([...program, process.execPath, main, ...args]);
	let hasEnded = false;
	void command.exited.then(() => {
		hasEnded = true;
	});
	const address = () => /is at (http:\S+)/.exec(command.output())?.[1];
	const end = async (signal: "TERM" | "KILL") => {
		if (!hasEnded) await command.end(signal);
	};
	const ended = () => end("KILL");
	try {
		await until("the command has printed its URL, or ended", () => hasEnded || !!address());
		const url = address();
		if (url === undefined) throw new Error(command.output());
		return { url, end, [Symbol.asyncDispose]: ended };
	} catch (error) {
		await ended();
		throw error;
	}
}

/** A temporary data folder with a published photo. */
async function publishedFolder() {
	const folder = await makeTiedFolder("edge");
	const store = createFolderStore({ folder: join(folder.path, "public") });
	const engine = createInProcessVipsEngine({ maxPixels: 10e6 });
	try {
		const options = { store, engine, maxPixels: 10e6, credit: null };
		await publish(PHOTO, encodedQuadrants("jpeg", 600, 400), options);
	} finally {
		await engine.close();
	}
	return { path: folder.path, store, [Symbol.asyncDispose]: folder.remove };
}

requires(needs).describe("npm run edge", () => {
	test("serves the server's folder at three points of presence, and ends on a signal", async () => {
		await using folder = await publishedFolder();
		await using edge = await startCommand(folder.path, "--port", "0", "--pops", "3");
		const pops: (string | null)[] = [];
		for (const width of [290, 300, 299]) {
			const response = await fetch(`${edge.url}/media/${PHOTO}/a.jpg?width=${width}`);
			pops.push(response.headers.get("x-amz-cf-pop"));
			expect(await readPixels(await response.bytes())).toMatchObject({ width: 300 });
		}
		expect(pops).toEqual(["LOCAL0", "LOCAL1", "LOCAL2"]);
		expect(await folder.store.head(`photos/${PHOTO}/w300.jpeg`)).toMatchObject({
			contentType: "image/jpeg",
		});
		await edge.end("TERM");
		await expect(fetch(edge.url)).rejects.toThrow();
	});

	test("names the invalid argument", async () => {
		const all = [
			[["--pops", "none"], "--pops must be a whole number of at least 1"],
			[["--compute", "cloud"], "--compute must be edge or regional"],
			[["--port", "x"], "--port"],
			[["--colour"], "--colour"],
		] as const;
		for (const [args, message] of all) {
			await expect(startCommand("/nowhere", ...args)).rejects.toThrow(message);
		}
	});
});
