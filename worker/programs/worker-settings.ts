import * as v from "valibot";
import { optionalText, type SettingsSchema } from "widthwise/settings";
import { type PipelineSettings, pipelineSettings } from "../settings/pipeline-settings.ts";

const ownNeeds = v.pipe(
	v.object({
		DATABASE_URL: v.pipe(
			optionalText("DATABASE_URL"),
			v.string(
				"npm run worker needs DATABASE_URL: the embedded database belongs to the server's process, which publishes by itself",
			),
		),
		WORKERS: v.pipe(
			optionalText("WORKERS"),
			v.check(
				(value) => value === undefined || Number(value) !== 0,
				"WORKERS is 0: this worker would have nothing to do",
			),
		),
	}),
	v.transform(() => ({})),
);

/** Reads the settings of a worker of its own, which has less to choose from than a server. */
export const workerSettings: SettingsSchema<PipelineSettings> = v.intersect([
	pipelineSettings,
	ownNeeds,
]);
