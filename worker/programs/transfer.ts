// `npm run backup -- <file>` writes the catalogue to a file, `npm run restore -- <file>` reads it back.
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readSettings } from "widthwise/settings";
import { exportPhotos, importPhotos } from "../catalogue/transfer.ts";
import type { Drizzle } from "../database/database.ts";
import { openDatabase } from "../database/open.ts";
import { openLog } from "../logging/open-log.ts";
import { readEnvironment } from "../settings/environment.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { print, printProblems } from "./print.ts";

const [direction, path] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const read = readSettings(pipelineSettings, readEnvironment());
const problems = read.ok ? [] : [...read.problems];
if (!path || (direction !== "backup" && direction !== "restore")) {
	problems.push("Name a file: npm run backup -- photos.jsonl, or npm run restore -- photos.jsonl");
}
if (path && read.ok && problems.length === 0) {
	try {
		const { logLevel: level, logFormat: format } = read.value;
		const log = openLog({ program: "transfer", level, format });
		const database = await openDatabase({ ...read.value, onError: log.error });
		const run = direction === "backup" ? backUp : restore;
		print(await run(database.drizzle, path));
		await database.close();
	} catch (error) {
		problems.push(`Cannot ${direction} ${path}: ${reasonOf(error)}`);
	}
}
if (problems.length > 0) printProblems(problems);
process.exit(problems.length > 0 ? 1 : 0);

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code = "code" in error ? error.code : undefined;
	if (code === "EEXIST") return "the file already exists, name another";
	if (code === "ENOENT") return "no such file or folder";
	return error.message;
}

async function backUp(drizzle: Drizzle, file: string): Promise<string> {
	let count = 0;
	async function* lines(): AsyncGenerator<string, void> {
		for await (const line of exportPhotos(drizzle)) {
			if (!line.startsWith('{"removed"')) count++;
			yield `${line}\n`;
		}
	}
	// "wx" fails if the file exists: an older backup may be the better one.
	await pipeline(Readable.from(lines()), createWriteStream(file, { flags: "wx", mode: 0o600 }));
	return `Backed up ${count} photos' records to ${file}`;
}

async function restore(drizzle: Drizzle, file: string): Promise<string> {
	const lines = createInterface({
		input: createReadStream(file),
		crlfDelay: Number.POSITIVE_INFINITY,
	});
	const count = await importPhotos(drizzle, lines);
	return `Restored ${count} photos' records`;
}
