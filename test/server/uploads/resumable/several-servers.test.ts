import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { openS3Staging } from "../../../../server/uploads/resumable/s3-staging.ts";
import { join } from "../../../containers/bytes.ts";
import { runProgram } from "../../../faults/run-program.ts";
import { until } from "../../../patience.ts";
import { requires } from "../../../requirements.ts";
import type { RunningServer } from "../../../running-server.ts";
import { startServerInProcess } from "../../../server-in-process.ts";
import { type ServerProcess, startServer } from "../../../server-process.ts";
import { type InterruptibleS3, startInterruptibleS3 } from "../../../services/interruptible-s3.ts";
import { sharedPostgres } from "../../../services/shared.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";
import { metric, refusal } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";
import { openConnection } from "../../raw-http.ts";
import { createMediaBucket } from "./staging-servers.ts";
import { created, idIn, offsetOf, patch, patchHead, photoIdOf, tus, whenFree } from "./tus.ts";

const PART = 8_000_000;

/** A photo with random bytes, so that no part of it repeats. */
function large(size: number): Uint8Array {
	return join(drawn(1), randomBytes(size));
}

requires("s3", "postgres").describe("two servers on one bucket", () => {
	let s3: InterruptibleS3;
	let bucket: Awaited<ReturnType<typeof createMediaBucket>>;
	let environment: Readonly<Record<string, string>>;
	/** In a process of its own, because the last test kills it. */
	let one: ServerProcess;
	let two: RunningServer;

	beforeAll(async () => {
		s3 = await startInterruptibleS3();
		bucket = await createMediaBucket(s3);
		const DATABASE_URL = await (await sharedPostgres()).createDatabase();
		environment = { ...bucket.environment, DATABASE_URL, WORKERS: "0" };
		one = await startServer(await temporaryFolder(), environment);
		two = await startServerInProcess(await temporaryFolder(), environment);
	});
	afterAll(async () => {
		await Promise.all([one?.remove(), two?.remove()]);
		await s3?.remove();
	});

	const statusOf = async (server: RunningServer, path: string) =>
		(await tus(server, "HEAD", path)).status;

	/**
	 * Expects the upload's photo to have exactly these bytes, and only the upload's record to be
	 * left.
	 */
	async function expectStored(
		path: string,
		bytes: Uint8Array,
		servers: readonly RunningServer[] = [one, two],
	): Promise<void> {
		const id = photoIdOf(bytes);
		for (const server of servers) {
			const head = await whenFree(() => tus(server, "HEAD", path));
			expect(head.headers.get("photo-id")).toBe(id);
			expect(head.headers.get("photo-known")).toBeNull();
			expect(head.headers.get("upload-offset")).toBe(String(bytes.length));
		}
		const original = await bucket.media.get(`originals/${id}`);
		expect(Buffer.compare((await original?.bytes()) ?? new Uint8Array(), bytes)).toBe(0);
		const left = (await bucket.staged()).filter((key) => key.includes(idIn(path)));
		expect(left).toEqual([`resumable/${idIn(path)}.json`]);
	}

	test("take turns at receiving one upload, part by part", async () => {
		const bytes = large(PART + 1_000_000);
		const path = await created(one, bytes.length, "turns.jpg");
		const servers = [two, one, two, one];
		for (const [i, end] of [3_000_000, PART, PART + 500_000, bytes.length].entries()) {
			const server = servers[i] ?? one;
			const offset = await offsetOf(server, path);
			const part = bytes.subarray(offset, end);
			const answer = await whenFree(() => patch(server, path, offset, part));
			expect([i, answer.status, answer.headers.get("upload-offset")]).toEqual([i, 204, `${end}`]);
		}
		await expectStored(path, bytes);
	});

	test("accept the same bytes only once if both receive them at the same time", async () => {
		const bytes = large(PART + 1_000_000);
		const path = await created(one, bytes.length, "twice.jpg");
		const send = (server: RunningServer) => whenFree(() => patch(server, path, 0, bytes));
		const answers = await Promise.all([one, two].map(send));
		// For the other server, the upload is no longer at this offset.
		expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
		await expectStored(path, bytes);
	});

	test("receive a complete file once if both are asked for it after a crash", async () => {
		const bytes = large(PART + 1000);
		const path = await created(one, bytes.length, "crash.jpg");
		const staging = await openS3Staging({ ...bucket, folder: one.dataDir, retentionMs: 1e9 });
		await staging.write(idIn(path), 0, new Blob([new Uint8Array(bytes)]).stream());
		const accepted = async () => {
			const series = 'widthwise_uploads_total{outcome="accepted"}';
			return (await metric(one, series)) + (await metric(two, series));
		};
		const before = await accepted();
		await Promise.all([one, two].map((server) => tus(server, "HEAD", path)));
		expect(await accepted()).toBe(before + 1);
		await expectStored(path, bytes);
	});

	test("continue an upload after S3 was unreachable, and never make clients start over", async () => {
		const bytes = large(PART + 1_000_000);
		const path = await created(one, bytes.length, "outage.jpg");
		expect((await patch(one, path, 0, bytes.subarray(0, PART))).status).toBe(204);
		const connection = await openConnection(one);
		connection.send(patchHead(path, bytes.length - PART, PART));
		connection.send(bytes.subarray(PART, PART + 100_000));
		await until("the upload is locked", async () => (await statusOf(two, path)) === 423);
		await s3.stop();
		try {
			connection.send(bytes.subarray(PART + 100_000));
			expect(await connection.received(/\}\}$/)).toMatch(/^HTTP\/1.1 503 [\s\S]*unavailable/);
			for (const server of [one, two]) expect(await statusOf(server, path)).toBe(423);
			const response = await patch(two, path, PART, bytes.subarray(PART));
			expect(response.headers.get("retry-after")).toBe("5");
			const refused = await refusal(response);
			expect(refused).toMatchObject({ status: 503, code: "unavailable" });
		} finally {
			await s3.start();
		}
		expect(await offsetOf(two, path)).toBe(PART);
		const rest = bytes.subarray(PART);
		expect((await whenFree(() => patch(two, path, PART, rest))).status).toBe(204);
		await expectStored(path, bytes);
	});

	test("do not let the sweep treat an unfinished upload as a stray", async () => {
		const path = await created(one, PART, "unfinished.jpg");
		await whenFree(() => patch(two, path, 0, drawn(1)));
		const sweep = await runProgram("worker/programs/sweep.ts", ["--repair"], {
			...environment,
			DATA_DIR: one.dataDir,
		});
		expect(sweep).toContain("Catalogue and stores agree");
		expect(await offsetOf(one, path)).toBe(drawn(1).length);
	});

	// The last test: it kills one of the servers.
	test("continue each other's uploads from the last full part after a SIGKILL", async () => {
		const bytes = large(2 * PART + 2_000_000);
		const path = await created(one, bytes.length, "power cut.jpg");
		expect((await patch(one, path, 0, bytes.subarray(0, 5_000_000))).status).toBe(204);
		const connection = await openConnection(one);
		connection.send(patchHead(path, bytes.length - 5_000_000, 5_000_000));
		connection.send(bytes.subarray(5_000_000, 2 * PART + 1_000_000));
		// Two parts are in the bucket, and the upload is locked for all others.
		await until("two parts are stored", async () => (await bucket.stored(idIn(path))) === 2 * PART);
		expect(await statusOf(two, path)).toBe(423);
		expect((await patch(two, path, 2 * PART, bytes.subarray(2 * PART))).status).toBe(423);
		await one.stop("SIGKILL");
		connection.destroy();
		expect(await offsetOf(two, path)).toBe(2 * PART);
		const rest = bytes.subarray(2 * PART);
		const last = await whenFree(() => patch(two, path, 2 * PART, rest));
		expect(last.headers.get("photo-id")).toBe(photoIdOf(bytes));
		await expectStored(path, bytes, [two]);
	});
});
