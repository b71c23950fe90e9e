import { freePort, ROOT, type Running, run } from "../harness/processes.ts";
import type { EdgeSource } from "./edge-source.ts";

/**
 * Starts the local CloudFront with a regional Lambda, in front of a folder that it serves as S3.
 *
 * @throws {Error} if there is no Node.js for the Lambda
 *
 * @example
 * await using cloudFront = await startCloudFrontEdge(source);
 */
export function startCloudFrontEdge({ folder, buckets, readyPath }: EdgeSource): Promise<Running> {
	const port = freePort();
	const program = `${ROOT}bench/servers/cloudfront-program.ts`;
	const command = [process.execPath, program, folder, String(port), buckets.join(",")];
	return run(command, { url: `http://127.0.0.1:${port}`, readyPath });
}
