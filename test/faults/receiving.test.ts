import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { within } from "../patience.ts";
import { isExpected, requires } from "../requirements.ts";
import type { RunningServer } from "../running-server.ts";
import { photo, post, type UploadAnswer } from "../server/client.ts";
import { drawn } from "../server/drawn-photos.ts";
import { settled } from "../server/photo-events.ts";
import { startServer } from "../server-process.ts";
import { removeFolder, temporaryFolder } from "../temporary-folder.ts";
import { NO_FINDINGS, outcomeOf } from "./outcome.ts";
import { type Production, sharedProduction } from "./production.ts";
import { runProgram } from "./run-program.ts";
import { idOf, newPhotos, uploadAll } from "./uploads.ts";

const NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"];
/** Runs a server whose folder for uploads is a separate disk of 1 MB. */
const SMALL_DISK = [
	...NAMESPACE,
	"sh",
	"-c",
	'mkdir -p "$DATA_DIR/uploads" && mount -t tmpfs -o size=1m tmpfs "$DATA_DIR/uploads" && exec "$@"',
	"small-disk",
];

requires("postgres", "redis", "s3").describe("receiving", () => {
	let production: Production;
	let server: RunningServer;
	let folder: string;
	beforeAll(async () => {
		production = await sharedProduction();
		folder = await temporaryFolder();
		const environment = { ...production.environment, WORKERS: "1" };
		server = await startServer(
			folder,
			environment,
			isExpected("mount namespaces") ? SMALL_DISK : [],
		);
		await mkdir(join(folder, "files"));
	});
	afterAll(async () => {
		await server?.remove();
		if (folder) await removeFolder(folder);
	});

	/** Receives a photo in a process that is killed at a step. */
	async function receiveAndDie(step: string, bytes: Uint8Array): Promise<void> {
		const { databaseUrl, redisUrl, s3, environment } = production;
		const path = join(folder, "files", idOf(bytes));
		await Bun.write(path, bytes);
		const settings = {
			databaseUrl,
			redisUrl,
			mediaBucket: environment.MEDIA_STORE?.slice("s3://".length),
			s3: s3.connection,
			temporaryFolder: join(folder, "files"),
		};
		const program = join(import.meta.dir, "processes/receive-and-die.ts");
		const command = [process.execPath, program, step, path, JSON.stringify(settings)];
		await using child = Bun.spawn(command, { stdin: "pipe", stdout: "ignore", stderr: "inherit" });
		await within(`the kill at: ${step}`, child.exited);
		expect(child.signalCode).toBe("SIGKILL");
	}

	/** Enqueues unfinished photos now, as the periodic sweep does every minute. */
	async function sweep(): Promise<void> {
		const environment = { ...production.environment, DATA_DIR: folder };
		const printed = await runProgram("worker/programs/sweep.ts", [], environment);
		expect(printed).not.toContain("in a store");
	}

	describe("loses nothing if the server is killed when the photo is", () => {
		const ENDINGS = [
			["written, not recorded", null],
			["recorded, not stored", "failed"],
			["stored, not enqueued", "published"],
			["enqueued, not acknowledged", "published"],
		] as const;
		const photos = newPhotos(ENDINGS.length);
		beforeAll(async () => {
			await Promise.all(
				ENDINGS.map(([step], i) => receiveAndDie(step, photos[i] ?? new Uint8Array())),
			);
			await sweep();
		});

		test.each(ENDINGS)("%s", async (step, status) => {
			const bytes = photos[ENDINGS.findIndex(([name]) => name === step)] ?? new Uint8Array();
			const id = idOf(bytes);
			if (status) {
				const [settledPhoto] = await settled(server, [id]);
				expect(settledPhoto?.status).toBe(status);
				if (status === "failed") {
					expect(settledPhoto?.error?.message).toContain("upload it again");
				}
			} else {
				expect(await photo(server, id)).toBeNull();
			}
			// The upload was not acknowledged, so its owner repeats it.
			const acknowledged = await uploadAll(server, [bytes]);
			expect(acknowledged).toEqual([id]);
			const outcome = await outcomeOf(production, acknowledged);
			expect(outcome).toMatchObject({ unpublished: [], findings: NO_FINDINGS, jobs: 0 });
		});
	});

	requires("mount namespaces").test(
		"refuses a photo that fills the disk, and accepts the others",
		async () => {
			const small = newPhotos(6);
			// A photo may be followed by other bytes.
			const large = Buffer.concat([drawn(1), new Uint8Array(2e6)]);
			const [refused, acknowledged] = await Promise.all([
				post(server, ["large.jpg", large]),
				uploadAll(server, small),
			]);
			expect(refused.status).toBe(503);
			const { rejected }: UploadAnswer = await refused.json();
			expect(rejected).toMatchObject([{ filename: "large.jpg", code: "disk-full" }]);
			expect(rejected[0]?.message).toContain("disk is full");
			expect(acknowledged).toHaveLength(small.length);
			const outcome = await outcomeOf(production, acknowledged);
			expect(outcome).toMatchObject({ unpublished: [], findings: NO_FINDINGS, jobs: 0 });
			expect(await photo(server, idOf(large))).toBeNull();
		},
	);
});
