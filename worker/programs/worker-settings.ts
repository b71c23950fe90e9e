import * as v from "valibot";
import { matching, optionalText, type SettingsSchema } from "widthwise/settings";
import { type PipelineSettings, pipelineSettings } from "../settings/pipeline-settings.ts";

/** Where a program listens. */
export type ListeningAddress = { readonly host: string; readonly port: number };

/** The settings of `npm run worker`. */
export type WorkerSettings = PipelineSettings & {
	/** Where metrics are served; `null`: nowhere. */
	readonly metricsAt: ListeningAddress | null;
};

/** An IPv4 address, a name or an IPv6 address in brackets, and a port from 0 to 65535. */
const ADDRESS =
	/^([\w.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/;

const ownNeeds = v.pipe(
	v.object({
		DATABASE_URL: v.pipe(
			optionalText("DATABASE_URL"),
			v.string(
				"DATABASE_URL is missing: npm run worker needs Postgres, because only the server can use the embedded database",
			),
		),
		WORKERS: v.pipe(
			optionalText("WORKERS"),
			v.check(
				(value) => value === undefined || Number(value) !== 0,
				"WORKERS is 0: npm run worker needs at least 1",
			),
		),
		WORKER_METRICS: matching(
			"WORKER_METRICS",
			ADDRESS,
			"be an address and a port, such as 127.0.0.1:9464",
		),
	}),
	v.transform((read) => ({ metricsAt: listeningAddress(read.WORKER_METRICS) })),
);

function listeningAddress(text: string | undefined): ListeningAddress | null {
	const [, host, port] = text?.match(ADDRESS) ?? [];
	return host === undefined ? null : { host, port: Number(port) };
}

/** The settings of `npm run worker`: those of the pipeline, with stricter rules, and its own. */
export const workerSettings: SettingsSchema<WorkerSettings> = v.intersect([
	pipelineSettings,
	ownNeeds,
]);
