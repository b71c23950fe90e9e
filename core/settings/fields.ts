import * as v from "valibot";
import { withoutTrailingSlashes } from "../arguments/trim-slashes.ts";
import { type DefaultedName, SETTINGS, type SettingName } from "./table.ts";

/** The schema of one setting. */
export type Field<Value> = v.GenericSchema<string | undefined, Value>;

/**
 * Makes the schema of a text setting. Removes white space around it; an empty text counts as not
 * set.
 *
 * @param fallback the value if the setting is not set; the table's default if it has one, else ""
 *
 * @example
 * v.parse(text("HOST"), undefined); // "0.0.0.0"
 */
export function text(name: SettingName, fallback: string = defaultOf(name)): Field<string> {
	// Without a default, Valibot would not run the pipe for a missing key.
	const raw = v.optional(v.string(`${name} must be text`), "");
	return v.pipe(
		raw,
		v.trim(),
		v.transform((value) => value || fallback),
	);
}

/**
 * Makes the schema of a text setting without a default: `undefined` if it is not set or empty.
 *
 * @example
 * v.parse(optionalText("OWNER_TOKEN"), ""); // undefined
 */
export function optionalText(name: Exclude<SettingName, DefaultedName>): Field<string | undefined> {
	return v.pipe(
		text(name),
		v.transform((value) => value || undefined),
	);
}

/**
 * Makes the schema of a text setting that must match a pattern; `undefined` if it is not set.
 *
 * @param rule the rest of the error message after "must", with an example; the value follows it
 *
 * @example
 * const region = matching("AWS_REGION", /^[a-z0-9-]+$/, "be a region's name, such as eu-central-1");
 * v.parse(region, "eu-north-1"); // "eu-north-1"
 */
export function matching(
	name: Exclude<SettingName, DefaultedName>,
	pattern: RegExp,
	rule: string,
): Field<string | undefined> {
	return v.pipe(
		optionalText(name),
		v.check(
			(value) => value === undefined || pattern.test(value),
			({ input }) => `${name} must ${rule}, got ${input}`,
		),
	);
}

/**
 * Makes the schema of a whole number from `min` to `max`, both allowed.
 *
 * @param fallback the value if the setting is not set; the table's default if it has one
 *
 * @example
 * v.parse(integer("PORT", 0, 65535), "8080"); // 8080
 */
export function integer(
	name: SettingName,
	min: number,
	max: number,
	fallback?: number,
): Field<number> {
	return v.pipe(
		text(name, fallback?.toString()),
		v.check(
			(value) => /^[0-9]{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max,
			({ input }) => `${name} must be a whole number from ${min} to ${max}, got ${input}`,
		),
		v.transform(Number),
	);
}

/**
 * Makes the schema of a boolean: `true`, `false`, `1` or `0`.
 *
 * @example
 * v.parse(flag("KEEP_COPYRIGHT"), "1"); // true
 */
export function flag(name: DefaultedName): Field<boolean> {
	return v.pipe(
		text(name),
		v.picklist(
			["true", "1", "false", "0"],
			({ input }) => `${name} must be true or false, got ${input}`,
		),
		v.transform((value) => value === "true" || value === "1"),
	);
}

/**
 * Makes the schema of a setting that must be one of the options.
 *
 * @example
 * v.parse(choice("ENCODER", ["vips", "squoosh"]), undefined); // "vips"
 */
export function choice<const Option extends string>(
	name: DefaultedName,
	options: readonly Option[],
): Field<Option> {
	return v.pipe(
		text(name),
		v.picklist(options, ({ input }) => `${name} must be ${options.join(" or ")}, got ${input}`),
	);
}

/**
 * Makes the schema of a URL with one of the protocols. Removes slashes at its end; `undefined` if
 * it is not set. Error messages do not repeat the value, as it may contain a password.
 *
 * @param protocols such as `https:`
 *
 * @example
 * v.parse(url("IMAGE_URL", ["https:"]), "https://cdn.example/"); // "https://cdn.example"
 */
export function url(
	name: Exclude<SettingName, DefaultedName>,
	protocols: readonly string[],
): Field<string | undefined> {
	const starts = protocols.map((protocol) => `${protocol}//`).join(" or ");
	return v.pipe(
		optionalText(name),
		v.check(
			(value) => value === undefined || hasProtocol(value, protocols),
			`${name} must be a URL that starts with ${starts}`,
		),
		v.transform((value) => (value === undefined ? undefined : withoutTrailingSlashes(value))),
	);
}

function hasProtocol(value: string, protocols: readonly string[]): boolean {
	return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function defaultOf(name: SettingName): string {
	const row = SETTINGS[name];
	return "default" in row ? row.default : "";
}
