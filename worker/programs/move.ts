// `npm run move -- --to s3://bucket` copies the photos to other stores, and verifies every copy.
import { join } from "node:path";
import { readSettings } from "widthwise/settings";
import { describeProgress, isWorthALine } from "../moving/describe-progress.ts";
import { openMoveJournal } from "../moving/journal.ts";
import { movePhotos } from "../moving/move-photos.ts";
import { parseMoveTarget } from "../moving/move-target.ts";
import { readEnvironment } from "../settings/environment.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { openStores } from "../stores/stores.ts";
import { print, printProblems } from "./print.ts";

/** The number of failures that are printed; further ones are only counted. */
const MAX_FAILURES = 20;

const target = parseMoveTarget(process.argv.slice(2));
if (typeof target === "string") end([target]);
const environment = readEnvironment();
const moved = { MEDIA_STORE: target.media, PUBLIC_STORE: target.publicStore };
const here = readSettings(pipelineSettings, environment);
const there = readSettings(pipelineSettings, { ...environment, ...moved });
if (!here.ok) end(here.problems);
if (!there.ok) end(there.problems);
if (Bun.deepEquals(here.value.stores, there.value.stores)) end(["The photos are already there"]);

try {
	const [from, to] = await Promise.all(
		[here, there].map(async ({ value }) => {
			const { media, publicStore } = await openStores(value.stores, failAtOnce);
			return { media: media.store, publicStore: publicStore.store };
		}),
	);
	if (!from || !to) throw new Error("There are two places");
	const name = new Bun.CryptoHasher("sha256").update(JSON.stringify(there.value.stores));
	const journal = join(here.value.dataDir, `move-${name.digest("hex").slice(0, 8)}.txt`);
	let printed = { done: 0, bytes: 0 };
	const end = await movePhotos({
		...{ from, to, journal: await openMoveJournal(journal) },
		onProgress(progress) {
			if (!isWorthALine(progress, printed)) return;
			printed = progress;
			print(describeProgress(progress));
		},
	});
	const failed = end.failures.slice(0, MAX_FAILURES);
	if (end.failures.length > 0) {
		const lines = failed.map(({ key, error }) => `${key}: ${reasonOf(error)}`);
		printProblems([...lines, `Not copied: ${end.failures.length}. Run the same command again`]);
		process.exit(1);
	}
	print(`All ${end.total} files are there. Stop the server, run this again, and start it with`);
	print(`MEDIA_STORE=${target.media}\nPUBLIC_STORE=${target.publicStore}`);
	process.exit(0);
} catch (error) {
	end([reasonOf(error)]);
}

function failAtOnce(error: unknown): never {
	throw error;
}

function end(problems: readonly string[]): never {
	printProblems(problems);
	process.exit(1);
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
