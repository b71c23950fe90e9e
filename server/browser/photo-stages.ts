/** How far a photo is, as the server tells the owner. */
export type PhotoStage = {
	readonly id: string;
	readonly status: "received" | "processing" | "published" | "failed" | "removed";
	/** Why it failed. */
	readonly message?: string;
};

/**
 * Asks how far some photos are; those that the server does not know are left out.
 *
 * @throws {Error} if the server does not answer
 *
 * @example
 * const [photo] = await photoStages(["048aef1505767106c7cb3094a726570b"]);
 */
export async function photoStages(ids: readonly string[]): Promise<readonly PhotoStage[]> {
	const response = await fetch("/upload/stages", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ ids }),
	});
	if (!response.ok) throw new Error(`The server answers ${response.status}`);
	const { photos }: { photos: readonly PhotoStage[] } = await response.json();
	return photos;
}

/**
 * Asks for a photo to be published once more; `false` if it has not failed (any more).
 *
 * @example
 * await publishAgain("048aef1505767106c7cb3094a726570b");
 */
export async function publishAgain(id: string): Promise<boolean> {
	const response = await fetch(`/api/photos/${id}/publish`, { method: "POST" });
	return response.ok;
}

/**
 * Follows all photos as they change. Whenever changes may have been missed, at the first connection and
 * after each lost one, `onGap` is called.
 *
 * @example
 * followPhotos({ onStage: ({ id, status }) => console.log(id, status), onGap: lookAgain });
 */
export function followPhotos(listener: {
	readonly onStage: (stage: PhotoStage) => void;
	/** Its metadata is read, publishing begins. */
	readonly onPublishing?: (id: string) => void;
	readonly onGap: () => void;
}): void {
	const events = new EventSource("/api/events");
	events.addEventListener("photo", ({ data }) => listener.onStage(JSON.parse(data)));
	events.addEventListener("step", ({ data }) => listener.onPublishing?.(JSON.parse(data).id));
	events.addEventListener("open", listener.onGap);
}
