import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";

/** The choices of the owner, by their value in the form. */
const CHOICES = [
	["site", null, "As set for the site"],
	["title", false, "Title and caption"],
	["all", true, "Title, caption, keywords, artist, copyright and file name"],
] as const;

/**
 * Renders the choice of the words that visitors see of a photo.
 *
 * @example
 * <WordsChoice photo={photo} />;
 */
export function WordsChoice({ photo }: { readonly photo: Pick<Photo, "showsWords"> }): VNode {
	return (
		<label>
			<span>Words that visitors see</span>
			<select name="words">
				{CHOICES.map(([value, showsWords, label]) => (
					<option key={value} value={value} selected={showsWords === photo.showsWords}>
						{label}
					</option>
				))}
			</select>
		</label>
	);
}

/**
 * Reads the form's value of {@link WordsChoice}; an unknown value is that of the settings.
 *
 * @example
 * readWordsChoice("all"); // true
 */
export function readWordsChoice(value: string): boolean | null {
	return CHOICES.find(([known]) => known === value)?.[1] ?? null;
}
