import * as v from "valibot";
import { choice, type SettingsSchema } from "widthwise/settings";
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from "../logging/log.ts";

/** The settings of a program's log. */
export type LogSettings = {
	/** The least important lines that are written. */
	readonly logLevel: LogLevel;
	readonly logFormat: LogFormat;
};

/** The schema of {@link LogSettings}. */
export const logSettings: SettingsSchema<LogSettings> = v.pipe(
	v.object({
		LOG_LEVEL: choice("LOG_LEVEL", LOG_LEVELS),
		LOG_FORMAT: choice("LOG_FORMAT", LOG_FORMATS),
	}),
	v.transform((read) => ({ logLevel: read.LOG_LEVEL, logFormat: read.LOG_FORMAT })),
);
