import { fileURLToPath } from "node:url";
import { buildSync, transformSync } from "esbuild";
import type { WidthBuckets } from "widthwise";
import { runCloudFrontFunction } from "../viewer-request/function-runtime.ts";

/** CloudFront's limit for a function's script, in bytes. */
export const MAX_FUNCTION_BYTES = 10 * 1024;

/**
 * Builds the viewer-request function: one plain script with a global `handler`.
 *
 * @returns the script's text
 * @throws {Error} if the script exceeds CloudFront's limit, or uses what its runtime 2.0 lacks
 *
 * @example
 * await Bun.write("dist/viewer-request.js", await buildViewerRequest(DEFAULT_BUCKETS));
 */
export async function buildViewerRequest(buckets: WidthBuckets): Promise<string> {
	const bundle = buildSync({
		entryPoints: [fileURLToPath(new URL("../viewer-request/main.ts", import.meta.url))],
		bundle: true,
		write: false,
		format: "esm",
		target: "esnext",
		define: { BAKED_BUCKETS: JSON.stringify(buckets) },
		logLevel: "silent",
	});
	return finishFunction(bundle.outputFiles[0]?.text ?? "");
}

/**
 * Converts a bundled module that exports `handler` to a script for CloudFront.
 *
 * @throws {Error} if the script is too large, uses syntax that the runtime lacks, or fails there
 *
 * @example
 * await finishFunction("function handler(event) { return event.request; }\nexport { handler };");
 */
export async function finishFunction(module: string): Promise<string> {
	const script = compileForRuntime(removeExport(module));
	const size = new TextEncoder().encode(script).length;
	if (size > MAX_FUNCTION_BYTES) {
		throw new Error(`The function has ${size} bytes: at most ${MAX_FUNCTION_BYTES} are allowed`);
	}
	testScript(script);
	return script;
}

/** CloudFront requires a script that declares `handler`, not a module that exports it. */
function removeExport(module: string): string {
	const script = module.replace(/export \{\s*handler\s*\};\s*$/, "");
	if (script === module || !/^function handler\(/m.test(script)) {
		throw new Error("The function's bundle does not declare `handler`");
	}
	return script;
}

/**
 * The runtime supports ECMAScript 5.1 and a few additions, such as `const` and `let`. The compiler
 * rejects syntax that it cannot translate.
 */
function compileForRuntime(script: string): string {
	const { code } = transformSync(script, {
		target: "es5",
		supported: { "const-and-let": true, "template-literal": true },
		minifyWhitespace: true,
		minifySyntax: true,
		logLevel: "silent",
	});
	return code;
}

/** Runs the script without the built-in functions that the runtime lacks, to find uses of them. */
function testScript(script: string): void {
	const handler = runCloudFrontFunction(script);
	const id = "0".repeat(32);
	for (const query of ["", "width=400", "width=400&dpr=1.5&format=avif", "w%69dth=1", "width=x"]) {
		for (const uri of [`/media/${id}/a.jpg`, "/media/x", "/"]) {
			const headers = { accept: { value: "image/avif;q=0.5,image/webp;q=0.8" } };
			const request = { method: "GET", uri, querystring: {}, headers, cookies: {} };
			handler({ request: { ...request, rawQueryString: () => query } });
			handler({ request });
		}
	}
}
