import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Catalogue, createCatalogue } from "../../worker/catalogue/catalogue.ts";
import type { PhotoEvent } from "../../worker/catalogue/photo.ts";
import { createPhotoEvents } from "../../worker/photo-events.ts";
import { testDatabaseUrl } from "../config.ts";
import { adapters, queryPostgres, raise, type TestDatabase } from "./databases.ts";
import { photoId, publishedPhoto, receivedPhoto } from "./photos.ts";
import { until } from "./until.ts";

describe.each([...adapters])("photo events on $name", ({ open }) => {
	let opened: TestDatabase;
	let catalogue: Catalogue;

	beforeAll(async () => {
		opened = await open();
		catalogue = createCatalogue(opened.database);
	});
	afterAll(() => opened.drop());

	test("tell of every change of a status once, in order, and of nothing else", async () => {
		const events = await createPhotoEvents(opened.database, raise);
		const heard: PhotoEvent[] = [];
		events.subscribe((event) => heard.push(event));
		const id = photoId(1);
		await catalogue.insertReceived(receivedPhoto(1));
		await catalogue.insertReceived(receivedPhoto(1));
		await catalogue.markProcessing(id);
		await catalogue.updateWords(id, { title: "Dusk" });
		await catalogue.markFailed(id, "internal", "Broken");
		await catalogue.markFailed(id, "internal", "Broken");
		await catalogue.insertReceived(receivedPhoto(1));
		await catalogue.markProcessing(id);
		await catalogue.markPublished(id, publishedPhoto);
		await catalogue.remove(id);
		await catalogue.remove(id);
		await until(() => heard.at(-1)?.status === "removed");
		const story = ["received", "processing", "failed", "received", "processing", "published"];
		expect(heard.map(({ status }) => status)).toEqual([
			...story,
			"removed",
		] as (typeof heard)[number]["status"][]);
		expect(new Set(heard.map((event) => event.id))).toEqual(new Set([id]));
		await events.close();
	});

	test("a subscriber that throws disturbs no other, one that has left hears nothing", async () => {
		const errors: unknown[] = [];
		const events = await createPhotoEvents(opened.database, (error) => errors.push(error));
		const heard: string[] = [];
		events.subscribe(() => raise(new Error("mine")));
		const leave = events.subscribe(({ id }) => heard.push(`early ${id}`));
		events.subscribe(({ id }) => heard.push(id));
		leave();
		leave();
		await catalogue.insertReceived(receivedPhoto(2));
		await until(() => heard.length > 0);
		expect(heard).toEqual([photoId(2)]);
		expect(errors).toEqual([new Error("mine")]);
		await events.close();
		await catalogue.insertReceived(receivedPhoto(3));
		expect(await catalogue.find(photoId(3))).not.toBeNull();
		expect(heard).toEqual([photoId(2)]);
	});
});

test.skipIf(testDatabaseUrl === undefined)(
	"events go on when Postgres drops the connection",
	async () => {
		const url = testDatabaseUrl ?? "";
		const postgres = adapters.find(({ name }) => name === "Postgres");
		const opened = await (postgres ?? raise(new Error("No Postgres"))).open();
		const { createPostgresListener } = await import("../../worker/database/postgres-listener.ts");
		const errors: unknown[] = [];
		const listener = createPostgresListener(
			{ connectionString: url, application_name: "doomed" },
			(error) => errors.push(error),
		);
		const heard: string[] = [];
		await listener.listen("trial", (payload) => heard.push(payload));
		await queryPostgres(url, "notify trial, 'before'");
		await until(() => heard.includes("before"));
		await queryPostgres(
			url,
			"select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'",
		);
		await until(() => errors.length > 0);
		await until(async () => {
			await queryPostgres(url, "notify trial, 'after'");
			return heard.includes("after");
		});
		await listener.close();
		await opened.drop();
	},
);
