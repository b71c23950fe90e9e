import { firstCaption } from "../../../../core/metadata/caption.ts";
import type { Difference } from "./compare.ts";

/** A difference that is right, and why. */
export type Accepted = {
	readonly reason: string;
	applies(difference: Difference, bytes: Uint8Array): boolean;
};

/** All accepted differences between exiftool and us. */
export const ACCEPTED: readonly Accepted[] = [
	{
		reason: "what cameras write where a caption belongs is not shown",
		applies: ({ field, theirs }) => field === "caption" && firstCaption(theirs) === null,
	},
	{
		reason: "a lens of hyphens is none",
		applies: ({ field, theirs }) => field === "lens" && /^[-\s]*$/.test(String(theirs)),
	},
	{
		reason: "EXIF text that is not UTF-8 is decoded as Windows-1252",
		applies: ({ ours, theirs }) =>
			/[^\x20-\x7e]/.test(String(ours)) && /\?/.test(String(theirs)) && typeof ours === "string",
	},
	{
		reason: "IPTC that does not name its encoding is read as UTF-8, if it is valid",
		applies: ({ ours, theirs }) =>
			typeof ours === "string" && Buffer.from(ours).toString("latin1") === theirs,
	},
	{
		reason: "the two notices of EXIF's copyright are joined by a semicolon, not on two lines",
		applies: ({ field, ours, theirs }) =>
			field === "copyright" && String(theirs).split("\n").join("; ") === ours,
	},
	{
		reason: "text stored as bytes is text, not numbers",
		applies: ({ ours, theirs }) =>
			ours !== null && /^[^\d]*(\d{1,3}[ ,]*){5,}/.test(String(theirs)),
	},
	{
		reason: "JPEG's extended XMP, up to gigabytes of edit history, is not read",
		applies: ({ ours }, bytes) =>
			ours === null && Buffer.from(bytes).includes("http://ns.adobe.com/xmp/extension/"),
	},
];
