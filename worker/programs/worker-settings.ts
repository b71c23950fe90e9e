import * as v from "valibot";
import { optionalText, type SettingsSchema } from "widthwise/settings";
import { type PipelineSettings, pipelineSettings } from "../settings/pipeline-settings.ts";

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
	}),
	v.transform(() => ({})),
);

/** The settings of `npm run worker`: those of the pipeline, with stricter rules. */
export const workerSettings: SettingsSchema<PipelineSettings> = v.intersect([
	pipelineSettings,
	ownNeeds,
]);
