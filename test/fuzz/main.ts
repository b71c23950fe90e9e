import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { nodes } from "../edge/nodes.ts";
import { installTools } from "../tools/install.ts";
import { SEEDS } from "./seeds.ts";
import { TARGETS, type TargetName } from "./targets.ts";

const USAGE = `npm run fuzz -- <target> [--runs 1000000] [--corpus folder] [--seed 1]

Fuzzes one of our parsers, guided by the code that each input reaches, until the number of inputs is
reached or one breaks a promise. Inputs that reached new code, and the one that broke it, are in the
folder. Targets: ${Object.keys(TARGETS).join(", ")}`;

/** Bytes of an input: enough for a file with all its metadata, and small enough for many inputs. */
const MAX_INPUT_BYTES = 16_384;

/** Seconds after which one input is a find. */
const MAX_SECONDS = 20;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		runs: { type: "string", default: "1000000" },
		corpus: { type: "string" },
		seed: { type: "string", default: "0" },
	},
});
const [name] = positionals;
if (!isTarget(name)) {
	console.error(USAGE);
	process.exit(2);
}
process.exit(await fuzz(name));

function isTarget(text: string | undefined): text is TargetName {
	return text !== undefined && Object.hasOwn(TARGETS, text);
}

/** Runs the fuzzer on a target; returns its exit code. */
async function fuzz(target: TargetName): Promise<number> {
	const jazzer = await installTools("jazzer");
	if (!jazzer.isInstalled) throw new Error(`Cannot fuzz: ${jazzer.missing}`);
	const corpus = resolve(values.corpus ?? join(tmpdir(), "widthwise-fuzz", target));
	await mkdir(corpus, { recursive: true });
	const seeds = SEEDS[target].map((seed, index) => Bun.write(join(corpus, `seed-${index}`), seed));
	await Promise.all(seeds);
	const folder = await mkdtemp(join(tmpdir(), "widthwise-fuzz-"));
	try {
		const program = await bundle(target, folder);
		const command = [
			...[node(), jazzer.path("@jazzer.js/core/dist/cli.js"), program, corpus],
			...["--includes", program, ...(TARGETS[target].isAsync ? [] : ["--sync"]), "--"],
			...[`-runs=${values.runs}`, `-seed=${values.seed}`, `-max_len=${MAX_INPUT_BYTES}`],
			...[`-timeout=${MAX_SECONDS}`, `-artifact_prefix=${corpus}/find-`, "-print_final_stats=1"],
		];
		const run = Bun.spawn(command, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
		return await run.exited;
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Bundles a target as one module, which the fuzzer instruments while it is loaded. Returns its path. */
async function bundle(target: TargetName, folder: string): Promise<string> {
	const file = join(import.meta.dir, "targets", `${TARGETS[target].file}.ts`);
	const { outputs } = await Bun.build({
		entrypoints: [file],
		outdir: folder,
		naming: "target.mjs",
		target: "node",
	});
	const [program] = outputs;
	if (!program) throw new Error(`Cannot bundle ${file}`);
	return program.path;
}

/** Node.js 22 or newer, which some parsers need: that of the tests, or the one on the path. */
function node(): string {
	return nodes.find((release) => release.node !== "")?.node ?? "node";
}
