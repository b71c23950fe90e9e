import { describe, expect, test } from "bun:test";
import { type Environment, readSettings } from "widthwise/settings";
import { pipelineSettings } from "../../../worker/settings/pipeline-settings.ts";

function read(environment: Environment) {
	const read = readSettings(pipelineSettings, { DATA_DIR: "/srv/photos", ...environment });
	return {
		settings: read.ok ? read.value : undefined,
		problems: read.ok ? [] : read.problems,
	};
}

const s3 = { S3_ENDPOINT: "https://s3.example.org/", AWS_REGION: "eu-central-1" };

describe("stores", () => {
	test("are folders in DATA_DIR by default", () => {
		const { settings, problems } = read({});
		expect(problems).toEqual([]);
		expect(settings?.stores).toEqual({
			media: { setting: "MEDIA_STORE", kind: "folder", folder: "/srv/photos/media" },
			publicStore: { setting: "PUBLIC_STORE", kind: "folder", folder: "/srv/photos/public" },
		});
	});

	test("can be another folder and a bucket", () => {
		const { settings, problems } = read({
			...s3,
			MEDIA_STORE: "/mnt/disk/originals",
			PUBLIC_STORE: "s3://my.photos/site/public/",
		});
		expect(problems).toEqual([]);
		expect(settings?.stores).toEqual({
			media: { setting: "MEDIA_STORE", kind: "folder", folder: "/mnt/disk/originals" },
			publicStore: {
				setting: "PUBLIC_STORE",
				kind: "s3",
				bucket: "my.photos",
				prefix: "site/public",
				region: "eu-central-1",
				endpoint: "https://s3.example.org",
			},
		});
	});

	test.each([
		["s3://photos", "photos", ""],
		["s3://photos/", "photos", ""],
		["s3://photos/a/b", "photos", "a/b"],
	])("can be a bucket with a prefix: %s", (text, bucket, prefix) => {
		const { settings, problems } = read({ ...s3, MEDIA_STORE: text });
		expect(problems).toEqual([]);
		expect(settings?.stores.media).toMatchObject({ bucket, prefix });
	});

	test.each([
		"s3://",
		"s3://a",
		"s3:///prefix",
		"s3://photos//a",
		"s3://photos/../x",
		"gs://photos",
		"https://x.org/b",
		"s3:/photos",
		"S3://photos",
		"s3://photos/ä",
	])("cannot be %s", (text) => {
		const { problems } = read({ ...s3, PUBLIC_STORE: text });
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(/^PUBLIC_STORE must be a folder, or s3:.*, got /);
	});

	test("need a region on Amazon S3, but not on other servers", () => {
		expect(read({ MEDIA_STORE: "s3://photos" }).problems).toEqual([
			"AWS_REGION must name the buckets' region, such as eu-central-1",
		]);
		const elsewhere = read({ MEDIA_STORE: "s3://photos", S3_ENDPOINT: "http://localhost:9000" });
		expect(elsewhere.problems).toEqual([]);
		expect(read({ AWS_REGION: "Frankfurt, please" }).problems).toEqual([]);
	});

	test.each([
		["s3://photos", "s3://photos"],
		["s3://photos/a", "s3://photos/a/public"],
		["s3://photos/a", "s3://photos"],
		["/srv/all", "/srv/all/public"],
		["/srv/photos/public/originals", ""],
		["/srv/photos/public", ""],
	])("must not contain one another: %s and %s", (media, publicStore) => {
		const { problems } = read({ ...s3, MEDIA_STORE: media, PUBLIC_STORE: publicStore });
		expect(problems).toEqual([
			"MEDIA_STORE and PUBLIC_STORE must be separate: neither may be inside the other",
		]);
	});

	test("can have names that start alike", () => {
		const bucket = read({ ...s3, MEDIA_STORE: "s3://photos/a", PUBLIC_STORE: "s3://photos/ab" });
		expect(bucket.problems).toEqual([]);
		expect(read({ MEDIA_STORE: "/srv/a", PUBLIC_STORE: "/srv/ab" }).problems).toEqual([]);
	});

	test("report all mistakes at once, without secrets", () => {
		const { problems } = read({
			MEDIA_STORE: "s3://x",
			PUBLIC_STORE: "ftp://y",
			S3_ENDPOINT: "s3.example.org",
			AWS_REGION: "eu central",
			AWS_SECRET_ACCESS_KEY: "hush",
			PUBLISHER: "me",
			CDN_DISTRIBUTION_ID: "e/1",
		});
		expect(problems.join()).not.toContain("hush");
		expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
			"S3_ENDPOINT",
			"AWS_REGION",
			"AWS_ACCESS_KEY_ID",
			"MEDIA_STORE",
			"PUBLIC_STORE",
			"PUBLISHER",
			"CDN_DISTRIBUTION_ID",
		]);
	});
});

describe("the pipeline's settings", () => {
	test("have a worker publish unless PUBLISHER is bucket-event", () => {
		expect(read({}).settings?.publisher).toBe("worker");
		expect(read({ PUBLISHER: "worker" }).settings?.publisher).toBe("worker");
		const buckets = { ...s3, MEDIA_STORE: "s3://originals", PUBLIC_STORE: "s3://photos" };
		const { settings, problems } = read({ ...buckets, PUBLISHER: "bucket-event" });
		expect([settings?.publisher, problems]).toEqual(["bucket-event", []]);
	});

	test("require both stores in buckets for PUBLISHER=bucket-event", () => {
		const { problems } = read({
			...s3,
			PUBLISHER: "bucket-event",
			PUBLIC_STORE: "s3://photos",
		});
		expect(problems).toEqual([
			"PUBLISHER=bucket-event needs MEDIA_STORE and PUBLIC_STORE to be S3 buckets: s3://bucket/prefix",
		]);
	});

	test("have AVIF sets in every bucket unless they are turned off", () => {
		expect(read({ WIDTH_BUCKETS: "320,640" }).settings).toMatchObject({
			avif: true,
			buckets: [320, 640],
		});
		expect(read({ AVIF: "false" }).settings?.avif).toBe(false);
		expect(read({ AVIF: "no", WIDTH_BUCKETS: "640,320" }).problems).toEqual([
			"AVIF must be true or false, got no",
			"WIDTH_BUCKETS: Cannot parse buckets: must ascend, got 640,320",
		]);
	});

	test("name the CDN distribution to invalidate for deleted photos", () => {
		expect(read({}).settings?.cdnDistributionId).toBeUndefined();
		expect(read({ CDN_DISTRIBUTION_ID: "E1ABCDEF234567" })).toMatchObject({
			settings: { cdnDistributionId: "E1ABCDEF234567" },
			problems: [],
		});
	});
});
