import { installTools } from "../tools/install.ts";

const tools = await installTools("deno");

/** The Deno of `test/tools/deno`. */
export const deno = {
	isInstalled: tools.isInstalled,
	missing: tools.missing,
	/** The program itself: npm's script does not pass signals on. Empty if it is not installed. */
	program: tools.isInstalled ? await findProgram() : "",
} as const;

async function findProgram(): Promise<string> {
	const [program = ""] = await Array.fromAsync(new Bun.Glob("*/deno").scan(tools.path("@deno")));
	return tools.path("@deno", program);
}
