/** A file that the owner chose, alone or with a folder. */
export type ChosenFile = {
	readonly file: File;
	/** The path that starts with the chosen folder; empty if the file itself was chosen. */
	readonly folderPath: string;
};

/**
 * Lists the files of an input for files or for folders.
 *
 * @example
 * input.addEventListener("change", () => add(filesOfInput(input)));
 */
export function filesOfInput({ files }: HTMLInputElement): readonly ChosenFile[] {
	return [...(files ?? [])].map((file) => ({ file, folderPath: file.webkitRelativePath }));
}

/**
 * Lists the files of a drop or a paste, including those inside dropped folders. Must be called
 * synchronously in the event handler: browsers clear the list afterwards.
 *
 * @example
 * window.addEventListener("drop", async (event) => add(await filesOfTransfer(event.dataTransfer)));
 */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
	const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
	const folders = entries.filter((entry) => entry?.isDirectory);
	const files = [...transfer.files]
		// Folders are in this list as well, as files that cannot be read.
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
	const files: ChosenFile[] = [];
	for (const child of await childrenOf(entry)) files.push(...(await filesInside(child)));
	return files;
}

/**
 * Lists a folder, sorted by name as in file managers. Browsers return about a hundred entries a
 * call.
 */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
	const reader = folder.createReader();
	const children: FileSystemEntry[] = [];
	for (;;) {
		const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject),
		);
		if (batch.length === 0) break;
		children.push(...batch);
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
