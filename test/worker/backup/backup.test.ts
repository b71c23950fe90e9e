import { afterAll, describe, expect, test } from "bun:test";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
	deleteOldCatalogues,
	findCatalogue,
	nextCatalogue,
} from "../../../worker/backup/backup-folder.ts";
import { backupLines } from "../../../worker/backup/backup-lines.ts";
import { askForBackup, openBackupSocket } from "../../../worker/backup/backup-socket.ts";
import { readBackup } from "../../../worker/backup/read-backup.ts";
import { restoreOwner } from "../../../worker/backup/restore-owner.ts";
import { createSettingsFile, formatSettings } from "../../../worker/backup/settings-file.ts";
import { writeBackup } from "../../../worker/backup/write-backup.ts";
import { findOwnerToken } from "../../../worker/owner/owner-token.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { photoId } from "../photos.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

async function* each(lines: readonly string[]): AsyncGenerator<string, void> {
	yield* lines;
}

const RECORDS = [1, 2].map((number) => JSON.stringify({ id: photoId(number) }));
const OWNER = { ownerToken: "a-token-of-the-owner", passwordHash: "hash" };
const SETTINGS = { SITE_NAME: "Jo's photos" };

const source = {
	catalogue: { exportPhotos: () => each(RECORDS) },
	ownerRecords: { passwordHash: async () => OWNER.passwordHash },
	ownerToken: OWNER.ownerToken,
	settings: SETTINGS,
};

describe("a backup", () => {
	test("is read as it was written, and holds token, password and settings", async () => {
		const { head, records } = await readBackup(backupLines(source));
		expect(head).toMatchObject({ ...OWNER, settings: SETTINGS });
		expect(await Array.fromAsync(records)).toEqual(RECORDS);
	});

	test("of an earlier version has only records", async () => {
		const { head, records } = await readBackup(each(RECORDS));
		expect(head).toBeNull();
		expect(await Array.fromAsync(records)).toEqual(RECORDS);
	});

	test("that was cut off is refused, wherever it was", async () => {
		const lines = await Array.fromAsync(backupLines(source));
		for (let length = 0; length < lines.length; length++) {
			const reading = readBackup(each(lines.slice(0, length))).then(({ records }) =>
				Array.fromAsync(records),
			);
			await expect(reading).rejects.toMatchObject({ code: "bad-request" });
		}
	});

	test("is a file for this user only, which appears when it is complete", async () => {
		const path = join(folder, "photos.jsonl");
		async function* broken(): AsyncGenerator<string, void> {
			yield* RECORDS;
			throw new Error("The database is gone");
		}
		await expect(writeBackup(path, broken())).rejects.toThrow("gone");
		expect(await Bun.file(path).exists()).toBe(false);
		expect(await writeBackup(path, each(RECORDS))).toEqual([1, 2].map(photoId));
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		await expect(writeBackup(path, each([]))).rejects.toMatchObject({ code: "EEXIST" });
	});

	test("in a folder is the newest of at most thirty", async () => {
		const backups = join(folder, "backups");
		for (let day = 1; day <= 31; day++) {
			await Bun.write(await nextCatalogue(backups, new Date(Date.UTC(2026, 0, day))), "");
		}
		await deleteOldCatalogues(backups);
		const files = await Array.fromAsync(new Bun.Glob("*").scan(backups));
		expect(files.sort()[0]).toBe("catalogue-20260102T000000Z.jsonl");
		expect(await findCatalogue(backups)).toEndWith("catalogue-20260131T000000Z.jsonl");
		await expect(findCatalogue(join(folder, "none"))).rejects.toMatchObject({ code: "not-found" });
	});
});

describe("a server's socket", () => {
	test("gives the lines of a backup to this user, and takes the place of one that was killed", async () => {
		const dataDir = join(folder, "data");
		expect(await askForBackup(dataDir)).toBeNull();
		await mkdir(join(dataDir, "control"), { recursive: true });
		await Bun.write(join(dataDir, "control/socket"), "");
		const options = { dataDir, lines: () => backupLines(source), onError: () => {} };
		const socket = await openBackupSocket(options);
		expect((await stat(join(dataDir, "control"))).mode & 0o777).toBe(0o700);
		const { head, records } = await readBackup((await askForBackup(dataDir)) ?? each([]));
		expect(head).toMatchObject(OWNER);
		expect(await Array.fromAsync(records)).toEqual(RECORDS);
		await socket.close();
		expect(await askForBackup(dataDir)).toBeNull();
	});

	test("that fails in the middle gives a backup that is refused", async () => {
		const dataDir = join(folder, "failing");
		const errors: unknown[] = [];
		const catalogue = {
			async *exportPhotos(): AsyncGenerator<string, void> {
				yield* RECORDS;
				throw new Error("The database is gone");
			},
		};
		const lines = () => backupLines({ ...source, catalogue });
		const socket = await openBackupSocket({ dataDir, lines, onError: (e) => errors.push(e) });
		const { records } = await readBackup((await askForBackup(dataDir)) ?? each([]));
		await expect(Array.fromAsync(records)).rejects.toMatchObject({ code: "bad-request" });
		expect(errors).toHaveLength(1);
		await socket.close();
	});

	test("is refused if its path is too long for the system", async () => {
		const opening = openBackupSocket({
			dataDir: join(folder, "long".repeat(30)),
			...{ lines: () => each([]), onError: () => {} },
		});
		await expect(opening).rejects.toMatchObject({ code: "misconfigured" });
	});
});

describe("restoring", () => {
	test("brings back token and password where there are none", async () => {
		const dataDir = join(folder, "restored");
		let hash: string | null = null;
		const ownerRecords = {
			passwordHash: async () => hash,
			async setPasswordHash(restored: string) {
				hash = restored;
			},
		};
		expect(await restoreOwner(OWNER, { dataDir, ownerRecords })).toEqual([]);
		expect(await findOwnerToken(dataDir)).toBe(OWNER.ownerToken);
		expect(await ownerRecords.passwordHash()).toBe(OWNER.passwordHash);
		const other = { ownerToken: "another-token", passwordHash: "another" };
		expect(await restoreOwner(other, { dataDir, ownerRecords })).toHaveLength(2);
		expect(await findOwnerToken(dataDir)).toBe(OWNER.ownerToken);
	});

	test("writes settings that Bun reads as they were", async () => {
		const values = {
			SITE_NAME: `Jo's "best" photos # 1`,
			OWNER_TOKEN: "with $HOME and $",
			ACCESS_LOG: " two words ",
			SITE_URL: "https://photos.example",
			LOG_LEVEL: "`'debug",
		};
		const path = join(folder, ".env");
		expect(await createSettingsFile(path, formatSettings(values, {}))).toBe(true);
		expect(await createSettingsFile(path, "")).toBe(false);
		const print = `console.log(JSON.stringify(Bun.env))`;
		const command = [process.execPath, `--env-file=${path}`, "-e", print];
		const child = Bun.spawn(command, { env: {}, stdout: "pipe" });
		expect(await new Response(child.stdout).json()).toMatchObject(values);
	});

	test("leaves it to this machine where things are kept", () => {
		const settings = { DATA_DIR: "/old", DATABASE_URL: "postgres://old", SITE_NAME: "A\\nB" };
		expect(formatSettings(settings, { DATA_DIR: "/new", PORT: "80" })).toBe(
			`DATA_DIR='/new'\n# DATABASE_URL='postgres://old'\n# SITE_NAME "A\\\\nB"\n`,
		);
	});
});
