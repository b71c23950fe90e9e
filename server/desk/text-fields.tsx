import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { MAX_LENGTHS } from "../photos/owner-text.ts";

/** A field with its label; a hidden one is for screen readers. */
type FieldProps = {
	readonly label: string;
	readonly isLabelHidden?: boolean;
	readonly placeholder?: string;
};

/**
 * Renders the field of a photo's title.
 *
 * @example
 * <TitleField photo={photo} label="Title" />;
 */
export function TitleField({
	photo,
	label,
	isLabelHidden = false,
	placeholder,
}: FieldProps & { readonly photo: Pick<Photo, "title"> }): VNode {
	return (
		<label>
			<span class={isLabelHidden ? "unseen" : undefined}>{label}</span>
			<input
				name="title"
				dir="auto"
				// Browsers would join the lines of a title from a file without a space.
				value={photo.title?.replaceAll("\n", " ") ?? ""}
				placeholder={placeholder}
				maxLength={MAX_LENGTHS.title}
			/>
		</label>
	);
}

/**
 * Renders the field of a photo's caption.
 *
 * @example
 * <CaptionField photo={photo} label="Caption" rows={5} />;
 */
export function CaptionField({
	photo,
	rows,
	label,
	isLabelHidden = false,
	placeholder,
}: FieldProps & { readonly photo: Pick<Photo, "caption">; readonly rows: number }): VNode {
	return (
		<label>
			<span class={isLabelHidden ? "unseen" : undefined}>{label}</span>
			<textarea
				name="caption"
				dir="auto"
				rows={rows}
				placeholder={placeholder}
				maxLength={MAX_LENGTHS.caption}
			>
				{photo.caption ?? ""}
			</textarea>
		</label>
	);
}
