import { parseArgs } from "node:util";

/** Where the two stores are to be, as `MEDIA_STORE` and `PUBLIC_STORE` name it. */
export type MoveTarget = { readonly media: string; readonly publicStore: string };

const USAGE =
	"Name the new place: npm run move -- --to s3://bucket (the stores are then s3://bucket/media and s3://bucket/public), or npm run move -- --media s3://… --public s3://…; a folder is an absolute path";

/**
 * Parses the arguments of `npm run move`.
 *
 * @returns the target, or what is wrong
 *
 * @example
 * parseMoveTarget(["--to", "s3://photos"]); // { media: "s3://photos/media", publicStore: "s3://photos/public" }
 */
export function parseMoveTarget(args: readonly string[]): MoveTarget | string {
	try {
		const text = { type: "string" } as const;
		const { values } = parseArgs({
			args: [...args],
			options: {
				...{ to: text, media: text, public: text },
				"until-stdin-ends": { type: "boolean" },
			},
		});
		const base = values.to?.replace(/\/$/, "");
		const media = values.media ?? (base && `${base}/media`);
		const publicStore = values.public ?? (base && `${base}/public`);
		if (!media || !publicStore) return USAGE;
		return { media, publicStore };
	} catch {
		return USAGE;
	}
}
