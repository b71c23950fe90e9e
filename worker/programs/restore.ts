// `npm run restore -- <folder>` brings back what `npm run backup` wrote; what is there already stays.
import { resolve } from "node:path";
import { publishRestored } from "../backup/publish-restored.ts";
import { restoreBackup } from "../backup/restore.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";
import { openDatabase } from "../database/open.ts";
import { createPhotoLock } from "../database/photo-lock.ts";
import { openLog } from "../logging/open-log.ts";
import { createOwnerRecords } from "../owner/owner-records.ts";
import { createPublishAgain } from "../publishing/publish-again.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { openStores } from "../stores/stores.ts";
import { backupArgument } from "./backup-argument.ts";
import { print, printProblems } from "./print.ts";
import { reasonOf } from "./reason-of.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const path = backupArgument(process.argv, "npm run restore -- /backups/widthwise");
const settings = settingsOrExit(pipelineSettings);
const { dataDir, logLevel: level, logFormat: format, written } = settings;
const log = await openLog({ program: "restore", level, format });
try {
	const stores = await openStores(settings.stores, log.error);
	const [media, publicStore] = [stores.media.store, stores.publicStore.store];
	const database = await openDatabase({ ...settings, onError: log.error });
	const { photos, originals, hasSettings, kept } = await restoreBackup(path, {
		drizzle: database.drizzle,
		ownerRecords: createOwnerRecords(database),
		...{ media, dataDir, written, settingsFile: resolve(".env") },
	});
	const catalogue = createCatalogue(database);
	const publishAgain = createPublishAgain({
		...{ catalogue, media, lock: createPhotoLock(database) },
		// The next start of a server or worker enqueues them.
		queue: { enqueue: async () => {} },
		isByEvent: settings.publisher === "bucket-event",
	});
	const again = await publishRestored({ catalogue, media, publicStore, publishAgain });
	await database.close();
	print(`Restored ${photos} photos' records`);
	if (originals) print(`Originals copied: ${originals.copied}; missing: ${originals.missing}`);
	if (again > 0) print(`To be published again, at the next start: ${again}`);
	if (hasSettings === true) print("The settings are in the new .env");
	if (hasSettings === false) {
		print("There is a file .env, and it was kept: the first line of the backup has its settings");
	}
	for (const line of kept) print(line);
	if (originals && originals.failures.length > 0) throw originals.failures[0];
	process.exit(0);
} catch (error) {
	printProblems([`Cannot restore ${path}: ${reasonOf(error)}`]);
	process.exit(1);
}
