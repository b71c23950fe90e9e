import * as v from "valibot";
import { type DefaultedName, SETTINGS, type SettingName } from "./table.ts";

/** What reads one setting. */
export type Field<Value> = v.GenericSchema<string | undefined, Value>;

/**
 * A setting's text without spaces around it; where it is not set or empty, what counts then.
 *
 * @param fallback what counts; the table's default, if it has one
 *
 * @example
 * v.parse(text("HOST"), undefined); // "0.0.0.0"
 */
export function text(name: SettingName, fallback: string = defaultOf(name)): Field<string> {
	// With a default of its own, a field is read even where its key is missing.
	const written = v.optional(v.string(`${name} must be a text`), "");
	return v.pipe(
		written,
		v.trim(),
		v.transform((value) => value || fallback),
	);
}

/**
 * A setting's text; `undefined` where it is not set or empty.
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
 * A text of a certain form; `undefined` where it is not set.
 *
 * @param rule what it must be, with an example; the value is repeated after it
 *
 * @example
 * const region = matching("AWS_REGION", /^[a-z0-9-]+$/, "be a region's name, such as eu-central-1");
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
 * A whole number within limits, both allowed.
 *
 * @param fallback what counts where it is not set; the table's default, if it has one
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
 * `true` or `false`, also `1` or `0`.
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
 * One of some words.
 *
 * @example
 * v.parse(choice("ENCODER", ["vips", "squoosh"]), undefined); // "vips"
 */
export function choice<const Word extends string>(
	name: DefaultedName,
	words: readonly Word[],
): Field<Word> {
	return v.pipe(
		text(name),
		v.picklist(words, ({ input }) => `${name} must be ${words.join(" or ")}, got ${input}`),
	);
}

/**
 * An address with one of the protocols (`http:`), without a slash at its end; `undefined` where it is
 * not set. It may hold a password: problems do not repeat it.
 *
 * @example
 * v.parse(url("IMAGE_URL", ["https:"]), "https://cdn.example/"); // "https://cdn.example"
 */
export function url(
	name: Exclude<SettingName, DefaultedName>,
	protocols: readonly string[],
): Field<string | undefined> {
	const examples = protocols.map((protocol) => `${protocol}//...`).join(" or ");
	return v.pipe(
		optionalText(name),
		v.check(
			(value) => value === undefined || hasProtocol(value, protocols),
			`${name} must be an address like ${examples}`,
		),
		v.transform((value) => value?.replace(/\/+$/, "")),
	);
}

function hasProtocol(address: string, protocols: readonly string[]): boolean {
	return URL.canParse(address) && protocols.includes(new URL(address).protocol);
}

function defaultOf(name: SettingName): string {
	const row = SETTINGS[name];
	return "default" in row ? row.default : "";
}
