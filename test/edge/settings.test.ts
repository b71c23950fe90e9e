import { describe, expect, test } from "bun:test";
import { type Environment, requireSettings } from "widthwise/settings";
import { readBuildSettings, readPublicStore } from "../../edge/settings.ts";
import { readValidateSettings } from "../../edge/validate/settings.ts";
import { serverSettings } from "../../server/settings/server-settings.ts";

const stores = {
	MEDIA_STORE: "s3://my.originals/site/",
	PUBLIC_STORE: "s3://photos",
	AWS_REGION: "eu-central-1",
};

const publicStore = { bucket: "photos", prefix: "", region: "eu-central-1", endpoint: undefined };

/** The settings that a program reads, or the lines of its error. */
function outcome<Settings>(read: () => Settings): Settings | readonly string[] {
	try {
		return read();
	} catch (error) {
		return String(error).split("\n");
	}
}

function readByServer(environment: Environment) {
	return outcome(() => {
		const { pipeline } = requireSettings(serverSettings, environment);
		const { stores, maxFileBytes, maxPixels, masterEdge, keepCopyright } = pipeline;
		const [media, publicStore] = [stores.media, stores.publicStore].map(
			({ setting, kind, ...location }) => location,
		);
		return { media, publicStore, maxFileBytes, maxPixels, masterEdge, keepCopyright };
	});
}

describe("the server and the function that publishes read the same settings from", () => {
	test.each<[string, Environment]>([
		["only the stores", {}],
		["a master's edge", { MASTER_EDGE: "3840" }],
		["too long an edge", { MASTER_EDGE: "3841" }],
		["KEEP_COPYRIGHT=1", { KEEP_COPYRIGHT: "1" }],
		["KEEP_COPYRIGHT=0", { KEEP_COPYRIGHT: "0" }],
		["KEEP_COPYRIGHT=TRUE", { KEEP_COPYRIGHT: "TRUE" }],
		["empty values", { KEEP_COPYRIGHT: "", MAX_PIXELS: "", MAX_FILE_BYTES: " ", S3_ENDPOINT: "" }],
		["a trailing slash", { S3_ENDPOINT: "https://s3.example.org/", AWS_REGION: "" }],
		["an invalid endpoint", { S3_ENDPOINT: "s3.example.org" }],
		["leading zeros", { MAX_PIXELS: "0100", MAX_FILE_BYTES: "007" }],
		["too large numbers", { MAX_PIXELS: "1000000001", MAX_FILE_BYTES: "4000000001" }],
		["a missing region", { AWS_REGION: undefined }],
		["an access key without its secret", { AWS_ACCESS_KEY_ID: "AKIA" }],
		["trailing slashes", { PUBLIC_STORE: "s3://photos/a//" }],
		["one store in the other", { MEDIA_STORE: "s3://photos/originals" }],
	])("%s", (_, environment) => {
		const both = { ...stores, ...environment };
		const byFunction = outcome(() => readValidateSettings(both));
		expect<unknown>(byFunction).toEqual(readByServer(both));
	});

	test("KEEP_COPYRIGHT=1, as true", () => {
		expect(readValidateSettings({ ...stores, KEEP_COPYRIGHT: "1" })).toEqual({
			media: { ...publicStore, bucket: "my.originals", prefix: "site" },
			publicStore,
			maxFileBytes: 200_000_000,
			maxPixels: 110_000_000,
			masterEdge: 2560,
			keepCopyright: true,
		});
	});
});

describe("the settings of the function that publishes", () => {
	test("do not allow folders", () => {
		expect(outcome(() => readValidateSettings({ MEDIA_STORE: "photos" }))).toEqual([
			"WidthwiseError: AWS_REGION must name the buckets' region, such as eu-central-1",
			"MEDIA_STORE must be s3://bucket or s3://bucket/prefix, with letters, digits, dots, hyphens and underscores, got photos",
			"PUBLIC_STORE must be s3://bucket or s3://bucket/prefix, with letters, digits, dots, hyphens and underscores, got nothing",
		]);
	});
});

describe("the server and the edge read the same", () => {
	test.each(["", " ", "320, 640", "640,320", "many"])("widths from %p", (WIDTH_BUCKETS) => {
		const byBuild = outcome(() => readBuildSettings({ WIDTH_BUCKETS }));
		const byServer = outcome(() => ({
			buckets: requireSettings(serverSettings, { WIDTH_BUCKETS }).buckets,
		}));
		expect(byBuild).toEqual(byServer);
	});

	test.each([
		{},
		{ DATA_DIR: "/srv/photos" },
		{ DATA_DIR: " ", PUBLIC_STORE: "" },
		{ PUBLIC_STORE: "/mnt/public/" },
	])("folder from %p", (environment) => {
		const location = requireSettings(serverSettings, environment).pipeline.stores.publicStore;
		const store = readPublicStore(environment);
		expect([store.kind, store.name]).toEqual(
			location.kind === "folder" ? ["folder", location.folder] : [],
		);
	});

	test("bucket, for which the edge requires keys", () => {
		expect(outcome(() => readPublicStore(stores))).toEqual([
			"WidthwiseError: A bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
		]);
		const keys = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "hush" };
		expect(readPublicStore({ ...stores, ...keys })).toEqual({
			kind: "bucket",
			name: "s3://photos/",
			bucket: {
				...publicStore,
				endpoint: "https://s3.eu-central-1.amazonaws.com",
				credentials: { accessKeyId: "AKIA", secretAccessKey: "hush" },
			},
		});
	});
});
