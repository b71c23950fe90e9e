import { describe, expect, test } from "bun:test";
import { openSessions } from "../../../server/sign-in/sessions.ts";
import { createOwnerRecords, type OwnerRecords } from "../../../worker/owner/owner-records.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { databases, raise } from "../../worker/databases.ts";

const token = "a-token-of-the-owner";

/** Records that can hold back what was read, as a slow connection does. */
function withSlowReads(records: OwnerRecords) {
	const held: (() => void)[] = [];
	let isSlow = false;
	let begun = 0;
	let reads = 0;
	return {
		hold() {
			isSlow = true;
		},
		begun: () => begun,
		reads: () => reads,
		releaseFirst: () => held.shift()?.(),
		releaseAll() {
			isSlow = false;
			for (const release of held.splice(0)) release();
		},
		records: {
			...records,
			async sessions(tokenMark: string) {
				begun++;
				const found = await records.sessions(tokenMark);
				reads++;
				if (isSlow) await new Promise<void>((resolve) => held.push(resolve));
				return found;
			},
		} satisfies OwnerRecords,
	};
}

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`sessions on ${name}`, () => {
		async function opened() {
			const ends = new AsyncDisposableStack();
			const { database, drop } = await open();
			ends.defer(drop);
			const slow = withSlowReads(createOwnerRecords(database));
			const sessions = await openSessions({ records: slow.records, token, onError: raise });
			ends.defer(sessions.close);
			ends.defer(async () => slow.releaseAll());
			const other = createOwnerRecords(database);
			return { slow, sessions, other, [Symbol.asyncDispose]: () => ends.disposeAsync() };
		}

		/** Lets this process read the sessions, as another process's change makes it do. */
		async function readHeld({ slow, other }: Awaited<ReturnType<typeof opened>>): Promise<void> {
			slow.hold();
			const before = slow.reads();
			await other.endSessions(["a session that nobody has"]);
			await other.addSession("another token's", {
				id: crypto.randomUUID(),
				device: "",
				createdAt: new Date(),
				seenAt: new Date(),
				expiresAt: new Date(),
			});
			await until("the sessions are read", () => slow.reads() > before);
		}

		describe("while the list of sessions is being read", () => {
			test("a session that ends stays ended", async () => {
				await using scene = await opened();
				const { sessions, slow } = scene;
				const secret = await sessions.begin("Firefox");
				const id = sessions.find(secret)?.id ?? expect.unreachable();
				await readHeld(scene);
				const reads = slow.reads();
				await sessions.end([id]);
				slow.releaseFirst();
				await until("the list is read again", () => slow.reads() > reads);
				expect(sessions.find(secret)).toBeNull();
			});

			test("a session that begins stays known", async () => {
				await using scene = await opened();
				const { sessions, slow } = scene;
				await readHeld(scene);
				const reads = slow.reads();
				const secret = await sessions.begin("Firefox");
				slow.releaseFirst();
				await until("the list is read again", () => slow.reads() > reads);
				expect(sessions.find(secret)).not.toBeNull();
			});
		});

		test("closing waits for what is being read, and reads nothing afterwards", async () => {
			await using scene = await opened();
			const { sessions, slow } = scene;
			await sessions.begin("Firefox");
			await readHeld(scene);
			let isClosed = false;
			const closed = sessions.close().then(() => {
				isClosed = true;
			});
			const begun = slow.begun();
			await scene.other.sessions("a query later");
			expect(isClosed).toBeFalse();
			slow.releaseAll();
			await closed;
			expect(slow.begun()).toBe(begun);
			expect(slow.reads()).toBe(begun);
		});

		test("end in all processes", async () => {
			await using scene = await opened();
			const { sessions, other } = scene;
			const secret = await sessions.begin("Firefox");
			await other.endSessions([sessions.find(secret)?.id ?? ""]);
			await until("the session has ended", () => sessions.find(secret) === null);
		});
	});
}
