import * as v from "valibot";
import { SETTINGS, type SettingsSchema } from "widthwise/settings";

/** The settings that are not left to their defaults, as they are written in the environment. */
export type WrittenSettings = { readonly written: Readonly<Record<string, string>> };

/** The schema of {@link WrittenSettings}. */
export const writtenSettings: SettingsSchema<WrittenSettings> = v.pipe(
	v.record(v.string(), v.optional(v.string())),
	v.transform((environment) => {
		const names = Object.keys(SETTINGS);
		const written = names.flatMap((name) => {
			const value = environment[name];
			return value ? [[name, value] as const] : [];
		});
		return { written: Object.fromEntries(written) };
	}),
);
