/**
 * How Bun compiles, if the environment of the bench says it: its tests do, because their processes live
 * for seconds. A measurement leaves it to Bun.
 */
export const compilerSettings: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries(process.env).flatMap(([name, value]) =>
		/^BUN_(JSC_|RUNTIME_TRANSPILER_)/.test(name) && value !== undefined ? [[name, value]] : [],
	),
);
