import { MAX_SEARCH_LENGTH, PHOTO_FILTERS, type PhotoSearch } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { FILTER_NAMES, isSearching } from "./search-query.ts";
import { writeCount } from "./write-count.ts";

/**
 * Renders the form that searches the desk, and how many photos were found. It needs no script, and its
 * address can be kept.
 *
 * @example
 * <SearchForm search={{ text: "oslo", filter: "all" }} found={12} />;
 */
export function SearchForm({
	search,
	found,
}: {
	readonly search: PhotoSearch;
	readonly found: number;
}): VNode {
	return (
		<search>
			<form method="get" action="/desk" class="search-form">
				<label>
					<span class="unseen">Search for</span>
					<input
						type="search"
						name="q"
						dir="auto"
						value={search.text}
						maxLength={MAX_SEARCH_LENGTH}
						placeholder="Words, file name, camera, 2024-05"
					/>
				</label>
				<label>
					<span class="unseen">Show</span>
					<select name="show">
						{PHOTO_FILTERS.map((filter) => (
							<option key={filter} value={filter} selected={filter === search.filter}>
								{FILTER_NAMES[filter]}
							</option>
						))}
					</select>
				</label>
				<button type="submit">Search</button>
				{isSearching(search) && (
					<>
						<p class="found" role="status">
							{found === 0 ? "No photos found" : `${writeCount(found)} found`}
						</p>
						<a href="/desk">Show all</a>
					</>
				)}
			</form>
		</search>
	);
}
