-- CloudFront's standard logs (v1, or v2 as w3c), gzip or not, as the view that histogram.sql reads.
-- Replace logs/* by your own path, or by s3://bucket/prefix/*.gz after `INSTALL httpfs; LOAD httpfs;`.
-- Then: `duckdb -csv -c ".read duckdb-view.sql" -c ".read histogram.sql" > widths.csv`.
CREATE OR REPLACE VIEW access_log AS
SELECT
	fields[6] AS cs_method,
	fields[8] AS cs_uri_stem,
	fields[9] AS sc_status,
	fields[12] AS cs_uri_query
FROM (
	-- Reads one column and splits it here, so that lines with other numbers of fields are not errors.
	SELECT string_split(line, chr(9)) AS fields
	FROM read_csv(
		'logs/*', columns = { 'line': 'VARCHAR' }, delim = chr(0), quote = '', escape = '', header = false,
		auto_detect = false, strict_mode = false, ignore_errors = true, max_line_size = 1000000
	)
	WHERE line NOT LIKE '#%'
)
WHERE len(fields) >= 12;
