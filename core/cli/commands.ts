import type { Command } from "./arguments/command.ts";
import type { Summary } from "./arguments/help.ts";

/** A command that is loaded when it is called: most need only a part of the library. */
export type LazyCommand = Summary & { load(): Promise<Command> };

/** All commands, in the order of the help. */
export const COMMANDS: readonly LazyCommand[] = [
	{
		name: "strip",
		summary: "Remove private metadata from photos, or check that there is none",
		load: async () => (await import("./strip/strip.ts")).strip,
	},
	{
		name: "inspect",
		summary: "Show what is in photos, and what they would leak",
		load: async () => (await import("./inspect/inspect.ts")).inspect,
	},
	{
		name: "resize",
		summary: "Cut variants of photos, at several widths and in several formats",
		load: async () => (await import("./resize/resize.ts")).resize,
	},
	{
		name: "srcset",
		summary: "Cut the variants of a photo that a page needs, and print the HTML",
		load: async () => (await import("./srcset/srcset.ts")).srcset,
	},
	{
		name: "snap",
		summary: "Show the bucket that a width snaps to",
		load: async () => (await import("./snap/snap.ts")).snap,
	},
	{
		name: "tune",
		summary: "Find the cheapest buckets for the widths in access logs",
		load: async () => (await import("./tune/tune.ts")).tune,
	},
	{
		name: "serve",
		summary: "Serve a folder of photos at any width",
		load: async () => (await import("./serve/serve.ts")).serve,
	},
	{
		name: "upload",
		summary: "Upload photos to a Widthwise server",
		load: async () => (await import("./upload/upload.ts")).upload,
	},
];
