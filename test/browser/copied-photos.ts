import { linkSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inArray } from "drizzle-orm";
import { originalKey, photoPrefix } from "widthwise/url";
import { photos } from "../../worker/catalogue/schema.ts";
import { wordsColumn } from "../../worker/catalogue/search-words.ts";
import { openDatabase } from "../../worker/database/open.ts";
import type { NewData } from "../running-server.ts";

/** A photo to be made out of a published one. */
export type PhotoCopy = {
	/** The id of the published photo. */
	readonly of: string;
	readonly filename: string;
	/** How many places it is listed below the published one. */
	readonly below: number;
};

/**
 * Makes copies of published photos as publishing leaves them, record and files: publishing each takes a
 * hundred times as long. No server may run on the data. Resolves to the new ids.
 */
export async function copyPhotos(
	{ dataDir, environment }: NewData,
	copies: readonly PhotoCopy[],
): Promise<readonly string[]> {
	const onError = (error: unknown): never => {
		throw error;
	};
	const databaseUrl = environment.DATABASE_URL;
	const { drizzle, close } = await openDatabase({ dataDir, databaseUrl, onError });
	try {
		const sources = [...new Set(copies.map((copy) => copy.of))];
		const published = await drizzle.select().from(photos).where(inArray(photos.id, sources));
		const rows = copies.flatMap(({ of, filename, below }) =>
			published
				.filter(({ id }) => id === of)
				.map((row) => {
					const arrival = row.arrival - below;
					const words = wordsColumn({ ...row, filename });
					return { ...row, id: idOf(filename), filename, arrival, words };
				}),
		);
		await drizzle.insert(photos).values(rows);
	} finally {
		await close();
	}
	return copies.map(({ of, filename }) => {
		const id = idOf(filename);
		linkFiles(dataDir, of, id);
		return id;
	});
}

function idOf(filename: string): string {
	return new Bun.CryptoHasher("md5").update(filename).digest("hex");
}

function linkFiles(dataDir: string, from: string, to: string): void {
	const [source = "", target = ""] = [from, to].map((id) =>
		join(dataDir, "public", photoPrefix(id)),
	);
	mkdirSync(target);
	for (const name of readdirSync(source)) linkSync(join(source, name), join(target, name));
	for (const suffix of ["", ".info"]) {
		const original = (id: string): string => join(dataDir, "media", originalKey(id) + suffix);
		linkSync(original(from), original(to));
	}
}
