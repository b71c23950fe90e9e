import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import type { WidthBuckets } from "widthwise";
import { runCloudFrontFunction } from "../viewer-request/function-runtime.ts";

/** CloudFront refuses larger functions, in bytes. */
export const MAX_FUNCTION_BYTES = 10 * 1024;

/**
 * Builds the viewer-request function: one plain script with a global `handler`. Fails where it is
 * larger than CloudFront takes, or uses what CloudFront's runtime 2.0 does not have.
 *
 * @returns the script's text
 *
 * @example
 * await Bun.write("dist/viewer-request.js", await buildViewerRequest(DEFAULT_BUCKETS));
 */
export async function buildViewerRequest(buckets: WidthBuckets): Promise<string> {
	const bundle = await build({
		entryPoints: [fileURLToPath(new URL("../viewer-request/main.ts", import.meta.url))],
		bundle: true,
		write: false,
		format: "esm",
		target: "esnext",
		conditions: ["bun"],

		define: { BAKED_BUCKETS: JSON.stringify(buckets) },
		logLevel: "silent",
	});
	return finishFunction(bundle.outputFiles[0]?.text ?? "");
}

/**
 * Makes a bundled module that exports `handler` into a script that CloudFront takes.
 *
 * @throws {Error} if it is too large, in a language newer than the runtime's, or does not run there
 *
 * @example
 * await finishFunction("function handler(event) { return event.request; }\nexport { handler };");
 */
export async function finishFunction(module: string): Promise<string> {
	const script = await inTheRuntimesLanguage(withoutExport(module));
	const size = new TextEncoder().encode(script).length;
	if (size > MAX_FUNCTION_BYTES) {
		throw new Error(`The function has ${size} bytes: CloudFront takes ${MAX_FUNCTION_BYTES}`);
	}
	tryOut(script);
	return script;
}

/** CloudFront wants a script that declares `handler`, not a module that exports it. */
function withoutExport(module: string): string {
	const script = module.replace(/export \{\s*handler\s*\};\s*$/, "");
	if (script === module || !/^function handler\(/m.test(script)) {
		throw new Error("The function's bundle does not declare `handler`");
	}
	return script;
}

/**
 * The runtime is ECMAScript 5.1 with few additions, `const` and `let` among them. The compiler refuses
 * what it cannot translate into that.
 */
async function inTheRuntimesLanguage(script: string): Promise<string> {
	const { code } = await transform(script, {
		target: "es5",
		supported: { "const-and-let": true, "template-literal": true },
		minifyWhitespace: true,
		minifySyntax: true,
		logLevel: "silent",
	});
	return code;
}

/** Built-in functions that the runtime lacks are found by running it without them. */
function tryOut(script: string): void {
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
