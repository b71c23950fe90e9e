// `npm run backup -- <folder>` writes everything that cannot be made again; `-- photos.jsonl` leaves out
// the originals. The server may be running.
import { backUpToFile, backUpToFolder } from "../backup/back-up.ts";
import { isBackupFile } from "../backup/backup-folder.ts";
import { backupLines } from "../backup/backup-lines.ts";
import { askForBackup } from "../backup/backup-socket.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";
import { openDatabase } from "../database/open.ts";
import { openLog } from "../logging/open-log.ts";
import { createOwnerRecords } from "../owner/owner-records.ts";
import { findOwnerToken } from "../owner/owner-token.ts";
import { pipelineSettings } from "../settings/pipeline-settings.ts";
import { backupArgument } from "./backup-argument.ts";
import { print, printProblems } from "./print.ts";
import { reasonOf } from "./reason-of.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const path = backupArgument(process.argv, "npm run backup -- /backups/widthwise");
const settings = settingsOrExit(pipelineSettings);
try {
	const lines = (await askForBackup(settings.dataDir)) ?? linesHere();
	const made = isBackupFile(path)
		? await backUpToFile(path, lines)
		: await backUpToFolder(path, lines, settings);
	print(`Backed up ${made.photos} photos' records to ${made.path}`);
	if (made.originals) {
		const { copied, missing, failures } = made.originals;
		print(
			`Originals copied: ${copied}; there already: ${made.photos - copied - missing - failures.length}`,
		);
		if (missing > 0)
			print(`Photos without an original, such as those deleted meanwhile: ${missing}`);
		if (failures.length > 0) throw failures[0];
	}
	process.exit(0);
} catch (error) {
	printProblems([`Cannot back up to ${path}: ${reasonOf(error)}`]);
	process.exit(1);
}

/** Reads the database itself: no server runs on this data folder. */
async function* linesHere(): AsyncGenerator<string, void> {
	const { dataDir, logLevel: level, logFormat: format, written } = settings;
	const log = await openLog({ program: "backup", level, format });
	const database = await openDatabase({ ...settings, onError: log.error });
	try {
		yield* backupLines({
			catalogue: createCatalogue(database),
			ownerRecords: createOwnerRecords(database),
			ownerToken: await findOwnerToken(dataDir),
			settings: written,
		});
	} finally {
		await database.close();
	}
}
