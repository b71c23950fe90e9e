import { Session } from "node:inspector";
import { createInspector } from "../../../../core/photo/inspection/create-inspector.ts";
import { AVIF_FILES } from "./avif-files.ts";
import { visitedBytes } from "./built-in-work.ts";
import { EXIF_FILES, XMP_FILES } from "./metadata-files.ts";
import { GIF_FILES, JPEG_FILES, PNG_FILES, WEBP_FILES } from "./picture-files.ts";

// Runs on Node: V8 counts how often each block of code is entered. Prints a line of JSON for each file.
const FILES = {
	...{ ...PNG_FILES, ...WEBP_FILES, ...GIF_FILES, ...JPEG_FILES },
	...{ ...AVIF_FILES, ...XMP_FILES, ...EXIF_FILES },
};
const sizes = process.argv.slice(2).map(Number);

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/** Blocks entered since the last call. Each call takes longer than most of what is counted. */
function enteredBlocks(): number {
	let sum = 0;
	session.post("Profiler.takePreciseCoverage", (error, coverage) => {
		if (error) throw error;
		for (const { url, functions } of coverage.result) {
			if (url.startsWith("node:")) continue;
			for (const { ranges } of functions) for (const { count } of ranges) sum += count;
		}
	});
	return sum;
}

/** Waits for a call, which may refuse its file. */
async function settle(call: Promise<unknown>): Promise<void> {
	await call.catch((error: unknown) => {
		if (!(error instanceof Error && "code" in error)) throw error;
	});
}

/** The work of a call: blocks entered since the last count, and bytes visited by built-in functions. */
async function workOf(call: () => Promise<unknown>): Promise<number> {
	const before = visitedBytes();
	await settle(call());
	return visitedBytes() - before + enteredBlocks();
}

const inspector = createInspector();
const CALLS = {
	inspect: (bytes: Uint8Array) => inspector.inspect(bytes, 1e9),
	readMetadata: (bytes: Uint8Array) => inspector.readMetadata(bytes),
	strip: (bytes: Uint8Array) => inspector.strip(bytes, {}),
	verify: (bytes: Uint8Array) => inspector.verify(bytes, {}),
} as const;

for (const [name, make] of Object.entries(FILES)) {
	const files = sizes.map(make);
	// What is loaded or made once is none of the file's work, nor is what was done to make the files.
	for (const run of Object.values(CALLS)) await settle(run(make(10)));
	enteredBlocks();
	for (const [call, run] of Object.entries(CALLS)) {
		const work: number[] = [];
		for (const file of files) work.push(await workOf(() => run(file)));
		console.log(JSON.stringify({ name, call, bytes: files.map((file) => file.length), work }));
	}
}
