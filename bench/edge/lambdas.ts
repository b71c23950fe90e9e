import { buildBundles } from "@widthwise/edge/build";
import { createLocalLambda, findNode, type InvocationResult } from "@widthwise/edge/lambda";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { originalKey } from "widthwise/url";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { type PublishedPhotos, publishPhotos } from "./published-photos.ts";
import { buildRivalBundles } from "./rival-bundles.ts";

const COLD_ROUNDS = 7;
const WARM_ROUNDS = 3;
const MEMORY_MEGABYTES = 3008;

/** The bundles with one engine, and their samples by table row. */
type Contender = {
	readonly name: string;
	readonly zips: { readonly originRequest: Uint8Array; readonly validate: Uint8Array };
	readonly samples: Map<string, number[]>;
};

/**
 * Compares the Lambdas with the same handlers on sharp, with AWS's SDK and with our client of S3: the time from the start of the process to the
 * first 400 px WebP in the bucket, the time when warm, and the time for an original; also their memory
 * and the size of their zips. S3 is in this process's memory. They are measured alternately.
 *
 * @example
 * console.log(formatTable(await measureLambdas(photo)));
 */
export async function measureLambdas(photo: Uint8Array): Promise<Table> {
	const rivals = await buildRivalBundles();
	const contenders: readonly Contender[] = [
		{ name: "sharp, AWS's SDK", zips: rivals.sdk, samples: new Map() },
		{ name: "sharp, our S3 client", zips: rivals.light, samples: new Map() },
		{
			name: "Widthwise",
			zips: await buildBundles({ buckets: DEFAULT_BUCKETS }),
			samples: new Map(),
		},
	];
	await using photos = await publishPhotos(photo);
	for (let round = 0; round < COLD_ROUNDS; round++) {
		for (const contender of contenders) {
			for (const source of ["mezzanine", "master"] as const) {
				await measureCuts(contender, photos, source);
			}
			await measureValidate(contender, photos);
		}
	}
	return tableOf(contenders);
}

async function measureCuts(
	{ zips, samples }: Contender,
	photos: PublishedPhotos,
	source: "mezzanine" | "master",
): Promise<void> {
	const lambda = await startLambda(zips.originRequest, photos.url);
	try {
		for (let round = 0; round <= WARM_ROUNDS; round++) {
			const key = await nextKey(photos, source);
			const invoked = requireSuccess(await lambda.invoke(originEvent(key, photos.url)));
			if (!(await photos.publicStore.head(key))) throw new Error(`${key} was not cut`);
			record(samples, `400 px from a ${source}, ${invoked.isCold ? "cold" : "warm"}`, invoked);
		}
	} finally {
		await lambda.close();
	}
}

async function measureValidate({ zips, samples }: Contender, photos: PublishedPhotos) {
	const lambda = await startLambda(zips.validate, photos.url);
	try {
		const key = originalKey(photos.originalId);
		const s3 = { bucket: { name: "media" }, object: { key } };
		const event = { Records: [{ eventName: "ObjectCreated:Put", s3 }] };
		record(samples, "validate an original, cold", requireSuccess(await lambda.invoke(event)));
	} finally {
		await lambda.close();
	}
}

function startLambda(zip: Uint8Array, endpoint: string) {
	return createLocalLambda({
		zip,
		node: findNode(),
		memoryMegabytes: MEMORY_MEGABYTES,
		timeoutMs: 30_000,
		concurrency: 1,
		environment: {
			AWS_REGION: "us-east-1",
			AWS_ACCESS_KEY_ID: "bench",
			AWS_SECRET_ACCESS_KEY: "bench",
			MEDIA_STORE: "s3://media",
			PUBLIC_STORE: "s3://public",
			S3_ENDPOINT: endpoint,
		},
		onOutput: console.error,
	});
}

async function nextKey(photos: PublishedPhotos, source: "mezzanine" | "master"): Promise<string> {
	return `photos/${await photos.newPhoto(source)}/w${snapWidth(400, DEFAULT_BUCKETS)}.webp`;
}

function originEvent(key: string, endpoint: string): unknown {
	const values = { bucket: "public", region: "us-east-1", endpoint };
	const customHeaders = Object.fromEntries(
		Object.entries(values).map(([name, value]) => [`x-widthwise-${name}`, [{ value }]]),
	);
	const request = { method: "GET", uri: `/${key}`, querystring: "", headers: {} };
	return { Records: [{ cf: { request: { ...request, origin: { s3: { customHeaders } } } } }] };
}

function requireSuccess(invoked: InvocationResult): InvocationResult {
	if (invoked.outcome.ok) return invoked;
	throw new Error(invoked.outcome.error.errorMessage);
}

function record(samples: Map<string, number[]>, name: string, invoked: InvocationResult): void {
	const add = (row: string, value: number): void => {
		samples.set(row, [...(samples.get(row) ?? []), value]);
	};
	add(`${name} | ms`, invoked.durationMs);
	if (invoked.isCold) add(`${name}, peak memory | MB`, (invoked.peakMemoryBytes ?? 0) / 1e6);
}

function tableOf(contenders: readonly Contender[]): Table {
	const rows = [...(contenders[0]?.samples.keys() ?? [])].map((row) => {
		const [name = row, unit = ""] = row.split(" | ");
		const cells = contenders.map(({ samples }) => summarize(samples.get(row) ?? []));
		const ours = cells.at(-1)?.median ?? Number.NaN;
		const ratios = cells.slice(0, -1).map(({ median }) => `${(ours / median).toFixed(2)}x`);
		return [name, ...cells.map((cell) => formatSummary(cell, unit)), ...ratios];
	});
	const sizes = (["originRequest", "validate"] as const).map((name) => {
		const megabytes = contenders.map(({ zips }) => `${(zips[name].length / 1e6).toFixed(1)} MB`);
		return [`zip of ${name === "validate" ? name : "origin-request"}`, ...megabytes, "", ""];
	});
	return {
		title: "The Lambdas, on Node.js 22",
		head: ["", ...contenders.map(({ name }) => name), "to the first", "to the second"],
		rows: [...rows, ...sizes],
	};
}
