/**
 * How Bun compiles, if our environment says it, for processes that get an environment of their own. Tests
 * say it, because their processes live for seconds; a measurement leaves it to Bun.
 */
export const compilerSettings: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries(process.env).flatMap(([name, value]) =>
		/^BUN_(JSC_|RUNTIME_TRANSPILER_)/.test(name) && value !== undefined ? [[name, value]] : [],
	),
);
