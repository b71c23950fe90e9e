/** One observation: the features, and the value that their weighted sum should have. */
export type Observation = { readonly features: readonly number[]; readonly value: number };

/**
 * Computes the coefficients that fit observations with the least squared error, for a few features. It
 * solves the normal equations by Gaussian elimination with pivoting.
 *
 * @throws {Error} if the observations do not determine them
 *
 * @example
 * leastSquares([{ features: [1, 0], value: 2 }, { features: [1, 1], value: 5 }]); // [2, 3]
 */
export function leastSquares(observations: readonly Observation[]): readonly number[] {
	const size = observations[0]?.features.length ?? 0;
	const rows = Array.from({ length: size }, (_, i) => {
		const row = new Float64Array(size + 1);
		for (const { features, value } of observations) {
			const factor = features[i] ?? 0;
			for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + factor * (features[j] ?? 0);
			row[size] = (row[size] ?? 0) + factor * value;
		}
		return row;
	});
	for (let column = 0; column < size; column++) eliminate(rows, column);
	return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}

function eliminate(rows: Float64Array[], column: number): void {
	const below = rows.slice(column).map((row) => Math.abs(row[column] ?? 0));
	const pivotAt = column + below.indexOf(Math.max(...below));
	const pivot = rows[pivotAt];
	const other = rows[column];
	if (!pivot || !other || Math.abs(pivot[column] ?? 0) < 1e-12) {
		throw new Error("Too few different observations to fit");
	}
	rows[pivotAt] = other;
	rows[column] = pivot;
	for (const [i, row] of rows.entries()) {
		if (i === column) continue;
		const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
		for (let j = column; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
	}
}
