-- Computes the histogram for `npm run bench tune -- --histogram widths.csv` from a table or view
-- `access_log (cs_method, cs_uri_stem, cs_uri_query, sc_status)`, for logs too large for one machine.
-- The same text runs on Athena (after athena-table.sql) and on DuckDB (after duckdb-view.sql), with
-- functions that both have. It counts the same as the log reader: delivered images by their needed width,
-- ceil(width * dpr), with the server's grammar of URLs.
WITH delivered AS (
	-- Puts a separate delimiter on both sides of every parameter, so that one pattern finds each.
	SELECT '&' || replace(cs_uri_query, '&', '&&') || '&' AS query
	FROM access_log
	WHERE cs_method = 'GET'
		AND cs_uri_query IS NOT NULL
		AND CAST(sc_status AS varchar) IN ('200', '206', '304')
		AND coalesce(regexp_extract(cs_uri_stem, '^/media/([0-9a-f]{32})/[^/]+$', 1), '') <> ''
),
named AS (
	-- `others` lacks our plain names: a name of ours that remains is percent-encoded.
	SELECT
		query,
		replace(replace(replace(replace(replace(replace(
			query, '&width=', '&'), '&width&', '&'), '&dpr=', '&'), '&dpr&', '&'), '&format=', '&'), '&format&', '&'
		) AS others
	FROM delivered
),
requested AS (
	SELECT
		coalesce(regexp_extract(query, '&width=([^&]*)&', 1), '') AS width,
		coalesce(regexp_extract(query, '&(dpr)(=[^&]*)?&', 1), '') AS has_dpr,
		coalesce(regexp_extract(query, '&dpr=([^&]*)&', 1), '') AS dpr,
		coalesce(regexp_extract(query, '&(format)(=[^&]*)?&', 1), '') AS has_format,
		coalesce(regexp_extract(query, '&format=([^&]*)&', 1), '') AS format
	FROM named
	-- The server refuses repeated parameters and percent-encoded names.
	WHERE coalesce(regexp_extract(query, '&(width)(=[^&]*)?&.*&width(=[^&]*)?&', 1), '') = ''
		AND coalesce(regexp_extract(query, '&(dpr)(=[^&]*)?&.*&dpr(=[^&]*)?&', 1), '') = ''
		AND coalesce(regexp_extract(query, '&(format)(=[^&]*)?&.*&format(=[^&]*)?&', 1), '') = ''
		AND coalesce(regexp_extract(others, '&((w|%77)(i|%69)(d|%64)(t|%74)(h|%68))[=&]', 1), '') = ''
		AND coalesce(regexp_extract(others, '&((d|%64)(p|%70)(r|%72))[=&]', 1), '') = ''
		AND coalesce(
			regexp_extract(others, '&((f|%66)(o|%6[fF])(r|%72)(m|%6[dD])(a|%61)(t|%74))[=&]', 1), ''
		) = ''
),
needed AS (
	-- In whole thousandths, as in the server. TRY_CAST, because the checks below may run later.
	SELECT
		TRY_CAST(width AS integer) AS css_width,
		CASE WHEN has_dpr = '' THEN 1000 ELSE CAST(round(TRY_CAST(dpr AS double) * 1000) AS integer) END AS thousandths
	FROM requested
	WHERE coalesce(regexp_extract(width, '^([1-9][0-9]{0,4})$', 1), '') <> ''
		AND (has_dpr = '' OR coalesce(regexp_extract(dpr, '^([1-4](\.[0-9]{1,3})?)$', 1), '') <> '')
		AND (has_format = '' OR format IN ('webp', 'jpeg', 'avif'))
)
SELECT
	CAST(ceil(CAST(css_width * thousandths AS double) / 1000) AS integer) AS width,
	CAST(count(*) AS bigint) AS count
FROM needed
WHERE css_width <= 10000 AND thousandths <= 4000
GROUP BY 1
ORDER BY 1
