import type { Plugin } from "esbuild";

/**
 * Tells the bundler that modules of the core do nothing when they are imported, which is one of our
 * rules: so a bundle holds what its entry uses and nothing else.
 */
export const onlyWhatIsUsed: Plugin = {
	name: "only-what-is-used",
	setup(build) {
		build.onResolve({ filter: /^(widthwise(\/|$)|\.)/ }, async ({ path, pluginData, ...from }) => {
			if (pluginData === "asked") return null;
			const found = await build.resolve(path, { ...from, pluginData: "asked" });
			return /\/core\/.*\.ts$/.test(found.path) ? { ...found, sideEffects: false } : found;
		});
	},
};
