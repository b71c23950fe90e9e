import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { warnIfBusy } from "../harness/machine.ts";
import { benchPhotos } from "../harness/photo.ts";
import { type Running, runWidthwiseOn } from "../harness/processes.ts";
import { runProgram } from "../harness/run-program.ts";
import type { Table } from "../harness/table.ts";
import { printTables } from "../plot/print-tables.ts";
import { readEnvironmentFile } from "../publish/environment.ts";
import { createFreshServices } from "../publish/fresh-services.ts";
import { writeLargeCatalogue } from "./large-catalogue.ts";
import { PAGES_USAGE, parsePagesOptions } from "./options.ts";
import { timePage } from "./time-page.ts";

/** The most photos that the API lists at once. */
const LIMIT = 200;

/**
 * Measures how long the server takes for the home page, its further pages and the list of photos, with a
 * large catalogue, in the embedded database and in Postgres.
 *
 * @param args the arguments after the part's name
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the user
 *
 * @example
 * await pages(["--environment", "services.env"], console.log);
 */
export async function pages(args: readonly string[], print: (text: string) => void): Promise<void> {
	if (args.includes("--help")) {
		print(PAGES_USAGE);
		return;
	}
	const options = parsePagesOptions(args);
	const [photo] = await benchPhotos(options.photo);
	warnIfBusy();
	await using folder = await mkdtempDisposable(join(tmpdir(), "widthwise-bench-"));
	const catalogue = join(folder.path, "large.jsonl");
	await writeLargeCatalogue(catalogue, photo, options.photos);
	const tables: Table[] = [];
	const count = options.photos.toLocaleString("en");
	if (!options.isOnlyEnvironment) {
		const title = `Pages of ${count} photos, in the embedded database`;
		tables.push(await timePages(title, catalogue, join(folder.path, "embedded"), {}));
	}
	if (options.environment === null) {
		console.error("Not measured: Postgres. Name its environment file with --environment");
	} else {
		const named = await readEnvironmentFile(options.environment);
		await using services = await createFreshServices(named);
		// Only the database is measured: nothing is stored.
		const environment = { DATABASE_URL: services.environment.DATABASE_URL ?? "" };
		const title = `Pages of ${count} photos, in Postgres`;
		tables.push(await timePages(title, catalogue, join(folder.path, "postgres"), environment));
	}
	await printTables(tables, options, print);
}

async function timePages(
	title: string,
	catalogue: string,
	dataDir: string,
	environment: Readonly<Record<string, string>>,
): Promise<Table> {
	const env = { DATA_DIR: dataDir, ...environment };
	await runProgram(["worker/programs/restore.ts", catalogue], env);
	await using server = await runWidthwiseOn(dataDir, environment);
	const { middle, end } = await readCursors(server);
	const rows = [
		await timePage(server, "home page, 60 photos", "/"),
		await timePage(server, "in the middle", `/?cursor=${middle}`),
		await timePage(server, "the last but one", `/?cursor=${end}`),
		await timePage(server, "GET /api/photos, 50 photos", "/api/photos"),
		await timePage(server, "200 photos", `/api/photos?limit=${LIMIT}`),
		await timePage(
			server,
			"200 photos in the middle",
			`/api/photos?limit=${LIMIT}&cursor=${middle}`,
		),
	];
	return {
		title,
		head: ["page", "median (spread)", "p95", "processor time", "kB with gzip"],
		rows,
	};
}

/** The cursors in the middle of the archive and near its end. */
async function readCursors(
	server: Running,
): Promise<{ readonly middle: string; readonly end: string }> {
	const cursors: string[] = [];
	for (let cursor: string | null = ""; cursor !== null; ) {
		const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
		const response = await fetch(`${server.url}/api/photos?limit=${LIMIT}${query}`);
		const page: { readonly cursor: string | null } = await response.json();
		cursor = page.cursor;
		if (cursor !== null) cursors.push(cursor);
	}
	return { middle: cursors[cursors.length >> 1] ?? "", end: cursors.at(-1) ?? "" };
}
