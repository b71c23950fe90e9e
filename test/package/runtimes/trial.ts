import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PutBucketCorsCommand, S3Client } from "@aws-sdk/client-s3";
import { s3ClientOptions } from "../../../core/store/s3/s3.ts";
import { XMP_PACKET } from "../../containers/metadata.ts";
import { encode, imageOf } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";
import type { S3Server } from "../../services/s3.ts";
import { sharedS3 } from "../../services/shared.ts";
import type { Trial } from "./runtime.ts";

const PROGRAMS = [
	...["features.mjs", "xml-parser.mjs"],
	...["on-server.mjs", "in-browser.mjs", "in-workerd.mjs"],
];

/** Adds the optional packages, the programs and a photo to a project that has the packed library. */
export async function prepareTrial(folder: string): Promise<Trial> {
	const modules = join(folder, "node_modules");
	for (const name of ["@jsquash/jpeg", "@jsquash/png", "@jsquash/webp"]) {
		await cp(packageFolder(name), join(modules, name), { recursive: true });
	}
	await mkdir(join(modules, "@aws-sdk"));
	await symlink(packageFolder("@aws-sdk/client-s3"), join(modules, "@aws-sdk/client-s3"));
	for (const name of PROGRAMS) {
		await cp(fileURLToPath(new URL(name, import.meta.url)), join(folder, name));
	}
	const picture = imageOf(quadrants(120, 80)).zoom(4, 4).copy();
	picture.setBlob("xmp-data", XMP_PACKET);
	const server = await sharedS3();
	const [s3, openS3] = [await newBucket(server), await newBucket(server)];
	await allowPages(openS3);
	return { folder, photo: new Uint8Array(encode(picture, "jpeg")), s3, openS3 };
}

function packageFolder(name: string): string {
	return dirname(Bun.resolveSync(`${name}/package.json`, import.meta.dir));
}

async function newBucket(server: S3Server): Promise<Trial["s3"]> {
	return { ...server.connection, bucket: await server.createBucket() };
}

/** Allows pages of all sites to use a bucket (Fetch, 3.3). */
async function allowPages({ bucket, ...connection }: Trial["s3"]): Promise<void> {
	const client = new S3Client(s3ClientOptions(connection));
	const AllowedMethods = ["GET", "HEAD", "PUT", "POST", "DELETE"];
	const rule = { AllowedOrigins: ["*"], AllowedHeaders: ["*"], ExposeHeaders: ["ETag"] };
	await client.send(
		new PutBucketCorsCommand({
			Bucket: bucket,
			CORSConfiguration: { CORSRules: [{ ...rule, AllowedMethods }] },
		}),
	);
	client.destroy();
}
