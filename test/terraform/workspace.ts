import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Http2Server } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildViewerRequest } from "@widthwise/edge/build";
import { DEFAULT_BUCKETS, type WidthBuckets } from "widthwise";
import { within } from "../patience.ts";
import { TERRAFORM } from "./modules.ts";
import { serveGrpc } from "./provider/grpc-server.ts";
import { createSchemaProvider } from "./provider/provider.ts";
import { readSchemas } from "./schema/schema.ts";

/** The outcome of a run of Terraform. */
export type Run = { readonly status: number; readonly output: string };

/** A copy of `terraform/` for the real Terraform, with stand-in providers that know only schemas. */
export type Workspace = {
	/** Absolute path of the copy, with the build's output beside it. */
	readonly folder: string;
	/** Runs Terraform in a folder of the copy. */
	run(folder: string, ...args: readonly string[]): Promise<Run>;
	/** Replaces the built viewer function with one for other widths. */
	build(buckets: WidthBuckets): Promise<void>;
	close(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

/** Path of the Terraform program; `null` if it is not installed. */
export const terraform: string | null = Bun.which("terraform");

/**
 * Creates a copy of `terraform/` in which the real Terraform can check, plan and apply without a
 * network: the stand-in providers run in this process and know the committed schemas.
 *
 * @param region the AWS region that data sources return
 */
export async function openWorkspace({ region }: { readonly region: string }): Promise<Workspace> {
	const root = await mkdtemp(join(tmpdir(), "widthwise-terraform-"));
	const folder = join(root, "terraform");
	const dist = join(root, "edge/dist");
	await cp(TERRAFORM, folder, { recursive: true, filter: (path) => !path.includes("/.terraform") });
	await mkdir(dist, { recursive: true });
	// Terraform only hashes them.
	for (const name of ["origin-request", "validate"])
		await writeFile(join(dist, `${name}.zip`), name);

	const dataValues = { account_id: "123456789012", region, json: "{}" };
	const providers: Record<string, unknown> = {};
	const servers: Http2Server[] = [];
	for (const [name, schema] of Object.entries(await readSchemas())) {
		const socket = join(root, `${name}.sock`);
		servers.push(await serveGrpc(socket, createSchemaProvider(schema, dataValues)));
		providers[`registry.terraform.io/${schema.source}`] = {
			Protocol: "grpc",
			ProtocolVersion: 6,
			Pid: process.pid,
			Test: true,
			Addr: { Network: "unix", String: socket },
		};
	}
	const env = {
		HOME: root,
		TF_REATTACH_PROVIDERS: JSON.stringify(providers),
		CHECKPOINT_DISABLE: "1",
		TF_IN_AUTOMATION: "1",
		// Collecting memory seldom takes less time than often, and than never, which touches new pages.
		GOGC: "400",
		TF_CLI_ARGS: "-no-color",
	};

	const build = async (buckets: WidthBuckets): Promise<void> => {
		await writeFile(join(dist, "viewer-request.js"), await buildViewerRequest(buckets));
	};
	await build(DEFAULT_BUCKETS);
	const close = async (): Promise<void> => {
		for (const server of servers) server.close();
		await rm(root, { recursive: true, force: true });
	};
	return {
		folder,
		build,
		async run(inside, ...args) {
			await using child = Bun.spawn([terraform ?? "terraform", ...args], {
				cwd: join(folder, inside),
				env,
				stdout: "pipe",
				stderr: "pipe",
			});
			const [out, errors, status] = await within(
				`the end of terraform ${args[0]}`,
				Promise.all([
					new Response(child.stdout).text(),
					new Response(child.stderr).text(),
					child.exited,
				]),
			);
			return { status, output: out + errors };
		},
		close,
		[Symbol.asyncDispose]: close,
	};
}
