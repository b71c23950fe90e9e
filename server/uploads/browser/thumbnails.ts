/** Draws small pictures of files as their rows come into sight. */
export type Thumbnails = {
	/** Draws a file's picture on a canvas once the canvas is near the screen. */
	draw(file: Blob, canvas: HTMLCanvasElement): void;
};

/** Pixels: what a canvas holds of a picture is the only thing that stays in memory. */
const EDGE = 112;

/**
 * One picture after another, because each is as large as the camera made it for a moment; and none
 * that nobody scrolls to. A file that the browser cannot show keeps its empty canvas.
 *
 * @example
 * const thumbnails = createThumbnails();
 * thumbnails.draw(file, canvas);
 */
export function createThumbnails(): Thumbnails {
	const files = new Map<Element, Blob>();
	let last = Promise.resolve();
	const observer = new IntersectionObserver(
		(entries) => {
			for (const { isIntersecting, target } of entries) {
				const file = files.get(target);
				if (!isIntersecting || !file || !(target instanceof HTMLCanvasElement)) continue;
				observer.unobserve(target);
				files.delete(target);
				last = last.then(() => paint(file, target)).catch(() => {});
			}
		},
		{ rootMargin: "300px" },
	);
	return {
		draw(file, canvas) {
			files.set(canvas, file);
			observer.observe(canvas);
		},
	};
}

async function paint(file: Blob, canvas: HTMLCanvasElement): Promise<void> {
	const picture = await createImageBitmap(file, { resizeWidth: 2 * EDGE, resizeQuality: "medium" });
	try {
		const scale = EDGE / Math.min(picture.width, picture.height);
		const [width, height] = [picture.width * scale, picture.height * scale];
		canvas.width = EDGE;
		canvas.height = EDGE;
		const context = canvas.getContext("2d");
		context?.drawImage(picture, (EDGE - width) / 2, (EDGE - height) / 2, width, height);
		canvas.dataset.isDrawn = "true";
	} finally {
		picture.close();
	}
}
