/** A file that somebody chose, and where in a chosen folder it lies. */
export type ChosenFile = {
	readonly file: File;
	/** Its path inside the folder; empty if the file itself was chosen. */
	readonly folderPath: string;
};

/**
 * The files of a file input, of one for folders too.
 *
 * @example
 * input.addEventListener("change", () => add(filesOfInput(input)));
 */
export function filesOfInput({ files }: HTMLInputElement): readonly ChosenFile[] {
	return [...(files ?? [])].map((file) => ({ file, folderPath: file.webkitRelativePath }));
}

/**
 * The files of a drop or a paste, those inside of dropped folders included. To be called in the event's
 * own turn: afterwards the browser has forgotten them.
 *
 * @example
 * window.addEventListener("drop", async (event) => add(await filesOfTransfer(event.dataTransfer)));
 */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
	const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
	const folders = entries.filter((entry) => entry?.isDirectory);
	const files = [...transfer.files]
		// A folder is in this list, too, as a file that cannot be read.
		.filter((_, i) => !entries[i]?.isDirectory)
		.map((file) => ({ file, folderPath: "" }));
	const inside = await Promise.all(folders.map((folder) => filesInside(folder)));
	return [...files, ...inside.flat()];
}

async function filesInside(entry: FileSystemEntry | null): Promise<readonly ChosenFile[]> {
	if (isFile(entry)) {
		const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
		return [{ file, folderPath: entry.fullPath.replace(/^\//, "") }];
	}
	if (!isFolder(entry)) return [];
	const found: ChosenFile[] = [];
	for (const child of await childrenOf(entry)) found.push(...(await filesInside(child)));
	return found;
}

/** By name, as a person sees the folder; it is handed out in parts of a hundred or so. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
	const reader = folder.createReader();
	const children: FileSystemEntry[] = [];
	for (;;) {
		const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject),
		);
		if (part.length === 0) break;
		children.push(...part);
	}
	return children.sort((first, second) =>
		first.name.localeCompare(second.name, undefined, { numeric: true }),
	);
}

function isFile(entry: FileSystemEntry | null): entry is FileSystemFileEntry {
	return entry?.isFile === true;
}

function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
	return entry?.isDirectory === true;
}
