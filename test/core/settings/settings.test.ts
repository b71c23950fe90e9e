import { describe, expect, test } from "bun:test";
import * as v from "valibot";
import { DEFAULT_BUCKETS } from "widthwise";
import {
	buckets,
	choice,
	type Environment,
	flag,
	integer,
	limits,
	optionalText,
	readSettings,
	requireSettings,
	SETTINGS,
	text,
	url,
} from "widthwise/settings";

const all = v.object({
	HOST: text("HOST"),
	OWNER_TOKEN: optionalText("OWNER_TOKEN"),
	PORT: integer("PORT", 0, 65535),
	WORKERS: integer("WORKERS", 0, 64, 3),
	KEEP_COPYRIGHT: flag("KEEP_COPYRIGHT"),
	ENCODER: choice("ENCODER", ["vips", "squoosh"]),
	REDIS_URL: url("REDIS_URL", ["redis:", "rediss:"]),
});

const nothingSet = {
	HOST: "0.0.0.0",
	OWNER_TOKEN: undefined,
	PORT: 3000,
	WORKERS: 3,
	KEEP_COPYRIGHT: false,
	ENCODER: "vips",
	REDIS_URL: undefined,
} as const;

/** All the settings with the same value. */
function allSetTo(value: string | undefined): Environment {
	return Object.fromEntries(Object.keys(nothingSet).map((name) => [name, value]));
}

describe("a setting", () => {
	test.each([
		["missing", {}],
		["undefined", allSetTo(undefined)],
		["empty", allSetTo("")],
		["blank", allSetTo(" \t\n")],
	])("that is %s counts as not set", (_, environment) => {
		expect(requireSettings(all, environment)).toEqual(nothingSet);
	});

	test("is read without white space around it", () => {
		const environment = {
			HOST: " ::1 ",
			OWNER_TOKEN: " a b ",
			PORT: " 0 ",
			WORKERS: "64\n",
			KEEP_COPYRIGHT: " 1",
			ENCODER: "squoosh ",
			REDIS_URL: " redis://:a%20b@host/0// ",
		};
		expect(requireSettings(all, environment)).toEqual({
			HOST: "::1",
			OWNER_TOKEN: "a b",
			PORT: 0,
			WORKERS: 64,
			KEEP_COPYRIGHT: true,
			ENCODER: "squoosh",
			REDIS_URL: "redis://:a%20b@host/0",
		});
	});

	test("is a number only in decimal digits and in range", () => {
		for (const value of ["-1", "1.5", "1e3", "0x10", "65536", "9".repeat(16), "3000 4000"]) {
			expect(readSettings(all, { PORT: value })).toEqual({
				ok: false,
				problems: [`PORT must be a whole number from 0 to 65535, got ${value}`],
			});
		}
	});
});

test("all problems with settings are reported at once, one sentence each, without secrets", () => {
	const read = readSettings(all, {
		PORT: "80O0",
		WORKERS: "65",
		KEEP_COPYRIGHT: "yes",
		ENCODER: "VIPS",
		REDIS_URL: "http://user:hush@host",
	});
	expect(read).toEqual({
		ok: false,
		problems: [
			"PORT must be a whole number from 0 to 65535, got 80O0",
			"WORKERS must be a whole number from 0 to 64, got 65",
			"KEEP_COPYRIGHT must be true or false, got yes",
			"ENCODER must be vips or squoosh, got VIPS",
			"REDIS_URL must be a URL that starts with redis:// or rediss://",
		],
	});
});

test("requireSettings throws the problems, one per line", () => {
	const environment = { MAX_PIXELS: "0", MAX_FILE_BYTES: "much" };
	expect(() => requireSettings(limits, environment)).toThrow(
		"MAX_FILE_BYTES must be a whole number from 1 to 4000000000, got much\n" +
			"MAX_PIXELS must be a whole number from 1 to 1000000000, got 0",
	);
});

test("WIDTH_BUCKETS is read as a list of buckets", () => {
	expect(requireSettings(buckets, { WIDTH_BUCKETS: " 320, 640 " })).toEqual({
		buckets: [320, 640],
	});
	const problem = "WIDTH_BUCKETS: Cannot parse buckets: must ascend, got 640,320";
	expect(readSettings(buckets, { WIDTH_BUCKETS: "640,320" })).toEqual({
		ok: false,
		problems: [problem],
	});
});

test("MASTER_EDGE widens the default buckets, and no list that is set", () => {
	const read = (environment: Environment) => requireSettings(buckets, environment).buckets;
	expect(read({ MASTER_EDGE: "2560" })).toEqual(DEFAULT_BUCKETS);
	expect(read({ MASTER_EDGE: "3000" })).toEqual([...DEFAULT_BUCKETS, 3000]);
	expect(read({ MASTER_EDGE: "3840" })).toEqual([...DEFAULT_BUCKETS, 3072, 3840]);
	expect(read({ MASTER_EDGE: "3840", WIDTH_BUCKETS: "640" })).toEqual([640]);
	const problem = "MASTER_EDGE must be a whole number from 2560 to 3840, got 4000";
	expect(readSettings(buckets, { MASTER_EDGE: "4000" })).toEqual({
		ok: false,
		problems: [problem],
	});
});

test("each row of the table of settings has a meaning and a default", () => {
	for (const row of Object.values(SETTINGS)) {
		expect(row.meaning).toMatch(/^\S.*[^.\s]$/);
		expect("default" in row ? row.default : row.otherwise).not.toBe("");
	}
});
