import * as namespace from "exifreader";

type Library = Pick<typeof namespace, "loadView">;

/** Tags by group, as the library names them. */
export type Tags = namespace.ExpandedTags;

/** The groups that can be asked for. */
export type TagGroups = namespace.IncludeTagsOptions;

// It is a CommonJS module: Node puts all of it into the default export, Bun and Deno spread it too.
const library: Library =
	"default" in namespace && isLibrary(namespace.default) ? namespace.default : namespace;

/**
 * Reads tags with exifreader; `null` for whatever it cannot read, since photos with damaged metadata
 * are photos still.
 *
 * @param bytes A file, or a bare TIFF structure or XMP packet.
 * @example
 * readTags(writeExif({ orientation: 6, artist: null, copyright: null }), { exif: true });
 */
export function readTags(bytes: Uint8Array, includeTags: TagGroups): Tags | null {
	try {
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		return library.loadView(view, { expanded: true, includeTags });
	} catch {
		return null;
	}
}

function isLibrary(value: unknown): value is Library {
	return typeof value === "object" && value !== null && "loadView" in value;
}
